"""May a file be written where the user asked for it?"""

from dataclasses import dataclass
from pathlib import Path

from brownfield.errors import UseError
from brownfield.extras import needed
from brownfield.tables.writing.staging import check_writable

PAGES = (".html", ".htm")
BOOKS = (".xlsx",)


@dataclass(frozen=True)
class Form:
    """A form of a board paper: its library, ending, and what it is called."""

    library: str
    ending: str
    what: str
    label: str

    @property
    def file_type(self) -> tuple[str, tuple[str, ...]]:
        """What it is, and how its files end."""
        return self.what.removeprefix("a "), (self.ending,)


KINDS = {
    "pdf": Form("typst", ".pdf", "a PDF", "Board paper"),
    "slides": Form("pptx", ".pptx", "a file of slides", "Slides"),
}
"""Forms of a board paper, by the option that asks for one and the extra it needs."""


def check_report(path: Path | None, usual: str) -> None:
    """Raise UseError, before any work, if no page can be written there.

    Parameters
    ----------
    path
        Target of ``--report``; None = none.
    usual
        File name to propose.
    """
    if path is not None:
        _check(path, "--report", path / usual, "page", PAGES)


def check_workbook(path: Path | None, usual: str) -> None:
    """Raise UseError, before any work, if no workbook can be written there.

    Parameters
    ----------
    path
        Target of ``--workbook``; None = none.
    usual
        File name to propose.
    """
    if path is not None:
        _check(path, "--workbook", path / usual, "workbook", BOOKS)


def check_paper(path: Path | None, kind: str, usual: str) -> None:
    """Raise, before any work, if no board paper can be written there.

    Parameters
    ----------
    path
        Target; None = none.
    kind
        One of `KINDS`, as the option is called.
    usual
        File name to propose, without its ending.

    Raises
    ------
    UseError
        If the file cannot be written, or is called otherwise.
    MissingExtraError
        If the library that writes it is not installed.
    """
    if path is not None:
        form = KINDS[kind]
        needed(form.library, form.what, kind)
        _check(path, f"--{kind}", path / f"{usual}{form.ending}", *form.file_type)


def _check(
    path: Path, flag: str, inside: Path, what: str, endings: tuple[str, ...]
) -> None:
    if path.is_dir():
        message = f"{path} is a folder. Name a file: {flag} {inside}"
        raise UseError(message)
    check_folder_above(path)
    if path.suffix.lower() not in endings:
        message = (
            f"{flag} is {path}, which is no {what}. Name a file ending in "
            f"{' or '.join(endings)}: {flag} {path.with_suffix(endings[0])}"
        )
        raise UseError(message)
    check_writable(path)


def check_folder_above(path: Path) -> None:
    """Raise UseError if more than one folder above a target is missing, or one is none.

    One missing folder is made when the target is written; more than one is likely a
    slip of the pen.
    """
    parents = path.absolute().parents
    missing = [folder for folder in parents if not folder.exists()]
    above = parents[len(missing)]
    if not above.is_dir():
        message = f"{above} is a file, not a folder. Name another place."
        raise UseError(message)
    if len(missing) > 1:
        message = f"There is no folder {missing[-1]}. Create it first."
        raise UseError(message)
