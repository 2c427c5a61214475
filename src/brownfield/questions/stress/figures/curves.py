"""How deep is the dent of each event, how fast is it mended, how bad are bad years?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.stress.words.events import event_lines
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

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.replays import EventReplay
    from brownfield.questions.stress.facts.risk import YearlyRisk

LINES = {"built of what is hit": VERMILLION, "all built": BLUE, "buyers served": ORANGE}
AS_PLANNED = (
    "1 is as planned; above 1 the plant catches up. Missed in the table: the weeks of "
    "full output that stop and ramp cost."
)
WORST = "mean of the worst 5 % of years"
FROM_ZERO = alt.Scale(domainMin=0)
SHARE = tip("share", "Share of plan", 2)


def resilience(document: Document) -> Figure | None:
    """Return the course of events nobody asked for, the dearest told; None without."""
    events, worst = document.lead.others, document.lead.dearest_other
    if worst is None:
        return None
    sentences = " ".join(event_lines(document, worst)[:3])
    which = "The dearest of them, " if len(events) > 1 else ""
    return Figure(
        name="resilience",
        title="How deep, how long, how soon back",
        caption=f"{which}{sentences} {AS_PLANNED}",
        panels=tuple(Panel(event.event, _course(event)) for event in events),
        table=_event_table(document, events),
        legend=tuple(LINES.items()),
    )


def course(document: Document, event: EventReplay, name: str) -> Figure:
    """Return the course of one event by week."""
    return Figure(
        name=name,
        title=f"{event.event}, week by week",
        caption=AS_PLANNED,
        panels=(Panel("", _course(event)),),
        table=_event_table(document, [event]),
        legend=tuple(LINES.items()),
    )


def _course(event: EventReplay) -> dict[str, Any]:
    courses = (
        [week.hit_share for week in event.weeks],
        [week.built_share for week in event.weeks],
        [week.served_share for week in event.weeks],
    )
    data = [
        {"week": week, "share": round(value, 4), "what": what}
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


def _event_table(document: Document, events: Sequence[EventReplay]) -> pl.DataFrame:
    currency = document.currency
    return pl.DataFrame(
        [
            {
                "Event": event.event,
                "Deepest, of what is hit (% not built)": 100 * event.hit.depth,
                "Missed (weeks of its output)": event.hit.area_weeks,
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


def _penalty(
    event: EventReplay, events: Sequence[EventReplay], currency: str
) -> dict[str, float]:
    """Return the column of lost-sale penalties if any event has one."""
    if not any(one.of_which_penalty for one in events):
        return {}
    penalty = event.of_which_penalty / MILLION
    return {f"of which lost-sale penalty ({currency} m)": penalty}


def losses(document: Document) -> Figure | None:
    """Return how often a year of stops costs more than an amount."""
    risk, currency = document.risk, document.currency
    if risk is None:
        return None
    tail = risk.cvar_95
    mean = "" if tail is None else money(tail, currency)
    worst = f"; the worst 5 % of years {mean} on average (dashed)" if mean else ""
    marked = () if tail is None else ((WORST, VERMILLION),)
    return Figure(
        name="losses",
        title="How bad a year can be",
        caption=f"On average stops cost {money(risk.expected_loss, currency)} a year"
        f"{worst}. {percent(risk.share_without_loss)} of years pass without a loss.",
        panels=(Panel("", _exceedance(risk, currency)),),
        table=_loss_table(risk, currency),
        legend=(("share of years that cost more", BLUE), *marked),
    )


def _exceedance(risk: YearlyRisk, currency: str) -> dict[str, Any]:
    data = [
        {"lost": round(at.loss / MILLION, 3), "share": round(100 * at.share, 4)}
        for at in risk.exceeded
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
    tail = risk.cvar_95
    marks = [] if tail is None else [{"lost": round(tail / MILLION, 3)}]
    return to_spec(chart, years=data, tail=marks)


def _loss_table(risk: YearlyRisk, currency: str) -> pl.DataFrame:
    lost = risk.expected_loss_by_hazard
    return pl.DataFrame(
        [
            {
                "Hazard": name,
                f"Expected loss a year, simulated ({currency} m)": value / MILLION,
            }
            for name, value in sorted(lost.items(), key=lambda pair: -pair[1])
        ]
    )
