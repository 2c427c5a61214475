"""What does the command of a question do, and which exit code does it leave?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brownfield.asking.answer import write_page
from brownfield.asking.options import asked_with, options_of
from brownfield.asking.shared import Options, shared_with
from brownfield.asking.targets import check_report
from brownfield.asking.work import Work
from brownfield.console.opening import opened
from brownfield.console.progress import progress
from brownfield.console.say import DONE, NO_ANSWER, say, warn
from brownfield.console.typed import values_of
from brownfield.errors import UseError
from brownfield.plans.json_text import json_text

if TYPE_CHECKING:
    from brownfield.questions.registry import Room


def ask(room: Room, given: Mapping[str, Any]) -> int:
    """Answer a question: print the answer and write the files asked for.

    Parameters
    ----------
    room
        The question.
    given
        What was typed: `case`, `as_json`, `report`, options of every command and those
        of the question, by field.
    """
    report, is_json = given["report"], given["as_json"]
    asked = _asked(room, given)
    check_report(report, room.usual_page)
    if room.has_files:
        room.module("files").check(asked)
    shared = values_of(shared_with(type(asked)), given)
    case = opened(given["case"], Options(**shared))
    with progress() as (on_step, on_begin):
        cluster = given["cluster"]
        work = Work(given["jobs"], bool(report), on_step, on_begin, cluster)
        answer = room.module("question").answer(case, asked, work)
    told = room.module("document").document(answer, asked)
    text = room.module("text")
    say(json_text(room.plain(told)) if is_json else text.text(told))
    for line in text.remarks(told):
        warn(f"{line}\n")
    for label, path in _kept(room, answer, asked, told, report):
        if not is_json:
            say(f"{label}: {path}")
    return DONE if text.is_answered(told) else NO_ANSWER


def _asked(room: Room, given: Mapping[str, Any]) -> Any:
    """Return what is asked.

    Raises
    ------
    UseError
        If a word is not allowed, or an option has no meaning with ``--json``.
    """
    kind = room.module("asked").Asked
    typed = values_of(options_of(kind), given)
    for one in options_of(kind):
        if one.option.is_words_only and given["as_json"] and typed[one.name]:
            message = (
                f"{one.flag} tells the {room.name} in words, --json gives all of it. "
                "Take one."
            )
            raise UseError(message)
    return asked_with(kind, typed)


def _kept(
    room: Room, answer: Any, asked: Any, told: Any, report: Path | None
) -> Iterator[tuple[str, Path]]:
    """Yield label and path of every file, when it is written."""
    if not (report or room.has_files):
        return
    document = room.module("document")
    is_all = document.whole is document.document
    whole = told if is_all else document.whole(answer, asked)
    if not whole.has_answer:
        return
    if room.has_files:
        yield from room.module("files").keep(answer, whole, asked)
    if report:
        write_page(room.folder, whole, report)
        yield "Report", report
