"""Which words stand in the texts that are kept beside the tables of a case?"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brownfield.tables.databases.address import folder_at
from brownfield.tables.writing.staging import staged

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.tables.databases.address import Place

MOST = 50_000_000  # bytes of a text that is read


def texts(case: Case) -> dict[str, str]:
    """Return the texts that are kept, by document; those that are not there are none.

    Only files within the folder of the case are read.
    """
    rows = case.tables["documents"].iter_rows(named=True)
    by_document = {row["document"]: text_at(case.folder, row["text"]) for row in rows}
    return {name: text for name, text in by_document.items() if text is not None}


def text_at(folder: Path | None, name: str | None) -> str | None:
    """Return the text in a file of a folder; None if there is no such file in it."""
    if folder is None or not name:
        return None
    try:
        path = (folder / name).resolve()
        is_inside = path.is_relative_to(folder.resolve())
        if not is_inside or not path.is_file() or path.stat().st_size > MOST:
            return None
        return path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, ValueError):
        return None


def digest_of_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def words_of(row: Mapping[str, Any], text: str) -> str | None:
    """Return the words of a statement in its text; None where the place is not in it.

    Parameters
    ----------
    row
        A row of `statements`.
    text
        The text of its document.
    """
    start, end = row["span_start"], row["span_end"]
    if start is None or end is None or not 0 <= start < end <= len(text):
        return None
    return text[start:end]


def is_changed(row: Mapping[str, Any], text: str) -> bool:
    """Return whether the words at the place of a statement are others than were read.

    Parameters
    ----------
    row
        A row of `statements`.
    text
        The text of its document.
    """
    words = words_of(row, text)
    return bool(
        words and row["quote_sha"] and digest_of_text(words) != row["quote_sha"]
    )


def copy_texts(case: Case, place: Place) -> None:
    """Write the texts of a case beside its tables in another folder; not elsewhere.

    Raises
    ------
    FileError
        If one cannot be written.
    """
    folder = folder_at(place)
    if folder is None:
        return
    names = dict(case.tables["documents"].select("document", "text").iter_rows())
    for document, text in texts(case).items():
        keep_text(folder, names[document], text)


def keep_text(folder: Path, name: str, text: str) -> None:
    """Write a text as a file of a folder, which appears whole or not at all.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    with staged(folder / name) as stage:
        stage.write_bytes(text.encode("utf-8", "surrogatepass"))


def changed_documents(case: Case, kept: Mapping[str, str]) -> frozenset[str]:
    """Return the documents whose text is not the one that was read.

    Parameters
    ----------
    case
        The case.
    kept
        Its texts by document.
    """
    read = dict(case.tables["documents"].select("document", "sha256").iter_rows())
    return frozenset(
        name
        for name, text in kept.items()
        if read[name] and digest_of_text(text) != read[name]
    )
