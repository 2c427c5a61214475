"""Which number did each statement give for a cell, and when?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt

from brownfield.questions.evidence import words
from brownfield.questions.evidence.facts.sides import Seen
from brownfield.tell.figures.style import few, named, tip, to_spec

HIGH = 170  # pixels of a picture of values

AS = {"bounds low": "at least: ", "bounds high": "at most: "}
Dated = Sequence[tuple[date, Seen]]


def has_values(dated: Dated) -> bool:
    """Return whether statements of several days give a number."""
    return len({day for day, seen in dated if words.value(seen)}) > 1


def values_chart(
    dated: Dated, states: dict[str, str], colour: Any, x: Any
) -> dict[str, Any]:
    """Return the range that each statement gives, its likeliest marked, on its day.

    Parameters
    ----------
    dated
        Statements with their days.
    states
        Whether each holds.
    colour, x
        How a state is coloured; the axis of days.
    """
    marks = [_mark(day, seen, states) for day, seen in dated if words.value(seen)]
    y = alt.Y("mode:Q", title=None, axis=few(), scale=alt.Scale(zero=False, padding=9))
    base = named("marks").encode(x=x, color=colour)
    bars = base.mark_rule(strokeWidth=4, opacity=0.45).encode(y="low:Q", y2="high:Q")
    tips = [tip("statement", "Statement"), tip("who", "Who"), tip("value", "Value")]
    points = base.mark_point(size=70, filled=True, opacity=1).encode(y=y, tooltip=tips)
    labels = named("marks").mark_text(align="left", dx=8, fontSize=11)
    chart = alt.layer(bars, points, labels.encode(x=x, y=y, text="label:N"))
    sized = chart.properties(width="container", height=HIGH)
    return to_spec(sized, marks=marks)


def _mark(day: date, seen: Seen, states: dict[str, str]) -> dict[str, Any]:
    """Return a statement with its range; one end alone is its likeliest too."""
    said = [one for one in (seen.low, seen.mode, seen.high) if one is not None]
    low, high = min(said), max(said)
    return {
        "day": day.isoformat(),
        "low": low,
        "high": high,
        "mode": (low + high) / 2.0 if seen.mode is None else seen.mode,
        "statement": seen.statement,
        "label": f"{AS.get(seen.relation, '')}{seen.statement}",
        "who": seen.speaker or "nobody named",
        "value": words.value(seen),
        "state": states[seen.statement],
    }
