"""Is every answer told alike: as plain values, as JSON and as a page?"""

import json
from pathlib import Path

import pytest

import brownfield
from brownfield.asking.options import asked_with
from brownfield.errors import UseError
from brownfield.questions.registry import ROOMS
from tests.test_cli import run


@pytest.fixture(scope="module")
def case() -> brownfield.Case:
    """Return the smallest shipped case."""
    return brownfield.read_case("mini")


@pytest.fixture(scope="module")
def answers(case: brownfield.Case) -> dict[str, object]:
    """Return an answer of each kind."""
    plan = brownfield.plan(case)
    return {
        "plan": plan,
        "study": brownfield.study(case),
        "deal": brownfield.deal(case),
        "stress": brownfield.stress(plan),
    }


def test_a_deal_in_python_is_that_of_the_command(answers: dict[str, object]) -> None:
    """Same case, same document to the last digit, but for the time it took."""
    printed = json.loads(run("deal", "mini", "--json").stdout)
    told = json.loads(brownfield.to_json(answers["deal"]))
    for document in (printed, told):
        for plan in document["plans"].values():
            plan.pop("seconds")
    assert told == printed


def test_a_plan_is_told_as_its_study(answers: dict[str, object]) -> None:
    """The best plan of the study, but for the time it took."""
    own, studied = (brownfield.document(answers[name]) for name in ("plan", "study"))
    for document in (own, studied):
        document.pop("seconds")
    assert own == studied


def test_a_text_is_a_path_where_a_path_is_meant() -> None:
    """Python may name a run folder by a text, as the command line does."""
    assert asked_with(brownfield.Asked, {"run": "folder"}).run == Path("folder")
    assert asked_with(brownfield.Asked, {"future": "high"}).future == "high"


@pytest.mark.parametrize("name", ["plan", "study", "deal", "stress"])
def test_every_answer_is_short_and_shows_itself(
    answers: dict[str, object], name: str
) -> None:
    """One line that names the case, and words for a notebook."""
    line = repr(answers[name])
    assert len(line) < 100
    assert "mini" in line
    assert "GBP m 1,336.5" in line or name == "deal"
    assert len(answers[name]._repr_html_()) > 100  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["plan", "study", "deal", "stress"])
def test_every_answer_has_a_page(
    tmp_path: Path, answers: dict[str, object], name: str
) -> None:
    """One file, which names the digest of the case."""
    target = tmp_path / "page.html"
    brownfield.write_report(answers[name], target)
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert brownfield.read_case("mini").digest[:12] in page


def test_what_is_no_answer_is_refused(case: brownfield.Case, tmp_path: Path) -> None:
    """The message names what gives answers; nothing is written."""
    told = "Case is no answer. Answers are what these return: plan, deal, stress."
    with pytest.raises(UseError, match=told):
        brownfield.to_json(case)
    with pytest.raises(UseError, match=told):
        brownfield.write_report(case, tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_rooms_are_named_as_commands() -> None:
    """Every room has a command of its name."""
    for room in ROOMS:
        assert run(room.name, "--help").exit_code == 0
