"""A sweep gives one row for each case, worked out by hand, whatever goes wrong."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import polars as pl
import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.errors import UseError, WorkerError
from brownfield.sweeping.sweep import swept
from brownfield.work.executor import Serial
from brownfield.work.notes import Item, OnNote, Result
from tests.model.small_cases import MILLION, Rows, buyers, small_case


@pytest.fixture(scope="module")
def case() -> Case:
    """Return a firm that sells 10,000 cars at 1,000: worth 10 m, at no cost."""
    return small_case({})


@pytest.fixture(scope="module")
def two_years() -> Case:
    """Return it over two years, at 1,000 and 2,000, not discounted: 10 + 20 = 30 m."""
    rows: Rows = {
        "parties": [{"party": "firm", "discount_rate": 0.0}],
        "demand": [buyers(10_000, 1_000), buyers(10_000, 2_000, year=2031)],
    }
    return small_case(rows, years=2)


def worth(frame: pl.DataFrame) -> list[float]:
    """Return the values of a sweep, millions."""
    return [value / MILLION for value in frame["value"]]


def test_cells_that_are_one_number_take_the_value(case: Case) -> None:
    """10,000 cars at 500, 1,000 and 2,000: 5, 10 and 20 m, all of it the firm's."""
    found = brownfield.sweep(case, {"demand.price": [500, 1_000, 2_000]})
    assert found["demand.price"].to_list() == [500, 1_000, 2_000]
    assert worth(found) == pytest.approx([5.0, 10.0, 20.0])
    assert found["value_firm"].to_list() == pytest.approx(found["value"].to_list())
    assert found["starts"].to_list() == [["make: base 2030"]] * 3
    assert found["status"].to_list() == ["optimal"] * 3
    assert found["audit_passed"].to_list() == [True] * 3
    assert found["why"].to_list() == [None] * 3


def test_cells_that_differ_are_multiplied(two_years: Case) -> None:
    """Half of 1,000 and 2,000: 15 m; of one year alone it is the value: 5 + 20 m."""
    found = brownfield.sweep(two_years, {"demand.price": [0.5, 1.0]})
    assert worth(found) == pytest.approx([15.0, 30.0])
    first = brownfield.sweep(two_years, {"demand.price:year=2030": [500]})
    assert worth(first) == pytest.approx([25.0])


def test_lists_are_combined_and_the_last_runs_fastest(case: Case) -> None:
    """Prices 1,000 and 2,000 with 5,000 and 10,000 cars: 5, 10, 10 and 20 m."""
    grid = {"demand.price": [1_000, 2_000], "demand.volume:product=car": [5e3, 1e4]}
    found = brownfield.sweep(case, grid)
    assert found["demand.price"].to_list() == [1_000, 1_000, 2_000, 2_000]
    assert found["demand.volume:product=car"].to_list() == [5e3, 1e4, 5e3, 1e4]
    assert worth(found) == pytest.approx([5.0, 10.0, 10.0, 20.0])


def test_what_ifs_stand_beside_the_case_as_it_is(case: Case) -> None:
    """Half the volume: 5 m; with other numbers too, at twice the price: 10 m."""
    row = {"table": "demand", "column": "volume", "op": "times", "value": 0.5}
    known = case.add_what_if("half", row)
    found = brownfield.sweep(known, ["half"])
    assert found["what_if"].to_list() == ["as it is", "half"]
    assert worth(found) == pytest.approx([10.0, 5.0])
    grid = {"demand.price": [2_000], "what_if": ["as it is", "half", None]}
    both = brownfield.sweep(known, grid)
    assert both["what_if"].to_list() == ["as it is", "half", "as it is"]
    assert worth(both) == pytest.approx([20.0, 10.0, 20.0])


def test_settings_can_be_swept() -> None:
    """At 21 % half a year earlier is worth a tenth more: 1.21^0.5 = 1.1."""
    dear = small_case({"parties": [{"party": "firm", "discount_rate": 0.21}]})
    grid = {"case.discounting": ["end_of_year", "mid_year"]}
    assert worth(brownfield.sweep(dear, grid)) == pytest.approx([10.0, 11.0])


def test_words_and_yes_or_no_can_be_swept(case: Case) -> None:
    """Whether the programme runs already: then nothing is begun."""
    found = brownfield.sweep(case, {"build_options.is_committed": [True, False]})
    assert found["build_options.is_committed"].to_list() == [True, False]
    assert found["starts"].to_list() == [[], ["make: base 2030"]]


def test_a_value_that_no_table_allows_keeps_its_row(case: Case) -> None:
    """The row says table, column and what is allowed; the others are worked out."""
    found = brownfield.sweep(case, {"demand.price": [-1, "dear", 1_000]})
    assert found["status"].to_list() == ["failed", "failed", "optimal"]
    assert found["value"].to_list()[:2] == [None, None]
    assert "demand, column price" in found["why"][0]
    assert "at least 0" in found["why"][0]
    assert "dear" in found["why"][1]
    assert found["demand.price"].to_list() == ["-1", "dear", "1000"]


def test_columns_are_there_even_if_every_case_fails(case: Case) -> None:
    """Frames of two sweeps can be joined: same columns of the same types."""
    failing = brownfield.sweep(case, {"demand.price": [-1]})
    sound = brownfield.sweep(case, {"demand.price": [1]}).drop("value_firm")
    assert failing.columns == sound.columns
    assert failing.schema == sound.schema


