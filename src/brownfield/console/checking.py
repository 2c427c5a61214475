"""How are the problems of a case told in a terminal?"""

from brownfield.case.read import check_case
from brownfield.console.say import BAD_INPUT, DONE, NO_ANSWER, say
from brownfield.plans.json_text import json_text
from brownfield.tables.check import Checked
from brownfield.tables.doubts.unplanned import RULE as UNPLANNED_RULE
from brownfield.tables.problems import problems_frame
from brownfield.tell.text import grid, notes


def check(path: str, *, is_strict: bool, is_json: bool) -> int:
    """List every problem of a case, then its notes; strict, a note is an error."""
    checked = check_case(path)
    frame = problems_frame([*checked.problems, *checked.notes])
    if is_json:
        say(json_text(frame.to_dicts()))
    else:
        say(problems(checked, path))
    if checked.problems or not (is_strict and checked.notes):
        return BAD_INPUT if checked.problems else DONE
    if not is_json:
        say(_strictly(len(checked.notes)))
    return NO_ANSWER


def _strictly(count: int) -> str:
    told = "1 note counts as an error" if count == 1 else f"{count} notes are errors"
    return f"{told}, as --strict asks."


def problems(checked: Checked, path: str) -> str:
    """Return every problem as one table, or a sentence that there is none; notes."""
    left = [note.message for note in checked.notes if note.rule == UNPLANNED_RULE]
    others = [note for note in checked.notes if note.rule != UNPLANNED_RULE]
    lines = [_problem_lines(checked, path)]
    if left:
        told = "; ".join(left)
        lines.append(f"Note: read and checked, but changes no plan yet: {told}.")
    lines += notes(others, "see --json")
    return "\n".join(lines)


def _problem_lines(checked: Checked, path: str) -> str:
    if not checked.problems:
        counts = {n: f.height for n, f in checked.tables.items() if f.height}
        total = sum(counts.values())
        return f"{path}: no problem in {total:,} rows of {len(counts)} tables."
    header = ("where", "rule", "found", "what is wrong", "what to do")
    rows = [(p.place, p.rule, p.value, p.message, p.hint) for p in checked.problems]
    noun = "problem" if len(rows) == 1 else "problems"
    return grid(header, rows) + f"\n{len(rows)} {noun}."
