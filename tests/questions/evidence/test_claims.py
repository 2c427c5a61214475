"""Are claims graded, pooled and flagged as the rules say?"""

import pytest

import brownfield
from brownfield.case.said.grades import band_title
from brownfield.errors import DataError, UnansweredError, UseError
from brownfield.questions.evidence import words
from brownfield.questions.evidence.document import Document
from brownfield.tables.frames import Row
from brownfield.tables.rules.said import links
from tests.questions.evidence.small import C, T, claimed, link, said, two


def board(statements: list[Row], links: list[Row], **asked: str) -> Document:
    """Return what is told without draws."""
    case = claimed(statements, links)
    found: Document = brownfield.evidence(case, draws=0, **asked).document
    return found


def pool(statements: list[Row], links: list[Row]) -> dict[str, float]:
    """Return the share of each voice on c, by origin."""
    told = board(statements, links)
    found = next(one for one in told.assumptions if one.column == "conversion_cost")
    return {voice.origin: voice.weight for voice in found.voices}


def test_shares_of_voices() -> None:
    """The case counts 1, B2 .8 x .8 = .64: shares 1/1.64 and .64/1.64."""
    found = pool([said("P", reliability="B", credibility=2)], [link(C, "P", mode=2e3)])
    assert found == pytest.approx({"case": 1 / 1.64, "P": 0.64 / 1.64})


def test_one_voice_an_origin() -> None:
    """Two papers with one leak count once, by the better grade: .64, not .64 + .36."""
    statements = [
        said("P", reliability="B", credibility=2, origin="leak"),
        said("Q", reliability="C", credibility=3, origin="leak"),
    ]
    found = pool(statements, [link(C, "P", mode=2e3), link(C, "Q", mode=2e3)])
    assert found == pytest.approx({"case": 1 / 1.64, "leak": 0.64 / 1.64})


@pytest.mark.parametrize("status", ["draft", "rejected"])
def test_a_draft_moves_nothing(status: str) -> None:
    """Only the case has a voice."""
    found = pool([said("P", status=status)], [link(C, "P", mode=2e3)])
    assert found == {"case": 1.0}


def test_bounds_cut_the_range_of_the_case() -> None:
    """At least 1,900 and at most 2,500 of 1,600 to 2,800."""
    links = [
        link(C, "P", "bounds_low", mode=1900.0),
        link(C, "Q", "bounds_high", mode=2500.0),
    ]
    told = board([said("P"), said("Q")], links).assumptions[0]
    assert [(one.low, one.high) for one in told.voices] == [(1900.0, 2500.0)]


def test_flags() -> None:
    """A draft, an old one, contradicted ones, hearsay and a claim of one origin."""
    statements = [
        said("P", modality="possible", date="2020-01-01"),
        said("Q", attribution="second_hand"),
        said("R", status="draft"),
    ]
    links = [link(C, "P"), link(C, "Q", "contradicts"), link(T, "P")]
    found = {
        one.statement: one.flags
        for one in board(statements, links, as_of="2026-01-01").claims
    }
    assert found["P"] == ("stale", "single origin")
    assert found["Q"] == ("contradicted", "second-hand only", "weighs nothing")
    assert found["R"] == ("unreviewed",)


def test_as_it_was_known() -> None:
    """A day leaves out what was said later."""
    statements = [said("P", date="2026-01-29"), said("Q", date="2026-02-04")]
    told = board(statements, [], as_of="2026-01-30")
    assert [one.statement for one in told.claims] == ["P"]
    assert words.board(told).endswith("As it was known on 2026-01-30.")
    month = board(statements, [], as_of="2026-02").claims  # to its last day
    assert [one.statement for one in month] == ["P", "Q"]


def test_a_refusal_supports_nothing() -> None:
    """It is a problem of the tables."""
    with pytest.raises(DataError, match="neither supports nor contradicts"):
        claimed([said("P", attribution="refusal")], [link(C, "P")])


def test_a_link_needs_its_assumption() -> None:
    """Where there is no such row of assumptions."""
    other: Row = {**C, "where": "build_option=here"}
    found = list(links(claimed([said("P")], [link(other, "P")]).tables))
    assert [one.rule for one in found] == ["assumption_link"]


def test_bad_use() -> None:
    """No such statement, no such day, no statements at all."""
    with pytest.raises(UseError, match="--without X: no such statement"):
        brownfield.evidence(two("A"), without=("X",))
    with pytest.raises(UseError, match="Write a day"):
        brownfield.evidence(two("A"), as_of="yesterday")
    with pytest.raises(UnansweredError, match="no rows of statements"):
        brownfield.evidence(brownfield.read_case("mini"))


def test_a_band_has_its_per_cent() -> None:
    """As in ICD 203."""
    assert band_title("likely") == "likely (55 % to 80 %)"
