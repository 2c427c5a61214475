"""Does each flag of a claim fire where its rows say so, and only there?"""

from pathlib import Path

import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.case.said.texts import digest_of_text, keep_text
from brownfield.case.write import write_case
from brownfield.errors import DataError
from brownfield.tables.frames import Row
from tests.questions.evidence.small import C, claimed, link, said

TEXT = 'Ann said: "It is ours." He did not.'
WORDS = "It is ours."  # from 11 to 22
DAY = "2026-01-01"


def flags_of(case: Case, as_of: str | None = DAY) -> dict[str, tuple[str, ...]]:
    """Return the flags of each claim."""
    told = brownfield.evidence(case, draws=0, as_of=as_of).document.claims
    return {one.statement: one.flags for one in told}


def of(statements: list[Row], links: list[Row]) -> dict[str, tuple[str, ...]]:
    """Return the flags of claims about the two plants."""
    return flags_of(claimed(statements, links))


def pair(one: Row, other: Row, *relations: str) -> dict[str, tuple[str, ...]]:
    """Return the flags of two claims that bear on c; alike, if nothing else is said."""
    links = [link(C, n, r) for n, r in zip("PQ", relations, strict=True)]
    return of([one, other], links)


BOTH = ("supports", "supports")


def test_nothing_is_weak() -> None:
    """Two people of their own, on record, in a paper, today."""
    found = pair(said("P", date=DAY), said("Q", date=DAY), *BOTH)
    assert found == {"P": (), "Q": ()}


def test_unreviewed() -> None:
    """A draft is, and what is confirmed is not."""
    found = pair(said("P", status="draft"), said("Q"), *BOTH)
    assert "unreviewed" in found["P"]
    assert "unreviewed" not in found["Q"]


def test_unsupported() -> None:
    """Nobody can look it up without a publisher, an address or a document."""
    bare: Row = {"statement": "P", "attribution": "on record", "modality": "done"}
    found = pair(bare, said("Q"), *BOTH)
    assert found["P"] == ("unsupported",)
    assert found["Q"] == ()


@pytest.mark.parametrize(
    ("modality", "date", "is_old"),
    [
        ("possible", "2024-12-01", True),  # 396 days; 365 are its life
        ("possible", "2025-02-01", False),  # 334
        ("planned", "2024-12-01", False),  # 730 are its life
        ("done", "2001-01-01", False),  # what is done stays so
    ],
)
def test_stale(modality: str, date: str, *, is_old: bool) -> None:
    """Each kind has its life."""
    found = of([said("P", modality=modality, date=date)], [])
    assert (found["P"] == ("stale",)) == is_old


def test_what_came_later_was_not_known() -> None:
    """P is stale once Q has taken its place, and not a day before."""
    rows = [said("P", date="2025-06-01", superseded_by="Q"), said("Q", date=DAY)]
    case = claimed(rows, [])
    assert flags_of(case)["P"] == ("stale",)
    assert flags_of(case, "2025-12-31") == {"P": ()}


def test_contradicted_by_a_link() -> None:
    """One supports what the other contradicts; two that support do not."""
    assert "contradicted" in pair(said("P"), said("Q"), "supports", "contradicts")["P"]
    assert "contradicted" not in pair(said("P"), said("Q"), *BOTH)["P"]


@pytest.mark.parametrize(("other", "is_apart"), [(2100.0, True), (1900.0, False)])
def test_contradicted_by_a_number(other: float, *, is_apart: bool) -> None:
    """At most 2,000 and exactly 2,100 cannot both be; 1,900 can."""
    links = [link(C, "P", "bounds_high", mode=2e3), link(C, "Q", mode=other)]
    found = of([said("P"), said("Q")], links)
    assert [("contradicted" in one) for one in found.values()] == [is_apart] * 2


@pytest.mark.parametrize(("modality", "is_denied"), [("done", True), ("denied", False)])
def test_contradicted_about_one_thing(modality: str, *, is_denied: bool) -> None:
    """A deal is denied, and somebody says that it is done."""
    rows = [
        said("P", about="a deal", modality="denied"),
        said("Q", about="a deal", modality=modality),
        said("R", about="a truce", modality="done"),
    ]
    found = of(rows, [])
    assert ("contradicted" in found["P"]) == is_denied
    assert "contradicted" not in found["R"]


def test_one_origin() -> None:
    """Two papers with one leak are one; another origin is not."""
    leaks = [said("P", origin="leak"), said("Q", origin="leak")]
    assert pair(leaks[0], leaks[1], *BOTH)["P"] == ("single origin",)
    assert pair(leaks[0], said("Q"), *BOTH)["P"] == ()


def test_hearsay() -> None:
    """Nobody says it at first hand; where somebody does, it is not hearsay only."""
    passed = said("P", through="a friend")
    assert pair(passed, said("Q", through="a cousin"), *BOTH)["P"] == (
        "second-hand only",
    )
    assert pair(passed, said("Q"), *BOTH)["P"] == ()


