"""How is value by party drawn as one stacked bar for each option or future?"""

from typing import Any

import altair as alt

from brownfield.tell.figures.style import (
    coloured,
    colours,
    few,
    label_axis,
    named,
    rank,
    tip,
)


def party_bars(
    data: str, along: str, order: list[str], parties: list[str], *, unit: str
) -> Any:
    """Return bars of `value`, stacked by party in the order of `parties`.

    Parameters
    ----------
    data
        Name of the rows: the column `along`, party, value.
    along
        Column with one bar for each of its labels, e.g. ``option``.
    order
        Its labels from top to bottom.
    parties
        Parties that have a colour.
    unit
        Unit of `value`, e.g. ``GBP m``.
    """
    return (
        named(data)
        .transform_calculate(rank=rank(parties, "party"))
        .mark_bar(height={"band": 0.55})
        .encode(
            y=label_axis(along, sort=order),
            x=alt.X(
                "value:Q", title=f"{unit}, present value", stack="zero", axis=few()
            ),
            color=coloured("party", colours(parties)),
            order=alt.Order("rank:Q"),
            tooltip=[
                tip(along, along.capitalize()),
                tip("party", "Party"),
                tip("value", unit, 0),
            ],
        )
    )
