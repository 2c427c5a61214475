"""What is every group worth, how may that be shared, and who would rather not?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.questions.deal.coalitions.seats import shared_groups
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.deal.question import Deal

Split = Mapping[str, float]


@dataclass(frozen=True)
class Joining:
    """Two groups that lose by joining.

    Attributes
    ----------
    one, other
        Parties of each, joined by commas.
    loss
        Present value, case currency.
    """

    one: str
    other: str
    loss: float


@dataclass(frozen=True)
class Subgroup:
    """The smaller group that gains most by leaving the others out.

    Attributes
    ----------
    parties
        Who is in it, joined by commas.
    more
        Present value that they have more than each alone, case currency.
    """

    parties: str
    more: float


@dataclass(frozen=True)
class Companies:
    """What companies gain of the total without the governments at the table.

    Attributes
    ----------
    more
        Present value that they have more than each alone, case currency.
    is_sure
        Whether that is more than the searches left open.
    is_part
        Whether it is no more than what the whole deal adds.
    """

    more: float
    is_sure: bool
    is_part: bool


@dataclass(frozen=True)
class Groups:
    """What groups are worth; present value, case currency.

    Groups are named by their parties, in the order of the case, joined by commas.

    Attributes
    ----------
    coalitions, coalition_bounds
        What every group is worth, and at most.
    disagreement
        What each party has alone.
    total, surplus
        What all are worth together, and what that is more than each alone.
    least_surplus
        What the deal adds at least, whatever the searches left open.
    members
        Parties of each group.
    has_surplus
        Whether there surely is anything to share.
    open_surplus
        Up to what there may be to share, where none was found in time; else None.
    has_less
        Whether they have less together than apart, by more than may be off.
    subgroup
        Smaller group that gains most, where all do not; None if none does.
    companies
        What companies gain without governments; None without both kinds of party.
    """

    coalitions: Mapping[str, float]
    coalition_bounds: Mapping[str, float]
    disagreement: Mapping[str, float]
    total: float
    surplus: float
    least_surplus: float
    members: Mapping[str, tuple[str, ...]] = field(metadata=TOLD_ONLY)
    has_surplus: bool = field(metadata=TOLD_ONLY)
    open_surplus: float | None = field(metadata=TOLD_ONLY)
    has_less: bool = field(metadata=TOLD_ONLY)
    subgroup: Subgroup | None = field(metadata=TOLD_ONLY)
    companies: Companies | None = field(metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Shares:
    """How the total may be split, and who objects; present value, case currency.

    Attributes
    ----------
    shapley, nucleolus, nash, equal, kalai_smorodinsky
        What each has by a rule that splits the total; None where the rule is not
        defined without a surplus. All hope for the same, so the last two are alike.
    split_ranges
        Between what each share lies, by rule and party: least and largest.
    core_is_empty
        Whether every split leaves some group better off alone.
    objections
        Groups that gain by leaving each split, and how much.
    joining_loses
        Pairs of groups that lose by joining.
    groups_across_owners
        Exclusive groups with options of several companies, and these companies.
    splits
        What each has by each rule to tell of; empty where nothing is shared.
    """

    shapley: Split
    nucleolus: Split
    nash: Split | None
    equal: Split | None
    kalai_smorodinsky: Split | None
    split_ranges: Mapping[str, Mapping[str, tuple[float, float]]]
    core_is_empty: bool
    objections: Mapping[str, Mapping[str, float]]
    joining_loses: tuple[Joining, ...]
    groups_across_owners: Mapping[str, tuple[str, ...]]
    splits: Mapping[str, Split] = field(metadata=TOLD_ONLY)


def groups_from(answer: Deal) -> Groups:
    """Return what every group is worth, and what is left to share."""
    game = answer.game
    groups = {game.label(group): group for group in game.coalitions()}
    return Groups(
        coalitions={label: game.values[c] for label, c in groups.items()},
        coalition_bounds={label: game.bound(c) for label, c in groups.items()},
        disagreement=dict(game.alone),
        total=game.total,
        surplus=game.surplus,
        least_surplus=game.least_surplus,
        members={
            label: tuple(party for party in game.parties if party in group)
            for label, group in groups.items()
        },
        has_surplus=game.has_surplus,
        open_surplus=_open_surplus(answer),
        has_less=game.surplus < -game.tolerance,
        subgroup=_subgroup(answer),
        companies=_companies(answer),
    )


def shares_from(answer: Deal) -> Shares:
    """Return every split and who objects to it."""
    label = answer.game.label
    return Shares(
        shapley=answer.splits["shapley"],
        nucleolus=answer.splits["nucleolus"],
        nash=answer.splits.get("nash"),
        equal=answer.splits.get("equal"),
        kalai_smorodinsky=answer.splits.get("equal"),  # all hope for the same
        split_ranges=answer.split_ranges,
        core_is_empty=answer.is_core_empty,
        objections={
            rule: {label(group): gain for group, gain in gains.items()}
            for rule, gains in answer.objecting.items()
        },
        joining_loses=tuple(
            Joining(label(one), label(other), loss)
            for one, other, loss in answer.joining
        ),
        groups_across_owners=shared_groups(answer.case, answer.seats),
        splits=answer.splits if answer.game.has_surplus else {},
    )


def _open_surplus(answer: Deal) -> float | None:
    """Return up to what there may be to share though no plan was found that adds it.

    None where something is shared, or the searches leave next to nothing open.
    """
    game = answer.game
    most = game.surplus + game.tolerance
    least = max(answer.case.settings.solve.gap * abs(game.total), 2 * game.rounding)
    return most if most > least and not game.has_surplus else None


def _subgroup(answer: Deal) -> Subgroup | None:
    """Return which smaller group gains most; None if none does, or all do."""
    game = answer.game
    some = [c for c in game.coalitions() if len(c) > 1 and game.gains(c)]
    if not some or game.has_surplus:
        return None
    best = max(some, key=game.surplus_of)
    return Subgroup(game.label(best), game.surplus_of(best))


def _companies(answer: Deal) -> Companies | None:
    """Return what companies gain by themselves; None without both kinds of party."""
    game, companies = answer.game, frozenset(answer.seats.companies)
    if not answer.seats.governments or len(companies) < len(("one", "other")):
        return None
    own = game.surplus_of(companies)
    return Companies(own, game.gains(companies), own <= game.surplus)