@pytest.mark.parametrize(
    ("others", "is_flagged"),
    [
        ({"speaker_gains": False}, False),
        ({}, True),
        ({"speaker_gains": False, "origin": "P"}, True),
    ],
)
def test_all_who_say_it_gain(
    others: dict[str, bool | str], *, is_flagged: bool
) -> None:
    """One whose speaker does not gain takes the flag off, one not judged does not.

    Nor does a paper that prints what P says.
    """
    found = pair(said("P", speaker_gains=True), said("Q", **others), *BOTH)
    assert ("interested" in found["P"]) == is_flagged
    assert "interested" not in found["Q"]


def test_what_weighs_nothing() -> None:
    """E is no source at all."""
    found = pair(said("P", reliability="E"), said("Q"), *BOTH)
    assert found == {"P": ("weighs nothing",), "Q": ("single origin",)}


def test_a_refusal_is_used() -> None:
    """A refusal that a row of the case cites; one that nobody cites is none."""
    row = said("P", attribution="refusal", modality="none")
    case = claimed([row], [])
    assert flags_of(case) == {"P": ()}
    sourced = case.with_rows("facilities", {"facility": "near"}, source="P")
    assert flags_of(sourced)["P"] == ("refusal used",)


def kept(folder: Path, text: str = TEXT, **cells: str | int) -> Case:
    """Return a case in a folder whose claim has its words in a text beside it."""
    place: dict[str, str | int] = {
        "span_start": 11,
        "span_end": 22,
        "quote_sha": digest_of_text(WORDS),
    }
    row = said("P", document="D", **{**place, **cells})
    paper: Row = {
        "document": "D",
        "text": "texts/d.txt",
        "sha256": digest_of_text(TEXT),
    }
    bare = claimed([], [])
    case = bare.with_table("documents", [paper]).with_table("statements", [row])
    write_case(case, folder)
    keep_text(folder, "texts/d.txt", text)
    return brownfield.read_case(folder)


def notes(folder: Path) -> list[str | None]:
    """Return the columns that the check notes about kept texts."""
    found = brownfield.check_case(folder).notes
    return [note.column for note in found if note.rule in ("kept_text", "outside_span")]


def test_words_in_their_place(tmp_path: Path) -> None:
    """As they were read, nothing is said, there and where the case is copied to."""
    case = kept(tmp_path / "a")
    write_case(case, tmp_path / "b")
    for name in ("a", "b"):
        assert flags_of(brownfield.read_case(tmp_path / name)) == {"P": ()}
        assert notes(tmp_path / name) == []


def test_another_text(tmp_path: Path) -> None:
    """The text has other words there: its digest, and that of the words, do not fit."""
    case = kept(tmp_path / "a", TEXT.replace("ours", "mine"))
    assert flags_of(case)["P"] == ("text changed",)
    assert notes(tmp_path / "a") == ["sha256", "quote_sha"]


def test_other_words_around(tmp_path: Path) -> None:
    """The words stay where they were, and the text around them does not."""
    case = kept(tmp_path / "a", TEXT.replace("He", "We"))
    assert flags_of(case)["P"] == ("text changed",)
    assert notes(tmp_path / "a") == ["sha256"]


def test_a_place_beyond_the_text(tmp_path: Path) -> None:
    """The text has 35 characters."""
    case = kept(tmp_path / "a", span_end=99)
    assert len(TEXT) == 35
    assert flags_of(case)["P"] == ("outside span",)
    assert notes(tmp_path / "a") == ["span_end"]


def test_words_without_a_place() -> None:
    """A digest says that words were read, and nothing where."""
    found = of([said("P", quote_sha="ab"), said("Q")], [])
    assert found == {"P": ("outside span",), "Q": ()}


def test_no_file(tmp_path: Path) -> None:
    """A text that is named and not there is noted; in one file none is expected."""
    case = kept(tmp_path / "a")
    (tmp_path / "a" / "texts" / "d.txt").unlink()
    assert notes(tmp_path / "a") == ["text"]
    write_case(case, tmp_path / "a.xlsx")
    assert notes(tmp_path / "a.xlsx") == []


@pytest.mark.parametrize("path", ["../secret", "/etc/hosts", "a/../../b", "c:x"])
def test_a_text_stands_in_the_folder(path: str) -> None:
    """A case that somebody sends cannot show other files of this machine."""
    row: Row = {"document": "D", "text": path}
    with pytest.raises(DataError, match="within the folder"):
        claimed([], []).with_table("documents", [row])


def test_a_link_leads_nowhere(tmp_path: Path) -> None:
    """Not even by a link of the file system."""
    case = kept(tmp_path / "a")
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a" / "texts" / "d.txt").unlink()
    (tmp_path / "a" / "texts" / "d.txt").symlink_to(tmp_path / "secret.txt")
    assert flags_of(case) == {"P": ()}
    assert notes(tmp_path / "a") == ["text"]
