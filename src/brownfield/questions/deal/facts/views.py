"""What does each party give, get and risk, at the terms with everybody at the table?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.deal.contracts.forms import pairs_of, timing
from brownfield.questions.deal.facts.ranges import GRANT
from brownfield.questions.deal.facts.rounding import is_some, some
from brownfield.questions.deal.facts.staying import Leave, Stay, stays_from
from brownfield.questions.deal.facts.talks import is_illegal
from brownfield.questions.deal.facts.volumes import FEW
from brownfield.questions.deal.staying.stay import stays
from brownfield.questions.deal.terms.ranges import FEE

if TYPE_CHECKING:
    from brownfield.questions.deal.facts.support import Support
    from brownfield.questions.deal.question import Deal
    from brownfield.questions.deal.terms.tables import Table


@dataclass(frozen=True)
class Met:
    """A guest and its host.

    Attributes
    ----------
    guest, host
        Who pays whom.
    fee
        Fee that they meet at, case currency per vehicle; None if they meet at none.
    """

    guest: str
    host: str
    fee: float | None


@dataclass(frozen=True)
class Given:
    """What a government gives at the terms; present values, case currency.

    Attributes
    ----------
    packages, grant
        What is spent on packages, and its grant; 0 where it is rounding.
    is_some
        Whether both together are more than rounding.
    exceeded
        Most that aid rules allow, if that is less; else None.
    """

    packages: float
    grant: float
    is_some: bool
    exceeded: float | None


@dataclass(frozen=True)
class View:
    """The deal as one party sees it; money is present value in case currency.

    Attributes
    ----------
    alone
        What it has alone.
    nash, nash_gains
        Its share by Nash, and how much that is more than alone.
    worth, gains
        What it has at the terms where all meet, and how much that is more than alone;
        None if no payment reaches it.
    is_illegal
        Whether aid rules do not allow these terms.
    support, given
        Its part and what it gives, if it is a government.
    as_guest, as_host
        Whom it pays, and who pays it.
    grant
        Grant that it receives as the first guest; 0 where it is rounding.
    fewer
        Share of its vehicles that it would leave out if volumes were free; 0 if no
        contract binds it.
    worst
        How it fares in its worst future; None if no payment reaches it.
    stop_week
        What a week without the host's plant costs it before fees; None if it is not
        the first guest.
    tempted, other_tempted
        Where it, and any other company, would leave most gladly; None if it would not.
    """

    alone: float
    nash: float
    nash_gains: float
    worth: float | None
    gains: float | None
    is_illegal: bool
    support: Support | None
    given: Given | None
    as_guest: tuple[Met, ...]
    as_host: tuple[Met, ...]
    grant: float
    fewer: float
    worst: Stay | None
    stop_week: float | None
    tempted: Leave | None
    other_tempted: Leave | None


def views_from(
    answer: Deal,
    support: Mapping[str, Support],
    *,
    staying: tuple[Stay, ...],
    leaving: tuple[Leave, ...],
) -> dict[str, View]:
    """Return the deal as each party sees it; nothing without anything to share.

    Parameters
    ----------
    answer
        The deal.
    support
        The part of each government.
    staying, leaving
        Every party in every future and at every node, at the terms that are quoted.
    """
    if not answer.game.has_surplus:
        return {}
    table = answer.public or answer.table
    if table is not answer.table and table is not None:
        agreed, scenarios = table.ranges[FEE].amounts, timing(table.plan).leaves
        ends = stays_from(answer, stays(table.talks, agreed, scenarios), table)
        talked = _Talked(answer, table, _met(answer, table), ends, ())
    else:
        talked = _Talked(answer, table, _met(answer, table), staying, leaving)
    return {p: talked.view(p, support.get(p)) for p in answer.game.parties}


def _met(answer: Deal, table: Table | None) -> tuple[Met, ...]:
    """Return every guest and host of the plan talked about, with their fee."""
    if table is None:
        return ()
    amounts = table.ranges[FEE].amounts
    first, *others = pairs_of(table.plan, answer.seats.companies)
    return (
        Met(first.entrant, first.host, amounts.get(FEE)),
        *(
            Met(p.entrant, p.host, amounts.get(f"{FEE} {p.entrant}>{p.host}"))
            for p in others
        ),
    )


@dataclass(frozen=True)
class _Talked:
    """Talks with everybody at the table, and how all fare by them."""

    answer: Deal
    table: Table | None
    met: tuple[Met, ...]
    ends: tuple[Stay, ...]
    leaving: tuple[Leave, ...]

    def view(self, party: str, part: Support | None) -> View:
        """Return the deal as one party sees it."""
        answer, alone = self.answer, self.answer.game.alone[party]
        gains = self.table.ranges[FEE].gains.get(party) if self.table else None
        share, own = answer.splits["nash"][party], self._ends(party)
        others = [p for p in answer.seats.companies if p != party]
        return View(
            alone=alone,
            nash=share,
            nash_gains=share - alone,
            worth=None if gains is None else alone + gains,
            gains=gains,
            is_illegal=self.table is not None and is_illegal(self.table),
            support=part,
            given=self._given(part) if part else None,
            as_guest=tuple(one for one in self.met if one.guest == party),
            as_host=tuple(one for one in self.met if one.host == party),
            grant=some(answer, self._grant(party)),
            fewer=_fewer(answer) if self._is_first(party) else 0.0,
            worst=min(own, key=lambda one: one.gain, default=None),
            stop_week=answer.stop_week if self._is_first(party) else None,
            tempted=self._tempted([party]),
            other_tempted=self._tempted(others),
        )

    def _ends(self, party: str) -> list[Stay]:
        return [one for one in self.ends if one.party == party]

    def _is_first(self, party: str) -> bool:
        """Return whether a party is the guest whose fee is quoted."""
        quoted = self.answer.table
        return quoted is not None and quoted.pair.entrant == party

    def _grant(self, party: str) -> float:
        """Return the grant a government gives, or the first guest receives."""
        if self.table is None:
            return 0.0
        for name, amount in self.table.ranges[FEE].amounts.items():
            forms = self.table.talks.forms
            if name.startswith(GRANT) and party in forms[name].worth:
                return amount
        return 0.0

    def _given(self, part: Support) -> Given:
        """Return what a government gives, and what of it is allowed."""
        spent, grant = part.supported.spent, self._grant(part.government)
        most, whole = part.ceiling, spent + grant
        return Given(
            packages=some(self.answer, spent),
            grant=some(self.answer, grant),
            is_some=is_some(self.answer, whole),
            exceeded=most if most is not None and whole > most else None,
        )

    def _tempted(self, parties: Sequence[str]) -> Leave | None:
        """Return where one of some parties would leave most gladly."""
        clear = [o for o in self.leaving if o.party in parties and o.is_clear]
        return max(clear, key=lambda one: one.exit_fee, default=None)


def _fewer(answer: Deal) -> float:
    """Return the share of vehicles that the guest leaves out if volumes are free."""
    distortion = answer.distortion
    return (
        distortion.fewer if distortion is not None and distortion.fewer >= FEW else 0.0
    )
