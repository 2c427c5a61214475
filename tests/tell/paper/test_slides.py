"""Is a board paper shown as four slides with charts and tables of their own?"""

import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import fastexcel
import pytest

from brownfield.errors import MissingExtraError
from brownfield.tell.paper.paper import bars
from brownfield.tell.paper.slides import HIGH, slides, write
from tests.tell.paper.papers import LONG, lowest, pages, paper, shown, words
from tests.tell.paper.test_pdf import HOSTILE

NINE = [LONG.format(number) for number in range(9)]


def test_four_slides_hold_the_figures() -> None:
    """Each has a title, which screen readers name; the notice is on the first."""
    found = shown(slides(paper(["Near Motors", "Far Motors"])))
    titles = [slide.shapes.title.text_frame.text for slide in found]
    assert titles == [
        "What is decided?",
        "What is it worth?",
        "What would change it?",
        "What stands behind it?",
    ]
    first = words(found[0])
    assert "Nobody has agreed to it." in first
    assert "Near Motors GBP 1.00 m Far Motors GBP 2.00 m" in first
    assert all("Case a, digest b." in words(slide) for slide in found)


def test_the_chart_is_one_of_the_program_and_holds_the_numbers() -> None:
    """In currency, to the last digit, and the same in the workbook behind it."""
    (_, second, *_) = shown(slides(paper(["Near Motors", "Far Motors"])))
    (chart,) = (shape.chart for shape in second.shapes if shape.has_chart)
    (plot,) = chart.plots
    values = {series.name: tuple(series.values) for series in plot.series}
    assert values == {"Near Motors": (1e6, -1e6), "Far Motors": (2e6, -2e6)}
    assert list(plot.categories) == ["Best plan: GBP 45.0 m", "As today: GBP -45.0 m"]
    behind = fastexcel.read_excel(chart.part.chart_workbook.xlsx_part.blob)
    frame = behind.load_sheet(0).to_polars()
    assert frame["Far Motors"].to_list() == [2e6, -2e6]


@pytest.mark.parametrize(
    ("largest", "form"),
    [(45e6, "#,##0,,"), (4.5e6, "#,##0.0,,"), (87_773.0, "#,##0.00,,")],
)
def test_small_numbers_have_decimals_on_the_axis(largest: float, form: str) -> None:
    """GBP 87,773 is 0.09 m, and no axis reads 0, 0, 0."""
    drawn = bars("Worth, GBP m", ["To know"], [("All", (largest,))], ["some"])
    usual = paper(["Near Motors"])
    first, second, *rest = usual.sheets
    sheets = (first, replace(second, chart=drawn), rest[0], rest[1])
    pages = shown(slides(replace(usual, sheets=sheets)))
    chart = next(s.chart for s in pages[1].shapes if s.has_chart)
    assert chart.value_axis.tick_labels.number_format == form


def test_a_table_is_one_of_the_program() -> None:
    """Cells can be changed; numbers stand at the right."""
    (first, *_) = shown(slides(paper(["Near Motors"])))
    (table,) = (shape.table for shape in first.shapes if shape.has_table)
    assert [cell.text for cell in table.rows[1].cells] == ["Near Motors", "GBP 1.00 m"]
    assert table.cell(1, 1).text_frame.paragraphs[0].alignment == 3  # PP_ALIGN.RIGHT


@pytest.mark.parametrize("name", [*HOSTILE, "</a:t><a:t>", "&amp;", "=1+2", "\u5947"])
def test_a_name_is_text(name: str) -> None:
    """What XML or a spreadsheet would read as more comes through as it is."""
    made = slides(paper([name]))
    assert f"{name} GBP 1.00 m" in words(shown(made)[0])
    chart = next(s.chart for s in shown(made)[1].shapes if s.has_chart)
    assert chart.plots[0].series[0].name == name
    behind = fastexcel.read_excel(chart.part.chart_workbook.xlsx_part.blob)
    assert behind.load_sheet(0, header_row=None).to_polars()[0, 1] == name


def test_a_control_code_is_written_out() -> None:
    """XML cannot hold one, nor half a pair of letters."""
    first = words(shown(slides(paper(["Near\x1b[2J \ud800 Motors"])))[0])
    assert r"Near\u001b[2J ? Motors builds." in first


def test_equal_papers_are_equal_files() -> None:
    """To the byte: no part, book or property of it holds a date of its own."""
    made = slides(paper(["Near Motors"]))
    assert made == slides(paper(["Near Motors"]))
    with ZipFile(BytesIO(made)) as packed:
        assert {info.date_time[0] for info in packed.infolist()} == {1980}
        assert b"dcterms" not in packed.read("docProps/core.xml").split(b">", 2)[2]


@pytest.mark.parametrize("names", [NINE, [f"{'Unbroken' * 8}{n}" for n in range(30)]])
def test_much_stays_on_the_slides(names: list[str]) -> None:
    """No box and no row of a table begins or ends beyond the edge."""
    for slide in shown(slides(paper(names))):
        assert lowest(slide) <= HIGH
        assert all(shape.left >= 0 and shape.top >= 0 for shape in slide.shapes)


def test_nine_long_names_stand_there_in_full() -> None:
    """With their values; what has no room is said to stand in the notes, and does."""
    first, second, third, _ = shown(slides(paper(NINE)))
    for number, name in enumerate(NINE, start=1):
        assert f"{name} GBP {number}.00 m" in words(first)
        assert f"{name} GBP {number}.00 m" in words(second)
    notes = third.notes_slide.notes_text_frame.text
    assert all(f"{name} gains by it" in notes for name in NINE)
    assert "More in the notes." in words(second)


def test_without_the_library_the_message_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is written."""
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'brownfield\[slides\]'"):
        write(paper(["Near"]), tmp_path / "paper.pptx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_another_program_opens_the_slides(tmp_path: Path) -> None:
    """LibreOffice prints them on four pages, with every name and number."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    made = tmp_path / "paper.pptx"
    write(paper(NINE), made)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    asked = [office, home, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run(
        [*asked, str(tmp_path), str(made)], check=True, capture_output=True, timeout=300
    )
    printed = pages((tmp_path / "paper.pdf").read_bytes())
    assert len(printed) == 4
    for number, name in enumerate(NINE, start=1):
        assert name in printed[0]
        assert f"GBP {number}.00 m" in printed[0]
