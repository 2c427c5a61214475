"""What does `brownfield evidence take` write, and what does it say?"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from brownfield.case.read import read_case
from brownfield.case.write import write_case
from brownfield.console.say import DONE, say
from brownfield.plans.json_text import json_text
from brownfield.questions.evidence.claims.ledger import claims
from brownfield.questions.evidence.claims.taken import Taken, moved, with_claims
from brownfield.questions.evidence.question import check_day
from brownfield.tables.databases.address import Place, folder_at
from brownfield.tell.numbers import significant
from brownfield.tell.values import values


@dataclass(frozen=True)
class Took:
    """What claims were taken for, as `--json` gives it.

    Attributes
    ----------
    case
        Name of the case they stand in.
    what_if
        Name of the what-if.
    written
        Where the case with it is.
    taken
        The numbers that claims move, with their values.
    """

    case: str
    what_if: str
    written: str
    taken: tuple[Taken, ...]


@dataclass(frozen=True)
class Heard:
    """Which claims count.

    Attributes
    ----------
    without
        Statements that are left out.
    as_of
        Day up to which they count; None = all.
    """

    without: tuple[str, ...] = ()
    as_of: str | None = None


def take(path: str, out: Place, name: str, heard: Heard, *, is_json: bool) -> int:
    """Write the case with a what-if of what its claims say.

    Parameters
    ----------
    path
        The case.
    out
        Where it is written.
    name
        Of the what-if.
    heard
        Which claims count.
    is_json
        Whether to print JSON.

    Raises
    ------
    UseError
        If there is no such case or statement, or the place or name is taken.
    UnansweredError
        If claims move no number.
    """
    case = read_case(path)
    check_day(heard.as_of)
    moves = moved(case, claims(case, heard.without, heard.as_of))
    write_case(with_claims(case, name, moves), out)
    texts, folder = Path(path) / "texts", folder_at(out)
    if texts.is_dir() and folder is not None:
        shutil.copytree(texts, folder / "texts", dirs_exist_ok=True)
    answer = Took(case.name, name, str(out), tuple(one for _, one in moves))
    say(json_text(values(answer)) if is_json else _text(answer))
    return DONE


def _text(answer: Took) -> str:
    to = f"brownfield plan {answer.written} --what-if {answer.what_if}"
    lines = [_told(one) for one in answer.taken]
    return "\n".join([*lines, f"{answer.written} is written. Plan it with {to}."])


def _told(one: Taken) -> str:
    where = f" ({one.where})" if one.where else ""
    value = f"{significant(one.value)} {one.unit}"
    return (
        f"{one.table}.{one.column}{where}: {value} in place of "
        f"{significant(one.mode)}, by {', '.join(one.statements)}."
    )
