"""Where do files stand that are needed for a moment, and who takes left ones away?

A folder of a process that was killed would stay for good. So each says inside whose it
is, and a server that starts takes away those whose process lives no more.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

PREFIX = "brownfield-desk-"
OWNER, FILES = "owner.json", "files"
START = 19  # place of the start of a process in its /proc file, after its name


@dataclass(frozen=True)
class Owner:
    """A process that has a folder.

    Attributes
    ----------
    pid
        Its number.
    start
        When it started, as the machine counts; blank = not known. Numbers are given
        again.
    space
        In which numbers mean it: containers that share a folder count by themselves.
    """

    pid: int
    start: str
    space: str


@contextmanager
def passing() -> Iterator[Path]:
    """Give a folder that is there until the block ends."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        mine = json.dumps(asdict(owner_of(os.getpid())))
        Path(folder, OWNER).write_text(mine, encoding="utf-8")
        files = Path(folder, FILES)
        files.mkdir()
        yield files


def owner_of(pid: int) -> Owner:
    """Return a process as the machine knows it now."""
    return Owner(pid, _start(pid), _space())


def take_away(home: Path | None = None) -> None:
    """Take away what processes left that live no more.

    Folders of other users, of processes that live or that cannot be seen from here, and
    those that do not say whose they are, stay.

    Parameters
    ----------
    home
        Where such folders stand; the usual place if none is named.
    """
    if os.name != "posix":
        return
    where = home or Path(tempfile.gettempdir())
    for folder in where.glob(f"{PREFIX}*"):
        if _is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    try:
        is_ours = folder.lstat().st_uid == os.getuid() and not folder.is_symlink()
        owner = Owner(**json.loads((folder / OWNER).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return False
    return is_ours and owner.space == _space() and not is_alive(owner)


def is_alive(owner: Owner) -> bool:
    """Return whether a process lives, and is not another with its number."""
    try:
        os.kill(owner.pid, 0)  # sends nothing
    except ProcessLookupError:
        return False
    except (OSError, OverflowError, TypeError):
        return True
    return not owner.start or _start(owner.pid) in ("", owner.start)


def _start(pid: int) -> str:
    """Return when a process started, in ticks of the machine; blank if hidden."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[START]


def _space() -> str:
    """Return the space in which numbers of processes count; blank if unknown."""
    try:
        return os.readlink("/proc/self/ns/pid")
    except OSError:
        return ""
