"""Which stop costs most, and who pays for it?"""

from typing import Any

import altair as alt
import polars as pl

from brownfield.questions.stress.question import StressTest
from brownfield.questions.stress.sweep.sweep import ranked
from brownfield.questions.stress.words.headline import TABLE_NOTE, survived
from brownfield.questions.stress.words.headline import worst_sentence as caption
from brownfield.questions.stress.words.names import (
    SCOPES,
    Group,
    currency_of,
    groups,
    names,
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


def figure(test: StressTest) -> Figure | None:
    """Return the exposure ranking: one panel for each kind of stop."""
    if test.sweep is None:
        return None
    rows = [row for row in ranked(test.sweep) if row["lost_value"] > 0]
    if not rows:
        return None
    known = names(test).parties
    parties = sorted(
        {p for r in rows for p, v in r["lost_value_by_party"].items() if v}
    )
    shades = colours([known.get(p, p) for p in parties])
    ends = _ends(rows)
    panels = [
        Panel(TITLES[scope], _chart(test, own[:MOST], shades, ends))
        for scope in SCOPES
        if (own := [row for row in rows if row["scope"] == scope])
    ]
    return Figure(
        name="exposure",
        title="What each stop costs",
        caption=f"{caption(test)} Bars: what is lost until recovery, by party "
        "(left of zero: gained); a stop of a hazard lasts its usual time and ramp. "
        f"{TABLE_NOTE}",
        panels=tuple(panels),
        table=_table(test, groups(test)),
        legend=tuple(shades.items()),
    )


def _chart(
    test: StressTest,
    rows: list[dict[str, Any]],
    shades: dict[str, str],
    ends: list[float],
) -> dict[str, Any]:
    known, currency = names(test).parties, currency_of(test)
    data = [
        {
            "label": folded(_label(test, row), 22),
            "party": known.get(party, party),
            "lost": round(value / MILLION, 3),
            "weeks": row["weeks"],
            "vehicles": round(row["lost_vehicles"]),
            "rank": row["rank"],
        }
        for row in rows
        for party, value in row["lost_value_by_party"].items()
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
        .properties(width="container", height=BAR * len(rows) + 8)
    )
    return to_spec(chart, stops=data)


def _ends(rows: list[dict[str, Any]]) -> list[float]:
    """Return the largest gain of some and loss of others in one stop, millions."""
    found = [0.0, 0.0]
    for row in rows:
        amounts = row["lost_value_by_party"].values()
        found[0] = min(found[0], sum(v for v in amounts if v < 0) / MILLION)
        found[1] = max(found[1], sum(v for v in amounts if v > 0) / MILLION)
    return found


def _label(test: StressTest, row: dict[str, Any]) -> str:
    return target_name(test.planned.at.plan.case, row["scope"], row["target"])


def _table(test: StressTest, found: list[Group]) -> pl.DataFrame:
    rows = [_table_row(test, group) for group in found]
    return pl.DataFrame(rows, infer_schema_length=None)


def _table_row(test: StressTest, group: Group) -> dict[str, Any]:
    currency, row = currency_of(test), group.row
    yearly, known = row["expected_loss_per_year"], names(test).parties
    return {
        "What stops": group.title,
        "Rank": group.rank,
        "Weeks": row["weeks"],
        "Survives (weeks)": survived(row),
        "Lost vehicles": float(round(row["lost_vehicles"])),
        f"Lost ({currency} m)": row["lost_value"] / MILLION,
        **_penalty(test, row),
        **_by_party(test, row),
        f"Loss a year, formula ({currency} m)": None
        if yearly is None
        else yearly / MILLION,
        "Hit indirectly": ", ".join(known.get(p, p) for p in row["hit_indirectly"]),
    }


def _penalty(test: StressTest, row: dict[str, Any]) -> dict[str, float]:
    """Return the column of lost-sale penalties if any stop has one."""
    findings = test.sweep.findings if test.sweep else ()
    if not any(found.penalty for found in findings):
        return {}
    return {"of which lost-sale penalty": row["of_which_penalty"] / MILLION}


def _by_party(test: StressTest, row: dict[str, Any]) -> dict[str, float]:
    known, lost = names(test).parties, row["lost_value_by_party"]
    findings = test.sweep.findings if test.sweep else ()
    return {
        f"of which {known.get(p, p)}": lost.get(p, 0.0) / MILLION
        for p in test.planned.parties
        if any(found.by_party.get(p) for found in findings)
    }
