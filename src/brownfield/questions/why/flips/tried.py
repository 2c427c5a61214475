"""Which numbers are tried, until enough of them flip the choice?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.errors import DataError
from brownfield.questions.why.flips.break_even import BreakEven, break_even
from brownfield.questions.why.flips.levers import Lever, levers
from brownfield.questions.why.flips.race import Contest, contest_of
from brownfield.questions.why.flips.together import Frontier, frontier

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.why.forced.bridge import Rivals
    from brownfield.questions.why.forced.targets import Target

FURTHER = 2  # numbers tried beyond the break-evens wanted
VOLUME = "volume"  # moves limits of every plant: its flips are proved last


@dataclass(frozen=True)
class Tries:
    """What is to be tried.

    Attributes
    ----------
    levers
        Numbers to move; none = those that decide most.
    break_evens
        How many flips to look for; levers that are named are all moved.
    points
        How many points to look for between the first two flips.
    """

    levers: tuple[Lever, ...] = ()
    break_evens: int = 0
    points: int = 0


@dataclass(frozen=True)
class Flips:
    """What was found.

    Attributes
    ----------
    break_evens
        Numbers that flip the choice, and those tried that never do.
    frontier
        Where the first two that flip it do so together; None if nobody asked, or fewer
        than two flip it.
    """

    break_evens: tuple[BreakEven, ...] = ()
    frontier: Frontier | None = None


def flips_of(case: Case, target: Target, rivals: Rivals, tries: Tries) -> Flips:
    """Return where the choice between two plans flips.

    Parameters
    ----------
    case
        The case.
    target
        What is asked about.
    rivals
        The plan that has it and the one that has not.
    tries
        What is to be tried.
    """
    is_alike = rivals.within.value == rivals.without.value
    if is_alike or not (tries.levers or tries.break_evens):
        return Flips()
    contest = contest_of(case, target, rivals.within, rivals.without)
    if tries.levers:
        break_evens, contest = _flipping(contest, tries.levers, len(tries.levers))
    else:
        by_effect = levers(case, target, rivals)
        easiest = sorted(by_effect, key=lambda one: one.column == VOLUME)
        easiest = easiest[: tries.break_evens + FURTHER]
        break_evens, contest = _flipping(contest, easiest, tries.break_evens)
    both = [one for one in break_evens if one.verified and one.flips_at is not None][:2]
    if len(both) < 2 or not tries.points:
        return Flips(tuple(break_evens))
    first, second = both
    return Flips(tuple(break_evens), frontier(contest, first, second, tries.points))


def _flipping(
    contest: Contest, numbers: Sequence[Lever], wanted: int
) -> tuple[list[BreakEven], Contest]:
    """Return the break-evens of numbers, one after another, until enough have one.

    A number that takes a long search is set aside: it is searched for if others do not
    suffice. One that never flips the choice has an answer, too.
    """
    answers: dict[int, BreakEven] = {}
    for is_quick in (True, False):
        for place, number in enumerate(numbers):
            if sum(one.verified for one in answers.values()) >= wanted:
                break
            if place in answers and (answers[place].verified or is_quick):
                continue
            try:
                one, contest = break_even(contest, number, is_quick=is_quick)
            except DataError:
                continue
            answers[place] = one
    return [answers[place] for place in sorted(answers)], contest
