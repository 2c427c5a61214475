"""How far has each thing come, by what was said of it in time?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import altair as alt

from brownfield.questions.evidence import grids
from brownfield.questions.evidence.figures.values import has_values, values_chart
from brownfield.tell.figures.style import (
    BLUE,
    GREY,
    VERMILLION,
    Figure,
    Panel,
    coloured,
    named,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.evidence.document import Document
    from brownfield.questions.evidence.facts.sides import Seen, Timeline

LEVELS = (
    "signed or done",
    "agreed or planned",
    "considered",
    "possible",
    "nothing said",
    "denied",
)
"""From the top of a picture to its foot."""
HOLDS, OLD, AGAINST = "holds", "another stands in its place", "contradicted"
SHADES = {HOLDS: BLUE, AGAINST: VERMILLION, OLD: GREY}
HIGH = 19  # pixels of a line of statements
WIDTH = 330  # pixels of a panel, about
LETTER = 7  # pixels of a letter of a label
SHORTEST = 45  # days that a picture shows at least, beside its statements
MOST = 9  # things that have a picture
DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


def timeline_figure(document: Document) -> Figure | None:
    """Return a picture for each thing that several statements place differently.

    None where there is no such thing.
    """
    shown = [one for one in grids.side_by_side(document) if _moves_on(one)]
    if not shown:
        return None
    return Figure(
        name="timeline",
        title="How far has each thing come?",
        caption=(
            "Each mark is a statement on its day: the higher, the further it says the "
            "thing has come. A line leads to the statement that took its place. Where "
            "statements give numbers for a cell, each stands at its number."
        ),
        panels=tuple(Panel(_title(one), _chart(one)) for one in shown[:MOST]),
        table=grids.timelines(document),
        legend=tuple(SHADES.items()),
    )


def _title(one: Timeline) -> str:
    return f"{one.about}: {one.unit}" if one.is_cell else one.about


def _moves_on(one: Timeline) -> bool:
    """Return whether statements of several days differ, or follow each other."""
    dated = _dated(one)
    if one.is_cell:
        return has_values(dated)
    is_apart = len({day for day, _ in dated}) > 1
    levels = {seen.stance for _, seen in dated}
    return is_apart and (len(levels) > 1 or any(s.superseded_by for _, s in dated))


def _dated(one: Timeline) -> list[tuple[date, Seen]]:
    days = [(day_of(seen.date), seen) for seen in one.seen]
    return [(day, seen) for day, seen in days if day is not None]


def day_of(text: str) -> date | None:
    """Return a day, the first of a month or year; None if it cannot be read."""
    match = DAY.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _chart(one: Timeline) -> dict[str, Any]:
    dated = _dated(one)
    days = [day.toordinal() for day, _ in dated]
    spare = max(SHORTEST, (max(days) - min(days)) // 5)
    ends = min(days) - spare // 4, max(days) + spare
    x = alt.X("day:T", title=None, axis=_days(), scale=alt.Scale(domain=_span(ends)))
    if one.is_cell:
        states = {seen.statement: _state(seen) for _, seen in dated}
        return values_chart(dated, states, coloured("state", SHADES), x)
    lines, ticks = _lines(dated, ends)
    marks = [_mark(day, seen, lines[seen.statement]) for day, seen in dated]
    high = 1 + max(lines.values())
    y = alt.Y("line:Q", title=None, axis=_axis(ticks), scale=_scale(high))
    chart = alt.layer(_ways(x, y), _points(x, y), _labels(x, y))
    data = {"marks": marks, "ways": list(_moves(marks))}
    return to_spec(chart.properties(width="container", height=HIGH * high), **data)


def _lines(
    dated: Sequence[tuple[date, Seen]], ends: tuple[int, int]
) -> tuple[dict[str, int], dict[str, float]]:
    """Return the line of each statement, and where the word of each level stands.

    Statements of a level whose labels would meet stand on lines below each other.
    """
    lines: dict[str, int] = {}
    ticks: dict[str, float] = {}
    first = 0
    for level in LEVELS:
        taken: list[float] = []  # up to which day each line of the level is taken
        for day, seen in dated:
            if seen.stance == level:
                free = _free(taken, float(day.toordinal()))
                taken[free] = day.toordinal() + _room(seen.statement, ends)
                lines[seen.statement] = first + free
        if taken:
            ticks[level] = first + (len(taken) - 1) / 2.0
            first += len(taken)
    return lines, ticks


def _free(taken: list[float], day: float) -> int:
    """Return the first line that is free on a day; a new one is added for it."""
    for place, until in enumerate(taken):
        if until <= day:
            return place
    taken.append(day)
    return len(taken) - 1


def _room(label: str, ends: tuple[int, int]) -> float:
    """Return how many days a label takes, with its mark."""
    return (len(label) + 3) * LETTER / WIDTH * (ends[1] - ends[0])


def _span(ends: tuple[int, int]) -> list[str]:
    return [date.fromordinal(one).isoformat() for one in ends]


def _mark(day: date, seen: Seen, line: int) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "line": line,
        "statement": seen.statement,
        "who": seen.speaker or "nobody named",
        "claim": seen.claim,
        "stance": seen.stance,
        "grade": seen.grade,
        "state": _state(seen),
        "later": seen.superseded_by,
    }


def _state(seen: Seen) -> str:
    if seen.is_contradicted:
        return AGAINST
    return OLD if seen.superseded_by else HOLDS


def _moves(marks: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a line from each statement to the one in its place."""
    at = {mark["statement"]: mark for mark in marks}
    for mark in marks:
        if (later := at.get(mark["later"])) is not None:
            ends = {"until": later["day"], "end": later["line"]}
            yield {"day": mark["day"], "line": mark["line"], **ends}


def _days() -> Any:
    return alt.Axis(format="%b %Y", tickCount=4, labelOverlap=True, labelSeparation=6)


def _axis(ticks: dict[str, float]) -> Any:
    names, places = json.dumps(list(ticks)), list(ticks.values())
    return alt.Axis(
        values=places,
        labelExpr=f"{names}[indexof({places}, datum.value)]",
        labelFontSize=11,
        ticks=False,
        domain=False,
    )


def _scale(high: int) -> Any:
    return alt.Scale(domain=[-0.6, high - 0.4], reverse=True, nice=False, zero=False)


def _ways(x: Any, y: Any) -> Any:
    rule = named("ways").mark_rule(color=GREY, strokeDash=[3, 3])
    return rule.encode(x=x, x2="until:T", y=y, y2="end:Q")


def _points(x: Any, y: Any) -> Any:
    points = named("marks").mark_point(size=70, filled=True, opacity=1)
    names = (HOLDS, AGAINST, OLD)
    scale = alt.Scale(domain=list(names), range=["circle", "diamond", "square"])
    return points.encode(
        x=x,
        y=y,
        color=coloured("state", SHADES),
        shape=alt.Shape("state:N", scale=scale, legend=None),
        tooltip=[
            tip("statement", "Statement"),
            tip("who", "Who"),
            tip("claim", "Says"),
            tip("stance", "How far"),
            tip("grade", "Grade"),
            tip("state", "State"),
        ],
    )


def _labels(x: Any, y: Any) -> Any:
    words = named("marks").mark_text(align="left", dx=8, fontSize=11)
    return words.encode(x=x, y=y, text="statement:N")
