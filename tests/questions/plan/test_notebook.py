"""Answers look right in a notebook: short, escaped, with units."""

import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.notebook import MOST_ROWS, html_table
from brownfield.plans.plan import Plan
from brownfield.questions.compare.question import Comparison
from brownfield.questions.plan.question import Alternative, Study
from brownfield.tables.check import Checked
from brownfield.tables.problems import Problem


class Reader(HTMLParser):
    """Collects the text of a page and checks that its tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (fixed by its base)
        """Remember an open tag."""
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the latest tag."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.words.append(data)


def text_of(shown: object) -> str:
    """Return the text of what a notebook shows."""
    reader = Reader()
    reader.feed(shown._repr_html_())  # type: ignore[attr-defined]
    assert reader.open == []
    return " ".join(reader.words)


@pytest.fixture(scope="module")
def case() -> Case:
    """Return mini, planned by the entrant alone."""
    return brownfield.read_case("mini").choose(["E"])


@pytest.fixture(scope="module")
def found(case: Case) -> Plan:
    """Return its plan."""
    return brownfield.plan(case)


def test_a_case_shows_horizon_and_filled_tables(case: Case) -> None:
    """Its 12 rows of demand and its digest are there."""
    text = text_of(case)
    assert "Case mini" in text
    assert "demand 12" in text
    assert case.asked_digest[:12] in text


def test_a_plan_shows_value_with_unit_and_audit(found: Plan) -> None:
    """v(E) of METHODS A6 is GBP m 412.496."""
    text = text_of(found)
    assert "worth GBP m 412.5 in present value" in text
    assert "present value (GBP m)" in text
    assert "audit passed" in text
    assert "Audit passed" in text_of(found.audit)


def test_studies_and_comparisons_show_values_side_by_side(found: Plan) -> None:
    """The worth beside the plan is a difference: none for the plan itself."""
    beside = Alternative("same", "The <same>", found)
    text = text_of(Study(found.case, found, (beside,), None))
    assert "The <same> 412.5 0.0" in text
    assert "The <same> (same)" in text_of(beside)
    twice = Comparison({"one": found, "two": found})
    assert text_of(twice).endswith(
        "one 412.5 0.0 optimal yes two 412.5 0.0 optimal yes"
    )
    assert repr(twice) == (
        "<Comparison: one: optimal, GBP m 412.5, audit passed; "
        "two: optimal, GBP m 412.5, audit passed>"
    )
    assert dict(twice) == {"one": found, "two": found}


def test_a_comparison_names_only_what_differs() -> None:
    """Now-or-never costs mini 8.018 m: 1,336.5 against 1,328.5."""
    text = text_of(brownfield.compare(brownfield.read_case("mini"), ["now-or-never"]))
    assert "together 1,336.5 1,328.5" in text


def test_problems_are_escaped() -> None:
    """A cell that holds a tag is shown, not run."""
    tag = "<script>alert(1)</script>"
    problem = Problem("parties", None, None, None, "party", tag, "key", "Bad", "Mend")
    checked = Checked({}, None, (problem,))
    assert tag not in checked._repr_html_()
    assert tag in text_of(checked)
    assert text_of(Checked({}, None, ())) == "No problem"


def test_long_tables_are_cut_and_say_so() -> None:
    """Twelve rows are shown; the rest is counted; years have no comma."""
    text = html_table(("year",), [(2026 + i,) for i in range(MOST_ROWS + 3)])
    assert text.count("<tr>") == MOST_ROWS + 1
    assert "2,026" not in text
    assert "and 3 more rows" in text


def test_result_tables_keep_the_display_of_polars(found: Plan) -> None:
    """A result table is a polars frame as it comes."""
    assert type(found.tables["starts"]) is pl.DataFrame


def test_showing_a_case_loads_nothing_heavy() -> None:
    """Neither solver nor charts nor template engine come with a case."""
    code = (
        "import sys, brownfield; brownfield.read_case('mini')._repr_html_(); "
        "print({'highspy', 'altair', 'jinja2', 'rich'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_a_case_a_plan_and_an_audit_are_one_line_each(case: Case, found: Plan) -> None:
    """Mini of 2026 to 2030, planned by E alone: GBP m 412.496."""
    told = "2026-2030, GBP; planned together: E; what-ifs applied: none; digest "
    assert repr(case) == f"<Case mini: {told}{case.asked_digest[:12]}>"
    assert repr(found) == "<Planned of mini: optimal, GBP m 412.5, audit passed>"
    lines = found.audit.lines.height if found.audit else 0
    assert repr(found.audit) == f"<Audit: audit passed, {lines} lines>"
    checked = brownfield.check_case("mini")
    assert repr(checked) == f"<Checked: 0 problems, {len(checked.notes)} notes>"


def test_without_a_plan_the_line_says_so(found: Plan) -> None:
    """Nothing is claimed that was not found."""
    nothing = replace(found, status="infeasible", tables={}, audit=None)
    assert repr(nothing) == "<Planned of mini: infeasible, no plan>"


def test_what_knowing_is_worth_is_shown_as_tables() -> None:
    """METHODS B5: knowing the future is worth GBP m 39.088, its tree 19.973."""
    text = text_of(brownfield.worth_of_knowing(brownfield.read_case("mini")))
    assert "worth of perfect information (EVPI) 39.1" in text
    assert "worth of planning for all futures (VSS) 20.0" in text
    assert "future, if it were certain" in text
