"""What is said when a file cannot be written, whichever library finds out?"""

import errno
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from brownfield.errors import FileError

FAILURES = (OSError, pl.exceptions.PolarsError, sqlite3.Error)
FAILURES_OF = {"duckdb": "Error", "xlsxwriter.exceptions": "XlsxWriterException"}
FULL = (errno.ENOSPC, errno.EDQUOT)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
FULL_WORDS = ("no space left", "is full", "disk full", "quota")
FORBIDDEN_WORDS = ("permission", "read-only", "readonly", "not permitted")


@contextmanager
def file_errors(target: Path) -> Iterator[None]:
    """Turn what goes wrong while a target is written into a FileError naming it.

    Raises
    ------
    FileError
        If the block raises an error of the system, of the workbook writer, of Polars,
        SQLite or DuckDB.
    """
    try:
        yield
    except failures() as error:
        origin = _origin(error)
        reason, advice = _reason(origin, target), _advice(origin)
        message = f"{target} cannot be written: {reason}. {advice}"
        if target.exists():
            message += " What was there is as it was."
        raise FileError(message) from origin


def failures() -> tuple[type[Exception], ...]:
    """Return what writing may raise; a library that is not loaded raises nothing."""
    loaded = [(sys.modules.get(module), name) for module, name in FAILURES_OF.items()]
    return (*FAILURES, *(getattr(module, name) for module, name in loaded if module))


def _origin(error: BaseException) -> BaseException:
    """Return the error that began it: libraries wrap those of the system."""
    if isinstance(error, FileError) and error.__cause__:
        return error.__cause__
    inner = error.args[0] if error.args else None
    is_wrapped = type(error).__module__.startswith("xlsxwriter")
    return inner if is_wrapped and isinstance(inner, OSError) else error


def _reason(error: BaseException, target: Path) -> str:
    if not isinstance(error, OSError) or not error.strerror:
        return _reason_of_library(str(error) or type(error).__name__)
    reason = error.strerror[:1].lower() + error.strerror[1:]
    where = error.filename
    is_inside = where is None or str(target.resolve().parent) in str(where)
    return reason if is_inside else f"{reason} ({where})"


def _reason_of_library(words: str) -> str:
    """Return the reason without the file that the library wrote meanwhile."""
    if _has(words, FULL_WORDS):
        return "disk full"
    if _has(words, FORBIDDEN_WORDS):
        return "not allowed"
    return words.splitlines()[0][:200].rstrip(". ")


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text.lower() for word in words)


def _advice(error: BaseException) -> str:
    number = getattr(error, "errno", None)
    if number in FULL or _has(str(error), FULL_WORDS):
        return "Free some space, or name another place."
    if number in FORBIDDEN or _has(str(error), FORBIDDEN_WORDS):
        return "Name a place that you may write to."
    return "Name another place."
