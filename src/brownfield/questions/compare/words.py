"""How are plans under what-ifs told in sentences?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from brownfield.tell.labels import item_name, pretty
from brownfield.tell.numbers import gain, listed, money

if TYPE_CHECKING:
    from brownfield.questions.compare.document import ComparedPlan, Document
    from brownfield.tell.beside.bridge import Step

HOW = (
    "The case is planned as it is and under each what-if by itself, and every plan is "
    "recounted independently. A bridge leads from the plan of the case as it is to "
    "that under a what-if, cash item by cash item and party by party: expected present "
    "values, which add up to the difference."
)
SAME = 0.5  # case currency below which two plans are worth the same
MOST_NAMED = 3  # starts that a cell of the table names
MOST_STEPS = 4  # of a bridge that a sentence names
SMALL = 0.02  # share of the largest step under which a step is not named


def titles(document: Document) -> dict[str, str]:
    """Return the printed name of each plan; of two that read alike with the short one.

    The case as it is comes first.
    """
    first, *others = document.plans
    named = {first: f"{first[:1].upper()}{first[1:]}"}
    named |= {name: pretty(name) for name in others}
    counts = Counter(named.values())
    return {
        name: title if counts[title] == 1 else f"{title} ({name})"
        for name, title in named.items()
    }


def headline(document: Document) -> str:
    """Return the answer in one sentence or two."""
    moved, named = document.moved, titles(document)
    if not moved:
        return "No what-if has a plan to set beside that of the case as it is."
    if len(moved) == 1:
        ((name, one),) = moved.items()
        return f"With {named[name]} the best plan is worth {worth(document, one)}."
    (best, most), *_, (worst, least) = moved.items()
    ends = (named[best], _size(document, most)), (named[worst], _size(document, least))
    return f"{_ends(document, *ends)} {otherwise(document)}"


End = tuple[str, str]


def _ends(document: Document, best: End, worst: End) -> str:
    """Return a sentence on the what-ifs that gain and lose most; name and amount."""
    differences = [one.difference or 0.0 for one in document.moved.values()]
    count = f"{len(differences)} what-ifs"
    if max(differences) <= 0.0:
        return (
            f"None of {count} adds to what the best plan is worth: {best[0]} costs "
            f"least, {best[1]}, and {worst[0]} most, {worst[1]}."
        )
    if min(differences) >= 0.0:
        return (
            f"None of {count} costs what the best plan is worth: {best[0]} adds most, "
            f"{best[1]}, and {worst[0]} least, {worst[1]}."
        )
    return (
        f"Of {count} {best[0]} adds most to what the best plan is worth, {best[1]}; "
        f"{worst[0]} costs most, {worst[1]}."
    )


def _size(document: Document, one: ComparedPlan) -> str:
    return money(abs(one.difference or 0.0), document.currency)


def worth(document: Document, one: ComparedPlan) -> str:
    """Return by how much a plan is worth more or less than as it is."""
    difference = one.difference or 0.0
    if abs(difference) < SAME:
        return "what it is worth without it"
    return f"{_size(document, one)} {'more' if difference > 0 else 'less'}"


def otherwise(document: Document) -> str:
    """Return under how many what-ifs something else is started."""
    count = sum(bool(changes(document, name)) for name in document.moved)
    if not count:
        return "Each of them starts the same."
    verb = "starts" if count == 1 else "start"
    return f"{count} of them {verb} something else, or at other times."


def changes(document: Document, name: str) -> list[str]:
    """Return which build options a plan starts, and starts no more, or when else."""
    apart, lines = document.apart, list[str]()
    at = apart.names.index(name)
    for option, row in apart.starts.items():
        title = document.options.get(option, option)
        if row[at] and not row[0]:
            lines.append(f"+ {title}")
        elif row[0] and not row[at]:
            lines.append(f"- {title}")
        elif row[at] != row[0]:
            lines.append(f"{title} at other times")
    return lines


def brief(document: Document, name: str) -> str:
    """Return what a plan starts and starts no more, the first few by name."""
    lines = changes(document, name)
    signed = [line for line in lines if line[:2] in ("+ ", "- ")]
    num_hidden, num_moved = len(signed) - MOST_NAMED, len(lines) - len(signed)
    parts = signed[:MOST_NAMED]
    parts += [f"{num_hidden} more"] if num_hidden > 0 else []
    parts += [f"{num_moved} at other times"] if num_moved else []
    return "; ".join(parts)


def bridges(document: Document, named: Mapping[str, str], most: int) -> list[str]:
    """Return the largest steps of each bridge, those of the largest differences first.

    Parameters
    ----------
    document
        The plans.
    named
        What each is called.
    most
        Sentences.
    """
    moved = [pair for pair in document.moved.items() if pair[1].bridge]
    ordered = sorted(moved, key=lambda pair: -abs(pair[1].difference or 0.0))
    return [f"{named[n]}, {bridged(document, one)}" for n, one in ordered[:most]]


def bridged(document: Document, one: ComparedPlan) -> str:
    """Return a difference and the largest steps that lead to it."""
    unit = document.currency
    largest = max((abs(step.amount) for step in one.bridge), default=0.0)
    shown = [s for s in one.bridge[:MOST_STEPS] if abs(s.amount) > SMALL * largest]
    steps = [f"{step_name(document, s)} {gain(s.amount, unit)}" for s in shown]
    rest = (one.difference or 0.0) - sum(step.amount for step in shown)
    if abs(rest) > SMALL * largest:
        steps.append(f"all other cash {gain(rest, unit)}")
    return f"{gain(one.difference or 0.0, unit)}: {'; '.join(steps)}."


def step_name(document: Document, step: Step) -> str:
    """Return what a step is: cash item and party."""
    item = item_name(step.item)
    return (
        f"{item}, {document.names.get(step.party, step.party)}" if step.party else item
    )


def unproved(document: Document) -> Iterator[str]:
    """Yield a sentence on what-ifs whose difference is no gain or loss."""
    named = titles(document)
    names = [named[n] for n, one in document.moved.items() if one.is_proved is False]
    if names:
        yield (
            f"No difference is proved for {listed(names)}: it is within what the "
            "searches left open. Ask for a smaller --gap."
        )


def missing(document: Document) -> Iterable[str]:
    """Return what stands nowhere on the page, and why."""
    lines = [line.removeprefix("brownfield: ") for line in document.trouble]
    return [*lines, *(f"Left out: {line}" for line in document.refused)]


def caption(document: Document) -> str:
    """Return what stands over the table of all plans."""
    return (
        f"Expected present values, {document.currency} m. A heading puts the rows in "
        "the order of its column."
    )
