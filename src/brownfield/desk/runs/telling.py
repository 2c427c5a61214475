"""What is kept of an answer: its sentence, document and pages?"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from brownfield.desk.assets import HOME, addresses
from brownfield.desk.store.runs import Answered
from brownfield.plans.json_text import json_text
from brownfield.tell.page import Page, parts_of, render
from brownfield.tell.paper.kept import to_text
from brownfield.tell.shell import filled

if TYPE_CHECKING:
    from brownfield.questions.registry import Room


def told(room: Room, answer: Any, asked: Any, run: int) -> Answered:
    """Return what is kept of an answer: what command, JSON and report say.

    Parameters
    ----------
    room
        The question.
    answer
        The answer.
    asked
        What was asked.
    run
        Number of the run.
    """
    document = room.module("document")
    plain = document.document(answer, asked)
    whole = document.whole(answer, asked)
    text = room.module("text")
    said = text.remarks(plain)
    remarks = " ".join(line.removeprefix("brownfield: ") for line in said)
    if not whole.has_answer:
        return Answered("", remarks, json_text(room.plain(plain)), "", "")
    page = import_module(f"{room.folder}.page").page(whole)
    return Answered(
        headline=page.headline,
        trouble=remarks,
        document=json_text(room.plain(plain)),
        page=_shown(page, run),
        report=render(page),
        terms=_terms(room, answer),
        paper=to_text(room.module("paper").paper(whole)) if room.has_paper else "",
    )


def _terms(room: Room, answer: Any) -> str:
    """Return what other terms can be told from; blank for nothing."""
    moving = room.module("moving") if room.has_terms else None
    payoffs = moving.payoffs(answer) if moving else None
    return moving.to_text(payoffs) if moving and payoffs else ""


def _shown(page: Page, run: int) -> str:
    """Return a page as the desk shows it: scripts and style stand beside it."""
    parts = parts_of(page) | {"run": run, "linked": addresses()}
    return filled("answer.html.j2", parts, home=HOME)
