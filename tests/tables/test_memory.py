"""Does a remembered answer about tables equal one asked afresh?"""

import pickle
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.case.scenarios import cases_by_node, tree
from brownfield.tables.cells import limits
from brownfield.tables.frames import Tables
from brownfield.tables.memory import MOST_KEPT, Again, Memory, Read, Same, remembered
from brownfield.tables.problems import Finding
from brownfield.tables.rule import HorizonRule
from brownfield.tables.rules import every
from brownfield.tables.rules.what_ifs import what_if_rows


class Counted:
    """A rule that asks for prices below 0, and counts how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, tables: Tables) -> Iterator[Finding]:
        """Yield a finding for each row of the table `a` with a price below 0."""
        self.times += 1
        for row, price in enumerate(tables["a"]["price"]):
            if price < 0:
                yield Finding(
                    table="a", row=row, rule="low", message="Too low", hint="Mend it"
                )


def frame(price: float) -> pl.DataFrame:
    """Return a table of one price."""
    return pl.DataFrame({"price": [price]})


def test_the_same_frames_are_not_judged_twice() -> None:
    """Only the table that is read counts: another `b` does not ask again."""
    memory, rule, prices = Memory(), Counted(), frame(-1.0)
    first = memory.findings("low", rule, {"a": prices, "b": frame(1.0)})
    again = memory.findings("low", rule, {"a": prices, "b": frame(2.0)})
    assert [found.row for found in first] == [0]
    assert again == first
    assert rule.times == 1


def test_another_frame_or_question_is_judged_afresh() -> None:
    """An equal frame counts as another one; so do other settings and another rule."""
    memory, rule, prices = Memory(), Counted(), frame(1.0)
    assert memory.findings("low", rule, {"a": prices}) == ()
    assert len(memory.findings("low", rule, {"a": frame(-1.0)})) == 1
    assert memory.findings("low", rule, {"a": frame(1.0)}) == ()
    assert memory.findings("low", rule, {"a": prices}, asked="more") == ()
    assert memory.findings("other", rule, {"a": prices}) == ()
    assert rule.times == 5
    memory.findings("low", rule, {"a": prices})
    assert rule.times == 5


def test_frames_that_are_gone_are_forgotten() -> None:
    """Nothing keeps a frame alive, and a new one in its place is judged afresh."""
    memory, rule = Memory(), Counted()
    for price in (1.0, -1.0, 1.0, -1.0):
        found = memory.findings("low", rule, {"a": frame(price)})
        assert len(found) == (price < 0)
    assert rule.times == 4


def test_few_answers_are_kept() -> None:
    """The oldest answer makes room; it is asked again."""
    memory, rule = Memory(), Counted()
    frames = [frame(float(price)) for price in range(MOST_KEPT + 1)]
    for one in [*frames, frames[0]]:
        memory.findings("low", rule, {"a": one})
    assert rule.times == MOST_KEPT + 2


def _changed_cases(case: Case) -> Iterator[Case]:
    """Yield the case at each node, and after each of its what-ifs if it stands."""
    case_at = cases_by_node(case)
    for node in tree(case).nodes["node"]:
        yield case_at(node)
    for table in ("demand", "build_options", "lanes", "trade_measures", "facilities"):
        rows = case.tables[table]
        for column in (c for c in rows.columns if rows[c].dtype == pl.Float64):
            worse = rows.with_columns(-(pl.col(column).fill_null(0.0).abs() + 1.0))
            tables = dict(case.tables) | {table: worse}
            yield Case(case.name, case.settings, tables)


@pytest.mark.parametrize("name", ["mini", "starter", "merseyside"])
def test_a_changed_case_is_judged_as_if_it_were_the_first(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After every node and every spoilt column: what a fresh memory finds."""
    case = read_case(name)
    broken = 0
    for changed in _changed_cases(case):
        remembered = every.check_typed(changed.tables, changed.settings)
        with monkeypatch.context() as fresh:
            fresh.setattr(every, "JUDGED", Memory())
            fresh.setattr(limits, "JUDGED", Memory())
            afresh = every.check_typed(changed.tables, changed.settings)
        assert remembered == afresh
        broken += bool(afresh)
    assert broken > 10


def test_what_ifs_are_not_judged_again_where_other_tables_change() -> None:
    """A thousand futures that change demand read the rows of what-ifs once."""
    tables = dict(read_case("starter").tables)
    read = Read(tables)
    assert not list(what_if_rows(read))
    assert set(read.frames) == {"what_ifs"}


