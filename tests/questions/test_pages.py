"""The page of one answer is drawn once, however often it is written."""

from pathlib import Path

import pytest

import brownfield
from brownfield.asking.answer import write_page
from brownfield.tell import page as pages
from tests.questions.why.toy import toy

ROOM = "brownfield.questions.why"


def test_a_page_that_is_wanted_twice_is_drawn_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And another document, though equal, has a page of its own."""
    found = brownfield.why(toy(), targets=("facility=near",), break_evens=0)
    first, other, drawn = found.document, found.document, list[object]()
    render = pages.render

    def counted(page: pages.Page) -> str:
        drawn.append(page)
        return render(page)

    monkeypatch.setattr(pages, "render", counted)
    for name in ("one", "two"):
        write_page(ROOM, first, tmp_path / f"{name}.html")
    assert len(drawn) == 1
    assert (tmp_path / "one.html").read_text() == (tmp_path / "two.html").read_text()
    write_page(ROOM, other, tmp_path / "three.html")
    assert len(drawn) == 2
