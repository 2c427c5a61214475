"""What does the command of a question do, and which exit code does it leave?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brownfield.asking.answer import write_page, write_paper
from brownfield.asking.options import asked_with, options_of
from brownfield.asking.shared import Options, shared_with
from brownfield.asking.targets import KINDS, check_paper, check_report
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
        of the question, by field; `pdf` and `slides` where it has a paper.
    """
    is_json = given["as_json"]
    asked = _asked(room, given)
    told_in = _targets(room, given)
    if room.has_files:
        room.module("files").check(asked)
    shared = values_of(shared_with(type(asked)), given)
    case = opened(given["case"], Options(**shared))
    with progress() as (on_step, on_begin):
        cluster = given["cluster"]
        work = Work(given["jobs"], bool(told_in), on_step, on_begin, cluster)
        answer = room.module("question").answer(case, asked, work)
    content = room.module("document").document(answer, asked)
    text = room.module("text")
    say(json_text(room.plain(content)) if is_json else text.text(content))
    for line in text.remarks(content):
        warn(f"{line}\n")
    for label, path in _kept(room, (answer, asked, content), told_in):
        if not is_json:
            say(f"{label}: {path}")
    return DONE if text.is_answered(content) else NO_ANSWER


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


def _targets(room: Room, given: Mapping[str, Any]) -> dict[str, Path]:
    """Return the files in which the answer is told, by `report`, `pdf` and `slides`.

    Raises
    ------
    UseError
        If one cannot be written.
    MissingExtraError
        If a library that writes one is not installed.
    """
    check_report(given["report"], room.usual_page)
    for kind in KINDS:
        check_paper(given.get(kind), kind, room.name)
    return {kind: given[kind] for kind in ("report", *KINDS) if given.get(kind)}


def _kept(
    room: Room, answered: tuple[Any, Any, Any], told_in: Mapping[str, Path]
) -> Iterator[tuple[str, Path]]:
    """Yield label and path of every file, when it is written.

    `answered` is the answer, what was asked, and what is told of it.
    """
    if not (told_in or room.has_files):
        return
    answer, asked, content = answered
    document = room.module("document")
    is_all = document.whole is document.document
    whole = content if is_all else document.whole(answer, asked)
    if not whole.has_answer:
        return
    if room.has_files:
        yield from room.module("files").keep(answer, whole, asked)
    for kind, path in told_in.items():
        if kind == "report":
            write_page(room.folder, whole, path)
        else:
            write_paper(room.folder, whole, path, kind)
        yield KINDS[kind].label if kind in KINDS else "Report", path
