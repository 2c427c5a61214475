"""Which sections has the page of a stress test, and in which order?"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import polars as pl

from brownfield.questions.stress.document import Document
from brownfield.questions.stress.facts.replays import EventReplay
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
from brownfield.tell.figures.style import Figure
from brownfield.tell.grids import Grid, grid

COMPARED = ("Compared", "Published", "Here", "Here / published", "Source", "Why")


@dataclass(frozen=True)
class Section:
    """A section of sentences, a figure and a table; any of them may be missing.

    `kind` is what has to be asked for to see it first: events, sweep, years, cures,
    flexibility or design.
    """

    kind: str
    name: str
    title: str
    lines: tuple[str, ...] = ()
    figure: Figure | None = field(default=None, repr=False)
    grid: Grid | None = field(default=None, repr=False)


def sections(document: Document) -> list[Section]:
    """Return the sections; what was asked for by name comes first."""
    flexible, designed = flexibility_lines(document), design_lines(document)
    found = [
        *_events(document),
        *_drawn("sweep", document, stress_exposure.figure, stress_map.figure),
        *_others(document),
        *_drawn("years", document, stress_curves.losses),
        *_said("years", "risk", "Is the simulation right?", risk_lines(document)),
        *_cures(document),
        *_said("flexibility", "flexibility", "How flexible the plan is", flexible),
        *_said("design", "design", "Planning for the stop", designed),
    ]
    return sorted(found, key=lambda section: not _is_first(document, section))


def _is_first(document: Document, section: Section) -> bool:
    return section.kind == "events" or bool(getattr(document.lead, section.kind))


def _events(document: Document) -> list[Section]:
    """Return the events asked for: sentences, course, and what was published."""
    return [
        _event(document, event, place)
        for place, event in enumerate(document.lead.events, start=1)
    ]


def _event(document: Document, event: EventReplay, place: int) -> Section:
    why = [*other_year(document, event), difference(document, event)]
    return Section(
        "events",
        f"event-{place}",
        f"{event.event}, week by week",
        (*event_lines(document, event), *(line for line in why if line)),
        stress_curves.course(document, event, f"course-{place}"),
        _compared(document, event) if event.published else None,
    )


def _others(document: Document) -> list[Section]:
    """Return the hazards nobody asked for in one figure, and what was published."""
    return [
        *_drawn("sweep", document, stress_curves.resilience),
        *(
            _published(document, event, place)
            for place, event in enumerate(document.lead.others, start=1)
            if event.published
        ),
    ]


def _published(document: Document, event: EventReplay, place: int) -> Section:
    told = (*event_lines(document, event), *other_year(document, event))
    return Section(
        "sweep",
        f"published-{place}",
        f"Beside what was published: {event.event}",
        (*told, difference(document, event)),
        None,
        _compared(document, event),
    )


def _compared(document: Document, event: EventReplay) -> Grid:
    rows = backtest_rows(document, event)
    return grid(pl.DataFrame(rows, schema=list(COMPARED), orient="row"))


def _cures(document: Document) -> list[Section]:
    lines = tuple(cure_lines(document))
    drawn = _drawn("cures", document, stress_cures.figure)
    return [replace(section, lines=lines) for section in drawn]


def _drawn(
    kind: str, document: Document, *makers: Callable[[Document], Figure | None]
) -> list[Section]:
    made = [maker(document) for maker in makers]
    return [_of(kind, figure) for figure in made if figure is not None]


def _of(kind: str, figure: Figure) -> Section:
    return Section(kind, f"of-{figure.name}", figure.title, figure=figure)


def _said(kind: str, name: str, title: str, lines: list[str]) -> list[Section]:
    return [Section(kind, name, title, tuple(lines))] if lines else []
