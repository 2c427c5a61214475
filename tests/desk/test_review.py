"""Drafts of statements are reviewed on the desk, as by keys in a terminal."""

from typing import Any

import pytest

from brownfield.case.case import Case
from brownfield.desk.pages.visit import Desk
from brownfield.desk.store.cases import keep
from tests.desk.conftest import Reader

DRAFT = {"status": "draft", "attribution": "direct", "modality": "planned"}
DRAFTS = [
    DRAFT | {"statement": "S1", "speaker": "Ann <i>", "claim": "We build. We sell."},
    DRAFT | {"statement": "S2", "speaker": "Bob", "claim": "Perhaps."},
]


@pytest.fixture
def home(desk: Desk, mini: Case) -> str:
    """Return the address of the review of a case with two drafts."""
    with desk.space.changing() as link:
        name = keep(link, mini.with_table("statements", DRAFTS), "mine", "Ann").name
    return f"/cases/{name}/review"


def drafts(reader: Reader, home: str, **asked: str) -> list[dict[str, Any]]:
    """Return the statements that are shown."""
    page = reader.client.get(f"{home}.json", params=asked).json()
    found: list[dict[str, Any]] = page["statements"]
    return found


def test_a_confirmed_draft_is_no_draft(reader: Reader, home: str) -> None:
    """Who reviewed it stands beside it, and it can be taken back."""
    assert [one["name"] for one in drafts(reader, home)] == ["S1", "S2"]
    sent = reader.send(home, statement="S1", typed="c", page="1")
    assert sent.headers["Location"] == f"{home}?page=1"
    assert [one["name"] for one in drafts(reader, home)] == ["S2"]
    rows = reader.client.get(home.replace("review", "tables/statements.json")).json()
    cells = rows["rows"][0]["cells"]
    assert (cells["status"], cells["claim"]) == ("confirmed", "We build. We sell.")
    assert cells["reviewer"]
    assert cells["reviewed"].startswith("20")
    reader.send(home.replace("review", "history/undo"))
    assert [one["name"] for one in drafts(reader, home)] == ["S1", "S2"]


def test_keys_do_what_they_do_in_a_terminal(reader: Reader, home: str) -> None:
    """A grade, a new claim, and two statements made of one."""
    for typed in ("g B2", "m done", "x We sell."):
        assert reader.send(home, statement="S1", typed=typed).status_code == 303
    one, two = (s for s in drafts(reader, home) if s["name"].startswith("S1"))
    assert (one["claim"], two["claim"]) == ("We build.", "We sell.")
    assert "B2" in one["grade"]
    assert one["how"] == "direct, done"
    beyond = reader.client.get(f"{home}.json?page=9").json()
    assert (beyond["page"], beyond["num_pages"]) == (1, 1)
    reader.send(home, statement="S2", typed="r")
    assert "S2" not in [s["name"] for s in drafts(reader, home)]
    every = drafts(reader, home, all="1")
    assert [s["status"] for s in every if s["name"] == "S2"] == ["rejected"]


@pytest.mark.parametrize(
    ("name", "typed", "status"),
    [("S1", "", 400), ("S1", "z", 400), ("S1", "g Z9", 400), ("S9", "c", 404)],
)
def test_what_cannot_be_done_is_told(
    reader: Reader, home: str, name: str, typed: str, status: int
) -> None:
    """And nothing is changed."""
    assert reader.send(home, statement=name, typed=typed).status_code == status
    assert len(drafts(reader, home)) == 2
    assert "Ann &lt;i&gt;" in reader.client.get(home).text
