"""How does a stress test become one HTML file?"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from altair.utils.schemapi import debug_mode

from brownfield.report import layout, stress_event_words, stress_words
from brownfield.report.figures import (
    stress_cures,
    stress_curves,
    stress_exposure,
    stress_map,
)
from brownfield.report.figures.style import Figure
from brownfield.report.numbers import money, vehicles
from brownfield.report.render import filled, shell, write_page
from brownfield.stress.study import StressTest

PAGE = "stress.html.j2"


@dataclass(frozen=True)
class Key:
    """A number in large type, with what it is and a sentence."""

    title: str
    value: str
    small: str


@dataclass(frozen=True)
class Part:
    """A section of sentences and a table."""

    name: str
    title: str
    lines: tuple[str, ...]
    grid: layout.Grid | None = field(default=None, repr=False)


def write_stress_report(test: StressTest, path: Path) -> None:
    """Write the report of a stress test as one self-contained HTML file, atomically."""
    write_page(render_stress(test), path)


def render_stress(test: StressTest) -> str:
    """Return the report of a stress test as HTML text."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        drawn = _figures(test)
    plan = test.planned.at.plan
    content: dict[str, Any] = {
        "title": plan.case.settings.case.title or plan.case.name,
        "notice": plan.case.settings.case.notice,
        "worst": stress_words.worst_sentence(test),
        "keys": _keys(test),
        "setting": stress_words.setting_line(test),
        "figures": drawn,
        "parts": _parts(test),
        "case_name": plan.case.name,
        "digest": plan.case.asked_digest[:12],
        "versions": ", ".join(f"{k} {v}" for k, v in plan.versions.items()),
        "seed": test.setting.seed,
    }
    return filled(PAGE, content | shell(drawn))


def _figures(test: StressTest) -> list[Figure]:
    makers = (
        stress_exposure.figure,
        stress_map.figure,
        stress_curves.resilience,
        stress_curves.losses,
        stress_cures.figure,
    )
    made = [maker(test) for maker in makers]
    return [figure for figure in made if figure is not None]


def _keys(test: StressTest) -> list[Key]:
    currency, found = stress_words.currency_of(test), []
    if test.risk:
        tail, error = test.risk.cvar()
        found += [
            Key(
                "Stops cost a year",
                money(test.risk.mean, currency),
                f"expected; standard error {money(test.risk.standard_error, currency)}",
            ),
            Key(
                "In a bad year",
                money(tail, currency),
                f"mean of the worst twentieth; standard error {money(error, currency)}",
            ),
            Key(
                "Vehicles lost a year",
                vehicles(test.risk.vehicles).removesuffix(" vehicles"),
                "expected, of "
                + vehicles(
                    test.planned.network.demand.sum() * test.setting.working_weeks
                ),
            ),
        ]
    if test.treatment:
        best = test.treatment.best
        names = ", ".join(best.cures) or "none pays"
        found.append(Key("Best cures", money(best.worth, currency), f"a year: {names}"))
    return found


def _parts(test: StressTest) -> list[Part]:
    found = []
    for event in test.events:
        rows = stress_event_words.backtest_rows(test, event)
        if rows:
            why = stress_event_words.difference(test, event)
            found.append(
                Part(
                    f"backtest-{event.name}",
                    f"Beside what was published: {event.name}",
                    (*stress_event_words.event_lines(test, event), why),
                    layout.grid(_backtest_frame(rows)),
                )
            )
    if test.risk:
        lines = tuple(stress_words.risk_lines(test))
        found.append(Part("risk", "Is the simulation right?", lines))
    if test.flexibility:
        lines = tuple(stress_words.flexibility_lines(test))
        found.append(Part("flexibility", "How flexible the plan is", lines))
    if test.design:
        lines = tuple(stress_words.design_lines(test))
        found.append(Part("design", "Planning for the stop", lines))
    return found


def _backtest_frame(rows: list[list[str]]) -> pl.DataFrame:
    columns = ("Compared", "Published", "Here", "Here / published", "Source", "Why")
    return pl.DataFrame(rows, schema=list(columns), orient="row")
