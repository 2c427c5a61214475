"""At which terms does every party gain? The whole answer for one case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from brownfield.asking.answer import Answer
from brownfield.asking.parties import parties_of
from brownfield.errors import UnansweredError
from brownfield.notebook import millions
from brownfield.questions.deal.coalitions.game import (
    Coalition,
    Game,
    objections_to_joining,
)
from brownfield.questions.deal.coalitions.seats import Seats, seated_with_hosts, told_to
from brownfield.questions.deal.coalitions.sharing import (
    LINEAR,
    OF_SURPLUS,
    RULES,
    Split,
    is_core_empty,
    nash,
    objections,
    share_ranges,
)
from brownfield.questions.deal.contracts.forms import timing
from brownfield.questions.deal.search.hosts import LeftOut, left_out
from brownfield.questions.deal.search.outside import offers_as_floors, stalemate
from brownfield.questions.deal.search.waves import coalitions
from brownfield.questions.deal.search.workers import Planner
from brownfield.questions.deal.sensitivity import Moved, moved_ranges
from brownfield.questions.deal.staying.distortion import Distortion, distortion
from brownfield.questions.deal.staying.leave import Leave, alone_from_each_year, leaves
from brownfield.questions.deal.staying.stay import Stay, stays
from brownfield.questions.deal.staying.stop_risk import week_without_host
from brownfield.questions.deal.support.larger import Larger, larger_plan, with_legal
from brownfield.questions.deal.support.public import (
    PublicPart,
    public_part,
    who_forgoes_most,
)
from brownfield.questions.deal.terms.menu import Menu, menu
from brownfield.questions.deal.terms.ranges import FEE, Range, talks_after
from brownfield.questions.deal.terms.simplicity import Simplicity, simplicity
from brownfield.questions.deal.terms.stated import stated_terms
from brownfield.questions.deal.terms.tables import Table, grant_table, tables_of
from brownfield.solve.batch import OnStep, silent

if TYPE_CHECKING:
    from brownfield.asking.work import Work
    from brownfield.case.case import Case
    from brownfield.questions.deal.asked import Asked
    from brownfield.questions.deal.coalitions.coalitions import Coalitions
    from brownfield.questions.deal.contracts.talks import Agreed


@dataclass(frozen=True, repr=False)
class Deal(Answer):
    """Everything there is to say about a deal.

    Attributes
    ----------
    case
        The case as asked for, contracts and all.
    found
        Coalitions, their plans and values.
    splits
        Split of the total by each sharing rule; those that divide the surplus (Nash,
        equal) are left out where there is none.
    objecting
        Coalitions that gain by leaving each split.
    joining
        Pairs of groups that lose by joining.
    is_core_empty
        Whether every split leaves some coalition better off alone.
    split_ranges
        Between what each share lies, of rules for which that can be told.
    left_out
        Hosts that do not talk.
    larger
        A plan worth more than aid rules allow, and what it would need.
    private, public
        Talks between the companies alone, and with every government.
    stated
        What the contracts of the case leave everybody.
    simplicity
        What simple contracts lose against full risk sharing.
    stay
        Who would rather have acted alone in which future, at the Nash fee.
    leave
        Who would leave at which node, with what it has spent by then.
    menu
        What the host would offer if only the guest knew the future.
    support
        Part of each government.
    distortion
        What the entrant does if it alone answers the fee.
    stalemate, floors
        What each has while talks stall, and the split if acting alone is only a floor.
    stop_week
        What a week without the host's plant costs the guest, before any fee.
    grants
        Ranges of grants where nobody builds at another's plant.
    moved
        Range of the fee under other volumes and tariffs; empty if not asked for.
    """

    case: Case = field(repr=False)
    found: Coalitions = field(repr=False)
    splits: Mapping[str, Split]
    objecting: Mapping[str, Mapping[Coalition, float]]
    joining: tuple[tuple[Coalition, Coalition, float], ...]
    is_core_empty: bool
    split_ranges: Mapping[str, Mapping[str, tuple[float, float]]]
    left_out: LeftOut
    larger: Larger | None
    private: Table | None
    public: Table | None
    stated: Mapping[str, Agreed]
    simplicity: Simplicity | None
    stay: tuple[Stay, ...]
    leave: tuple[Leave, ...]
    menu: Menu | None
    support: tuple[PublicPart, ...]
    distortion: Distortion | None
    stalemate: Mapping[str, float]
    floors: Split | None
    stop_week: float | None
    grants: Mapping[str, Range] = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()

    @property
    def in_short(self) -> str:
        """What all who talk are worth together, and what of it the deal adds."""
        total, unit = millions(self.game.total), self.case.settings.case.currency
        added = millions(self.game.surplus)
        return f"{unit} m {total} together, {added} of it by the deal"

    @property
    def game(self) -> Game:
        """Values of the coalitions."""
        return self.found.game

    @property
    def seats(self) -> Seats:
        """Who takes part."""
        return self.found.seats

    @property
    def table(self) -> Table | None:
        """The talks whose terms are quoted: between companies where there are any."""
        return self.private or self.public


def deal(
    case: Case,
    parties: Sequence[str] = (),
    *,
    jobs: int | None = 1,
    on_step: OnStep = silent,
    is_moved: bool = False,
    is_seating_hosts: bool | None = None,
) -> Deal:
    """Return at which terms every party gains.

    Parameters
    ----------
    case
        The case.
    parties
        Who talks, 2 to 5 parties; none = those of ``[deal]``, else all with decisions.
    jobs
        Plans made at once, by worker processes if more than one (a script then needs
        Python's ``if __name__ == "__main__":``); None = as suits case and machine.
    on_step
        Called with the title of each plan; returns what to call with its progress.
    is_moved
        Whether to work out how other volumes and tariffs move the range of the fee.
    is_seating_hosts
        Whether companies at whose plants a seated one could build sit down as well;
        None = unless `parties` are named, as far as there is room.

    Raises
    ------
    UseError
        If a party is unknown or decides nothing, or the hosts make it too many.
    UnansweredError
        If a coalition has no plan at all.

    References
    ----------
    METHODS B4; docs/deal.md.
    """
    seated = seated_with_hosts(case, parties, is_seating=is_seating_hosts)
    with Planner(jobs, on_step) as planner:
        return _worked_out(case, seated, planner, is_moved=is_moved)


def answer(case: Case, asked: Asked, work: Work) -> Deal:
    """Return at which terms every party gains.

    Parameters
    ----------
    case
        The case.
    asked
        Who talks, and to whom the deal is told.
    work
        How it is worked out; for a page other volumes and tariffs are looked at too.

    Raises
    ------
    UseError
        If a party is unknown or decides nothing, or the hosts make it too many; before
        any work, if the deal cannot be told to a party.
    UnansweredError
        If a coalition has no plan at all, or Ctrl-C was pressed.
    """
    names = () if asked.parties is None else parties_of(case, asked.parties)
    seated = seated_with_hosts(case, names, is_seating=asked.hosts)
    told_to(case, seated.parties, asked.view)
    try:
        with Planner(work.jobs, work.on_step, work.cluster) as planner:
            return _worked_out(case, seated, planner, is_moved=work.is_for_page)
    except KeyboardInterrupt as pressed:
        message = "stopped; a deal needs every coalition's value."
        raise UnansweredError(message) from pressed


def _worked_out(case: Case, seated: Seats, planner: Planner, *, is_moved: bool) -> Deal:
    """Return the whole answer."""
    groups = with_legal(coalitions(case, seated, planner), case)
    power = case.settings.deal.power
    splits = _splits(groups.game, power)
    private, public = tables_of(groups, case, power)
    quoted = private or public
    stalled = stalemate(case, groups, planner)
    return Deal(
        case=case,
        found=groups,
        splits=splits,
        objecting={n: objections(groups.game, split) for n, split in splits.items()},
        joining=objections_to_joining(groups.game),
        is_core_empty=is_core_empty(groups.game),
        split_ranges=_split_ranges(groups.game, power),
        left_out=left_out(case, groups, planner),
        larger=larger_plan(groups, case),
        private=private,
        public=public,
        stated=stated_terms(quoted, case) if quoted else {},
        simplicity=simplicity(quoted.talks, quoted.pair) if quoted else None,
        stay=_stay(quoted),
        leave=_leave(case, quoted, seated),
        menu=_menu(quoted),
        support=tuple(public_part(groups, case, s) for s in seated.governments),
        distortion=distortion(quoted, seated, power) if quoted else None,
        stalemate=stalled,
        floors=offers_as_floors(groups, stalled, power)
        if groups.game.has_surplus
        else None,
        stop_week=week_without_host(quoted.plan, quoted.pair) if quoted else None,
        grants={}
        if quoted
        else grant_table(groups, case, who_forgoes_most(groups), power),
        moved=moved_ranges(case, groups, quoted, planner)
        if quoted and is_moved
        else (),
    )


def _rules(
    game: Game, power: Mapping[str, float]
) -> dict[str, Callable[[Game], Split]]:
    """Return the rules that are defined for the game."""
    rules = RULES | {"nash": partial(nash, power=power)}
    return {
        name: rule
        for name, rule in rules.items()
        if game.has_surplus or name not in OF_SURPLUS
    }


def _splits(game: Game, power: Mapping[str, float]) -> dict[str, Split]:
    return {name: rule(game) for name, rule in _rules(game, power).items()}


def _split_ranges(
    game: Game, power: Mapping[str, float]
) -> dict[str, dict[str, tuple[float, float]]]:
    return {
        name: share_ranges(game, rule)
        for name, rule in _rules(game, power).items()
        if name in LINEAR
    }


def _stay(table: Table | None) -> tuple[Stay, ...]:
    if table is None or table.ranges[FEE].nash is None:
        return ()
    agreed = table.ranges[FEE].amounts
    return stays(table.talks, agreed, timing(table.plan).leaves)


def _leave(case: Case, table: Table | None, seated: Seats) -> tuple[Leave, ...]:
    if table is None or table.ranges[FEE].nash is None:
        return ()
    alone = alone_from_each_year(case, table, seated)
    return leaves(table, seated, table.ranges[FEE].amounts, alone)


def _menu(table: Table | None) -> Menu | None:
    """Return the menu with every payment but fee and reservation as agreed."""
    if table is None or table.ranges[FEE].nash is None:
        return None
    agreed = {n: a for n, a in table.ranges[FEE].amounts.items() if n != FEE}
    return menu(talks_after(table.talks, agreed), table.pair)
