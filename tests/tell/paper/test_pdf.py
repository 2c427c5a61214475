"""Is a board paper set as four pages that hold what they are given, as text?"""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from brownfield.errors import MissingExtraError
from brownfield.tell.paper.pdf import pdf, write
from tests.tell.paper.papers import LONG, outside, pages, paper

HOSTILE = [
    "#let x = 1",
    "#panic()",
    "$a_1 + b^2$",
    "*bold* _slanted_",
    "@cited <label>",
    "// no comment",
    "/* nor this */",
    "= Heading",
    "- item",
    "`raw`",
    "[content] {code}",
    "back\\slash \\u{41}",
    '"quoted" --- ... ~',
    "https://example.org/#x",
]


def test_four_pages_hold_the_figures() -> None:
    """The notice stands on the first; page and number of pages on each."""
    found = pages(pdf(paper(["Near Motors", "Far Motors"])))
    assert len(found) == 4
    assert "Nobody has agreed to it." in found[0]
    assert "Near Motors GBP 1.00 m Far Motors GBP 2.00 m" in found[0]
    assert "Best plan GBP 45.0 m As today GBP -45.0 m" in found[1]
    for number, text in enumerate(found, start=1):
        assert f"{number} / 4" in text
        assert "Case a, digest b." in text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_and_never_markup(name: str) -> None:
    """What typst would read as code or markup comes through as it is."""
    found = pages(pdf(paper([name])))
    assert f"{name} builds." in found[0]
    assert f"{name} GBP 1.00 m" in found[0]


def test_a_control_code_is_written_out() -> None:
    """An escape cannot reach a screen; half a pair of letters is a question mark."""
    (first, *_) = pages(pdf(paper(["Near\x1b[2J \ud800 Motors"])))
    assert r"Near\u001b[2J ? Motors builds." in first


@pytest.mark.parametrize("name", ["\u5947\u745e", "\u0627\u0644", "\U0001f600"])
def test_letters_that_the_fonts_lack_stop_nothing(name: str) -> None:
    """The paper is set all the same, with a font of the system or a box."""
    assert len(pages(pdf(paper([f"Near {name}"])))) == 4


def test_equal_papers_are_equal_files() -> None:
    """To the byte, and without a date."""
    made = pdf(paper(["Near Motors"]))
    assert made == pdf(paper(["Near Motors"]))
    assert "/CreationDate" not in (pypdf.PdfReader(BytesIO(made)).metadata or {})


def test_the_file_is_tagged_for_screen_readers() -> None:
    """With title and language; the chart says its numbers in words."""
    read = pypdf.PdfReader(BytesIO(pdf(paper(["Near Motors"]))))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert read.metadata is not None
    assert read.metadata.title == "A case of Near Motors"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    alts = [
        " ".join(str(one).split()) for one in _alternatives(root["/StructTreeRoot"])
    ]
    told = "Value by party, GBP m. Best plan: GBP 45.0 m; As today: GBP -45.0 m."
    assert alts == [told]


def _alternatives(node: object) -> list[object]:
    """Return what stands for pictures, anywhere under a tag."""
    found = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(found, list):
        return [alt for one in found for alt in _alternatives(one)]
    if not isinstance(found, dict):
        return []
    own = [found["/Alt"]] if "/Alt" in found else []
    return [*own, *_alternatives(found.get("/K", []))]


@pytest.mark.parametrize(
    "names",
    [
        [LONG.format(number) for number in range(9)],
        [f"{'Unbroken' * 8}{number}" for number in range(9)],
        [LONG.format(number) * 3 for number in range(60)],
    ],
    ids=["nine long names", "nine without a space", "sixty of 180 letters"],
)
def test_much_stays_on_four_pages(names: list[str]) -> None:
    """Nothing stands beyond the edge of a page, and what is left out is said."""
    made = pdf(paper(names))
    assert len(pages(made)) == 4
    assert outside(made) == []


def test_nine_long_names_stand_there_in_full() -> None:
    """A table has each of them, with its value."""
    names = [LONG.format(number) for number in range(9)]
    first, second, *_ = pages(pdf(paper(names)))
    for number, name in enumerate(names, start=1):
        assert f"{name} GBP {number}.00 m" in first
        assert f"{name} GBP {number}.00 m" in second


def test_a_long_table_says_how_many_rows_are_left_out() -> None:
    """Ten rows are shown: 13 - 10 = 3 are not."""
    names = [f"Maker {number}" for number in range(13)]
    assert "3 more rows: see the report." in pages(pdf(paper(names)))[0]


def test_without_typst_the_message_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is written."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'brownfield\[pdf\]'"):
        write(paper(["Near"]), tmp_path / "paper.pdf")
    assert list(tmp_path.iterdir()) == []
