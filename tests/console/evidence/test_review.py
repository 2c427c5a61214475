"""Can a newcomer review the drafts of an article by keys, and take each back?"""

from pathlib import Path
from typing import Any

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.case.write import write_case
from brownfield.cli import app
from brownfield.console.evidence import reading
from brownfield.errors import UseError
from brownfield.questions.evidence.claims.review import Reviewer, acted
from brownfield.reading.plain import PlainExtractor
from brownfield.reading.statement import digest_of
from tests.questions.evidence.small import C, T, claimed, said
from tests.test_cli import RUNNER, run

NOTICE = """\
The works in the north
"A far car costs us 2,500 and we will tell you more in May," said Ann Reed.
"The near plant is ours," said Bob Hill.
Host Works declined to comment.
"""
ARTICLE = "notice.txt"
ME = Reviewer("me", "2026-03-02")


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the case of two plants and the drafts of a notice in it."""
    monkeypatch.setattr(reading, "usual_extractor", PlainExtractor)
    write_case(claimed([], []), tmp_path / "case")
    (tmp_path / ARTICLE).write_text(NOTICE, encoding="utf-8")
    asked = "evidence", "read", str(tmp_path / "case"), str(tmp_path / ARTICLE)
    done = run(*asked, "--out", str(tmp_path / "read"))
    assert done.exit_code == 0, done.output
    return tmp_path


def typed(folder: Path, *lines: str, **more: str) -> tuple[Case, str]:
    """Return the case after a review, and all that was printed."""
    asked = ["evidence", "review", str(folder / more.pop("case", "read"))]
    asked += ["--out", str(folder / more.pop("out", "told")), "--reviewer", "me"]
    asked += [part for name, value in more.items() for part in (f"--{name}", value)]
    done = RUNNER.invoke(app, asked, input="".join(f"{line}\n" for line in lines))
    assert done.exit_code == 0, done.output
    return brownfield.read_case(asked[4]), done.output


def row(case: Case, name: str = "notice-1") -> dict[str, Any]:
    """Return a row of `statements`."""
    return case.tables["statements"].filter(statement=name).row(0, named=True)


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("c", "status", "confirmed"),
        ("r", "status", "rejected"),
        ("e It costs 2,500", "claim", "It costs 2,500"),
        ("g c4", "reliability", "C"),
        ("g c4", "credibility", 4),
        ("b very likely", "band", "very likely"),
        ("s Ann Reed, head", "speaker", "Ann Reed, head"),
        ("d 2026-03-01", "date", "2026-03-01"),
        ("m planned", "modality", "planned"),
        ("t far cars", "about", "far cars"),
        ("i yes", "speaker_gains", True),
        ("i no", "speaker_gains", False),
        ("o leak", "origin", "leak"),
    ],
)
def test_each_key(line: str, column: str, value: object) -> None:
    """It sets its cell, and keeps who and when."""
    before = claimed([said("P", status="draft", reliability="D")], [])
    assert row(before, "P")[column] != value
    after = row(acted(before, "P", line, ME), "P")
    assert after[column] == value
    assert (after["reviewer"], after["reviewed"]) == (ME.name, ME.day)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("z", "'z' is no key"),
        ("g Z9", "no grade"),
        ("b maybe", "no word for a probability"),
        ("i perhaps", "i yes, i no or i unknown"),
        ("m certain", "write one of"),
        ("e", "write the claim anew"),
        ("x nowhere", "with which the second statement begins"),
        ("l 9 supports", "none has number 9"),
        ("l 1 supports 3 4", "one number or three"),
        ("l 1 supports many", "'many' is no number"),
        ("l a.b supports", "No row of assumptions is about a.b"),
    ],
)
def test_what_cannot_be_done_is_said(line: str, message: str) -> None:
    """In words that say what to type."""
    with pytest.raises(UseError, match=message):
        acted(claimed([said("P", status="draft")], []), "P", line, ME)


def test_a_mistake_leaves_the_statement_as_it_was(drafts: Path) -> None:
    """And the review goes on: what the tables forbid is told at once, with the rest."""
    case, told = typed(drafts, "g Z9", "l 1 supports 3 2 1", "c", "q")
    assert "no grade" in told
    assert "is below" in told
    assert row(case)["status"] == "confirmed"
    assert case.tables["assumption_links"].is_empty()


def test_assumptions_are_listed_and_linked_by_number(drafts: Path) -> None:
    """C is the first, T the second; words choose among them."""
    case, told = typed(drafts, "l", "l tooling", "l glass", "l 1 supports 2500", "q")
    assert told.count("1: build_options.conversion_cost (build_option=there)") == 1
    assert told.count("2: build_options.tooling_cost (build_option=here)") == 2
    assert "No row of assumptions has these words" in told
    found = case.tables["assumption_links"].row(0, named=True)
    assert found["column"] == C["column"]
    assert (found["low"], found["mode"], found["high"]) == (None, 2500.0, None)


def test_the_same_link_is_replaced(drafts: Path) -> None:
    """Typed twice it is one row, with what was typed last."""
    cell = "build_options.tooling_cost"  # of one row only, so it needs no where
    case, _ = typed(drafts, f"l {cell} supports 1e6", f"l {cell} contradicts", "q")
    links = case.tables["assumption_links"].to_dicts()
    assert [(one["where"], one["relation"]) for one in links] == [
        (T["where"], "contradicts")
    ]


def test_a_refusal_is_not_linked(drafts: Path) -> None:
    """It is told at once, and only as context may it stand there."""
    refusal = next(
        one["statement"]
        for one in brownfield.read_case(drafts / "read").tables["statements"].to_dicts()
        if one["attribution"] == "refusal"
    )
    nexts = [""] * (int(refusal.rpartition("-")[2]) - 1)
    case, told = typed(drafts, *nexts, "l 1 supports", "l 1 context", "q")
    assert f"{refusal} says nothing" in told
    assert case.tables["assumption_links"]["relation"].to_list() == ["context"]


def test_a_split_keeps_places(drafts: Path) -> None:
    """Each part has its own words, place and digest; the second is looked at next."""
    case, told = typed(drafts, "x and we will", "c", "", "r", "q")
    parts = row(case), row(case, "notice-1b")
    for part in parts:
        words = NOTICE[part["span_start"] : part["span_end"]]
        assert part["claim"] == words
        assert part["quote_sha"] == digest_of(words)
    assert parts[0]["claim"] == "A far car costs us 2,500"
    assert [part["status"] for part in parts] == ["confirmed", "rejected"]
    assert "[2 of 4] notice-1b" in told


def test_undo_goes_back_to_its_statement(drafts: Path) -> None:
    """The first is confirmed, the second looked at; `u` shows the first again."""
    case, told = typed(drafts, "c", "", "u", "r", "u", "u", "q")
    assert row(case)["status"] == "draft"
    assert told.count("Taken back.\n[1 of 3] notice-1:") == 2
    assert "Nothing is left to undo." in told


def test_the_article_stands_around_the_words(drafts: Path) -> None:
    """Some of it before and after, on one line."""
    told = typed(drafts, "q")[1]
    assert (
        'north "[A far car costs us 2,500 and we will tell you more in May,]"' in told
    )


def test_the_end_of_input_keeps_what_was_typed(drafts: Path) -> None:
    """As if q had been typed."""
    assert row(typed(drafts, "c")[0])["status"] == "confirmed"


def test_what_was_reviewed_is_shown_again(drafts: Path) -> None:
    """With --all; without it nothing is left, and nothing is written."""
    typed(drafts, "c", "", "c", "", "c", "q")
    asked = ["evidence", "review", str(drafts / "told"), "--out", str(drafts / "b")]
    assert "No draft is left" in run(*asked).output
    assert not (drafts / "b").exists()
    done = RUNNER.invoke(app, [*asked, "--all"], input="g A1\nq\n")
    assert done.exit_code == 0, done.output
    assert row(brownfield.read_case(drafts / "b"))["reliability"] == "A"


def test_a_taken_place_is_said_before_anything_is_typed(drafts: Path) -> None:
    """Nobody types for an hour in vain."""
    asked = ["evidence", "review", str(drafts / "read"), "--out", str(drafts / "case")]
    done = run(*asked)
    assert "is there already" in str(done.exception)
    assert "Keys:" not in done.output
    done = run("evidence", "review", str(drafts / "read"))
    assert "--report FILE" in str(done.exception)


def test_the_page_of_a_review(drafts: Path) -> None:
    """The article with its marks, what was judged, by whom and when."""
    page = drafts / "page.html"
    case, _ = typed(drafts, "g B2", "c", "q", report=str(page))
    text = page.read_text(encoding="utf-8")
    assert 'id="words-notice-1"' in text
    assert f"reviewed by me {row(case)['reviewed']}" in text
    before = drafts / "before.html"
    done = run("evidence", "review", str(drafts / "read"), "--report", str(before))
    assert done.exit_code == 0, done.output
    assert "reviewed by" not in before.read_text(encoding="utf-8")
