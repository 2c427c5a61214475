"""Do commands and answers write board papers where they are asked to?"""

import sys
from pathlib import Path

import pytest

import brownfield
from brownfield.errors import UseError
from brownfield.questions.registry import ROOMS
from tests.tell.paper.papers import pages, shown
from tests.test_cli import run

WITH, WITHOUT = (
    [room.name for room in ROOMS if room.has_paper is has] for has in (True, False)
)


@pytest.mark.parametrize("name", WITH)
def test_a_command_writes_both_forms(tmp_path: Path, name: str) -> None:
    """And says where; a report beside them if it is asked for."""
    paper, show = tmp_path / "a.pdf", tmp_path / "a.pptx"
    page = tmp_path / "a.html"
    words = ("--pdf", str(paper), "--slides", str(show), "--report", str(page))
    done = run(name, "mini", *words)
    assert done.exit_code == 0, done.exception
    for label, path in (("Board paper", paper), ("Slides", show), ("Report", page)):
        assert f"{label}: {path}" in done.stdout
    assert len(pages(paper.read_bytes())) == len(shown(show.read_bytes())) == 4


@pytest.mark.parametrize("name", WITHOUT)
def test_a_question_without_a_paper_has_no_option_for_one(name: str) -> None:
    """Help does not name it."""
    told = run(name, "--help").stdout
    assert "--pdf" not in told
    assert "--slides" not in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--pdf", "a.html"), "a.html, which is no PDF. Name a file ending in .pdf"),
        (("--slides", "a.ppt"), "which is no file of slides. Name a file ending in"),
        (("--pdf", "no/folder/a.pdf"), "Create it first"),
        (("--slides", "."), "is a folder. Name a file: --slides plan.pptx"),
    ],
)
def test_a_target_is_checked_before_any_work(words: tuple[str, ...], told: str) -> None:
    """The message names the option and what to type."""
    found = run("plan", "mini", *words)
    assert isinstance(found.exception, UseError)
    assert told in str(found.exception)


@pytest.mark.parametrize(
    ("library", "option", "extra"),
    [("typst", "--pdf", "pdf"), ("pptx", "--slides", "slides")],
)
def test_a_missing_library_is_told_before_any_work(
    monkeypatch: pytest.MonkeyPatch, library: str, option: str, extra: str
) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, library, None)
    found = run("plan", "mini", option, f"a.{'pdf' if extra == 'pdf' else 'pptx'}")
    assert f"pip install 'brownfield[{extra}]'" in str(found.exception)


def test_answers_in_python_write_both_forms(tmp_path: Path) -> None:
    """The plan by itself, too; a question without a paper says so."""
    plan = brownfield.plan(brownfield.read_case("mini"))
    plan.write_pdf(tmp_path / "a.pdf")
    plan.write_slides(str(tmp_path / "a.pptx"))
    assert len(pages((tmp_path / "a.pdf").read_bytes())) == 4
    assert len(shown((tmp_path / "a.pptx").read_bytes())) == 4
    risk = brownfield.risk(brownfield.read_case("mini"), draws=0)
    with pytest.raises(UseError, match="no board paper of risk"):
        risk.write_pdf(tmp_path / "b.pdf")
