"""Does what a case holds reach the terminal as text and nothing else?"""

import io
import json
import sys
from pathlib import Path

import pytest

from brownfield.console.say import say, warn
from brownfield.tables.cells.controls import printable
from brownfield.tell.text import grid
from tests.test_cli import run


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a\\u001b[2Jb"),
        ("\x1b]0;owned\x07", "\\u001b]0;owned\\u0007"),
        ("\x9b31m", "\\u009b31m"),
        ("over\rwrite", "over\\u000dwrite"),
        ("\x7f\x00", "\\u007f\\u0000"),
        ("abc\u202ecba", "abc\\u202ecba"),
        ("two\nlines\tand é 漢 😀", "two\nlines\tand é 漢 😀"),
    ],
)
def test_control_codes_are_written_out(text: str, shown: str) -> None:
    """Escape, its one-byte form, bell, return, delete, nul and turned writing."""
    assert printable(text) == shown


def test_a_cell_of_a_table_stays_on_its_line() -> None:
    """A new line or tab in a value found is written out."""
    assert grid(("found",), [("a\nb\tc",)]).splitlines()[-1] == "a\\nb\\tc"


def test_json_with_control_codes_stays_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Codes that JSON lets pass are written as JSON writes others."""
    say(json.dumps({"name": "a\x9bb\x1bc\u202e"}, ensure_ascii=False))
    told = capsys.readouterr().out
    assert "\x9b" not in told
    assert json.loads(told) == {"name": "a\x9bb\x1bc\u202e"}


@pytest.mark.parametrize("write", [say, warn])
def test_letters_that_a_terminal_lacks_are_written_out(
    monkeypatch: pytest.MonkeyPatch, write: object
) -> None:
    """É is 00e9, and 😀 the pair d83d de00, as JSON has it."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout" if write is say else "stderr", stream)
    (say if write is say else warn)("é😀")
    stream.seek(0)
    assert stream.read().strip() == "\\u00e9\\ud83d\\ude00"


@pytest.mark.parametrize("command", ["check", "plan", "compare", "capacity"])
def test_no_command_prints_a_control_code_of_a_case(
    tmp_path: Path, command: str
) -> None:
    """The title, printed nowhere by check, and a notice that clears the screen."""
    mine = tmp_path / "mine"
    assert run("convert", "mini", str(mine)).exit_code == 0
    text = (mine / "case.toml").read_text()
    notice = '[case]\nnotice = "a\\u001b[2Jb"'
    (mine / "case.toml").write_text(text.replace("[case]", notice, 1))
    demand = mine / "demand.csv"
    demand.write_text(demand.read_text().replace(",uk,", ",u\x1b[31mk,"))
    more = ("--what-if", "now-or-never") if command == "compare" else ()
    done = run(command, str(mine), *more)
    assert "\x1b" not in done.stdout + done.stderr
    assert "u\\u001b[31mk" in done.stdout + printable(str(done.exception))
