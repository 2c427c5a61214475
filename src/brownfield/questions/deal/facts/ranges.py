"""Between which amounts may a payment of a deal lie, and what goes with it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isclose, isfinite
from typing import TYPE_CHECKING

from brownfield.questions.deal.facts.rounding import is_some
from brownfield.tell.values import SPREAD, TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal
    from brownfield.questions.deal.terms import ranges as terms

GRANT = "grant"  # forms of this name, or a longer one, are grants


@dataclass(frozen=True)
class Range:
    """The amounts of one contract form that leave everybody better off.

    Attributes
    ----------
    unit
        Unit of the amounts, e.g. ``GBP per vehicle``.
    low, high
        Least and largest amount, in `unit`; None if no amount of this form alone will
        do, or nothing limits it.
    nash
        Amount at which the parties meet by bargaining power, in `unit`.
    amounts
        All payments there, by form, each in its own unit.
    gains
        What each party gains there, present value, case currency.
    tail_low, tail_high
        Range if every party looks only at its worst futures, in `unit`; None if no
        party gives its tail, or none is left.
    note
        What else is assumed.
    sure_low, sure_high
        Least and largest amount that leave everybody better off whatever the searches
        of what each has alone left open, in `unit`; None if there is none.
    off
        By how much the ends may be off, in `unit`; None if nothing is proved.
    kalai_smorodinsky
        Amount that gives all the same share of the best each could hope for, in `unit`.
    form
        Form of the `contracts` table.
    grant
        Grants among the payments where the parties meet, case currency.
    has_grant
        Whether these are more than rounding.
    """

    unit: str
    low: float | None
    high: float | None
    nash: float | None
    amounts: Mapping[str, float]
    gains: Mapping[str, float]
    tail_low: float | None
    tail_high: float | None
    note: str
    sure_low: float | None
    sure_high: float | None
    off: float | None
    kalai_smorodinsky: float | None
    form: str = field(metadata=TOLD_ONLY)
    grant: float = field(metadata=TOLD_ONLY)
    has_grant: bool = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class ExitFee:
    """What keeps the party most tempted to leave, up to what the others would lose.

    Attributes
    ----------
    low, high
        Least that keeps it, and what the others lose if it leaves; present value, case
        currency; 0 if nobody has to be kept.
    nash, sure_low, sure_high
        As `low`, `low` and `high`: nothing is left to bargain or to search.
    unit
        Unit of the amounts.
    party, scenario
        Who is tempted most, and in which future (leaf); None if nobody is.
    amounts, gains
        Empty: no other payment goes with it.
    tail_low, tail_high, kalai_smorodinsky
        None: not defined for an exit fee.
    off
        By how much the ends may be off, in `unit`.
    note
        What the range is.
    """

    low: float
    high: float
    nash: float
    unit: str
    party: str | None
    scenario: str | None
    amounts: Mapping[str, float]
    gains: Mapping[str, float]
    tail_low: None
    tail_high: None
    kalai_smorodinsky: None
    sure_low: float
    sure_high: float
    off: float
    note: str


@dataclass(frozen=True)
class Moved:
    """The range of the fee in a changed case.

    Attributes
    ----------
    change
        What is changed, in words.
    fee
        Range of the fee; None if nobody hosts anybody then.
    """

    change: str
    fee: Range | None = field(metadata=SPREAD)


def range_from(answer: Deal, term: terms.Range) -> Range:
    """Return what is told of a range."""
    grant = sum(v for n, v in term.amounts.items() if n.startswith(GRANT))
    return Range(
        unit=term.unit,
        low=term.low,
        high=term.high,
        nash=term.nash,
        amounts=dict(term.amounts),
        gains=dict(term.gains),
        tail_low=term.tail_low,
        tail_high=term.tail_high,
        note=term.note,
        sure_low=term.sure_low,
        sure_high=term.sure_high,
        off=term.off if isfinite(term.off) else None,
        kalai_smorodinsky=term.fair,
        form=term.form,
        grant=grant,
        has_grant=is_some(answer, grant),
    )


def ranges_from(
    answer: Deal, terms_by_name: Mapping[str, terms.Range], start: str = ""
) -> dict[str, Range]:
    """Return what is told of the ranges of forms whose names start so."""
    return {
        name: range_from(answer, own)
        for name, own in terms_by_name.items()
        if name.startswith(start)
    }


def exit_fee_from(answer: Deal) -> ExitFee:
    """Return what keeps the party most tempted to leave, up to what the others lose.

    Whoever gains more by leaving than the others lose had better leave.
    """
    owed = [s for s in answer.stay if s.leaves and s.exit_fee <= s.damages]
    worst = max(owed, key=lambda s: s.exit_fee, default=None)
    least, most = (worst.exit_fee, worst.damages) if worst else (0.0, 0.0)
    return ExitFee(
        low=least,
        high=most,
        nash=least,
        unit=f"{answer.case.settings.case.currency}, present value",
        party=worst.party if worst else None,
        scenario=worst.scenario if worst else None,
        amounts={},
        gains={},
        tail_low=None,
        tail_high=None,
        kalai_smorodinsky=None,
        sure_low=least,
        sure_high=most,
        off=0.0,
        note="from what keeps a party that would leave to what the others lose",
    )


def moved_from(answer: Deal) -> tuple[Moved, ...]:
    """Return the range of the fee under every change."""
    return tuple(
        Moved(m.change, range_from(answer, m.fee) if m.fee else None)
        for m in answer.moved
    )


def is_same(one: terms.Range, other: terms.Range) -> bool:
    """Return whether two ranges are equal to four digits: a limit does not bind."""
    pairs = zip(
        (one.low, one.high, one.nash), (other.low, other.high, other.nash), strict=True
    )
    return all(
        a is not None and b is not None and isclose(a, b, rel_tol=1e-4)
        for a, b in pairs
    )
