"""What is a case, and how is a changed one made from it?"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import polars as pl

from brownfield.case.what_if import (
    SECTIONS,
    cascade,
    change_settings,
    change_tables,
    place_of,
    rows_of,
    without_strangers,
)
from brownfield.errors import DataError, UseError
from brownfield.notebook import html_block, html_table
from brownfield.tables.check import check_typed
from brownfield.tables.declared.trade_and_policy import GOVERNMENT_KINDS
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import with_line_time
from brownfield.tables.problems import Problem, TableError, listed
from brownfield.tables.settings import Settings
from brownfield.tables.settings_words import changed
from brownfield.tables.targets import with_known_targets

NEEDED = ("missing_table", "no_build_option")  # rules of what no case lacks
BLANK = "\u2400"  # stands for "not given" in the digest; no table cell holds it


@dataclass(frozen=True)
class Case:
    """A frozen set of typed tables and settings.

    Attributes
    ----------
    name
        Short name, usually that of its folder.
    settings
        Content of case.toml.
    tables
        Every declared table by name, typed, defaults filled, maybe without rows.
    what_ifs_applied
        Names of the what-ifs that made this case, in order.
    skipped
        Rows of `what_ifs` that were to be applied and matched nothing, in words.
    is_restricted
        Whether rows of absent parties are gone: what-ifs may then match nothing.
    asked_settings
        Settings before parties were chosen and limits of the search set; None = as
        they are.
    asked
        Digest of the case before rows of absent parties went; None = none went.
    left_out
        Contracts of a chosen party that went with the company at their other side.
    changes
        What was changed for a question beside what-ifs, in order: contracts left out
        for talks, a tree with a stop.
    read_notes
        What was read otherwise than it stands there, and cells that were left blank.
    """

    name: str
    settings: Settings
    tables: Mapping[str, pl.DataFrame] = field(repr=False)
    what_ifs_applied: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    is_restricted: bool = field(default=False, repr=False, compare=False)
    asked_settings: Settings | None = field(default=None, repr=False, compare=False)
    asked: str | None = field(default=None, repr=False, compare=False)
    left_out: tuple[str, ...] = field(default=(), repr=False, compare=False)
    changes: tuple[str, ...] = field(default=(), repr=False, compare=False)
    read_notes: tuple[Problem, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    def __reduce__(self) -> tuple[type["Case"], tuple[object, ...]]:
        """Travel between processes as its parts; a frozen mapping cannot."""
        rest = self.what_ifs_applied, self.skipped, self.is_restricted
        asked = self.asked_settings, self.asked, self.left_out, self.changes
        more = (*rest, *asked, self.read_notes)
        return type(self), (self.name, self.settings, dict(self.tables), *more)

    def _repr_html_(self) -> str:
        """Return the case for a notebook: horizon, what-ifs, filled tables."""
        settings = self.settings.case
        what_ifs = listed(self.what_ifs_applied)
        horizon = f"{settings.first_year}-{settings.last_year}, {settings.currency}"
        filled = [(n, f.height) for n, f in self.tables.items() if f.height]
        lines = (
            settings.title,
            f"{horizon}; planned together: {listed(self.planned_parties)}",
            f"what-ifs applied: {what_ifs}; digest {self.asked_digest[:12]}",
        )
        table = html_table(("table", "rows"), filled)
        return html_block(f"Case {self.name}", table, lines=lines)

    @cached_property
    def digest(self) -> str:
        """Fingerprint of content: equal for every file format and row order."""
        return _digest(self.settings, self.tables)

    @cached_property
    def asked_digest(self) -> str:
        """Digest of the case as asked for, the one that is printed and kept.

        What-ifs are applied; which parties plan, and how long and how exactly the
        search goes, does not count.
        """
        if self.asked:
            return self.asked
        if self.asked_settings in (None, self.settings):
            return self.digest
        return _digest(self.asked_settings, self.tables)

    @property
    def companies(self) -> tuple[str, ...]:
        """Names of the parties that are companies, in table order."""
        parties = self.tables["parties"].filter(pl.col("kind") == "company")
        return tuple(parties["party"].to_list())

    @property
    def planned_parties(self) -> tuple[str, ...]:
        """Parties optimised together: those of ``[plan]``, else every company."""
        return self.settings.plan.parties or self.companies

    @property
    def careful_parties(self) -> tuple[str, ...]:
        """Parties that look at their tail: with `tail` and a `tail_weight` above 0."""
        is_careful = (pl.col("tail").fill_null(0.0) > 0) & (pl.col("tail_weight") > 0)
        return tuple(self.tables["parties"].filter(is_careful)["party"])

    def apply(
        self,
        *names: str,
        is_strict: bool = True,
        may_be_idle: bool = False,
        at_node: bool = False,
    ) -> "Case":
        """Return the case changed by the named what-ifs, in order.

        Parameters
        ----------
        names
            Names of what-ifs of this case.
        is_strict
            Whether a row that matches nothing is an error; if not, `skipped` names it,
            and hazards and mitigations of what is absent are left out.
        may_be_idle
            Whether a what-if may leave every cell as it was.
        at_node
            Whether only a node of the tree is changed: a build option without a source
            for a part group stays and makes nothing there.

        Raises
        ------
        UseError
            If a name is unknown or named twice.
        DataError
            If a row matches nothing, a what-if leaves every cell as it was, or the
            changed case is not valid.
        """
        _check_named_once(names)
        tables, skipped = dict(self.tables), list(self.skipped)
        settings, asked = self.settings, self.asked_settings
        for name in names:
            before = tables, settings
            for row in rows_of(self.tables, name):
                if row["table"] in SECTIONS:
                    settings = change_settings(settings, row)
                    asked = change_settings(asked, row) if asked else None
                    continue
                after = change_tables(tables, row, is_strict=is_strict, at_node=at_node)
                if after is None:
                    skipped.append(_without_match(row, is_strict=is_strict))
                tables = after or tables
            if is_strict and not may_be_idle:
                _check_not_idle(name, before, (tables, settings))
        if names and self.is_restricted:
            tables = without_strangers(tables, at_node=at_node)
        if not is_strict:
            tables = with_known_targets(tables)
        changed = replace(
            self,
            settings=settings,
            tables=tables,
            what_ifs_applied=(*self.what_ifs_applied, *names),
            skipped=tuple(dict.fromkeys(skipped)),
            asked_settings=asked,
            asked=None if names else self.asked,
        )
        return changed.checked() if names else self

    def checked(self) -> "Case":
        """Return the case itself.

        Raises
        ------
        TableError
            If its tables break a rule.
        """
        problems = check_typed(dict(self.tables), self.settings)
        if self.is_restricted:  # absent parties may have owned all there was
            problems = [p for p in problems if p.rule not in NEEDED]
        if problems:
            raise TableError(tuple(_after(p, self.what_ifs_applied) for p in problems))
        return self

    def with_tables(self, change: str, **frames: pl.DataFrame) -> "Case":
        """Return the case with whole tables replaced, for a question of its own.

        Parameters
        ----------
        change
            What is changed, in words; `changes` lists it.
        frames
            New tables by name, typed; nothing is checked again.
        """
        tables = dict(self.tables) | frames
        return replace(self, tables=tables, changes=(*self.changes, change))

    def with_settings(self, section: str, changes: Mapping[str, object]) -> "Case":
        """Return the case with keys of one section of case.toml replaced.

        Raises
        ------
        UseError
            If a value is not allowed.
        """
        settings = changed(self.settings, section, changes)
        if section == "solve":
            asked = self.asked_settings or self.settings
            return replace(self, settings=settings, asked_settings=asked)
        return replace(self, settings=settings, asked_settings=None, asked=None)

    def choose(self, parties: Iterable[str]) -> "Case":
        """Return the case in which `parties` plan together, the others are absent.

        Raises
        ------
        UseError
            If a party is not in the case.
        """
        chosen = tuple(parties)
        unknown = sorted(set(chosen) - set(self.tables["parties"]["party"]))
        if unknown:
            known = ", ".join(self.tables["parties"]["party"])
            message = f"There is no party {', '.join(unknown)}. The case has: {known}."
            raise UseError(message)
        settings = changed(self.settings, "plan", {"parties": chosen})
        asked = self.asked_settings or self.settings
        return replace(self, settings=settings, asked_settings=asked)

    def restrict(
        self, parties: Iterable[str], *, options: Sequence[str] | None = None
    ) -> "Case":
        """Return the case in which only `parties` decide, own and sell.

        Plants, programmes, demand, receipts and support packages of absent parties go,
        with hazards and mitigations of what is gone; programmes in `commitments` stay.
        Contracts with an absent company go; those with an absent government stay, paid
        from and to outside.

        Parameters
        ----------
        parties
            Who plans together.
        options
            Build options of these that the root of the tree keeps, where the case is
            that of a later node: they stay, even if nothing is left to make them from.

        Raises
        ------
        UseError
            If a party is not in the case.
        """
        chosen = self.choose(parties)
        tables = _of_parties(self.tables, chosen.settings.plan.parties, options)
        return replace(
            chosen,
            tables=tables,
            is_restricted=True,
            asked=self.asked_digest,
            left_out=self.left_out + _left_out(self.tables["contracts"], tables),
        )


def _after(problem: Problem, what_ifs: tuple[str, ...]) -> Problem:
    """Return a problem that says after which what-ifs it is there."""
    if not what_ifs:
        return problem
    noun = "what-if" if len(what_ifs) == 1 else "what-ifs"
    after = f"after the {noun} {listed(what_ifs)}"
    return replace(problem, message=f"{problem.message}, {after}")


def _check_named_once(names: Iterable[str]) -> None:
    """Raise UseError if a what-if is named twice: it would act twice."""
    given = list(names)
    for name in given:
        if given.count(name) > 1:
            message = f"The what-if {name!r} is named twice; name it once."
            raise UseError(message)


Content = tuple[Mapping[str, pl.DataFrame], Settings]


def _check_not_idle(name: str, before: Content, after: Content) -> None:
    """Raise DataError if a what-if leaves every cell and setting as it was."""
    is_same = before[1] == after[1] and all(
        frame is after[0][table] or frame.equals(after[0][table])
        for table, frame in before[0].items()
    )
    if is_same:
        message = (
            f"what-if {name!r}: every cell is as it was, so this changes nothing. "
            "Correct its values, or leave it out."
        )
        raise DataError(message)


def _digest(settings: Settings, tables: Mapping[str, pl.DataFrame]) -> str:
    asked = settings.model_dump_json(exclude={"check"})  # moves no plan
    total = hashlib.sha256(asked.encode())
    for name, declared in TABLES.items():
        frame = tables[name]
        if frame.is_empty():
            continue
        ordered = frame if name == "what_ifs" else frame.sort(declared.key)
        total.update(name.encode())
        total.update(ordered.write_csv(null_value=BLANK).encode())
    return total.hexdigest()


def _without_match(row: Mapping[str, Any], *, is_strict: bool) -> str:
    """Return which row matches nothing; raise DataError where that is not allowed."""
    if is_strict:
        message = (
            f"{place_of(row)}: matches no row of {row['table']}. "
            "Mend `where`, or take the row out."
        )
        raise DataError(message)
    return place_of(row)


def _is_paid(tables: Mapping[str, pl.DataFrame], chosen: tuple[str, ...]) -> pl.Expr:
    """Return which contracts a group of planning parties takes part in."""
    is_state = pl.col("kind") == "government"
    states = tables["parties"].filter(is_state)["party"].to_list()
    sides = [pl.col(side).is_in(chosen) for side in ("payer", "payee")]
    named = [pl.col(side).is_in([*chosen, *states]) for side in ("payer", "payee")]
    return (sides[0] | sides[1]) & named[0] & named[1]


def _left_out(
    contracts: pl.DataFrame, after: Mapping[str, pl.DataFrame]
) -> tuple[str, ...]:
    """Return the contracts that went although one of their parties plans."""
    stay = after["contracts"]["contract"].to_list()
    planned = after["parties"].filter(pl.col("kind") == "company")["party"].to_list()
    is_met = pl.col("payer").is_in(planned) | pl.col("payee").is_in(planned)
    gone = contracts.filter(is_met & ~pl.col("contract").is_in(stay))
    return tuple(gone["contract"].unique(maintain_order=True))


def _of_parties(
    tables: Mapping[str, pl.DataFrame],
    chosen: tuple[str, ...],
    options: Sequence[str] | None,
) -> dict[str, pl.DataFrame]:
    before, after = dict(tables), dict(tables)
    after["facilities"] = _kept(before["facilities"], pl.col("owner").is_in(chosen))
    is_theirs = pl.col("programme_owner").is_in(chosen)
    if options is not None:
        is_theirs &= pl.col("build_option").is_in(options)
    after["build_options"] = _kept(before["build_options"], is_theirs)
    after["commitments"] = with_line_time(
        before["commitments"], before["build_options"]
    )
    after["contracts"] = _kept(before["contracts"], _is_paid(before, chosen))
    is_public = pl.col("kind").is_in(GOVERNMENT_KINDS)
    is_seated = ~is_public | pl.col("party").is_in(chosen)
    after["policies"] = _kept(before["policies"], is_seated)
    sold = before["products"].filter(pl.col("company").is_in(chosen))["product"]
    is_sold = pl.col("product").is_in(sold.implode())
    after["demand"] = _kept(before["demand"], is_sold)
    return cascade(before, after, at_node=options is not None)


def _kept(frame: pl.DataFrame, condition: pl.Expr) -> pl.DataFrame:
    """Return the rows for which a condition holds; the frame itself if all do."""
    found = frame.filter(condition)
    return frame if found.height == frame.height else found
