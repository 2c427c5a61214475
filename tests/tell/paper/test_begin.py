"""Does each page of a board paper say what it was written from?"""

from dataclasses import dataclass

from brownfield.tell.paper.begin import DIGITS, paper_from
from brownfield.tell.paper.paper import Sheet
from brownfield.version import __version__

SHEET = Sheet("What?", "That.")


@dataclass(frozen=True)
class Known:
    """A document of no question."""

    case: str = "a"
    case_digest: str = "0123456789abcdef"
    title: str = "A case"
    notice: str | None = None


def test_the_foot_names_case_digest_programs_and_seed() -> None:
    """The digest with its first twelve digits; no notice is a blank one."""
    sheets = (SHEET, SHEET, SHEET, SHEET)
    found = paper_from(Known(), "The plan", sheets, "seed 7", versions={"highs": "1.2"})
    told = "Written by brownfield from case a, digest 0123456789ab; highs 1.2; seed 7."
    assert found.foot == told
    assert (found.kicker, found.title, found.notice) == ("The plan", "A case", "")
    assert len("0123456789ab") == DIGITS


def test_the_program_is_named_where_no_other_is() -> None:
    """With its version, and the notice of the case as it stands."""
    found = paper_from(Known(notice="Invented."), "Why", (SHEET,) * 4)
    assert found.foot.endswith(f"digest 0123456789ab; brownfield {__version__}.")
    assert found.notice == "Invented."
