"""Do commands and answers write board papers where they are asked to?"""

import sys
from pathlib import Path

import pytest

import brownfield
from brownfield.case.write import write_case
from brownfield.errors import UseError
from brownfield.questions.registry import ROOMS
from tests.questions.evidence.small import two
from tests.questions.site.small import write
from tests.tell.paper.papers import pages, shown
from tests.test_cli import run

OF_OTHERS = ("impact", "site", "evidence")
"""Questions that the smallest case does not answer: it lacks regions and more."""
OF_MINI = [room.name for room in ROOMS if room.name not in OF_OTHERS]


@pytest.mark.parametrize("name", OF_MINI)
def test_a_command_writes_both_forms(tmp_path: Path, name: str) -> None:
    """And says where; a report beside them if it is asked for."""
    _writes_both(tmp_path, name, "mini")


def test_impact_places_and_evidence_write_both_forms(tmp_path: Path) -> None:
    """Of cases that have regions, places and statements."""
    _writes_both(tmp_path, "impact", "starter")
    _writes_both(tmp_path, "site", str(write(tmp_path, {})))
    write_case(two("A"), tmp_path / "claims")
    _writes_both(tmp_path, "evidence", str(tmp_path / "claims"), "--draws", "500")


def _writes_both(folder: Path, name: str, case: str, *options: str) -> None:
    paper, show = folder / "a.pdf", folder / "a.pptx"
    page = folder / "a.html"
    words = ("--pdf", str(paper), "--slides", str(show), "--report", str(page))
    done = run(name, case, *options, *words)
    assert done.exit_code == 0, done.exception
    for label, path in (("Board paper", paper), ("Slides", show), ("Report", page)):
        assert f"{label}: {path}" in done.stdout
    assert len(pages(paper.read_bytes())) == len(shown(show.read_bytes())) == 4


def test_every_question_has_a_paper() -> None:
    """And each command the options for one."""
    assert all(room.has_paper for room in ROOMS)
    for room in ROOMS:
        told = run(room.name, "--help").stdout
        assert "--pdf" in told
        assert "--slides" in told


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
    """The plan by itself, too."""
    plan = brownfield.plan(brownfield.read_case("mini"))
    plan.write_pdf(tmp_path / "a.pdf")
    plan.write_slides(str(tmp_path / "a.pptx"))
    assert len(pages((tmp_path / "a.pdf").read_bytes())) == 4
    assert len(shown((tmp_path / "a.pptx").read_bytes())) == 4
