"""Does a target appear whole or not at all, whatever happens meanwhile?"""

import errno
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from brownfield.errors import FileError
from brownfield.tables.writing import staging
from brownfield.tables.writing.errors import file_errors
from brownfield.tables.writing.staging import check_writable, exchange, settle, staged

ROOT = Path(__file__).parents[2]
Moment = dict[str, Any]
WHOLE = (["old", "old"], ["new", "new"])


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Moment]]:
    """Return what is left after a death at each moment, in either way to swap."""
    if not hasattr(os, "fork"):
        pytest.skip("moments are tried in forks")
    folder = tmp_path_factory.mktemp("killed")
    return {way: _moments(folder / way, way) for way in ("exchange", "renames")}


def _moments(folder: Path, way: str) -> list[Moment]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.tables.killed", str(folder), way],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"src{os.pathsep}."},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_a_process_killed_at_any_moment_leaves_the_old_or_the_new(
    moments: dict[str, list[Moment]], way: str
) -> None:
    """After the next start the folder is whole and nothing is beside it.

    Making a room, two files and the swap take a dozen moments at least. The first
    leaves the old folder, the last the new one.
    """
    *dead, alive = moments[way]
    assert len(dead) >= 12
    assert all(moment["settled"] in WHOLE for moment in [*dead, alive])
    assert all(moment["beside"] == ["run"] for moment in [*dead, alive])
    assert dead[0]["settled"] == ["old", "old"]
    assert alive["dead"] == ["new", "new"]


def test_a_folder_is_away_only_between_two_renames(
    moments: dict[str, list[Moment]],
) -> None:
    """A process killed there leaves neither; it comes back at the next start."""
    (lost,) = [moment for moment in moments["renames"] if moment["dead"] == ["-", "-"]]
    assert lost["settled"] == ["old", "old"]


@pytest.mark.skipif(sys.platform != "linux", reason="one step is a call of Linux")
def test_an_exchange_is_one_step(moments: dict[str, list[Moment]]) -> None:
    """Wherever the process is killed, the folder is never away."""
    assert all(moment["dead"] in WHOLE for moment in moments["exchange"])


@pytest.mark.skipif(sys.platform != "linux", reason="a call of Linux")
def test_two_folders_change_places(tmp_path: Path) -> None:
    """Each holds the other's file; a path that is missing changes nothing."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    assert exchange(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "one" / "file").read_text() == "two"
    assert not exchange(tmp_path / "one", tmp_path / "three")


@pytest.mark.skipif(sys.platform == "win32", reason="rooms are not locked there")
def test_rooms_of_the_living_stay_and_those_of_the_dead_go(tmp_path: Path) -> None:
    """A room in use is locked; one that nobody locks is cleared, with what is in it."""
    dead = tmp_path / f"{staging.PREFIX}dead"
    (dead / "fresh" / "run").mkdir(parents=True)
    with staged(tmp_path / "run") as fresh:
        settle(tmp_path)
        assert fresh.parent.is_dir()
        assert not dead.exists()
        fresh.mkdir()
    assert [entry.name for entry in tmp_path.iterdir()] == ["run"]


def test_a_folder_of_someone_else_is_never_cleared(tmp_path: Path) -> None:
    """One that begins like a room and holds another file is no room."""
    mine = tmp_path / f"{staging.PREFIX}mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    settle(tmp_path)
    assert (mine / "thesis.txt").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="rooms are not locked there")
def test_what_was_moved_aside_comes_back_only_where_it_is_missing(
    tmp_path: Path,
) -> None:
    """The old folder returns if there is no new one, and goes if there is."""
    for name in ("lost", "kept"):
        room = tmp_path / f"{staging.PREFIX}{name}"
        (room / "fresh" / name).mkdir(parents=True)
        (room / "old").mkdir()
        (room / "old" / "file").write_text("old")
    (tmp_path / "kept").mkdir()
    settle(tmp_path)
    assert (tmp_path / "lost" / "file").read_text() == "old"
    assert list((tmp_path / "kept").iterdir()) == []
    assert sorted(e.name for e in tmp_path.iterdir()) == ["kept", "lost"]


def test_a_failed_write_leaves_nothing_and_no_folder_above(tmp_path: Path) -> None:
    """Folders made for the target go again; the message says what stands."""

    def fail(target: Path) -> None:
        with staged(target) as fresh:
            fresh.write_text("half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(fresh))

    with pytest.raises(FileError, match=r"page.html cannot be written: no space left"):
        fail(tmp_path / "made" / "page.html")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "page.html").write_text("old")
    with pytest.raises(FileError, match=r"Free some space, or .* is as it was\.$"):
        fail(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text() == "old"


def test_a_target_is_tried_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no room can be made nothing can be written; where it can, it goes again."""
    check_writable(tmp_path / "none" / "run")
    assert list(tmp_path.iterdir()) == []

    def refuse(**_: object) -> str:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(FileError) as refused:
        check_writable(tmp_path / "run")
    assert str(refused.value) == (
        f"{tmp_path / 'run'} cannot be written: read-only file system. "
        "Name a place that you may write to."
    )


def test_an_error_of_another_place_names_it(tmp_path: Path) -> None:
    """A library may fill the folder of temporary files instead."""
    error = OSError(errno.ENOSPC, "No space left on device", "/elsewhere/tmp1")
    words = r"no space left on device \(/elsewhere/tmp1\)"
    with pytest.raises(FileError, match=words), file_errors(tmp_path / "x"):
        raise error


def test_a_room_of_an_interrupted_process_goes_too(tmp_path: Path) -> None:
    """Ctrl-C while writing: the old one stays and nothing is beside it.

    Python ignores the signal where the process began with it ignored (`pytest &`).
    """
    (tmp_path / "run").mkdir()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def write_and_stop() -> None:
        with staged(tmp_path / "run") as fresh:
            fresh.mkdir()
            signal.raise_signal(signal.SIGINT)

    try:
        with pytest.raises(KeyboardInterrupt):
            write_and_stop()
    finally:
        signal.signal(signal.SIGINT, before)
    assert [entry.name for entry in tmp_path.iterdir()] == ["run"]
