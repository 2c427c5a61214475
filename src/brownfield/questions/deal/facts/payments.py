"""Which payments leave all better off, and what do they leave whom?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.deal.facts.ranges import (
    GRANT,
    ExitFee,
    Range,
    exit_fee_from,
    range_from,
    ranges_from,
)
from brownfield.questions.deal.facts.talks import Talks, talks_from
from brownfield.questions.deal.terms.ranges import FEE
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal
    from brownfield.questions.deal.terms import ranges as terms
    from brownfield.questions.deal.terms.tables import Table

SHORT = 0.01  # of the surplus; a government that has less short is not told of
LOST = 1e-3  # of the surplus; less lost by the terms is not told of


@dataclass(frozen=True)
class Pair:
    """The guest and the host that pay each other.

    Attributes
    ----------
    entrant, host
        Party that builds at a plant of the other, and owner of that plant.
    facilities
        Plants that host.
    unpaid
        What the plan leaves those who talk but whom no payment reaches, against acting
        alone; present value, case currency.
    """

    entrant: str
    host: str
    facilities: tuple[str, ...]
    unpaid: Mapping[str, float]


@dataclass(frozen=True)
class Stated:
    """What the contracts of the case leave everybody.

    Attributes
    ----------
    amounts
        Mean amount of each form, in its unit.
    gains
        Worth of the deal less that of acting alone by party, case currency.
    is_alone
        Whether it comes without the grants or other fees that are talked of.
    """

    amounts: Mapping[str, float]
    gains: Mapping[str, float]
    is_alone: bool = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Picture:
    """The pairs of two payments that leave everybody better off.

    Attributes
    ----------
    across, up
        Their forms.
    corners
        Corners of the polygon, each amount in its unit.
    """

    across: str
    up: str
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Point:
    """A fee, and what it leaves guest and host.

    Attributes
    ----------
    what
        along, least, meet, largest or stated (the case's contract).
    fee
        Case currency per vehicle.
    guest, host
        Present value gained, case currency; 0 where it is rounding.
    """

    what: str
    fee: float
    guest: float
    host: float


@dataclass(frozen=True)
class Lost:
    """What of the surplus the terms leave to nobody.

    Attributes
    ----------
    amount
        Present value, case currency.
    is_taxed
        Whether some company pays tax.
    is_careful
        Whether some party looks at its worst futures.
    has_grant
        Whether a grant is among the payments.
    """

    amount: float
    is_taxed: bool
    is_careful: bool
    has_grant: bool


@dataclass(frozen=True)
class Unpaid:
    """A government that gains less than its Nash split, since nobody pays it.

    Attributes
    ----------
    party
        The government.
    gains, by_nash
        What it gains by the terms and by the Nash split, present value, case currency.
    """

    party: str
    gains: float
    by_nash: float


@dataclass(frozen=True)
class Payments:
    """Which payments leave all better off.

    Attributes
    ----------
    pair
        The guest and the host of the terms that are quoted; None if nobody hosts.
    terms
        Range of every form: between companies where there are any, grants, exit fee.
    terms_with_government
        Range of every form with governments at the table; empty where companies cannot
        talk without them.
    fee_within_ceiling, fee_without_ceiling
        Range of the fee within aid rules, and with any grant; None without a ceiling.
    pictures
        Pairs of two payments that leave everybody better off.
    stated
        What the contracts of the case leave everybody.
    private, public
        Talks between companies alone, and with every government; None where nobody
        builds at another's plant.
    curve
        What each fee leaves guest and host; empty without a range.
    lost
        What of the surplus terms leave to nobody; None if next to nothing.
    unpaid
        Governments that gain less than their split.
    """

    pair: Pair | None
    terms: Mapping[str, Range | ExitFee]
    terms_with_government: Mapping[str, Range]
    fee_within_ceiling: Range | None
    fee_without_ceiling: Range | None
    pictures: tuple[Picture, ...]
    stated: Mapping[str, Stated]
    private: Talks | None = field(metadata=TOLD_ONLY)
    public: Talks | None = field(metadata=TOLD_ONLY)
    curve: tuple[Point, ...] = field(metadata=TOLD_ONLY)
    lost: Lost | None = field(metadata=TOLD_ONLY)
    unpaid: tuple[Unpaid, ...] = field(metadata=TOLD_ONLY)

    @property
    def quoted(self) -> Talks | None:
        """The talks whose terms are quoted: between companies where there are any."""
        return self.private or self.public


def payments_from(answer: Deal) -> Payments:
    """Return every form's range, for each talk that there is."""
    public = answer.public
    ranges = public.ranges if public and answer.private else {}
    return Payments(
        pair=_pair(answer.table),
        terms=_terms(answer),
        terms_with_government=ranges_from(answer, ranges),
        fee_within_ceiling=_range(answer, public.legal if public else None),
        fee_without_ceiling=_range(answer, public.unlimited if public else None),
        pictures=_pictures(answer.table),
        stated=_stated(answer),
        private=talks_from(answer, answer.private),
        public=talks_from(answer, public),
        curve=_curve(answer),
        lost=_lost(answer),
        unpaid=_unpaid(answer),
    )


def _terms(answer: Deal) -> dict[str, Range | ExitFee]:
    """Return every form, with exit fees and the grants of the public talks."""
    grants = answer.public.ranges if answer.public else {}
    by_form: dict[str, Range | ExitFee] = {
        **ranges_from(answer, answer.table.ranges if answer.table else {}),
        **ranges_from(answer, grants, GRANT),
        **ranges_from(answer, answer.grants),
    }
    return by_form | ({"exit_fee": exit_fee_from(answer)} if answer.stay else {})


def _range(answer: Deal, term: terms.Range | None) -> Range | None:
    return range_from(answer, term) if term else None


def _pair(table: Table | None) -> Pair | None:
    """Return who pays whom."""
    if table is None:
        return None
    pair = table.pair
    return Pair(pair.entrant, pair.host, pair.facilities, dict(table.unpaid))


def _stated(answer: Deal) -> dict[str, Stated]:
    """Return what the contracts of the case leave everybody."""
    forms = answer.table.talks.forms if answer.table else {}
    beside = {n for n in forms if n.startswith((GRANT, f"{FEE} "))}
    return {
        name: Stated(
            dict(terms.amounts), dict(terms.gains), bool(beside - set(terms.amounts))
        )
        for name, terms in answer.stated.items()
    }


def _pictures(table: Table | None) -> tuple[Picture, ...]:
    """Return the pairs of two payments that leave everybody better off."""
    pictures = table.pictures.items() if table else ()
    return tuple(Picture(*forms, corners) for forms, corners in pictures)


def _curve(answer: Deal) -> tuple[Point, ...]:
    """Return what each fee leaves guest and host; nothing without a range."""
    table = answer.table
    if table is None or not table.curve:
        return ()
    fee, first, last = table.ranges[FEE], table.curve[0], table.curve[-1]
    points = [("along", terms.amounts[FEE], terms.gains) for terms in table.curve]
    points += [
        ("least", first.amounts[FEE], first.gains),
        ("meet", fee.amounts[FEE], fee.gains),
        ("largest", last.amounts[FEE], last.gains),
    ]
    points += [
        ("stated", terms.amounts[FEE], terms.gains)
        for terms in answer.stated.values()
        if FEE in terms.amounts
    ]
    pair = (table.pair.entrant, table.pair.host)
    return tuple(
        Point(what, amount, *(_seen(answer, gains[party]) for party in pair))
        for what, amount, gains in points
    )


def _seen(answer: Deal, amount: float) -> float:
    return 0.0 if abs(amount) < 1e-6 * abs(answer.game.surplus) else amount


def _lost(answer: Deal) -> Lost | None:
    """Return what of the surplus terms leave to nobody; None if next to nothing."""
    table, game = answer.public or answer.table, answer.game
    if table is None or set(table.ranges[FEE].gains) != set(game.parties):
        return None
    amount = game.surplus - sum(table.ranges[FEE].gains.values())
    if amount <= max(game.rounding, LOST * game.surplus):
        return None
    is_careful = any(side.tail_weight > 0.0 for side in table.talks.sides)
    fee = range_from(answer, table.ranges[FEE])
    return Lost(amount, _is_taxed(answer), is_careful, fee.has_grant)


def _is_taxed(answer: Deal) -> bool:
    parties = answer.case.tables["parties"]
    rates = parties.filter(pl.col("party").is_in(answer.seats.companies))["tax_rate"]
    return bool(rates.fill_null(0.0).max())


def _unpaid(answer: Deal) -> tuple[Unpaid, ...]:
    """Return the governments that gain less than their split, as nobody pays them."""
    if answer.public is None:
        return ()
    fee, alone = range_from(answer, answer.public.ranges[FEE]), answer.game.alone
    if fee.has_grant:
        return ()
    split, least = answer.splits["nash"], SHORT * answer.game.surplus
    return tuple(
        Unpaid(party, fee.gains[party], split[party] - alone[party])
        for party in answer.seats.governments
        if party in fee.gains and split[party] - alone[party] > fee.gains[party] + least
    )
