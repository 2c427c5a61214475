"""What the README shows is what the commands print now."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROMPT = "$ brownfield "
REPORT = " --report report.html"
ALL = f"brownfield plan merseyside{REPORT} --policies"
FULLER = dict.fromkeys((ALL.removesuffix(" --policies"), ALL.replace(REPORT, "")), ALL)
"""Commands of which a longer one prints the same lines and more."""
PICTURE = re.compile(r'srcset="(.*?)"|<img src="(.*?)"')


def blocks() -> list[str]:
    """Return the blocks that show commands with what they print."""
    found: list[str] = re.findall(r"^```console\n(.*?)^```$", README, re.M | re.S)
    return [block for block in found if block.startswith(PROMPT)]


def shown(block: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a block, and the pieces of its output that are shown."""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        pieces = re.split(r"^\.\.\.\n?", output, flags=re.M)
        yield command, [flat(piece) for piece in pieces if piece.strip()]


def flat(text: str) -> str:
    """Return words with one space between, since the README breaks long lines."""
    return " ".join(text.split())


def printed(command: str, folder: Path) -> str:
    """Return what a command prints, on however busy a machine."""
    _, name, *rest = command.split()
    patient = ["--time-limit", "3600"] if name in {"plan", "compare"} else []
    done = subprocess.run(
        [sys.executable, "-m", "brownfield", name, *rest, *patient],
        cwd=folder,
        env=os.environ | {"COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return flat(done.stdout)


def misses(pieces: list[str], output: str) -> list[str]:
    """Return the pieces that an output does not hold, in their order."""
    missed, at = [], 0
    for piece in pieces:
        found = output.find(piece, at)
        if found < 0:
            missed.append(piece)
        else:
            at = found + len(piece)
    return missed


def worths(text: str) -> list[int]:
    """Return the values that a picture is said to show, in m of money."""
    (said,) = re.findall(r'alt="(.*?)"', text)
    return [
        int(value.replace(",", "")) for value in re.findall(r"GBP ([\d,]+) m", said)
    ]


def answer() -> str:
    """Return what the README shows of the first command, in one line."""
    (block,) = (one for one in blocks() if "merseyside --report" in one)
    return " ".join(block.split())


def test_what_is_at_stake_is_what_the_answer_says() -> None:
    """The best plan less importing, to a hundred; all jobs of today."""
    (stake,) = re.findall(r"some GBP ([\d,]+) m more", README)
    (people,) = re.findall(r"([\d,]+) people work", README)
    best, importing = worths(README)
    assert int(stake) == round(best - importing, -2)
    assert f"Together {people} today" in answer()


def test_the_short_answer_on_jobs_is_what_is_printed() -> None:
    """5,650 planned less 4,740 if nothing is begun = 910; 3,239 - 3,065 = 174."""
    (jobs,) = re.findall(r"\*\*Jobs\.\*\* (.*?)\n- ", README, re.S)
    sunderland, halewood = "Sunderland 350 and Halewood 261", "910 fewer still"
    assert sunderland in " ".join(jobs.split())
    assert halewood in " ".join(jobs.split())
    for told in ("261 fewer, Nissan Sunderland 350 fewer", "Barcelona 1,000 more"):
        assert told in answer()
    assert "Halewood 3,065, Nissan Sunderland 4,740" in answer()
    planned = (
        "3,239 in 2036; Nissan Sunderland 6,000 today, 4,600 in 2027, 5,650 in 2036"
    )
    assert planned in answer()


@pytest.mark.slow
@pytest.mark.parametrize("case", ["mycase", "merseyside"])
def test_the_readme_shows_what_is_printed(case: str, tmp_path: Path) -> None:
    """Every piece between two lines of dots is printed, in that order."""
    asked = [one for block in blocks() for one in shown(block) if case in one[0]]
    runs: dict[str, str] = {}
    for command, pieces in asked:
        run = FULLER.get(command, command)
        if run not in runs:
            runs[run] = printed(run, tmp_path)
        assert misses(pieces, runs[run]) == [], command
    if case == "merseyside":
        assert given(tmp_path / "report.html") == GIVEN


GIVEN = ["tooling", "chances", "jobs", "fees", "grants"]
"""Kinds of figures on the first page of the report that the plan does not work out."""


def given(report: Path) -> list[str]:
    """Return the kinds that name a source with a link, or the word assumption."""
    text = report.read_text(encoding="utf-8")
    first = text[: text.index("Contents")]
    (said,) = re.findall(r"Given, and not worked out: (.*?)\. All other", first)
    links = r'<a [^>]*href="#source-'
    parts = said.split("; ")
    return [
        part.split()[0]
        for part in parts
        if re.search(links, part) or part.endswith("(assumption)")
    ]


def test_no_block_of_the_readme_is_left_out() -> None:
    """Each command that is shown names a case that is tried above."""
    commands = [command for block in blocks() for command, _ in shown(block)]
    assert len(commands) >= 4
    assert all(re.search("mycase|merseyside", command) for command in commands)


def test_a_piece_that_is_not_printed_is_missed() -> None:
    """Of a, b c and d in that order only b c comes after what stands before it."""
    ((command, pieces),) = shown("$ brownfield plan x\nd\n...\nb\nc\n...\na\n")
    assert (command, pieces) == ("brownfield plan x", ["d", "b c", "a"])
    assert misses(pieces, "a d b c") == ["a"]


def test_pictures_hold_the_numbers_of_the_answer() -> None:
    """Value of the best plan in both, and the question of the case."""
    files = [one or other for one, other in PICTURE.findall(README)]
    assert len(files) == 2
    (worth,) = re.findall(r"worth (GBP [\d,]+ m) to\s+all", answer())
    for file in files:
        drawing = (ROOT / file).read_text(encoding="utf-8")
        assert f">{worth}<" in drawing
        assert len(drawing) < 60_000


def test_the_readme_stays_short() -> None:
    """The first screen names the question, the answer comes before how to start."""
    lines = README.splitlines()
    assert lines.index("## Start") < 50
    assert len(lines) < 190
    order = ["**Where.**", "## Start", "plan merseyside", "## Three", "## Commands"]
    for before, after in pairwise(order):
        assert README.index(before) < README.index(after)
