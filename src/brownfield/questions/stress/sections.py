"""Which sections has the page of a stress test, and in which order?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.stress.figures import cures as stress_cures
from brownfield.questions.stress.figures import curves as stress_curves
from brownfield.questions.stress.figures import exposure as stress_exposure
from brownfield.questions.stress.figures import map as stress_map
from brownfield.questions.stress.words.cures import cure_lines
from brownfield.questions.stress.words.events import (
    backtest_rows,
    difference,
    event_lines,
    other_year,
)
from brownfield.questions.stress.words.plans import design_lines, flexibility_lines
from brownfield.questions.stress.words.risk import risk_lines
from brownfield.tell.grids import grid
from brownfield.tell.page import Block, Drawing, Paragraph, Rows, Section

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.replays import EventReplay
    from brownfield.tell.figures.style import Figure

COMPARED = ("Compared", "Published", "Here", "Here / published", "Source", "Why")


def sections(document: Document) -> tuple[Section, ...]:
    """Return the sections; what was asked for by name comes first."""
    lead = document.lead
    answers = (
        (True, _events(document)),
        (lead.sweep, _sweep(document)),
        (lead.years, _years(document)),
        (lead.cures, _cures(document)),
        (lead.flexibility, _flexibility(document)),
        (lead.design, _design(document)),
    )
    ordered = sorted(answers, key=lambda answer: not answer[0])
    return tuple(section for _, part in ordered for section in part)


def _events(document: Document) -> Iterator[Section]:
    """Yield the events asked for: sentences, course, and what was published."""
    for place, event in enumerate(document.lead.events, start=1):
        why = (*other_year(document, event), difference(document, event))
        lines = (*event_lines(document, event), *(line for line in why if line))
        course = stress_curves.course(document, event, f"course-{place}")
        title = f"{event.event}, week by week"
        table = _compared(document, event, title)
        yield Section(f"event-{place}", title, _told(lines, Drawing(course), *table))


def _sweep(document: Document) -> Iterator[Section]:
    """Yield every stop, then the hazards nobody asked for in one figure."""
    yield from _drawn(document, stress_exposure.figure)
    yield from _drawn(document, stress_map.figure)
    yield from _drawn(document, stress_curves.resilience)
    for place, event in enumerate(document.lead.others, start=1):
        if event.published:
            yield _published(document, event, place)


def _published(document: Document, event: EventReplay, place: int) -> Section:
    title = f"Beside what was published: {event.event}"
    lines = (
        *event_lines(document, event),
        *other_year(document, event),
        difference(document, event),
    )
    blocks = _told(lines, *_compared(document, event, title))
    return Section(f"published-{place}", title, blocks)


def _compared(document: Document, event: EventReplay, title: str) -> Iterator[Rows]:
    rows = backtest_rows(document, event)
    if rows:
        table = pl.DataFrame(rows, schema=list(COMPARED), orient="row")
        yield Rows(grid(table), title)


def _years(document: Document) -> Iterator[Section]:
    yield from _drawn(document, stress_curves.losses)
    yield from _said("risk", "Is the simulation right?", risk_lines(document))


def _cures(document: Document) -> Iterator[Section]:
    return _drawn(document, stress_cures.figure, *cure_lines(document))


def _flexibility(document: Document) -> Iterator[Section]:
    lines = flexibility_lines(document)
    return _said("flexibility", "How flexible the plan is", lines)


def _design(document: Document) -> Iterator[Section]:
    return _said("design", "Planning for the stop", design_lines(document))


def _drawn(
    document: Document, make: Callable[[Document], Figure | None], *lines: str
) -> Iterator[Section]:
    figure = make(document)
    if figure is not None:
        blocks = _told(lines, Drawing(figure))
        yield Section(f"of-{figure.name}", figure.title, blocks)


def _said(name: str, title: str, lines: list[str]) -> Iterator[Section]:
    if lines:
        yield Section(name, title, _told(lines))


def _told(lines: Iterable[str], *shown: Block) -> tuple[Block, ...]:
    return (*map(Paragraph, lines), *shown)
