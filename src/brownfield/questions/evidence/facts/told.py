"""What is told of each claim, assumption and question, as plain data?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.asking.ranges.assumed import cell_text
from brownfield.case.said.grades import band_title
from brownfield.questions.evidence.claims.flags import context_of, flags
from brownfield.questions.evidence.claims.ledger import MOVING, Claim, cell_of
from brownfield.questions.evidence.worth.weighed import NOTHING, SURE, Flip, Weighed
from brownfield.tell.labels import Labels, cell_title, labels
from brownfield.tell.numbers import listed, significant

if TYPE_CHECKING:
    from brownfield.asking.ranges.learning import Worth
    from brownfield.questions.evidence.claims.priors import Voice
    from brownfield.questions.evidence.question import Evidence
    from brownfield.questions.evidence.worth.plans import Design


@dataclass(frozen=True)
class Told:
    """A claim.

    Attributes
    ----------
    statement
        Its id.
    date, publisher, speaker, through, claim
        When, printed where, said by whom, passed on by whom, what.
    attribution, modality
        How it is said to be known, and how firm it is.
    status
        draft, confirmed or rejected.
    grade
        Reliability and credibility, as B2; with a question mark where no reviewer gave
        both.
    weight
        What it counts beside others, in [0, 1].
    band
        The reviewer's word for its probability, with per cent; blank = none.
    origin
        Where it first comes from.
    bears_on
        Cells it is linked to, with what it does there.
    cited_by
        How many rows of the case cite it.
    flags
        What is weak about it.
    evppi
        What it would be worth to know all that it bears on before choosing, case
        currency; None without draws.
    standard_error
        Of `evppi`, case currency.
    moves_the_result
        Whether what it bears on changes what the best plan is worth.
    could_change_the_decision
        Whether knowing it could make another plan the best.
    reviewer, reviewed
        Who looked at it, and when; blank = not said.
    words_at
        Document and place of its words; blank = not kept.
    """

    statement: str
    date: str
    publisher: str
    speaker: str
    through: str
    claim: str
    attribution: str
    modality: str
    status: str
    grade: str
    weight: float
    band: str
    origin: str
    bears_on: tuple[str, ...]
    cited_by: int
    flags: tuple[str, ...]
    evppi: float | None
    standard_error: float | None
    moves_the_result: bool | None
    could_change_the_decision: bool | None
    reviewer: str
    reviewed: str
    words_at: str


@dataclass(frozen=True)
class ToldAssumption:
    """An assumption that claims bear on.

    Attributes
    ----------
    name
        Table, column and row.
    table, where, column, unit
        The cell.
    voices
        What the case and each origin say, with its weight in the pool.
    statements
        Claims that bear on it.
    evppi, standard_error
        What it would be worth to know it, case currency; None without draws.
    could_change_the_decision
        Whether knowing it could make another plan the best.
    moves_by
        How far the worth of the best plan goes along it alone, case currency.
    flips_at
        Its value at which another plan becomes the best; None = nowhere.
    flips_above
        Whether the other plan is best above that value.
    flips_to
        That plan; blank = none.
    """

    name: str
    table: str
    where: str
    column: str
    unit: str
    voices: tuple[Voice, ...]
    statements: tuple[str, ...]
    evppi: float | None
    standard_error: float | None
    could_change_the_decision: bool | None
    moves_by: float | None
    flips_at: float | None
    flips_above: bool | None
    flips_to: str


@dataclass(frozen=True)
class Worthwhile:
    """What a straight answer of somebody is worth, or all claims of one origin.

    Attributes
    ----------
    whom
        Speaker, or origin.
    about
        Assumptions their claims bear on.
    statements
        These claims.
    worth, standard_error
        Case currency.
    flips
        Which answers make another plan the best, in words of the assumptions.
    """

    whom: str
    about: tuple[str, ...]
    statements: tuple[str, ...]
    worth: float
    standard_error: float
    flips: tuple[str, ...]


class Telling:
    """Worths of an answer, read off its draws once."""

    def __init__(self, answer: Evidence) -> None:
        self.answer = answer
        self.weighed: Weighed | None = answer.weighed()
        self._places = {cell_of(row): i for i, row in enumerate(answer.rows)}
        self._flips: dict[int, Flip | None] = {}
        today = answer.as_of or answer.case.settings.case.as_of
        self._context = context_of(answer.case, answer.claims, today)
        self._names = labels(answer.case)

    def claims(self) -> tuple[Told, ...]:
        """Return the claims, those worth most first, then in order of the table."""
        claims = [self._told(one) for one in self.answer.claims]
        return tuple(sorted(claims, key=lambda one: -(one.evppi or 0.0)))

    def assumptions(self) -> tuple[ToldAssumption, ...]:
        """Return the linked assumptions, those worth most first."""
        assumptions = [
            self._assumption(place) for place in range(len(self.answer.rows))
        ]
        return tuple(sorted(assumptions, key=lambda one: -(one.evppi or 0.0)))

    def by_origin(self) -> tuple[Worthwhile, ...]:
        """Return the origins of claims by worth."""
        return self._groups(lambda one: one.origin)

    def questions(self) -> tuple[Worthwhile, ...]:
        """Return whom to ask about what, by the worth of a straight answer."""
        return self._groups(lambda one: str(one.row["speaker"] or "nobody named"))

    def _groups(self, name_of: Callable[[Claim], str]) -> tuple[Worthwhile, ...]:
        groups: dict[str, list[Claim]] = {}
        for one in self.answer.claims:
            if self.places(one) and not self._is_echo(one):
                groups.setdefault(name_of(one), []).append(one)
        valued = [self._group(name, members) for name, members in groups.items()]
        return tuple(sorted(valued, key=lambda one: -one.worth))

    def _is_echo(self, one: Claim) -> bool:
        """Return whether it weighs nothing, or its origin has a better claim."""
        return one.is_left_out or any(
            other.origin == one.origin and other.weight > one.weight
            for other in self.answer.claims
        )

    def _group(self, name: str, members: Sequence[Claim]) -> Worthwhile:
        places = sorted({place for one in members for place in self.places(one)})
        worth = self._worth(places)
        return Worthwhile(
            name,
            tuple(self.title(place) for place in places),
            tuple(one.name for one in members),
            worth.value,
            worth.standard_error,
            tuple(flip for place in places if (flip := self._flip_words(place))),
        )

    def _worth(self, places: Sequence[int]) -> Worth:
        return NOTHING if self.weighed is None else self.weighed.columns(places)

    def flip(self, place: int) -> Flip | None:
        """Return where an assumption makes another plan the best."""
        if self.weighed is None:
            return None
        if place not in self._flips:
            is_worth = self.weighed.columns([place]).value > 0.0
            self._flips[place] = self.weighed.flip(place) if is_worth else None
        return self._flips[place]

    def _flip_words(self, place: int) -> str:
        flip, row = self.flip(place), self.answer.rows[place]
        if flip is None:
            return ""
        side = "above" if flip.is_above else "below"
        plan, what = self.plan(flip.plan), self.title(place)
        return f"{plan}, if {what} is {side} {significant(flip.at)} {row.unit}"

    def places(self, one: Claim) -> list[int]:
        """Return the places of the assumptions that a claim bears on."""
        cells = [link.cell for link in one.links if link.relation in MOVING]
        return [self._places[cell] for cell in cells if cell in self._places]

    def _told(self, one: Claim) -> Told:
        row, places = one.row, self.places(one)
        worth = self._worth(places) if self.weighed is not None else None
        return Told(
            statement=one.name,
            date=row["date"] or "",
            publisher=row["publisher"] or "",
            speaker=row["speaker"] or "",
            through=row["through"] or "",
            claim=row["claim"] or "",
            attribution=row["attribution"] or "",
            modality=row["modality"] or "",
            status=row["status"],
            grade=one.grade.title,
            weight=one.weight,
            band=band_title(row["band"]) if row["band"] else "",
            origin=one.origin,
            bears_on=tuple(_bearing(one)),
            cited_by=one.cites,
            flags=flags(one, self._context),
            evppi=None if worth is None else worth.value,
            standard_error=None if worth is None else worth.standard_error,
            moves_the_result=self._moves(places),
            could_change_the_decision=None if worth is None else _is_sure(worth),
            reviewer=row["reviewer"] or "",
            reviewed=row["reviewed"] or "",
            words_at=_words_at(one),
        )

    def title(self, place: int) -> str:
        """Return the printed name of an assumption."""
        row = self.answer.rows[place]
        return cell_title(self._names, row.table, row.where, row.column)

    def plan(self, place: int) -> str:
        """Return what a plan is called."""
        return plan_title(self._names, self.answer.designs[place])

    def _moves(self, places: Sequence[int]) -> bool | None:
        if self.weighed is None:
            return None
        return any(self.weighed.moves(place) > 0.0 for place in places)

    def _assumption(self, place: int) -> ToldAssumption:
        row, weighed = self.answer.rows[place], self.weighed
        worth = None if weighed is None else weighed.columns([place])
        flip = self.flip(place)
        heard = [one.name for one in self.answer.claims if place in self.places(one)]
        return ToldAssumption(
            name=self.title(place),
            table=row.table,
            where=row.where,
            column=row.column,
            unit=row.unit,
            voices=self.answer.pools[place],
            statements=tuple(heard),
            evppi=None if worth is None else worth.value,
            standard_error=None if worth is None else worth.standard_error,
            could_change_the_decision=None if worth is None else _is_sure(worth),
            moves_by=None if weighed is None else weighed.moves(place),
            flips_at=None if flip is None else flip.at,
            flips_above=None if flip is None else flip.is_above,
            flips_to="" if flip is None else self.plan(flip.plan),
        )


def _is_sure(worth: Worth) -> bool:
    return worth.value > max(SURE * worth.standard_error, 1e-6)


def _bearing(one: Claim) -> Iterator[str]:
    for link in one.links:
        yield f"{link.relation.replace('_', ' ')} {cell_text(*link.cell)}"


def plan_title(names: Labels, design: Design) -> str:
    """Return what a plan does that the best one does not, and what it leaves."""
    titles = names.facilities | names.options
    more, fewer = (
        listed([titles.get(one, one) for one in part])
        for part in (design.more, design.fewer)
    )
    parts = (f"with {more}" if more else "", f"without {fewer}" if fewer else "")
    words = " and ".join(part for part in parts if part)
    return f"the plan {words}" if words else design.title


def _words_at(one: Claim) -> str:
    row = one.row
    if not row["document"] or row["span_start"] is None:
        return ""
    return f"{row['document']}:{row['span_start']}-{row['span_end']}"
