"""What an analyst reads of what-ifs: sentences, a table in any order, files.

The toy is worth 1,500,000 - 1,000,000 = 500,000; with crew at the far plant 250,000.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

import brownfield
from brownfield.asking.work import Work
from brownfield.case.case import Case
from brownfield.errors import UseError
from brownfield.questions.compare import grids, words
from brownfield.questions.compare.asked import Asked
from brownfield.questions.compare.document import Document, document
from brownfield.questions.compare.figures.bridges import bridge_figure
from brownfield.questions.compare.page import page
from brownfield.questions.compare.question import Comparison, answer
from brownfield.questions.compare.text import remarks, text
from tests.questions.why.toy import toy, toy_with_crew

NEAR = {"table": "build_options", "where": "build_option=there", "op": "set"}
CHEAPER = {**NEAR, "column": "conversion_cost", "value": "1800"}
NOBODY = {"table": "demand", "where": "product=car", "op": "drop"}


def with_three() -> Case:
    """Return the toy with crew to pay, with a cheaper far plant, and a broken one."""
    return (
        toy_with_crew()
        .add_what_if("cheaper", [CHEAPER])
        .add_what_if("nobody", [NOBODY])
    )


@pytest.fixture(name="compared", scope="module")
def all_of_three() -> Comparison:
    """Return the toy under all that it can be: 500 x 200 = 100,000 cheaper."""
    return answer(with_three(), Asked(every=True, bridge="cheaper"), Work())


@pytest.fixture(name="told")
def told_of_three(compared: Comparison) -> Document:
    """Return what is told of it."""
    return document(compared)


def test_the_headline_names_both_ends(told: Document) -> None:
    """One gains 100,000, one loses 250,000 and starts the near plant."""
    assert words.headline(told) == (
        "Of 2 what-ifs Cheaper adds most to what the best plan is worth, GBP 0.10 m; "
        "Crew paid costs most, GBP 0.25 m. 1 of them starts something else, or at "
        "other times."
    )


def test_one_what_if_is_told_alone() -> None:
    """It costs 250,000."""
    told = brownfield.compare(toy_with_crew(), ["crew-paid"]).document
    assert words.headline(told) == (
        "With Crew paid the best plan is worth GBP 0.25 m less."
    )


def test_where_all_cost_none_is_said_to_add() -> None:
    """Crew of 400,000 and another name for the same."""
    row = {"table": "shift_patterns", "where": "facility=far", "column": "fixed_cost"}
    case = toy_with_crew().add_what_if("crew", [{**row, "value": "100000"}])
    told = brownfield.compare(case, ["crew-paid", "crew"]).document
    assert words.headline(told).startswith(
        "None of 2 what-ifs adds to what the best plan is worth: Crew costs least, "
        "GBP 0.10 m, and Crew paid most, GBP 0.25 m."
    )


def test_the_terminal_names_the_largest_steps(told: Document) -> None:
    """As on paper, by company, under the names that were asked."""
    assert (
        "crew-paid, GBP -0.25 m: tooling, Firm GBP -1.00 m; conversion, Firm GBP "
        "+0.75 m." in text(told)
    )


def test_what_cannot_be_applied_is_told_and_no_trouble(told: Document) -> None:
    """The third what-if leaves no market."""
    (line,) = remarks(told)
    assert line.startswith("brownfield: left out: ")
    assert "nobody" in line


def test_the_bridge_asked_for_comes_first(told: Document, compared: Comparison) -> None:
    """Else that of the largest difference; one that was not planned is refused."""
    assert told.shown == "crew-paid"
    asked = page(document(compared, Asked(bridge="cheaper")))
    figures = {one.name: one for one in asked.figures}
    (control,) = figures["what-if-bridge"].controls
    assert control.options == ["Cheaper", "Crew paid"]
    with pytest.raises(UseError, match="--bridge is other, which is not among"):
        answer(toy(), Asked(bridge="other"), Work())


def test_bars_of_a_bridge_end_at_the_difference(told: Document) -> None:
    """The last bar of each is the difference, in millions."""
    figure = bridge_figure(told)
    assert figure is not None
    bars = figure.panels[0].spec["datasets"]["bridge"]
    last = {bar["what_if"]: bar["amount"] for bar in bars}
    assert last == {"Crew paid": -0.25, "Cheaper": 0.1}


class Cells(HTMLParser):
    """Collects the rows of the tables that can be put in order."""

    def __init__(self) -> None:
        """Begin outside of any."""
        super().__init__()
        self.rows: list[list[tuple[str, str]]] = []
        self.is_inside = False
        self.order = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, a row or a cell."""
        given = dict(attrs)
        if tag == "table":
            self.is_inside = "data-sortable" in given
        if tag == "tr" and self.is_inside:
            self.rows.append([])
        if tag in ("td", "th") and self.is_inside:
            self.rows[-1].append(("", given.get("data-order") or ""))

    def handle_endtag(self, tag: str) -> None:
        """Close a table."""
        self.is_inside = self.is_inside and tag != "table"

    def handle_data(self, data: str) -> None:
        """Add the words of a cell."""
        if self.is_inside and self.rows and self.rows[-1]:
            words_so_far, order = self.rows[-1][-1]
            self.rows[-1][-1] = (words_so_far + data.strip(), order)


