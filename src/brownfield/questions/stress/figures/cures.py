"""Which cure saves more than it costs?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.stress.words.cures import best_sentence, cure_rows
from brownfield.tell.figures.style import (
    GREY,
    MILLION,
    ORANGE,
    Figure,
    Panel,
    coloured,
    few,
    label_axis,
    named,
    tip,
    to_spec,
)

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document

SHADES = {"saves a year": "#009E73", "costs a year": GREY, "saves in bad years": ORANGE}


def figure(document: Document) -> Figure | None:
    """Return what every cure saves and costs, best first."""
    if document.cures is None:
        return None
    header, rows = cure_rows(document)
    return Figure(
        name="cures",
        title="Which cure pays",
        caption=best_sentence(document),
        panels=(Panel("", _chart(document)),),
        table=pl.DataFrame(rows, schema=header, orient="row"),
        legend=tuple(list(SHADES.items())[:2]),
    )


def _chart(document: Document) -> dict[str, Any]:
    remedies, currency = document.cures, document.currency
    data = [
        {
            "label": single.cures[0],
            "what": what,
            "amount": round(amount / MILLION, 3),
            "worth": single.worth,
        }
        for single in (remedies.cures if remedies else ())
        for what, amount in (
            ("saves a year", single.less_expected_loss),
            ("costs a year", single.cost),
        )
    ]
    order = alt.EncodingSortField(field="worth", op="max", order="descending")
    chart = (
        named("cures")
        .mark_bar()
        .encode(
            y=label_axis("label", sort=order),
            yOffset=alt.YOffset("what:N", sort=list(SHADES)),
            x=alt.X("amount:Q", title=f"{currency} m a year", axis=few()),
            color=coloured("what", SHADES),
            tooltip=[
                tip("label", "Cure"),
                tip("what", "What"),
                tip("amount", f"{currency} m", 2),
            ],
        )
        .properties(width="container", height=46 * max(1, len(data) // 2))
    )
    return to_spec(chart, cures=data)
