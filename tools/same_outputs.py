"""Does the code still say, to the byte, what it said at another revision?

``python tools/same_outputs.py REVISION [--cases mini starter merseyside]`` runs every
command in this tree and in REVISION, and prints what differs: text, JSON, pages and the
tables of a run. Durations are left out. Exit code 1: something differs. Use it where
code moves and nothing else should.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
CASES = ("mini", "starter", "merseyside")
COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check", "{case}"),
    "check-json": ("check", "{case}", "--json"),
    "plan": ("plan", "{case}"),
    "plan-json": ("plan", "{case}", "--json", "--out", "run", "--report", "plan.html"),
    "capacity": ("capacity", "{case}", "--json"),
    "recipes": ("recipes", "{case}", "--all"),
    "stress": ("stress", "{case}", "--sweep", "--cures", "--years", "200"),
    "stress-json": ("stress", "{case}", "--json", "--report", "stress.html"),
    "deal": ("deal", "{case}"),
    "deal-json": ("deal", "{case}", "--json", "--report", "deal.html"),
    "convert": ("convert", "{case}", "copy"),
}
TIMES = (
    re.compile(rb'"(?:seconds|derive|build|solve|extract|audit|total)": [\d.e-]+'),
    re.compile(rb"\b\d+(?:\.\d+)? s\b"),
    re.compile(rb"\b\d+(?:\.\d+)? seconds?\b"),
)
UNEQUAL = (
    "plan.xlsx",
    "tables.xlsx",
    "run.json",
)  # hold moments; their content is in other files


def outputs(source: Path, name: str, case: str) -> dict[str, bytes]:
    """Return what one command prints and writes, by file, without durations.

    Parameters
    ----------
    source
        The folder that holds the package.
    name
        Name of the command above.
    case
        Name of a shipped case.
    """
    with tempfile.TemporaryDirectory() as folder:
        words = [word.format(case=case) for word in COMMANDS[name]]
        done = subprocess.run(  # noqa: S603 (our own words)
            [sys.executable, "-m", "brownfield", *words],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(source), "COLUMNS": "100"},
            capture_output=True,
            check=False,
        )
        found = {"exit code": str(done.returncode).encode(), "text": done.stdout}
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.name not in UNEQUAL:
                found[str(path.relative_to(folder))] = path.read_bytes()
    return {key: _without_times(content) for key, content in found.items()}


def _without_times(content: bytes) -> bytes:
    for pattern in TIMES:
        content = pattern.sub(b"(time)", content)
    return content


def differences(base: Path, cases: Sequence[str]) -> Iterator[str]:
    """Yield what differs, one line each, and a line for each command that agrees."""
    for case in cases:
        for name in COMMANDS:
            before = outputs(base / "src", name, case)
            after = outputs(ROOT / "src", name, case)
            unlike = [
                key
                for key in sorted(before.keys() | after.keys())
                if before.get(key) != after.get(key)
            ]
            yield f"{case} {name}: " + (
                f"differs in {', '.join(unlike)}"
                if unlike
                else f"{len(after)} the same"
            )


def main() -> int:
    """Print every comparison; return 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revision")
    parser.add_argument("--cases", nargs="+", choices=CASES, default=CASES)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name) / "base"
        git = ("git", "-C", str(ROOT), "worktree")
        added = [*git, "add", "-q", "--detach", str(base), asked.revision]
        subprocess.run(added, check=True)  # noqa: S603 (a revision of ours)
        try:
            is_same = True
            for line in differences(base, asked.cases):
                is_same &= "differs in" not in line
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
        finally:
            removed = [*git, "remove", "--force", str(base)]
            subprocess.run(removed, check=True)  # noqa: S603
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
