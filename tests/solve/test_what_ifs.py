"""Many what-ifs planned by a kept model are planned as they are one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.plans.plan import Plan
from brownfield.solve import what_ifs
from brownfield.solve.kept import search
from brownfield.solve.kept.kept import Kept
from brownfield.solve.what_ifs import FIRST, KEPT, MANY, plans_beside
from brownfield.work.executor import Serial, workers

NAME = "as it is"
MOVED = (
    ("build_options", "tooling_cost", 0.9),
    ("build_options", "tooling_cost", 1.4),
    ("build_options", "conversion_cost", 0.8),
    ("build_options", "conversion_cost", 1.3),
    ("demand", "price", 0.95),
    ("demand", "price", 1.1),
    ("demand", "volume", 0.7),
    ("demand", "volume", 1.3),
)
"""Table, column and factor: all but the last allow no more than the case."""


@pytest.fixture(name="case", scope="module")
def mini() -> Case:
    """Return mini to the last digit; it has 415 rows, so one search is enough."""
    return brownfield.read_case("mini").with_settings("solve", {"gap": 0.0})


@pytest.fixture(name="under", scope="module")
def all_moved(case: Case) -> dict[str, Case]:
    """Return the case under each what-if."""
    others = {}
    for table, column, factor in MOVED:
        name = f"{column} {factor}"
        row = {"table": table, "column": column, "op": "times", "value": str(factor)}
        others[name] = case.add_what_if(name, [row]).apply(name)
    return others


@pytest.fixture(name="found", scope="module")
def planned_together(case: Case, under: Mapping[str, Case]) -> dict[str, Plan]:
    """Return the plans of one batch."""
    return plans_beside(NAME, case, under)


def told(plans: Mapping[str, Plan]) -> dict[str, object]:
    """Return what plans say, to the last digit, but for the time they took."""
    return {
        name: (plan.value, plan.tables["production"].rows(), plan.is_sound)
        for name, plan in plans.items()
    }


def test_they_are_worth_what_they_are_alone(
    found: Mapping[str, Plan], under: Mapping[str, Case]
) -> None:
    """Each value is that of a plan made anew, and the case comes first."""
    assert list(found) == [NAME, *under]
    for name, case in under.items():
        fresh = brownfield.plan(case)
        assert found[name].is_sound
        assert found[name].value == pytest.approx(fresh.value, rel=1e-9)
        assert found[name].bound >= fresh.value * (1 - 1e-9)


def test_most_of_them_are_asked_of_the_kept_model(
    case: Case, under: Mapping[str, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the one that sells more."""
    asked, best_at = list[float](), Kept.best_at

    def noted(*told_so: object) -> object:
        best = best_at(*told_so)  # type: ignore[arg-type]  # as it was called
        asked.append(best.value)
        return best

    monkeypatch.setattr(Kept, "best_at", noted)
    plans_beside(NAME, case, under)
    assert len(asked) == len(MOVED) - 1


def test_neither_order_nor_workers_matter(
    case: Case, under: Mapping[str, Case], found: Mapping[str, Plan]
) -> None:
    """The same volumes to the last digit, whatever was asked before."""
    backwards = plans_beside(NAME, case, dict(reversed(list(under.items()))))
    assert told(backwards) == told(found)
    with workers(2) as executor:
        beside = plans_beside(NAME, case, under, executor=executor)
    assert told(beside) == told(found)
    assert list(beside) == list(found)


def test_a_few_are_planned_as_ever(
    case: Case, under: Mapping[str, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No model is kept of five."""
    monkeypatch.setattr(what_ifs, "kept_of", None)
    few = dict(list(under.items())[: MANY - 1])
    assert list(plans_beside(NAME, case, few)) == [NAME, *few]


def test_where_no_model_is_kept_each_is_planned_anew(
    case: Case, under: Mapping[str, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that is searched twice to be believed is never kept."""
    monkeypatch.setattr(what_ifs, "needs_second", lambda _: True)
    monkeypatch.setattr(search, "Searched", None)
    few = dict(list(under.items())[:MANY])
    assert list(plans_beside(NAME, case, few)) == [NAME, *few]


class Pressed:
    """An executor in which Ctrl-C is pressed."""

    def __init__(self, finished: int) -> None:
        """Press it once so many pieces are finished."""
        self.left = finished

    def map(self, *given: object) -> Iterator[object]:
        """Yield the results until it is pressed."""
        results: Iterator[object] = Serial().map(*given)  # type: ignore[arg-type]
        for result in results:
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            yield result


@pytest.mark.parametrize(
    ("finished", "plans"), [(1, [NAME]), (2, [NAME]), (3, [NAME, "tooling_cost 0.9"])]
)
def test_after_ctrl_c_there_is_what_was_finished(
    case: Case, under: Mapping[str, Case], finished: int, plans: list[str]
) -> None:
    """The case alone while the model is made, or before the first what-if."""
    executor = Pressed(finished)
    found = plans_beside(NAME, case, under, executor=executor)  # type: ignore[arg-type]
    assert list(found) == plans
    with pytest.raises(KeyboardInterrupt):
        plans_beside(NAME, case, under, executor=Pressed(0))  # type: ignore[arg-type]


def test_a_case_whose_plan_was_stopped_stands_alone(
    case: Case, under: Mapping[str, Case], found: Mapping[str, Plan]
) -> None:
    """Ctrl-C takes the best plan so far, and nothing new is begun."""

    class Stopped:
        """Gives a plan that was stopped, then the rows."""

        def map(self, *_: object) -> Iterator[object]:
            """Yield both."""
            yield replace(found[NAME], status="interrupted")
            yield None

    assert (FIRST, KEPT) == ("first", "kept")
    stopped = plans_beside(NAME, case, under, executor=Stopped())  # type: ignore[arg-type]
    assert list(stopped) == [NAME]
