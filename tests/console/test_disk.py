"""What happens on a full disk and at places that may not be written to?"""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from brownfield.console import opening
from brownfield.errors import FileError
from tests.console.processes import piped
from tests.test_cli import run

MOST_BYTES = 400  # of a file; every form of a case has a larger one
TARGETS = [
    ("convert", "mini", "X.xlsx"),
    ("convert", "mini", "X.duckdb"),
    ("convert", "mini", "X.db"),
    ("convert", "mini", "X.sqlite"),
    ("convert", "mini", "X"),
    ("convert", "mini", "X", "--parquet"),
    ("new", "X.xlsx", "--excel"),
    ("new", "X"),
    ("plan", "mini", "--parties", "G", "--out", "X"),
    ("plan", "mini", "--parties", "G", "--report", "X.html"),
]


@contextmanager
def small_files() -> Iterator[None]:
    """Let no file grow beyond `MOST_BYTES`, as on a disk that is full."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _placed(words: tuple[str, ...], folder: Path) -> list[str]:
    return [str(folder / word) if word.startswith("X") else word for word in words]


@pytest.mark.parametrize("words", TARGETS, ids=" ".join)
def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    """One error of ours, whichever library met it, and an empty folder."""
    with small_files():
        done = run(*_placed(words, tmp_path))
    assert isinstance(done.exception, FileError)
    assert f"{tmp_path / 'X'}" in str(done.exception)
    assert "cannot be written: " in str(done.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", TARGETS[:6], ids=" ".join)
def test_a_full_disk_leaves_the_old_one(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Asked to replace a case, nothing of it is touched."""
    placed = _placed(words, tmp_path)
    assert run(*placed).exit_code == 0
    with small_files():
        done = run(*placed, "--overwrite")
    assert str(done.exception).endswith("What was there is as it was.")
    assert [entry.name for entry in tmp_path.iterdir()] == [words[2]]
    assert run("check", placed[2]).exit_code == 0


@pytest.mark.parametrize("option", ["--out", "--report"])
def test_a_place_that_may_not_be_written_to_is_told_before_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    """The case is not even read."""

    def refuse(**_: object) -> str:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    def read(_path: str) -> None:
        pytest.fail("the work began")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    monkeypatch.setattr(opening, "read_case_and_say", read)
    done = run("plan", "mini", option, str(tmp_path / "X.html"))
    assert "X.html cannot be written: read-only file system." in str(done.exception)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_an_answer_that_cannot_be_printed_is_told() -> None:
    """Standard output on a full disk: a message and exit code 2."""
    with Path("/dev/full").open("w") as full:
        done = piped("check", "mini", "--json", stdout=full)
    assert done.returncode == 2
    assert done.stderr == (
        "brownfield: The answer cannot be printed: no space left on device. "
        "Print it somewhere else.\n"
    )