def table_of(html: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the rows of the table of what-ifs: words and the number behind each."""
    reader = Cells()
    reader.feed(html)
    yield from reader.rows[1:]


def test_the_page_says_what_the_json_says(compared: Comparison, tmp_path: Path) -> None:
    """Each value and difference, to the last digit, and in millions as it reads."""
    target = tmp_path / "compare.html"
    brownfield.write_report(compared, target)
    told = json.loads(compared.to_json())
    rows = {row[-1][0]: row for row in table_of(target.read_text(encoding="utf-8"))}
    assert list(rows) == list(told) == ["as it is", "crew-paid", "cheaper"]
    for name, one in told.items():
        assert float(rows[name][1][1]) == one["value"]
        assert rows[name][1][0] == f"{one['value'] / 1e6:.3f}"
        if one["difference"] is not None:
            assert float(rows[name][2][1]) == one["difference"]
    assert rows["crew-paid"][2][0] == "-0.250"
    assert rows["crew-paid"][3][0] == "tooling, Firm -1.00"
    assert "- " in rows["crew-paid"][4][0]


def test_a_cell_names_three_starts_and_counts_the_others(told: Document) -> None:
    """Four that are new, one that is gone, one at another time."""
    new: tuple[tuple[str, ...], ...] = ((), ("now 2030",))
    starts = {"e": new[::-1], "f": (("now 2030",), ("now 2031",))}
    starts |= dict.fromkeys("abcd", new)
    names = ("as it is", "crew-paid")
    apart = replace(told.apart, names=names, starts=starts)
    line = words.brief(replace(told, apart=apart), "crew-paid")
    assert line == "- e; + a; + b; 2 more; 1 at other times"


def test_the_page_needs_no_script_to_be_read(told: Document) -> None:
    """Headings are words, until a script makes buttons of them."""
    heads = [heading for heading, _ in grids.what_ifs(told).headings]
    assert heads[:3] == ["What-if", "Worth, GBP m", "Against as it is, GBP m"]
    shown = json.dumps([row[0].text for row in grids.what_ifs(told).rows])
    assert re.findall("[A-Z][a-z ]+", shown) == ["As it is", "Crew paid", "Cheaper"]


def test_figures_are_written_as_text_and_as_a_workbook(
    compared: Comparison, tmp_path: Path
) -> None:
    """Steps add up in both; another ending is refused."""
    compared.write_figures(tmp_path / "all.csv")
    compared.write_figures(tmp_path / "all.xlsx")
    lines = pl.read_csv(tmp_path / "all.csv").filter(what_if="crew-paid")
    (difference,) = lines.filter(figure="difference")["amount"]
    steps = lines.filter(figure="bridge")["amount"].to_list()
    assert sum(steps) == pytest.approx(difference, abs=1e-6)
    book = pl.read_excel(tmp_path / "all.xlsx", sheet_name="bridges")
    again = book.filter(what_if="crew-paid")["amount"].to_list()
    assert again == pytest.approx(steps)
    plans = pl.read_excel(tmp_path / "all.xlsx", sheet_name="what-ifs")
    assert plans["plan"].to_list() == ["as it is", "crew-paid", "cheaper"]
    assert plans["difference"].to_list() == pytest.approx([None, -250_000.0, 100_000.0])
    with pytest.raises(UseError, match=r"Name a file in \.csv or \.xlsx"):
        compared.write_figures(tmp_path / "all.txt")


def test_there_is_no_board_paper(compared: Comparison, tmp_path: Path) -> None:
    """The page is its report."""
    with pytest.raises(UseError, match="There is no board paper of compare"):
        compared.write_pdf(tmp_path / "all.pdf")
