"""May a file be written where the user asked for it?"""

from pathlib import Path

from brownfield.errors import UseError
from brownfield.tables.writing.staging import check_writable

PAGES = (".html", ".htm")
BOOKS = (".xlsx",)


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
