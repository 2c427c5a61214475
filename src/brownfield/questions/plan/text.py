"""What does a study say in a terminal?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.plan.words import answer as words
from brownfield.questions.plan.words import board, jobs, law
from brownfield.tell.numbers import money
from brownfield.tell.text import case_notes, grid

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document


def text(document: Document) -> str:
    """Return the answer, its proof, the options beside it and notes.

    Notice, date and tie-out come first, notes on single rows of the case last.
    """
    checked = words.tie_out(document)
    lines = [
        *(line for line in (document.notice, *_known(document), checked) if line),
        words.answer(document),
        *board.lines(document),
        *(line for line in _jobs(document) if line),
        words.proof(document),
        *_parties(document),
        *_options(document),
        *_policies(document),
        *_outcomes(document),
        *law.fleet_rules(document),
        *law.carbon(document),
        *words.notes(document),
        *case_notes(document),
    ]
    return "\n".join(lines)


def remarks(document: Document) -> tuple[str, ...]:
    """Return what is said on standard error: what is missing, and why."""
    return tuple(line for line in (document.left_out, document.trouble) if line)


def is_answered(document: Document) -> bool:
    """Return whether there is a plan, and the recount agrees."""
    return not document.trouble


def _jobs(document: Document) -> tuple[str | None, ...]:
    """Return the jobs against today, who must agree, and where to ask on."""
    agreed = jobs.agreements(document)
    return jobs.jobs(document), agreed, board.to_change_it(document)


def _known(document: Document) -> list[str]:
    """Return up to when the tables know the world, and how money is counted."""
    sentence = words.as_of(document)
    return [f"{sentence}; {words.money_words(document)}."] if sentence else []


def _parties(document: Document) -> list[str]:
    rows = document.party_values.iter_rows()
    parts = [f"{party} {money(value, document.currency)}" for party, value in rows]
    return [f"Value by party: {'; '.join(parts)}."] if parts else []


def _options(document: Document) -> list[str]:
    columns = ["title", "status", "value", "difference"]
    others = document.options.slice(1).select(columns).iter_rows()
    rejected = board.rejected_by_title(document)
    by_title = {
        title: words.option_words(status, value, difference, document.currency)
        for title, status, value, difference in others
    }
    return [f"{title}: {line}" for title, line in (by_title | rejected).items()]


def _policies(document: Document) -> list[str]:
    """Return a sentence for each policy that was taken out; that there is none."""
    if document.policies is None:
        return []
    lines = [law.effect(document, one) for one in document.policies]
    return lines or [law.policies(document)]


def _outcomes(document: Document) -> list[str]:
    """Return what happened beside the plan, and why they differ; often nothing."""
    if document.outcomes is None:
        return []
    heads = ("", "unit", "planned", "happened")
    rows = [(o.outcome, o.unit, o.planned, o.happened) for o in document.outcomes]
    return ["", f"{words.OUTCOMES}:", grid(heads, rows), *words.outcomes(document), ""]
