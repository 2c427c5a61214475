"""The report: self-contained, escaped, told from the facts."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.figures.gallery import checked_figures, figures
from brownfield.questions.plan.page import page as page_of
from brownfield.questions.plan.question import Study
from brownfield.questions.plan.text import text as lines_of
from brownfield.questions.plan.words.answer import answer
from brownfield.tell.grids import Span, grid, web
from brownfield.tell.page import render, write
from brownfield.tell.shell import embedded, policy
from brownfield.tell.vendored import manifest, scripts

EVIL = "</script><script>alert(1)</script>"
BODY = re.compile(r"<script>.*?</script>", re.S)


def charts(page: str) -> dict[str, Any]:
    """Return the specifications embedded in a page."""
    found = re.search(r'id="charts">(.*?)</script>', page, re.S)
    assert found
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def test_the_page_says_the_answer_and_its_proof(starter: Study, page: str) -> None:
    """Sentence, recount, digest and versions stand in the page; no notice is given."""
    text = unescape(page)
    assert answer(document(starter)) in text
    assert "✓ agrees" in text
    assert starter.case.digest in text
    assert starter.plan.versions["HiGHS"] in text
    assert 'class="notice"' not in text


def test_a_notice_of_the_case_stands_above_everything(starter: Study) -> None:
    """Its first sentence is strong on the page; it is the first line in a terminal."""
    case = starter.case.with_settings("case", {"notice": " Secret.  For the\nboard. "})
    noticed = document(replace(starter, case=case))
    strong = '<p class="notice"><strong>Secret.</strong> For the board.</p>'
    assert strong in render(page_of(noticed))
    assert lines_of(noticed).splitlines()[0] == "Secret. For the board."
    assert lines_of(document(starter)).startswith("Build ")


def test_words_and_figures_of_a_table_stay_whole(page: str) -> None:
    """Cells break between words only, short ones with a figure nowhere."""
    texts = ["0.0044 %", "GBP 1,337 m", "optimal", "stop at week 3 of " + "x" * 40]
    rows = grid(pl.DataFrame({"Gap": texts})).rows
    assert [row[0].kind for row in rows] == ["short", "short", "", "long"]
    assert re.search(r"\.short \{ white-space: nowrap; \}", page)
    assert re.search(r"\btd[^{}]*\{[^}]*anywhere", page) is None


def test_the_page_follows_a_dark_screen(page: str) -> None:
    """Colours change on screens only; charts keep a light ground."""
    assert "@media screen and (prefers-color-scheme: dark)" in page
    assert ".chart { background: #fff;" in page


def test_the_tie_out_stands_before_the_answer(starter: Study) -> None:
    """Published figures come first, and a miss is shown openly."""
    row: dict[str, object] = {
        "anchor": "a",
        "what_if": "w",
        "result": "production",
        "where": "",
    }
    row |= {"kind": None, "expected": 10.0, "found": 20.0, "tolerance": 0.1}
    row |= {"passed": False}
    missed = replace(starter, tie_out=pl.DataFrame([row | {"source": "X1"}]))
    text = render(page_of(document(missed)))
    assert text.index("misses 1 of 1 figure set") < text.index('id="answer"')
    assert "✗ outside" in text


def test_the_page_asks_for_nothing_from_outside(page: str) -> None:
    """No element loads an address, and the policy forbids any request."""
    body = BODY.sub("", page)
    loads = re.findall(r"<(?:script|img|link|iframe|object|embed|source)[^>]*", body)
    assert all("src=" not in tag and "href=" not in tag for tag in loads)
    assert "@import" not in body
    assert "url(" not in body
    assert "default-src 'none'" in unescape(page)
    assert "sourceMappingURL" not in page


def test_only_links_that_a_reader_follows_lead_outside(page: str) -> None:
    """Every address in an attribute is that of a source link."""
    body = BODY.sub("", page)
    tags = re.findall(r"<(\w+)[^>]*=\"https?://", body)
    assert set(tags) <= {"a"}


def test_the_policy_names_the_digest_of_each_script() -> None:
    """sha256 of `a` in base 64, as worked out by openssl."""
    known = "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"
    assert known in policy(["a"])
    assert "unsafe-eval" not in policy(["a"])


def test_the_same_study_gives_the_same_page(starter: Study, page: str) -> None:
    """Not one character differs."""
    assert render(page_of(document(starter))) == page


def test_every_figure_has_a_sentence_a_table_and_links(page: str) -> None:
    """As many captions, tables and row links as figures; links lead somewhere."""
    count = page.count("data-figure>")
    assert count == 9
    assert page.count("<figcaption>") == count
    assert page.count("The same numbers as a table") == count
    assert page.count('class="links"') == count
    for anchor in set(re.findall(r'href="#([^"]+)"', BODY.sub("", page))):
        if not anchor.startswith("input-"):
            assert f'id="{anchor}"' in page, anchor


def test_every_chart_has_a_place_on_the_page(page: str) -> None:
    """Each specification has its element, its own data and no address to load."""
    for name, spec in charts(page).items():
        assert f'id="chart-{name}"' in page
        assert spec["datasets"]
        assert '"url"' not in json.dumps(spec | {"datasets": {}})


def test_altair_accepts_every_piece_of_the_charts(told: Document) -> None:
    """With its checks on, the same figures come out as without them."""
    quick, checked = figures(told), checked_figures(told)
    assert [f.name for f in quick] == [f.name for f in checked]
    assert [p.spec for f in quick for p in f.panels] == [
        p.spec for f in checked for p in f.panels
    ]


def test_text_of_the_case_cannot_become_markup(starter: Study) -> None:
    """Script elements in names, title and option titles are escaped everywhere."""
    case = starter.case
    section = case.settings.case.model_copy(update={"title": EVIL})
    settings = case.settings.model_copy(update={"case": section})
    tables = dict(case.tables) | {
        name: case.tables[name].with_columns(name=pl.lit(EVIL))
        for name in ("facilities", "places", "products")
    }
    changed = replace(case, settings=settings, tables=tables)
    others = tuple(replace(a, title=EVIL) for a in starter.alternatives)
    text = render(
        page_of(document(replace(starter, case=changed, alternatives=others)))
    )
    assert EVIL not in text
    assert "<script>alert" not in text
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in text


def test_json_in_a_script_cannot_end_it() -> None:
    """Angle brackets and ampersands are written as escapes that JSON reads back."""
    text = str(embedded({"a": "</script>&"}))
    assert text == '{"a":"\\u003c/script\\u003e\\u0026"}'
    assert json.loads(text) == {"a": "</script>&"}


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://a.example", "https://a.example"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(address: str, followed: str) -> None:
    """Other schemes are printed as text."""
    assert web(address) == followed


def test_an_infeasible_study_still_has_a_page(starter: Study) -> None:
    """The conflicts stand in place of the answer."""
    nothing = replace(
        starter.plan,
        status="infeasible",
        value=float("nan"),
        bound=float("nan"),
        gap=float("nan"),
        tables={},
        audit=None,
        conflicts=("demand, row 3 cannot be met",),
    )
    text = render(page_of(document(replace(starter, plan=nothing, alternatives=()))))
    assert "No plan satisfies the tables of this case" in text
    assert "demand, row 3 cannot be met" in text
    assert "NaN" not in json.dumps(charts(text))


def test_the_file_is_written_whole_and_small(told: Document, tmp_path: Path) -> None:
    """One file, under 2.5 MB, nothing else left beside it."""
    target = tmp_path / "report.html"
    target.write_text("old")
    write(page_of(told), target)
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]
    assert 500_000 < target.stat().st_size < 2_500_000


def test_vendored_files_are_those_of_the_manifest() -> None:
    """Hashes match, no file is unlisted, every file has a licence beside it."""
    vendor = Path(__file__).parents[3] / "src/brownfield/tell/vendor"
    assert all(entry.is_intact for entry in manifest())
    kept = {p.name for p in vendor.iterdir() if p.suffix in {".js", ".json"}}
    assert kept == {entry.file for entry in manifest()}
    for entry in manifest():
        assert (vendor / f"{entry.package}.LICENSE.txt").is_file()
    assert len(scripts()) == 1


def test_the_terminal_says_the_same_sentence(told: Document) -> None:
    """The lines for a terminal hold the sentence of the page."""
    assert answer(told) in lines_of(told).splitlines()


def test_what_only_some_readers_want_stands_behind_its_heading(told: Document) -> None:
    """Options, map, ramps and plants are seen at once.

    Numbers in large type lead to assumptions and proof, which open for who follows.
    """
    page = page_of(told)
    seen = [one.name for one in (*page.before, *page.after) if not one.is_folded]
    closed = [one.name for one in page.after if one.is_folded]
    assert {"options", "map", "timeline", "capacity"} <= set(seen)
    assert {"landed-cost", "origin", "cash", "duty", "rows"} <= set(closed)
    assert {"futures", "jobs", "assumptions", "proof"} <= set(closed)
    keys = {
        word.href for key in page.keys for word in key.note if isinstance(word, Span)
    }
    assert {"#assumptions", "#proof"} <= keys
