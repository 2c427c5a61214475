"""Which stop costs most, and who pays for it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.stress.words.headline import TABLE_NOTE, survived
from brownfield.questions.stress.words.headline import worst_sentence as caption
from brownfield.questions.stress.words.names import (
    SCOPES,
    group_title,
    parties_named,
    ranks,
    target_name,
)
from brownfield.tell.figures.style import (
    MILLION,
    Figure,
    Panel,
    coloured,
    colours,
    folded,
    label_axis,
    named,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.groups import StopGroup
    from brownfield.questions.stress.facts.stops import RankedStop

TITLES = {
    "facility": "Plants",
    "party": "Companies",
    "outage_domain": "Outage domains",
    "place": "Places",
    "part_source": "Sources of parts",
    "lane": "Lanes",
}
MOST = 5  # stops shown in a panel; the table has all
BAR = 30  # pixels of a bar with its gap


def figure(document: Document) -> Figure | None:
    """Return the exposure ranking: one panel for each kind of stop."""
    stops = [stop for stop in document.sweep or () if stop.is_costly]
    if not stops:
        return None
    parties = {p for stop in stops for p, v in stop.lost_value_by_party.items() if v}
    shades = colours(parties_named(document, sorted(parties)))
    ends = _ends(stops)
    panels = [
        Panel(TITLES[scope], _chart(document, own[:MOST], shades, ends))
        for scope in SCOPES
        if (own := [stop for stop in stops if stop.scope == scope])
    ]
    return Figure(
        name="exposure",
        title="What each stop costs",
        caption=f"{caption(document)} Bars: what is lost until recovery, by party "
        "(left of zero: gained); a stop of a hazard lasts its usual time and ramp. "
        f"{TABLE_NOTE}",
        panels=tuple(panels),
        table=_table(document),
        legend=tuple(shades.items()),
    )


def _ends(stops: Sequence[RankedStop]) -> list[float]:
    """Return the largest gain of some and loss of others in one stop, millions."""
    gains, losses = (stop.gains for stop in stops), (stop.losses for stop in stops)
    return [min(0.0, *gains) / MILLION, max(0.0, *losses) / MILLION]


def _chart(
    document: Document,
    stops: Sequence[RankedStop],
    shades: dict[str, str],
    ends: list[float],
) -> dict[str, Any]:
    currency, names = document.currency, document.names
    data = [
        {
            "label": folded(target_name(names, stop.scope, stop.target), 22),
            "party": names.parties.get(party, party),
            "lost": round(value / MILLION, 3),
            "weeks": stop.weeks,
            "vehicles": round(stop.lost_vehicles),
            "rank": stop.rank,
        }
        for stop in stops
        for party, value in stop.lost_value_by_party.items()
        if value
    ]
    order = alt.EncodingSortField(field="rank", op="min")
    scale, axis = alt.Scale(domain=ends), alt.Axis(tickCount=3)
    chart = (
        named("stops")
        .mark_bar()
        .encode(
            y=label_axis("label", sort=order),
            x=alt.X("lost:Q", title=f"{currency} m", axis=axis, scale=scale),
            color=coloured("party", shades),
            tooltip=[
                tip("label", "What stops"),
                tip("party", "Who loses"),
                tip("lost", f"Lost ({currency} m)", 1),
                tip("weeks", "Weeks", 1),
                tip("vehicles", "Vehicles lost by all", 0),
            ],
        )
        .properties(width="container", height=BAR * len(stops) + 8)
    )
    return to_spec(chart, stops=data)


def _table(document: Document) -> pl.DataFrame:
    rows = [_table_row(document, group) for group in document.groups]
    return pl.DataFrame(rows, infer_schema_length=None)


def _table_row(document: Document, group: StopGroup) -> dict[str, Any]:
    currency, stop = document.currency, group.stop
    yearly = stop.expected_loss_per_year
    return {
        "What stops": group_title(document, group),
        "Rank": ranks(group),
        "Weeks": stop.weeks,
        "Survives (weeks)": survived(stop),
        "Lost vehicles": float(round(stop.lost_vehicles)),
        f"Lost ({currency} m)": stop.lost_value / MILLION,
        **_penalty(document, stop),
        **_by_party(document, stop),
        f"Loss a year, formula ({currency} m)": None
        if yearly is None
        else yearly / MILLION,
        "Hit indirectly": ", ".join(parties_named(document, stop.hit_indirectly)),
    }


def _penalty(document: Document, stop: RankedStop) -> dict[str, float]:
    """Return the column of lost-sale penalties if any stop has one."""
    if not any(one.of_which_penalty for one in document.sweep or ()):
        return {}
    return {"of which lost-sale penalty": stop.of_which_penalty / MILLION}


def _by_party(document: Document, stop: RankedStop) -> dict[str, float]:
    names, lost = document.names.parties, stop.lost_value_by_party
    return {
        f"of which {names.get(p, p)}": lost.get(p, 0.0) / MILLION
        for p in document.parties
        if any(one.lost_value_by_party.get(p) for one in document.sweep or ())
    }
