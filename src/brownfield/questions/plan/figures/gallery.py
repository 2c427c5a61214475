"""Which figures does the report show, in which order?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from altair.utils.schemapi import debug_mode

from brownfield.questions.plan.figures import (
    capacity,
    cash,
    futures,
    jobs,
    landed_cost,
    options,
    origin,
    timeline,
    world_map,
)

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.tell.figures.style import Figure


def figures(document: Document) -> list[Figure]:
    """Return the figures of a study; without a plan only the options."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        return checked_figures(document)


def checked_figures(document: Document) -> list[Figure]:
    """Return the figures, letting Altair check every piece against its schema."""
    if not document.has_plan:
        return [options.figure(document)]
    plants = (timeline, capacity, jobs)
    makers = (options, futures, world_map, *plants, landed_cost, origin, cash)
    figures = [maker.figure(document) for maker in makers]
    return [figure for figure in figures if figure is not None]
