"""Why is a plan the best, and what would have to be true for another one?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from brownfield.asking.answer import Answer
from brownfield.asking.sound import sound
from brownfield.questions.why.flips.levers import lever_of
from brownfield.questions.why.flips.tried import Flips, Tries, flips_of
from brownfield.questions.why.forced.binding import Binding, bindings
from brownfield.questions.why.forced.bridge import Rivals
from brownfield.questions.why.forced.force import forced_plan
from brownfield.questions.why.forced.suggested import suggested
from brownfield.questions.why.forced.targets import (
    ALTERNATIVE,
    Target,
    is_used,
    targets_of,
    vehicles,
)
from brownfield.questions.why.forced.ways import Way, ways
from brownfield.questions.why.futures.odds import Odds, odds_of
from brownfield.questions.why.knowing import WorthOfKnowing, worth_of_knowing
from brownfield.questions.why.near import NearOptimal, near_optimal
from brownfield.solve.backends.solution import Progress
from brownfield.solve.batch import mapped
from brownfield.solve.kept.search import kept_for, search_of
from brownfield.solve.run import plan
from brownfield.tell.beside.bridge import Step, backwards, bridge
from brownfield.work.notes import tell

if TYPE_CHECKING:
    from brownfield.asking.work import Work
    from brownfield.case.case import Case
    from brownfield.model.arrays.linear import LinearModel
    from brownfield.plans.plan import Plan
    from brownfield.questions.why.asked import Asked
    from brownfield.questions.why.flips.break_even import BreakEven
    from brownfield.questions.why.flips.together import Frontier
    from brownfield.solve.run import Search


@dataclass(frozen=True)
class Reason:
    """Why the best plan has, or has not, what is asked about.

    Attributes
    ----------
    target
        What is asked about.
    is_chosen
        Whether the best plan has it.
    forced
        The best plan that has it, or if it is chosen, that has it not.
    steps
        Bridge from the forced plan to the best one.
    bindings
        What holds back the plan that has it.
    break_evens
        Numbers at which the choice flips, those that decide most first.
    frontier
        Where the first two of these flip it together; None if nobody asked, or fewer
        than two flip it.
    vehicles
        Vehicles built of it in the plan that has it, expected over the horizon.
    ways
        The same under the what-ifs of the case that change the plant.
    odds
        At which probability of each branch the two plans are worth the same.
    """

    target: Target
    is_chosen: bool
    forced: Plan = field(repr=False)
    steps: tuple[Step, ...] = field(default=(), repr=False)
    bindings: tuple[Binding, ...] = field(default=(), repr=False)
    break_evens: tuple[BreakEven, ...] = ()
    frontier: Frontier | None = None
    vehicles: float = 0.0
    ways: tuple[Way, ...] = ()
    odds: tuple[Odds, ...] = ()


@dataclass(frozen=True, repr=False)
class Why(Answer):
    """The best plan of a case and the reasons for it.

    Attributes
    ----------
    case
        The case.
    plan
        Its best plan.
    reasons
        Why it has, or has not, each thing asked about.
    knowing
        What it is worth to know the future; None for a case of one future, or if
        Ctrl-C was pressed before.
    near
        Plans nearly as good; None if nobody asked.
    left_out
        What was not finished when Ctrl-C was pressed.
    """

    case: Case
    plan: Plan
    reasons: tuple[Reason, ...]
    knowing: WorthOfKnowing | None = None
    near: NearOptimal | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """What one worker answers.

    Attributes
    ----------
    case, best
        The case and its best plan.
    target
        What is asked about; None = not a single thing.
    tries
        Numbers to move, and what to look for.
    ways
        Whether it is also asked under what-ifs that change the plant.
    near, within
        Plans nearly as good: how many, and within which share; 0 = the worth of
        knowing the future is asked for instead.
    is_suggested
        Whether an alternative of the case suggests it; if the best plan has it, numbers
        are then moved only where doing without costs at most a share `within`.
    rows
        Those of the model kept of the case; None if none is.
    """

    case: Case
    best: Plan = field(repr=False)
    target: Target | None
    tries: Tries = field(default_factory=Tries)
    ways: bool = False
    near: int = 0
    within: float = 0.0
    is_suggested: bool = False
    rows: LinearModel | None = field(default=None, repr=False)

    @property
    def search(self) -> Search:
        """How plans are found: by the model kept, if there is one.

        It knows nothing of other questions, so each has the same answer after others.
        """
        if self.rows is None:
            return search_of(None)
        kept = kept_for(self.case, self.rows)
        if kept is not None:
            kept.forget()
        return search_of(kept)

    def is_moved(self, forced: Plan, *, is_chosen: bool) -> bool:
        """Return whether numbers are moved until two plans are worth the same."""
        if self.tries.levers or not (is_chosen and self.is_suggested):
            return True
        return self.best.value - forced.value <= self.within * abs(self.best.value)

    @property
    def title(self) -> str:
        """Printed while it is worked out."""
        if self.target is not None:
            return f"why {self.target.title}"
        return "plans nearly as good" if self.near else "worth of knowing"


def answer(case: Case, asked: Asked, work: Work) -> Why:
    """Return the best plan of a case and the reasons for it.

    Raises
    ------
    UseError
        If the case does not have what is asked about.
    UnansweredError
        If the case has no plan, or its audit failed.
    """
    named = targets_of(case, asked.targets, is_every=asked.every)
    targets = named or suggested(case)
    moved = tuple(lever_of(case, text) for text in asked.levers)
    tries = Tries(moved, asked.break_evens, asked.frontier)
    planned = plan(case, on_progress=work.on_step("best plan"))
    best = sound(planned, "give reasons for")
    kept = kept_for(case) if tries.levers or tries.break_evens else None
    rows = None if kept is None else kept.rows
    questions = {
        target.word: Question(
            case,
            best,
            target,
            tries,
            asked.ways,
            within=asked.within,
            is_suggested=not named and bool(case.settings.alternatives),
            rows=rows,
        )
        for target in targets
    }
    if case.tables["scenarios"].height > 1:
        questions["knowing"] = Question(case, best, None, rows=rows)
    if asked.near:
        near = Question(case, best, None, near=asked.near, within=asked.within)
        questions["near"] = near
    return _answered(questions, work)


def _answered(questions: Mapping[str, Question], work: Work) -> Why:
    titles = {name: question.title for name, question in questions.items()}
    with work.workers() as executor:
        answers = mapped(
            answered, questions, titles, on_step=work.on_step, executor=executor
        )
    first = next(iter(questions.values()))
    reasons = [one for one in answers.values() if isinstance(one, Reason)]
    knowing, near = answers.get("knowing"), answers.get("near")
    return Why(
        first.case,
        first.best,
        tuple(reasons),
        knowing if isinstance(knowing, WorthOfKnowing) else None,
        near if isinstance(near, NearOptimal) else None,
        tuple(titles[name] for name in questions if name not in answers),
    )


def answered(question: Question) -> Reason | WorthOfKnowing | NearOptimal:
    """Return the answer to one question; tell its progress from begin to end."""
    tell(Progress.of_nothing())
    reply, last = _found(question), question.best
    if isinstance(reply, Reason):
        last = reply.forced
    tell(Progress(0.0, last.value, last.bound, last.gap, is_done=True))
    return reply


def _found(question: Question) -> Reason | WorthOfKnowing | NearOptimal:
    if question.target is not None:
        return reason(question, question.target)
    if question.near:
        return near_optimal(question.case, question.near, question.within)
    return worth_of_knowing(question.case, question.best, question.search)


def reason(question: Question, target: Target) -> Reason:
    """Return why the best plan has, or has not, what is asked about."""
    case, best = question.case, question.best
    is_chosen = target.kind != ALTERNATIVE and is_used(target, best)
    search = question.search
    forced = forced_plan(
        case, target, is_in=not is_chosen, on_progress=tell, search=search
    )
    if forced.status == "interrupted":
        raise KeyboardInterrupt
    if not forced.is_sound:
        return Reason(target, is_chosen, forced)
    steps = bridge(forced, best)
    if is_chosen:
        rivals = Rivals(best, forced, backwards(steps))
    else:
        rivals = Rivals(forced, best, steps)
    is_moved = question.is_moved(forced, is_chosen=is_chosen)
    flips = flips_of(case, target, rivals, question.tries) if is_moved else Flips()
    return Reason(
        target,
        is_chosen,
        forced,
        steps,
        bindings(case, target, rivals),
        flips.break_evens,
        flips.frontier,
        vehicles(target, rivals.within),
        tuple(ways(case, target, search)) if question.ways else (),
        odds_of(best, forced),
    )
