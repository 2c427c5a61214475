"""Which sections has the page of a stress test, and in which order?"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import polars as pl

from brownfield.questions.stress.figures import cures as stress_cures
from brownfield.questions.stress.figures import curves as stress_curves
from brownfield.questions.stress.figures import exposure as stress_exposure
from brownfield.questions.stress.figures import map as stress_map
from brownfield.questions.stress.question import Asked, StressTest
from brownfield.questions.stress.weeks.events import Event
from brownfield.questions.stress.words import headline as stress_words
from brownfield.questions.stress.words.cures import cure_lines
from brownfield.questions.stress.words.events import (
    backtest_rows,
    difference,
    event_lines,
    other_year,
)
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


def sections(test: StressTest, asked: Asked) -> list[Section]:
    """Return the sections; what was asked for by name comes first."""
    lead = [event for event in test.events if event.name in asked.events]
    rest = [event for event in test.events if event.name not in asked.events]
    found = [
        *(_event(test, event, place) for place, event in enumerate(lead, start=1)),
        *_drawn("sweep", test, stress_exposure.figure, stress_map.figure),
        *_others(test, rest),
        *_drawn("years", test, stress_curves.losses),
        *_said("years", "risk", "Is the simulation right?", risk_lines(test)),
        *_cures(test),
        *_said(
            "flexibility",
            "flexibility",
            "How flexible the plan is",
            stress_words.flexibility_lines(test),
        ),
        *_said(
            "design", "design", "Planning for the stop", stress_words.design_lines(test)
        ),
    ]
    first = {"events"} | {k for k in ("sweep", "cures", "flexibility") if _is(asked, k)}
    first |= {"years"} if asked.years else set()
    first |= {"design"} if asked.design else set()
    return sorted(found, key=lambda section: section.kind not in first)


def _is(asked: Asked, kind: str) -> bool:
    return bool(getattr(asked, kind))


def _event(test: StressTest, event: Event, place: int) -> Section:
    """Return an event asked for: its sentences, its course, what was published."""
    rows = backtest_rows(test, event)
    why = [*other_year(test, event), difference(test, event)] if rows else []
    return Section(
        "events",
        f"event-{place}",
        f"{event.name}, week by week",
        (*event_lines(test, event), *(line for line in why if line)),
        stress_curves.course(test, event, f"course-{place}"),
        grid(_compared(rows)) if rows else None,
    )


def _others(test: StressTest, events: list[Event]) -> list[Section]:
    """Return the hazards nobody asked for in one figure, and what was published."""
    figure = stress_curves.resilience(test, events)
    found = [] if figure is None else [_of("sweep", figure)]
    for place, event in enumerate(events, start=1):
        rows = backtest_rows(test, event)
        if rows:
            told = (*event_lines(test, event), *other_year(test, event))
            title = f"Beside what was published: {event.name}"
            why, table = difference(test, event), grid(_compared(rows))
            name = f"published-{place}"
            found.append(Section("sweep", name, title, (*told, why), None, table))
    return found


def _cures(test: StressTest) -> list[Section]:
    drawn, lines = _drawn("cures", test, stress_cures.figure), tuple(cure_lines(test))
    return [replace(section, lines=lines) for section in drawn]


def _drawn(
    kind: str, test: StressTest, *makers: Callable[[StressTest], Figure | None]
) -> list[Section]:
    made = [maker(test) for maker in makers]
    return [_of(kind, figure) for figure in made if figure is not None]


def _of(kind: str, figure: Figure) -> Section:
    return Section(kind, f"of-{figure.name}", figure.title, figure=figure)


def _said(kind: str, name: str, title: str, lines: list[str]) -> list[Section]:
    return [Section(kind, name, title, tuple(lines))] if lines else []


def _compared(rows: list[list[str]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=list(COMPARED), orient="row")
