"""How does a file or folder appear whole or not at all, whatever happens meanwhile?

It is made in a hidden room beside its target and put in place in one step. A room is
locked by the process that made it; the lock ends with the process, so that a room
without one was left by a process that died. Whoever writes there next clears it.
"""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from brownfield.tables.writing.errors import file_errors

if sys.platform != "win32":
    import fcntl

PREFIX = ".brownfield-writing-"
FRESH, OLD = "fresh", "old"  # in a room: the new one under its name, and the old one
HERE = -100  # AT_FDCWD of Linux: paths count from the working folder
EXCHANGE = 2  # RENAME_EXCHANGE of Linux


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give a path to write to, and put what is there in place of `target` at the end.

    Missing folders above the target are made, and go again if the writing fails.

    Parameters
    ----------
    target
        File or folder; what stands there is replaced, in one step where the system
        can, and stays as it was if anything fails.

    Raises
    ------
    FileError
        If it cannot be written.
    """
    whole = target.resolve()
    with file_errors(target), _folders_above(whole), _room(whole.parent) as room:
        fresh = room / FRESH / whole.name
        fresh.parent.mkdir()
        yield fresh
        _put_in_place(fresh, whole, room / OLD)


def check_writable(target: Path) -> None:
    """Raise FileError, before any work, if nothing can be written at a target.

    The nearest folder above it that exists is tried.
    """
    above = next(folder for folder in target.absolute().parents if folder.exists())
    with file_errors(target), _room(above):
        pass


def settle(folder: Path) -> None:
    """Put back and clear what processes that died while writing left in a folder.

    Rooms of living processes stay. Nothing is said if the folder cannot be changed.
    """
    with suppress(OSError):
        for room in sorted(folder.glob(f"{PREFIX}*")):
            lock = _lock(room, is_waiting=False)
            if lock is None:
                continue
            if {entry.name for entry in room.iterdir()} <= {FRESH, OLD}:
                _put_back(room, folder)
                shutil.rmtree(room, ignore_errors=True)
            os.close(lock)


def exchange(one: Path, other: Path) -> bool:
    """Swap two paths in one step; False, and nothing done, where the system cannot."""
    if sys.platform != "linux":
        return False
    swap = getattr(ctypes.CDLL(None), "renameat2", None)
    if swap is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(swap(HERE, paths[0], HERE, paths[1], EXCHANGE) == 0)


@contextmanager
def _folders_above(target: Path) -> Iterator[None]:
    missing = [folder for folder in target.parents if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        with suppress(OSError):  # somebody else may use them by now
            for folder in missing:
                folder.rmdir()
        raise


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    """Give a new locked folder; it goes at the end, with rooms left by the dead."""
    settle(folder)
    room, lock = _new_room(folder)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
        _unlock(lock)


def _new_room(folder: Path) -> tuple[Path, int | None]:
    """Return a new room and its lock, which is None where there are no locks.

    Until it is locked, another process may take it for one of the dead and clear it.
    """
    while True:
        room = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
        lock = _lock(room, is_waiting=True)
        if room.exists():
            return room, lock
        _unlock(lock)


def _lock(room: Path, *, is_waiting: bool) -> int | None:
    """Return an open handle that locks a room; None if it cannot be locked."""
    if sys.platform == "win32":
        return None
    try:
        handle = os.open(room, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if is_waiting else fcntl.LOCK_NB))
    except OSError:
        os.close(handle)
        return None
    return handle


def _unlock(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)


def _put_in_place(fresh: Path, target: Path, old: Path) -> None:
    if not (fresh.is_dir() and target.is_dir()):
        fresh.replace(target)
        return
    if exchange(fresh, target):
        return
    try:
        target.rename(old)
        fresh.rename(target)
    finally:
        if old.exists() and not target.exists():
            old.rename(target)


def _put_back(room: Path, folder: Path) -> None:
    """Put back what a process moved aside if it died before the new one was there."""
    old, news = room / OLD, list((room / FRESH).glob("*"))
    if old.exists() and len(news) == 1 and not (folder / news[0].name).exists():
        old.rename(folder / news[0].name)
