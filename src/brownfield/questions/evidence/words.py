"""How is evidence told in sentences?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from brownfield.tell.numbers import listed, money, significant

if TYPE_CHECKING:
    from brownfield.questions.evidence.document import Document
    from brownfield.questions.evidence.facts.sides import Seen, Timeline
    from brownfield.questions.evidence.facts.told import Told, Worthwhile

MOST = 5  # questions that are told
MOST_NAMED = 3  # assumptions that a sentence names


def headline(document: Document) -> str:
    """Return the answer: which claim is worth most, and what a straight answer is."""
    if not document.has_worth:
        return board(document)
    first = next(iter(document.questions), None)
    if first is None or first.worth <= 0.0:
        return (
            f"No claim could change the decision: {document.best_plan} stays the best "
            "whatever is true of what they bear on."
        )
    return (
        f"A straight answer of {first.whom} is worth most: up to "
        f"{_sum(document, first)} before choosing, since it bears on "
        f"{listed(list(first.about[:MOST_NAMED]))}."
    )


def board(document: Document) -> str:
    """Return how many claims there are, and how many bear on a number."""
    linked = sum(1 for one in document.claims if one.bears_on)
    drafts = sum(1 for one in document.claims if one.status == "draft")
    sentence = (
        f"{document.case} has {len(document.claims)} statements; {linked} bear on "
        f"{len(document.assumptions)} assumptions that a plan reads."
    )
    day = f" As it was known on {document.as_of}." if document.as_of else ""
    moved = f" {drafts} are drafts and move nothing." if drafts else ""
    return f"{sentence}{moved}{day}"


def worth_of_knowing(document: Document) -> str:
    """Return what it would be worth to know everything; empty without draws."""
    if document.evpi is None:
        return ""
    off = (
        f" Differences between plans were off by at most "
        f"{money(document.error, document.currency)} in draws solved whole."
        if document.error
        else ""
    )
    return (
        f"To know all linked assumptions before choosing would be worth "
        f"{money(document.evpi, document.currency)} (standard error "
        f"{money(document.evpi_standard_error or 0.0, document.currency)}; "
        f"{document.draws:,} draws, {len(document.plans)} plans). On the mean of the "
        f"draws the best is: {document.best_plan}.{off}"
    )


def questions(document: Document) -> Iterator[str]:
    """Yield whom to ask, what it is worth, and which answers change the plan."""
    for one in asked(document):
        head, tail = question(document, one)
        yield f"{head} ({', '.join(one.statements)}){tail}"


def asked(document: Document) -> Iterator[Worthwhile]:
    """Yield the questions that are worth asking, those worth most first."""
    for one in document.questions[:MOST]:
        if document.has_worth and one.worth > 0.0:
            yield one


def question(document: Document, one: Worthwhile) -> tuple[str, str]:
    """Return a question, before and after the statements that it is about."""
    sentence = f"Another plan would be the best: {'; '.join(one.flips)}."
    about = listed(list(one.about[:MOST_NAMED]))
    head = f"Ask {one.whom} about {about}: worth {_sum(document, one)}"
    return head, f". {sentence}" if one.flips else "."


def _sum(document: Document, one: Worthwhile) -> str:
    error = money(one.standard_error, document.currency)
    return f"{money(one.worth, document.currency)} (standard error {error})"


def who(one: Told) -> str:
    """Return who makes a claim, through whom, when and how."""
    through = f" (through {one.through})" if one.through else ""
    how = one.attribution.replace("_", " ")
    parts = (f"{one.speaker or 'nobody named'}{through}", one.date, how)
    return ", ".join(part for part in parts if part)


def judged(one: Told) -> str:
    """Return the grade of a claim with its flags, and who judged it when."""
    by = " ".join(part for part in (one.reviewer, one.reviewed) if part)
    band = (one.band,) if one.band else ()
    is_judged = one.reviewer and one.status != "draft"
    reviewed = (f"reviewed by {by}",) if is_judged else ()
    return "; ".join((one.grade, *band, *one.flags, *reviewed))


def claims(document: Document) -> Iterator[str]:
    """Yield each claim that bears on a number, and how many do not."""
    linked = [one for one in document.claims if one.bears_on]
    for one in linked:
        said = "; ".join((f"grade {one.grade}", *one.flags))
        yield f"{one.statement}: {one.claim} ({who(one)}; {said}). {_bears(one)}."
    others = len(document.claims) - len(linked)
    if others:
        yield f"{others} others bear on no number: see the page (--report) or --json."


def _bears(one: Told) -> str:
    text = "; ".join(one.bears_on)
    return text[:1].upper() + text[1:]


def contested(timelines: Iterable[Timeline]) -> Iterator[str]:
    """Yield each thing of which the opposite is said, and by which statements."""
    for one in timelines:
        said: dict[str, list[str]] = {}
        for seen in one.seen:
            if one.is_contested and seen.is_contradicted:
                said.setdefault(seen.stance, []).append(seen.statement)
        sides = [f"{stance} by {listed(names)}" for stance, names in said.items()]
        if sides:
            yield f"{one.about} is contested: {'; '.join(sides)}."


def stance(seen: Seen) -> str:
    """Return how far a statement says that a thing has come, and what it does."""
    does = f"{seen.stance}; {seen.relation}" if seen.relation else seen.stance
    return f"{does}; contradicted" if seen.is_contradicted else does


def value(seen: Seen, unit: str = "") -> str:
    """Return what a statement says of a cell; blank where it gives no number."""
    ends = (seen.low, seen.high)
    parts = [significant(end) for end in ends if end is not None]
    mode = [] if seen.mode is None else [significant(seen.mode)]
    if not parts:
        return " ".join((*mode, unit)).strip() if mode else ""
    likely = f", likely {mode[0]}" if mode else ""
    return f"{' to '.join(parts)} {unit}".strip() + likely


def label(one: Told) -> str:
    """Return what a claim can do: change the decision, move the result, or neither."""
    if one.could_change_the_decision:
        return "could change the decision"
    return "moves the result" if one.moves_the_result else ""


def how() -> str:
    """Return how claims are weighed, in two sentences."""
    return (
        "The case's own range counts 1; each origin of claims counts once, by the "
        "grade of its best claim (source A 1, B 0.8, C 0.6, D 0.3, E 0, F 0.2; times "
        "what is said 1 1, 2 0.8, 3 0.6, 4 0.3, 5 0, 6 0.2). Drafts and refusals count "
        "nothing; a grade with a question mark is proposed by rule."
    )
