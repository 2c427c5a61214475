"""What does `brownfield evidence review` ask, and what does it write?"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.case.said.grades import band_title, grade_of
from brownfield.case.write import write_case
from brownfield.console.say import DONE, say, warn
from brownfield.errors import UseError
from brownfield.questions.evidence.claims.review import KEYS, Reviewer, acted


def review(path: str, out: Path, reviewer: str) -> int:
    """Show each draft, take what is typed about it, and write the case.

    Raises
    ------
    UseError
        If there is no such case, or the place to write is taken.
    """
    case = read_case(path)
    names = _drafts(case)
    if not names:
        say("No draft is left to review.")
        return DONE
    by = Reviewer(reviewer, datetime.now(tz=UTC).date().isoformat())
    say(f"{len(names)} drafts. Keys: {KEYS}.")
    after = _reviewed(case, by, _typed())
    write_case(after.checked(), out)
    say(f"{out} is written; {len(_drafts(after))} drafts are left.")
    return DONE


def _drafts(case: Case) -> list[str]:
    frame = case.tables["statements"]
    return [str(one) for one in frame.filter(frame["status"] == "draft")["statement"]]


def _typed() -> Iterator[str]:
    for line in sys.stdin:
        yield line.rstrip("\n")


def _reviewed(case: Case, by: Reviewer, typed: Iterator[str]) -> Case:
    """Return the case after all that was typed, draft by draft."""
    before: list[Case] = []
    seen: list[str] = []
    while left := [name for name in _drafts(case) if name not in seen]:
        name = left[0]
        say(_shown(case, name))
        for line in typed:
            if line.strip() == "q":
                return case
            if not line.strip():
                break
            case = _after(case, name, line.strip(), before, by)
        else:
            return case
        seen.append(name)
    return case


def _after(case: Case, name: str, line: str, before: list[Case], by: Reviewer) -> Case:
    """Return the case after a line; u takes back the one before."""
    if line == "u":
        return before.pop() if before else case
    try:
        after = acted(case, name, line, by)
    except UseError as error:
        warn(f"brownfield: {error}\n")
        return case
    before.append(case)
    say(_shown(after, name))
    return after


def _shown(case: Case, name: str) -> str:
    rows: list[dict[str, Any]] = case.tables["statements"].to_dicts()
    row = next(one for one in rows if one["statement"] == name)
    who = row["speaker"] or "nobody named"
    band = f", {band_title(row['band'])}" if row["band"] else ""
    grade = grade_of(row).title
    how = f"{row['attribution']}, {row['modality']}, {row['status']}, {grade}{band}"
    return f"\n{name}: {who} ({how})\n  {row['claim']}"
