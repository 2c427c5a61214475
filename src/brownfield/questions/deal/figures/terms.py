"""How does a deal look: who gains at which fee, and how wide is every range?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from brownfield.questions.deal.figures.futures import ROW, leaving, moved, stays
from brownfield.questions.deal.words.names import RULE_WORDS, form_words, shown_in
from brownfield.tell.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    MILLION,
    ORANGE,
    SKY,
    VERMILLION,
    Figure,
    Panel,
    coloured,
    colours,
    few,
    label_axis,
    named,
    rows,
    tip,
    to_spec,
)
from brownfield.tell.numbers import money, significant

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.questions.deal.facts.payments import Picture
    from brownfield.questions.deal.facts.ranges import Range
    from brownfield.questions.deal.facts.talks import Talks


def deal_figures(document: Document) -> list[Figure]:
    """Return the figures of a deal in the order of the page."""
    makers = (
        picture,
        ranges,
        ranges_with_states,
        shares,
        pairs,
        stays,
        leaving,
        moved,
    )
    figures = [maker(document) for maker in makers]
    return [figure for figure in figures if figure is not None]


def picture(document: Document) -> Figure | None:
    """Return what each fee leaves guest and host; None without a range."""
    talks = document.payments.quoted
    if talks is None or not document.payments.curve:
        return None
    guest, host = document.names[talks.guest], document.names[talks.host]
    unit, shades = f"{document.currency} m", _shades(document, talks)
    frame = _curve(document, talks)
    spec = _plane(frame, guest, host, shades, unit)
    return Figure(
        name="picture",
        title="What each fee leaves guest and host",
        caption=f"{_only_the_fee(document, talks)} Dashed: what each has alone. Left "
        "of it the guest, below it the host would walk away.",
        panels=(Panel("", spec),),
        table=frame.rename(
            {
                "what": "Point",
                "fee": "Fee per vehicle",
                "guest": f"Gain of {guest} ({unit})",
                "host": f"Gain of {host} ({unit})",
            }
        ),
        legend=(*shades.items(), ("Fees between", BLUE)),
    )


def _only_the_fee(document: Document, talks: Talks) -> str:
    """Return over which fees the curve runs, and what stays as agreed."""
    currency, fee, curve = document.currency, talks.fee, document.payments.curve
    edges = {point.what: significant(point.fee) for point in curve}
    low, high = edges["least"], edges["largest"]
    beside = "Fees"
    if fee.has_grant:
        beside = f"With a grant of {money(fee.grant, currency)}, as they meet, fees"
    return f"{beside} of {currency} {low} to {high} per vehicle leave both better off."


def _plane(
    frame: pl.DataFrame, guest: str, host: str, shades: dict[str, str], unit: str
) -> dict[str, Any]:
    """Return the gains of guest and host as a line with its points."""
    line = (
        named("curve")
        .mark_line(color=BLUE, strokeWidth=3)
        .encode(
            x=alt.X("guest:Q", title=f"Gain of {guest}, {unit}", axis=few()),
            y=alt.Y("host:Q", title=f"Gain of {host}, {unit}", axis=few()),
            order="fee:Q",
        )
    )
    dots = (
        named("points")
        .mark_point(filled=True, size=130, opacity=1)
        .encode(
            x="guest:Q",
            y="host:Q",
            color=coloured("what", shades),
            tooltip=[tip("what", "Point"), tip("fee", "Fee", 0)],
        )
    )
    zero_x = named("zero").mark_rule(color=BLACK, strokeDash=[4, 4]).encode(x="zero:Q")
    zero_y = named("zero").mark_rule(color=BLACK, strokeDash=[4, 4]).encode(y="zero:Q")
    chart = alt.layer(zero_x, zero_y, line, dots)
    return to_spec(
        chart.properties(width="container", height=320),
        curve=rows(frame.filter(pl.col("what") == "Along the range")),
        points=rows(frame.filter(pl.col("what") != "Along the range")),
        zero=[{"zero": 0}],
    )


def _shades(document: Document, talks: Talks) -> dict[str, str]:
    words = _words(talks)
    shades = {
        words["least"]: ORANGE,
        words["meet"]: GREEN,
        words["largest"]: VERMILLION,
    }
    return shades | ({words["stated"]: BLACK} if document.payments.stated else {})


def _words(talks: Talks) -> dict[str, str]:
    """Return what points of the curve are called: other payments stay as agreed."""
    beside = " with that grant" * talks.fee.has_grant
    return {
        "along": "Along the range",
        "least": f"Least fee{beside}",
        "meet": "They meet",
        "largest": f"Largest fee{beside}",
        "stated": "The case's contract",
    }


def _curve(document: Document, talks: Talks) -> pl.DataFrame:
    words = _words(talks)
    return pl.DataFrame(
        [
            (words[at.what], at.fee, at.guest / MILLION, at.host / MILLION)
            for at in document.payments.curve
        ],
        schema=["what", "fee", "guest", "host"],
        orient="row",
    )


def ranges(document: Document) -> Figure | None:
    """Return the range of every contract form."""
    quoted, title = document.payments.quoted, "How much may each kind of payment be?"
    if document.has_two_talks:
        title = "How much may each be, without governments?"
    return _ranges(quoted, "ranges", title) if quoted else None


def ranges_with_states(document: Document) -> Figure | None:
    """Return the same with governments at the table, where companies have their own."""
    if not document.has_two_talks or document.payments.public is None:
        return None
    title = "How much may each be, with everybody at the table?"
    return _ranges(document.payments.public, "ranges-public", title)


def _ranges(talks: Talks, name: str, title: str) -> Figure | None:
    terms = [r for r in talks.ranges.values() if r.low is not None]
    if not terms:
        return None
    frame = pl.DataFrame(
        [_range_row(r) for r in terms],
        schema={
            "Contract form": pl.String,
            "From": pl.Float64,
            "To": pl.Float64,
            "Meet at": pl.Float64,
            "Equal shares of hopes": pl.Float64,
            "From, worst futures": pl.Float64,
            "To, worst futures": pl.Float64,
            "Unit": pl.String,
            "With": pl.String,
        },
        orient="row",
    )
    has_tail = any(r.tail_low is not None for r in terms)
    tail = (("If only the worst futures count", ORANGE),) if has_tail else ()
    return Figure(
        name=name,
        title=title,
        caption=f"Each bar is one kind of payment {_together(talks)}: below it the "
        "payee, above it the payer would be better off alone. A bar that ends at 0 or "
        "at 100 % ends where the payment makes no more sense. "
        "They meet where the product of gains is largest (Nash); in the table, equal "
        "shares of hopes give all the same share of the best each could have "
        "(Kalai-Smorodinsky).",
        panels=tuple(Panel(form_words(r.form), _bar(r)) for r in terms),
        table=frame,
        legend=(("All they reach gain", SKY), *tail, ("They meet", BLACK)),
    )


def _together(talks: Talks) -> str:
    """Return what other payments a range may come with."""
    beside = "the last ones beside a fee, as the table says"
    if talks.has_grants:
        return f"with the grant that suits it best ({beside})"
    return f"used alone ({beside})"


def _range_row(term: Range) -> tuple[str | float | None, ...]:
    """Return a form and its amounts in the unit they are shown in."""
    by, unit = shown_in(term.unit, term.high or term.low or 0.0)
    amounts = (
        *(term.low, term.high, term.nash, term.kalai_smorodinsky),
        *(term.tail_low, term.tail_high),
    )
    shown = (None if amount is None else amount / by for amount in amounts)
    return (form_words(term.form), *shown, unit, term.note.removeprefix("with "))


def _bar(term: Range) -> dict[str, Any]:
    high = term.high if term.high is not None else term.low
    by, unit = shown_in(term.unit, high or 0.0)
    data = [scaled({"low": term.low, "high": high, "nash": term.nash}, by)]
    axis = alt.X("low:Q", title=unit, axis=few(), scale=alt.Scale(zero=False))
    layers = [
        named("range")
        .mark_bar(color=SKY, height=22, stroke=None)
        .encode(x=axis, x2="high:Q")
    ]
    if term.tail_low is not None:
        layers.append(
            named("tail")
            .mark_bar(color=ORANGE, height=8)
            .encode(x="low:Q", x2="high:Q")
        )
    if term.nash is not None:
        layers.append(
            named("range")
            .mark_tick(color=BLACK, thickness=3, height=30)
            .encode(x="nash:Q")
        )
    tails = [scaled({"low": term.tail_low, "high": term.tail_high}, by)]
    chart = alt.layer(*layers).properties(width="container", height=ROW)
    return to_spec(chart, range=data, tail=tails)


def scaled(row: dict[str, float | None], by: float) -> dict[str, float | None]:
    """Return numbers divided by a unit; blanks stay."""
    return {k: None if value is None else value / by for k, value in row.items()}


def shares(document: Document) -> Figure | None:
    """Return how each sharing rule splits what the deal adds; None without any."""
    splits = document.shares.splits
    if not splits:
        return None
    unit, alone = f"{document.currency} m", document.groups.disagreement
    added = money(document.groups.surplus, document.currency)
    frame = pl.DataFrame(
        [
            (RULE_WORDS[rule], name, (split[party] - alone[party]) / MILLION)
            for rule, split in splits.items()
            for party, name in document.names.items()
        ],
        schema=["rule", "party", "gain"],
        orient="row",
    )
    palette = colours(list(document.names.values()))
    chart = (
        named("shares")
        .mark_bar(height={"band": 0.6})
        .encode(
            y=label_axis("rule", sort=list(RULE_WORDS.values())),
            x=alt.X("gain:Q", title=f"More than alone, {unit}", axis=few()),
            color=coloured("party", palette),
            tooltip=[tip("rule", "Rule"), tip("party", "Party"), tip("gain", unit, 0)],
        )
        .properties(width="container", height=ROW * len(splits))
    )
    wide = frame.pivot("party", index="rule", values="gain")
    return Figure(
        name="shares",
        title="How would the surplus be split?",
        caption=f"The deal adds {added} to what all have "
        "alone. Each bar splits it by another rule.",
        panels=(Panel("", to_spec(chart, shares=rows(frame))),),
        table=wide.rename(lambda n: "Rule" if n == "rule" else f"{n} ({unit})"),
        legend=tuple(palette.items()),
    )


def pairs(document: Document) -> Figure | None:
    """Return the pairs of two payments that leave everybody better off."""
    talks = document.payments.quoted
    drawn = [picture for picture in document.payments.pictures if picture.corners]
    if talks is None or not drawn:
        return None
    return Figure(
        name="pairs",
        title="Two payments together",
        caption="Every point inside leaves everybody better off. A reservation takes "
        "the place of a part of the fee; a price-down, which the host grants, goes "
        "with a higher one. Drawn up to half as much again as the largest fee.",
        panels=tuple(
            Panel(
                f"{form_words(one.across)} and {_uncapped(form_words(one.up))}",
                _area(talks, one),
            )
            for one in drawn
        ),
        table=pl.DataFrame(
            [row for one in drawn for row in _corners(talks, one)],
            schema=["Across", "Up", "Corner across", "Corner up"],
            orient="row",
        ),
    )


def _shown(talks: Talks, picture: Picture) -> list[tuple[float, str]]:
    """Return what amounts across and up are divided by, and the units they have."""
    return [
        shown_in(talks.units[form], max(corner[at] for corner in picture.corners))
        for at, form in enumerate((picture.across, picture.up))
    ]


def _corners(talks: Talks, picture: Picture) -> list[tuple[str, str, float, float]]:
    """Return names with units, and corners in them."""
    (by_x, unit_x), (by_y, unit_y) = _shown(talks, picture)
    across = f"{form_words(picture.across)} ({unit_x})"
    up = f"{form_words(picture.up)} ({unit_y})"
    return [(across, up, x / by_x, y / by_y) for x, y in picture.corners]


def _area(talks: Talks, picture: Picture) -> dict[str, Any]:
    (by_x, unit_x), (by_y, unit_y) = _shown(talks, picture)
    corners, across = picture.corners, form_words(picture.across)
    closed = [*corners, corners[0]]
    data = [
        {"at": at, "x": x / by_x, "y": y / by_y} for at, (x, y) in enumerate(closed)
    ]
    chart = (
        named("corners")
        .mark_line(filled=True, fill=SKY, fillOpacity=0.45, stroke=BLUE, strokeWidth=2)
        .encode(
            x=alt.X("x:Q", title=f"{across}, {unit_x}", axis=few()),
            y=alt.Y("y:Q", title=unit_y, axis=few()),
            order="at:Q",
        )
        .properties(width="container", height=280)
    )
    return to_spec(chart, corners=data)


def _uncapped(words: str) -> str:
    """Return words as they stand within a sentence; names in them stay."""
    return words[:1].lower() + words[1:]
