"""Are files for a moment taken away, those of processes that were killed too?"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from brownfield.desk.passing import (
    OWNER,
    PREFIX,
    Owner,
    is_alive,
    owner_of,
    passing,
    take_away,
)

HOLDS = (
    "from brownfield.desk.passing import passing\n"
    "with passing() as folder:\n"
    "    (folder / 'sent').write_text('rows')\n"
    "    print(folder.parent, flush=True)\n"
    "    input()\n"
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="folders stay elsewhere")


def left(home: Path, name: str, owner: Owner | None) -> Path:
    """Return a folder that says whose it is, or does not."""
    folder = home / f"{PREFIX}{name}"
    folder.mkdir()
    if owner is not None:
        told = json.dumps(asdict(owner))
        (folder / OWNER).write_text(told, encoding="utf-8")
    return folder


def test_a_folder_is_there_for_a_moment() -> None:
    """It is blank at first, says whose it is beside it, and goes with the block."""
    with passing() as folder:
        assert list(folder.iterdir()) == []
        told = json.loads((folder.parent / OWNER).read_text(encoding="utf-8"))
        assert Owner(**told) == owner_of(os.getpid())
    assert not folder.parent.exists()


def test_what_a_killed_process_left_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before it was killed."""
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    folder = Path(process.stdout.readline().strip())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    take_away()
    assert (folder / "files" / "sent").read_text() == "rows"
    process.kill()
    process.communicate()
    take_away()
    assert list(tmp_path.iterdir()) == []


def test_a_number_that_was_given_again_is_another_process(tmp_path: Path) -> None:
    """A process that did not start at tick 1 is not the one that had its number."""
    mine = owner_of(os.getpid())
    if not mine.start:
        pytest.skip("this machine does not tell when a process started")
    assert is_alive(mine)
    before = left(tmp_path, "before", replace(mine, start="1"))
    now = left(tmp_path, "now", mine)
    take_away(tmp_path)
    assert not before.exists()
    assert now.exists()


def test_what_may_be_anothers_stays(tmp_path: Path) -> None:
    """Nobody's, of another container, broken, under a link, or of another name."""
    gone = Owner(2**22 + 1, "1", owner_of(os.getpid()).space)  # beyond every number
    assert not is_alive(gone)
    other = tmp_path / "other"
    other.mkdir()
    target = left(other, "target", gone)
    (tmp_path / f"{PREFIX}link").symlink_to(target)
    broken = left(tmp_path, "broken", None)
    (broken / OWNER).write_text("[", encoding="utf-8")
    odd = left(tmp_path, "odd", None)
    told = {"pid": "one", "start": "1", "space": gone.space}
    (odd / OWNER).write_text(json.dumps(told), encoding="utf-8")
    stay = {
        odd,
        left(tmp_path, "nobody", None),
        left(tmp_path, "elsewhere", replace(gone, space="pid:[1]")),
        broken,
        tmp_path / f"{PREFIX}link",
        other,
    }
    went = left(tmp_path, "went", gone)
    take_away(tmp_path)
    assert set(tmp_path.iterdir()) == stay
    assert target.exists()
    assert not went.exists()


def test_what_another_user_has_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if its process lives no more."""
    gone = Owner(2**22 + 1, "1", owner_of(os.getpid()).space)
    folder = left(tmp_path, "theirs", gone)
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    take_away(tmp_path)
    assert folder.exists()