def test_a_case_without_a_plan_says_what_conflicts(case: Case) -> None:
    """11,000 vehicles are promised on a line for 10,000."""
    commitments = [{"facility": "plant", "product": "car", "year": 2030, "vehicles": 1}]
    promised = case.with_table("commitments", commitments)
    found = brownfield.sweep(promised, {"commitments.vehicles": [0, 11_000]})
    assert found["status"].to_list() == ["optimal", "infeasible"]
    assert found["value"][1] is None
    assert found["audit_passed"].to_list() == [True, None]
    assert "11,000 standard vehicles of line time" in found["why"][1]


class Stopped(Serial):
    """An executor at which Ctrl-C is pressed after some results."""

    def __init__(self, after: int) -> None:
        self.after = after

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        on_note: OnNote | None = None,
    ) -> Iterator[Result]:
        """Yield the first results only."""
        for place, result in enumerate(super().map(function, items, on_note)):
            if place == self.after:
                raise KeyboardInterrupt
            yield result


def test_ctrl_c_keeps_what_is_finished(case: Case) -> None:
    """One of three: the others keep their rows and say why they are blank."""
    grid = {"demand.price": [500, -1, 1_000, 2_000]}
    found = swept(case, grid, Stopped(1))
    assert found["status"].to_list() == [
        "optimal",
        "failed",
        "not reached",
        "not reached",
    ]
    assert worth(found.head(1)) == pytest.approx([5.0])
    assert found["why"][2] == "Ctrl-C was pressed before"
    with pytest.raises(KeyboardInterrupt):
        swept(case, grid, Stopped(0))


class Deadly(Serial):
    """An executor whose workers die of one price."""

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        on_note: OnNote | None = None,
    ) -> Iterator[Result]:
        """Raise before the first result if any item is deadly."""
        every: list[Any] = list(items)
        if any(1_000.0 in piece.case.tables["demand"]["price"] for piece in every):
            message = "a worker ended 3 times"
            raise WorkerError(message)
        yield from super().map(function, every, on_note)


def test_a_case_that_kills_its_worker_is_the_only_one_lost(case: Case) -> None:
    """The case before and the case after it are worked out all the same."""
    found = swept(case, {"demand.price": [500, 1_000, 2_000]}, Deadly())
    assert found["status"].to_list() == ["optimal", "failed", "optimal"]
    assert found["why"][1] == "a worker ended 3 times"


@pytest.mark.slow
def test_the_number_of_jobs_changes_nothing(case: Case) -> None:
    """Rows, values and words are the same, in the same order."""
    grid = {"demand.price": [500, -1, 1_000, 2_000]}
    alone = brownfield.sweep(case, grid)
    assert brownfield.sweep(case, grid, jobs=2).equals(alone)


def test_each_case_is_told_when_it_is_begun(case: Case) -> None:
    """Its place among all, and its values; what cannot be planned is not begun."""
    told: list[str] = []
    brownfield.sweep(case, {"demand.price": [-1, 500]}, on_step=told.append)
    assert told == ["2 of 2: demand.price=500"]


def test_another_question_gives_its_single_values(case: Case) -> None:
    """The value that `risk` and `why` tell of the best plan: 10 m."""
    found = brownfield.sweep(case, {"demand.price": [1_000]}, question="why")
    assert worth(found) == pytest.approx([10.0])
    assert found["status"].to_list() == ["optimal"]
    assert "case" not in found.columns
    failing = brownfield.sweep(case, {"demand.price": [1_000]}, question="deal")
    assert failing["status"].to_list() == ["failed"]
    assert failing["why"][0]


@pytest.mark.parametrize(
    ("grid", "message"),
    [
        ({}, "The grid is empty"),
        ({"demand.price": []}, "give a list with at least one value"),
        ({"demand.price": 3}, "give a list with at least one value, not 3"),
        ({"demand.pric": [1]}, r"demand has no column 'pric'\. Did you mean 'price'"),
        ({"demnd.price": [1]}, r"no table 'demnd'\. Write TABLE\.COLUMN:key=value\."),
        ({"demand.price:year=1999": [1]}, "no row of demand fits"),
        ({"demand.price:yar=1": [1]}, r"demand has no column 'yar'"),
        ({"solve.gapp": [1]}, r"\[solve\] of case\.toml has no key 'gapp'"),
        (["nobody"], "There is no what-if 'nobody'"),
    ],
)
def test_what_cannot_be_swept_is_refused(case: Case, grid: Any, message: str) -> None:
    """Before any plan is made, with what there is."""
    with pytest.raises(UseError, match=message):
        brownfield.sweep(case, grid)


def test_questions_and_options_are_checked_first(case: Case) -> None:
    """A question that there is none of, and an option that a plan has not."""
    with pytest.raises(UseError, match="no question 'wy'; there are: plan, deal"):
        brownfield.sweep(case, {"demand.price": [1]}, question="wy")
    with pytest.raises(UseError, match="has no option 'parties'"):
        brownfield.sweep(case, {"demand.price": [1]}, parties=("firm",))


def test_rows_that_a_what_if_takes_away_are_told(case: Case) -> None:
    """The price of a market that is dropped first cannot be set."""
    row = {"table": "demand", "where": "product=car", "op": "drop"}
    known = case.add_what_if("none", row)
    found = brownfield.sweep(known, {"what_if": ["none"], "demand.price": [5]})
    assert found["status"].to_list() == ["failed"]