def test_an_answer_that_does_not_cover_what_is_asked_is_passed_over() -> None:
    """The kept 1.0 does not do for who needs more; made again it stands first."""
    kept, frames = Again[float](most=9), [frame(1.0)]
    kept.of(frames, None, lambda: 1.0)
    assert kept.of(frames, None, lambda: 3.0, fits=lambda made: made > 2) == 3.0
    assert [value for _, _, value in kept.kept] == [3.0, 1.0]


@pytest.mark.parametrize("limits", [{"most": 2}, {"most": 9, "rows": 2}])
def test_the_oldest_answer_goes_beyond_what_is_allowed(limits: dict[str, int]) -> None:
    """Three answers of a row each where two are kept: the first is gone."""
    kept = Again[float](**limits, size=lambda _: 1)
    frames = {price: [frame(price)] for price in (1.0, 2.0, 3.0)}
    for price in (1.0, 2.0, 1.0, 3.0):  # 1 is asked for again, so 2 is the oldest
        kept.of(frames[price], None, partial(float, price))
    assert [value for _, _, value in kept.kept] == [3.0, 1.0]


def test_a_broken_copy_of_a_judged_case_is_told() -> None:
    """A case as another process hands it over keeps the rules; with a cell less, not.

    Freight below 0 is told, whatever was judged before.
    """
    case = pickle.loads(pickle.dumps(read_case("starter")))  # noqa: S301 (our own)
    assert every.check_typed(case.tables, case.settings) == []
    row = pl.int_range(pl.len()) == 0
    lane = pl.when(row).then(-1.0).otherwise(pl.col("freight"))
    broken = dict(case.tables) | {
        "lanes": case.tables["lanes"].with_columns(freight=lane)
    }
    told = every.check_typed(broken, case.settings)
    assert {(problem.table, problem.column) for problem in told} == {
        ("lanes", "freight")
    }
    assert every.check_typed(case.tables, case.settings) == []


def test_a_rule_of_settings_is_handed_its_own_sections() -> None:
    """Others are as by default, so an answer holds for whoever plans together."""
    settings = read_case("starter").settings
    planned = settings.model_copy(
        update={"plan": settings.plan.model_copy(update={"parties": ("nobody",)})}
    )
    of_case = HorizonRule(find=lambda *_: (), reads=())
    assert of_case.handed(planned) == of_case.handed(settings)
    assert of_case.handed(planned).plan.parties == ()
    of_plan = HorizonRule(find=lambda *_: (), reads=(), sections=("plan",))
    assert of_plan.handed(planned) != of_plan.handed(settings)
    told = every.check_typed(read_case("starter").tables, planned)
    assert [problem.value for problem in told] == ["nobody"]


def _frames(of: int) -> list[Tables]:
    return [{"a": pl.DataFrame({"x": [of, number]})} for number in range(20)]


def _ways() -> dict[str, Callable[[Tables], object]]:
    """Return each thing that remembers, as a function that tells what is in a table."""
    memory, again, same = Memory(), Again[int](most=8), Same()
    step = remembered(a=("x",))(lambda tables: told(tables))

    def found(tables: Tables) -> Iterator[Finding]:
        value = str(told(tables))
        yield Finding(table="a", rule="", message="", hint="", value=value)

    def told(tables: Tables) -> int:
        first, second = tables["a"]["x"].to_list()
        return int(first + 10 * second)

    return {
        "memory": lambda tables: int(str(memory.findings("f", found, tables)[0].value)),
        "again": lambda tables: again.of([tables["a"]], None, lambda: told(tables)),
        "same": lambda tables: told({"a": same.of(tables["a"].clone(), ("x",))}),
        "step": step,
    }


@pytest.mark.parametrize("way", ["memory", "again", "same", "step"])
def test_several_threads_may_ask_at_once(way: str) -> None:
    """Two readers of a desk look at two cases; each gets what is in its own."""
    ask = _ways()[way]

    def reads(of: int) -> list[int]:
        frames = _frames(of)
        return [int(str(ask(frames[turn % 20]))) for turn in range(1_500)]

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(reads, range(4)))
    finally:
        sys.setswitchinterval(before)
    for of, answer in enumerate(answers):
        assert answer == [of + 10 * (turn % 20) for turn in range(1_500)]
