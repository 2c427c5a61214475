"""How deep is the dent of each event, how fast is it mended, how bad are bad years?"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import polars as pl

from brownfield.questions.stress.question import StressTest
from brownfield.questions.stress.risk import TAIL
from brownfield.questions.stress.weeks.events import Event
from brownfield.questions.stress.words.events import event_lines
from brownfield.questions.stress.words.names import currency_of
from brownfield.tell.figures.style import (
    BLUE,
    MILLION,
    ORANGE,
    VERMILLION,
    Figure,
    Panel,
    coloured,
    few,
    named,
    tip,
    to_spec,
)
from brownfield.tell.numbers import money, percent

LINES = {"built of what is hit": VERMILLION, "all built": BLUE, "buyers served": ORANGE}
AS_PLANNED = (
    "1 is as planned; above 1 the plant catches up. Missed in the table: the weeks of "
    "full output that stop and ramp cost."
)
WORST = "mean of the worst 5 % of years"
FROM_ZERO = alt.Scale(domainMin=0)
SHARE = tip("share", "Share of plan", 2)
POINTS = 200  # of the curve of losses


def resilience(test: StressTest, events: Sequence[Event]) -> Figure | None:
    """Return the course of events by week, the dearest told; None without any."""
    if not events:
        return None
    worst = max(events, key=lambda event: event.lost_value)
    told = " ".join(event_lines(test, worst)[:3])
    which = "The dearest of them, " if len(events) > 1 else ""
    return Figure(
        name="resilience",
        title="How deep, how long, how soon back",
        caption=f"{which}{told} {AS_PLANNED}",
        panels=tuple(Panel(event.name, _course(event)) for event in events),
        table=_event_table(test, events),
        legend=tuple(LINES.items()),
    )


def course(test: StressTest, event: Event, name: str) -> Figure:
    """Return the course of one event by week."""
    return Figure(
        name=name,
        title=f"{event.name}, week by week",
        caption=AS_PLANNED,
        panels=(Panel("", _course(event)),),
        table=_event_table(test, [event]),
        legend=tuple(LINES.items()),
    )


def _course(event: Event) -> dict[str, Any]:
    courses = (event.hit_course, event.replay.quality, event.replay.service)
    data = [
        {"week": week, "share": round(float(value), 4), "what": what}
        for what, course in zip(LINES, courses, strict=True)
        for week, value in enumerate([*course, course[-1]])
    ]
    chart = (
        named("weeks")
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=alt.X("week:Q", title="weeks since the stop began", axis=few()),
            y=alt.Y("share:Q", title="share of plan", axis=few(), scale=FROM_ZERO),
            color=coloured("what", LINES),
            tooltip=[tip("what", "What"), tip("week", "Weeks since", 0), SHARE],
        )
        .properties(width="container", height=150)
    )
    return to_spec(chart, weeks=data)


def _event_table(test: StressTest, events: Sequence[Event]) -> pl.DataFrame:
    currency = currency_of(test)
    return pl.DataFrame(
        [
            {
                "Event": event.name,
                "Deepest, of what is hit (% not built)": 100 * event.hit.depth,
                "Missed (weeks of its output)": event.hit.area,
                "Back at 90 % (weeks)": event.hit.weeks_to_90,
                "Deepest, of all plants (%)": 100 * event.built.depth,
                "Not built when planned (vehicles)": event.unbuilt,
                "Never sold (vehicles)": event.lost_vehicles,
                f"Lost ({currency} m)": event.lost_value / MILLION,
                **_penalty(event, events, currency),
            }
            for event in events
        ],
        infer_schema_length=None,
    )


def _penalty(event: Event, events: Sequence[Event], currency: str) -> dict[str, float]:
    """Return the column of lost-sale penalties if any event has one."""
    if not any(one.penalty for one in events):
        return {}
    return {f"of which lost-sale penalty ({currency} m)": event.penalty / MILLION}


def losses(test: StressTest) -> Figure | None:
    """Return how often a year of stops costs more than an amount."""
    risk = test.risk
    if risk is None:
        return None
    currency = currency_of(test)
    tail = risk.cvar()[0] if risk.is_told(TAIL) else None
    mean = "" if tail is None else money(tail, currency)
    worst = f"; the worst 5 % of years {mean} on average (dashed)" if mean else ""
    marked = () if tail is None else ((WORST, VERMILLION),)
    return Figure(
        name="losses",
        title="How bad a year can be",
        caption=f"On average stops cost {money(risk.mean, currency)} a year{worst}. "
        f"{percent(float(np.mean(risk.losses <= 0)))} of years pass without a loss.",
        panels=(Panel("", _exceedance(risk.losses, tail, currency)),),
        table=_loss_table(test),
        legend=(("share of years that cost more", BLUE), *marked),
    )


def _exceedance(
    values: np.ndarray, tail: float | None, currency: str
) -> dict[str, Any]:
    ordered = np.sort(values)
    amounts = np.linspace(0.0, float(np.quantile(ordered, 0.999)), POINTS)
    over = 1.0 - np.searchsorted(ordered, amounts, side="right") / len(ordered)
    data = [
        {"lost": round(float(a) / MILLION, 3), "share": round(100 * float(s), 4)}
        for a, s in zip(amounts, over, strict=True)
    ]
    x = alt.X("lost:Q", title=f"lost in a year ({currency} m)", axis=few())
    area = (
        named("years")
        .mark_area(color=BLUE, opacity=0.35, line={"color": BLUE})
        .encode(
            x=x,
            y=alt.Y("share:Q", title="% of years that cost more", axis=few()),
            tooltip=[
                tip("lost", f"More than ({currency} m)", 1),
                tip("share", "% of years", 1),
            ],
        )
    )
    rule = named("tail").mark_rule(color=VERMILLION, strokeDash=[6, 4]).encode(x=x)
    chart = (area + rule).properties(width="container", height=240)
    marks = [] if tail is None else [{"lost": round(tail / MILLION, 3)}]
    return to_spec(chart, years=data, tail=marks)


def _loss_table(test: StressTest) -> pl.DataFrame:
    risk, currency = test.risk, currency_of(test)
    by_hazard = risk.by_hazard if risk else {}
    return pl.DataFrame(
        [
            {
                "Hazard": name,
                f"Expected loss a year, simulated ({currency} m)": value / MILLION,
            }
            for name, value in sorted(by_hazard.items(), key=lambda pair: -pair[1])
        ]
    )
