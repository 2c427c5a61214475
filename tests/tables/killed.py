"""A process that is killed at every moment of replacing a folder, one after another.

``python -m tests.tables.killed FOLDER exchange|renames`` replaces FOLDER/run, which
holds `old` in two files, by one that holds `new`. For each moment a fork of the process
does so and kills itself there. Moments are what Python tells its audit hooks: before
each file is opened, renamed or removed, and before each folder is made or listed.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from brownfield.tables.writing import staging

MOMENTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir")
NEVER = 10_000


def killed_at(moment: int, target: Path, text: str) -> bool:
    """Replace `target` in a fork that dies at a moment; False if it came to its end."""
    child = os.fork()
    if child == 0:
        _die_at(moment)
        _replace(target, text)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _die_at(moment: int) -> None:
    left = [moment]

    def count(event: str, _arguments: tuple[Any, ...]) -> None:
        if event not in MOMENTS:
            return
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def _replace(target: Path, text: str) -> None:
    with staging.staged(target) as fresh:
        fresh.mkdir()
        for name in ("a", "b"):
            (fresh / name).write_text(text)


def _content(target: Path) -> list[str]:
    names = ("a", "b")
    return [(target / n).read_text() if (target / n).exists() else "-" for n in names]


def _told(target: Path, moment: int) -> dict[str, Any]:
    """Return what is there after a death, and after the next start."""
    is_killed = killed_at(moment, target, "new")
    dead = _content(target)
    staging.settle(target.parent)
    beside = [entry.name for entry in target.parent.iterdir()]
    found = {"dead": dead, "settled": _content(target), "beside": beside}
    return found | {"is_killed": is_killed}


def main() -> None:
    """Print one JSON object for each moment; the last is of a process that lived."""
    folder, way = Path(sys.argv[1]), sys.argv[2]
    if way == "renames":
        staging.EXCHANGE = -1  # the system refuses it
    for moment in range(NEVER):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        _replace(folder / "run", "old")
        told = _told(folder / "run", moment)
        sys.stdout.write(json.dumps(told) + "\n")
        if not told["is_killed"]:
            return


if __name__ == "__main__":
    main()
