"""What does a board read of the impact of a plan?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.impact import grids, words
from brownfield.questions.impact.keys import keys
from brownfield.questions.impact.views import view
from brownfield.tell.numbers import gain
from brownfield.tell.paper.begin import paper_from
from brownfield.tell.paper.paper import (
    Bars,
    Sheet,
    bars,
    figures,
    framed,
    lead,
    lines,
)

if TYPE_CHECKING:
    from brownfield.questions.impact.document import Brought, Document
    from brownfield.tell.paper.paper import Paper

BRINGS, PAYS, CHANGES, BEHIND = (
    "What does it bring?",
    "Who pays and who receives?",
    "What would change it?",
    "What stands behind the numbers?",
)
ONLY_SECTORS = "Only multipliers were asked for; no plan was made."


def paper(document: Document) -> Paper:
    """Return the board paper of the impact of a plan."""
    brought = document.brought
    sheets = _of_sectors(document) if brought is None else _of_plan(document, brought)
    kicker = "What does it bring the region and the public purse?"
    return paper_from(document, kicker, sheets)


def _of_sectors(document: Document) -> tuple[Sheet, Sheet, Sheet, Sheet]:
    """Return the sheets where no plan was asked for: the sectors, and that."""
    title = "For each unit of money sold to the end"
    sectors = framed(grids.sectors(document), title, words=("Sector",))
    first = Sheet(BRINGS, lead(words.headline(document)), tables=sectors)
    others = (Sheet(name, ONLY_SECTORS) for name in (PAYS, CHANGES, BEHIND))
    second, third, last = others
    return first, second, third, last


def _of_plan(document: Document, brought: Brought) -> tuple[Sheet, Sheet, Sheet, Sheet]:
    return (
        _brings(document, brought),
        _pays(document, brought),
        _changes(document, brought),
        _behind(document, brought),
    )


def _brings(document: Document, brought: Brought) -> Sheet:
    """Return net jobs, what they cost, and where they are."""
    unit = document.currency
    said = (
        words.anyway(document, brought),
        words.in_region(document, brought),
        words.plants_only(document),
        *words.headquarters(document, brought),
        words.co2(brought),
    )
    return Sheet(
        title=BRINGS,
        lead=lead(words.headline(document)),
        figures=figures(keys(document)),
        tables=framed(
            grids.regions(brought, unit), "Jobs by region", words=("Region",)
        ),
        lines=lines(said),
    )


def _pays(document: Document, brought: Brought) -> Sheet:
    """Return what the state receives and pays, and whether the support is legal."""
    unit = document.currency
    first, *rest = words.purse(document, brought)
    support = framed(
        grids.support(brought, unit), "Support by policy", words=("Support", "Kind")
    )
    said = (*rest, *words.legal(document, brought), words.precedents(document, brought))
    return Sheet(
        title=PAYS,
        lead=lead(first),
        chart=_purse(document, brought),
        tables=support,
        lines=lines(said),
    )


def _purse(document: Document, brought: Brought) -> Bars | None:
    """Return what each head brings the state, and what support takes."""
    state, unit = brought.exchequer, document.currency
    heads = [(one.name, one.worth) for one in state.heads]
    heads = [*heads, ("Support", -state.support)]
    some = [(name, worth) for name, worth in heads if worth]
    title = (
        f"Worth to the state over {state.years} years at {100 * state.rate:g} %, "
        f"{unit} m"
    )
    worths = [worth for _, worth in some]
    ends = [gain(worth, unit) for worth in worths]
    return bars(title, [name for name, _ in some], [("To the state", worths)], ends)


def _changes(document: Document, brought: Brought) -> Sheet:
    """Return what other futures and a stop do to it, and what is to be asked."""
    unit = document.currency
    sentence = next(
        words.futures(brought), "The futures of the case bring the same jobs."
    )
    futures = framed(
        grids.futures(brought, unit), "Jobs in each future", words=("Future",)
    )
    stops = framed(
        grids.at_risk(brought, unit),
        "What a stop takes of value added",
        words=("Company", "Stop"),
    )
    _, asks = view(document, brought)
    return Sheet(
        title=CHANGES,
        lead=lead(sentence),
        tables=(*futures, *stops),
        lines=lines((words.at_risk(document, brought), *asks)),
    )


def _behind(document: Document, brought: Brought) -> Sheet:
    """Return how the jobs were counted."""
    steps = framed(grids.steps(brought), "From gross to net jobs", words=("Step",))
    said = (
        words.less(brought),
        words.beside(brought),
        words.by_studies(brought),
        words.unfit(document),
    )
    return Sheet(
        title=BEHIND,
        lead=lead(words.how(brought)),
        tables=steps,
        lines=lines(said),
    )
