"""Who talks about which payments, and what may each of them be?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.deal.facts.ranges import (
    GRANT,
    Range,
    is_same,
    range_from,
    ranges_from,
)
from brownfield.questions.deal.facts.rounding import is_some, some
from brownfield.questions.deal.terms.ranges import FEE

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal
    from brownfield.questions.deal.terms.tables import Table


@dataclass(frozen=True)
class Talks:
    """Talks on one plan: who, about what, and what comes of it.

    Attributes
    ----------
    guest, host
        Who pays whom.
    sides
        Parties that some payment reaches.
    ranges
        Range of each form, in its unit.
    units
        Unit of each form that is talked of.
    is_illegal
        Whether terms exist, but none with grants within aid rules.
    unlimited
        Range of the fee if any grant were allowed; None where aid rules do not bind.
    needed_packages, needed_grant
        What an illegal deal needs: packages, and the least grant; present value, case
        currency, 0 where it is rounding.
    unpaid
        What those have whom no payment reaches, against acting alone; present value,
        case currency, 0 where it is no more than their plans may be off.
    """

    guest: str
    host: str
    sides: tuple[str, ...]
    ranges: Mapping[str, Range]
    units: Mapping[str, str]
    is_illegal: bool
    unlimited: Range | None
    needed_packages: float
    needed_grant: float
    unpaid: Mapping[str, float]

    @property
    def fee(self) -> Range:
        """Range of the fee per vehicle."""
        return self.ranges[FEE]

    @property
    def has_grants(self) -> bool:
        """Whether a grant is talked of."""
        return any(name.startswith(GRANT) for name in self.units)


def talks_from(answer: Deal, table: Table | None) -> Talks | None:
    """Return what is told of talks."""
    if table is None:
        return None
    fee, free = table.ranges[FEE], table.unlimited
    grants = (f.low or 0.0 for n, f in table.ranges.items() if n.startswith(GRANT))
    is_bound = free is not None and not is_same(free, fee)
    return Talks(
        guest=table.pair.entrant,
        host=table.pair.host,
        sides=tuple(side.party for side in table.talks.sides),
        ranges=ranges_from(answer, table.ranges),
        units={name: form.unit for name, form in table.talks.forms.items()},
        is_illegal=is_illegal(table),
        unlimited=range_from(answer, free) if free and is_bound else None,
        needed_packages=some(answer, sum(p.supported.spent for p in answer.support)),
        needed_grant=some(answer, sum(grants)),
        unpaid={p: _felt(answer, p, more) for p, more in table.unpaid.items()},
    )


def is_illegal(table: Table) -> bool:
    """Return whether terms exist, but none with grants within aid rules."""
    return (
        table.ranges[FEE].low is not None
        and table.legal is not None
        and table.legal.low is None
    )


def _felt(answer: Deal, party: str, more: float) -> float:
    """Return what somebody has more than alone; 0 if that is no more than unsure."""
    is_felt = is_some(answer, abs(more)) and abs(more) > answer.game.is_open(
        frozenset({party})
    )
    return more if is_felt else 0.0
