"""How does a deal read in a terminal?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.deal.words.headline import headline, sentences
from brownfield.questions.deal.words.names import RULE_WORDS, form_words, shown_in
from brownfield.questions.deal.words.support import support_sentence
from brownfield.questions.deal.words.views import view_lines
from brownfield.tell.numbers import grouped, significant
from brownfield.tell.text import case_notes, grid

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.questions.deal.facts.ranges import Range
    from brownfield.questions.deal.facts.talks import Talks


def text(document: Document) -> str:
    """Return a deal as text: notice, answer, and notes on rows of the case."""
    source = document.source
    noted = case_notes(source)
    words = "\n".join([_answer(document), *noted])
    return f"{source.notice}\n\n{words}" if source.notice else words


def remarks(_: Document) -> tuple[str, ...]:
    """Return what is said on standard error: nothing."""
    return ()


def is_answered(_: Document) -> bool:
    """Return whether there is an answer: else none would have been given."""
    return True


def _answer(document: Document) -> str:
    if document.view is not None:
        return "\n".join(view_lines(document, document.view))
    first, later = sentences(document)
    support = document.support_by_government.values()
    parts = [
        headline(document),
        *first,
        _splits(document),
        *_terms(document),
        *later,
        *[support_sentence(document, part) for part in support],
    ]
    return "\n\n".join(part for part in parts if part)


def _splits(document: Document) -> str:
    """Return what each party has alone and by each sharing rule, in millions."""
    splits, alone = document.shares.splits, document.groups.disagreement
    header = (f"{document.currency} m", "alone", *(RULE_WORDS[rule] for rule in splits))
    rows = [
        (
            document.names[party],
            grouped(alone[party] / 1e6, 1),
            *(grouped(split[party] / 1e6, 1) for split in splits.values()),
        )
        for party in document.parties
    ]
    return grid(header, rows)


def _terms(document: Document) -> list[str]:
    """Return the range of every contract form, for each talk that there is."""
    payments = document.payments
    if document.has_two_talks:
        titles = ("Without governments:", "Everybody at the table:")
        pairs = zip(titles, (payments.private, payments.public), strict=True)
        return [f"{title}\n{_forms(talks)}" for title, talks in pairs if talks]
    return [_forms(payments.quoted)] if payments.quoted else []


def _forms(talks: Talks) -> str:
    header = (
        "contract form",
        "from",
        "to",
        "±",
        "meet at",
        "worst futures only",
        "unit",
    )
    return grid(header, [_form(term) for term in talks.ranges.values()])


def _form(term: Range) -> tuple[str, ...]:
    by, unit = shown_in(term.unit, term.high or term.low or 0.0)
    return (
        form_words(term.form),
        _number(term.low, by),
        _number(term.high, by) if term.low is not None else "-",
        _off(term, by),
        _number(term.nash, by),
        _tail(term.tail_low, term.tail_high, by),
        unit + (f", {term.note}" if term.note else ""),
    )


def _number(value: float | None, by: float) -> str:
    return "-" if value is None else significant(value / by)


def _off(term: Range, by: float) -> str:
    """Return by how much the ends may be off."""
    if term.low is None:
        return "-"
    return "all" if term.off is None else significant(term.off / by)


def _tail(low: float | None, high: float | None, by: float) -> str:
    if low is None or high is None:
        return "-"
    return f"{significant(low / by)} to {significant(high / by)}"
