"""The report: self-contained, escaped, told from the facts."""

import hashlib
import json
import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest

from brownfield.case.read import read_case
from brownfield.report.render import render, write_report
from brownfield.report.wording import answer_sentence
from brownfield.studies import Study, study


@pytest.fixture(scope="module")
def starter() -> Study:
    """Return the study of the shipped starter case."""
    return study(read_case("starter"))


def test_the_page_says_the_answer_and_its_proof(starter: Study) -> None:
    """Sentence, party values, bound, audit and digest stand in the page."""
    page = render(starter)
    assert answer_sentence(starter).split(":")[0] in page
    assert "The independent recount passed" in page
    assert starter.case.digest in page
    assert "what-if study on public figures" in page


def test_the_page_asks_for_nothing_from_outside(starter: Study) -> None:
    """No src or stylesheet address; the policy forbids any request."""
    page = re.sub(r"<script>.*?</script>", "", render(starter), flags=re.S)
    assert not re.search(r"<(script|img|link|iframe)[^>]+(src|href)=", page)
    assert "default-src 'none'" in page


def test_every_chart_has_a_caption_and_a_table(starter: Study) -> None:
    """As many captions and number tables as charts."""
    page = render(starter)
    charts = page.count('class="chart"')
    assert charts >= 8
    assert page.count("<figcaption>") == charts
    assert page.count("The numbers of this chart") == charts


def test_chart_specifications_are_valid_json(starter: Study) -> None:
    """Each embedded specification reads back and names a mark or layers."""
    found = re.findall(r'class="spec"[^>]*>(.*?)</script>', render(starter), re.S)
    for text in found:
        spec = json.loads(text)
        assert "mark" in spec or "layer" in spec


def test_text_of_the_case_cannot_become_markup(starter: Study) -> None:
    """A title, a plant's and a market's name with a script element are escaped."""
    evil = "<script>alert(1)</script>"
    case = starter.case
    section = case.settings.case.model_copy(update={"title": evil})
    settings = case.settings.model_copy(update={"case": section})
    tables = dict(case.tables) | {
        name: case.tables[name].with_columns(name=pl.lit(evil))
        for name in ("facilities", "places", "products")
    }
    page = render(
        replace(starter, case=replace(case, settings=settings, tables=tables))
    )
    assert evil not in page
    assert "&lt;script&gt;" in page


def test_the_file_is_written_whole_and_small(starter: Study, tmp_path: Path) -> None:
    """One file, under 2.5 MB, nothing else left beside it."""
    target = tmp_path / "report.html"
    write_report(starter, target)
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]
    assert target.stat().st_size < 2_500_000


def test_vendored_files_are_those_of_the_manifest() -> None:
    """Hashes match, and no file is unlisted."""
    vendor = files("brownfield.report") / "vendor"
    manifest = tomllib.loads((vendor / "manifest.toml").read_text("utf-8"))
    for entry in manifest["file"]:
        content = (vendor / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    listed = {entry["file"] for entry in manifest["file"]}
    kept = {p.name for p in vendor.iterdir() if p.name.endswith((".js", ".json"))}
    assert kept == listed
