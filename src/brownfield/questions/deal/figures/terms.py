"""How does a deal look: who gains at which fee, and how wide is every range?"""

from typing import Any

import altair as alt
import polars as pl

from brownfield.questions.deal.figures.futures import ROW, leaving, moved, stays
from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.terms.ranges import FEE, Range
from brownfield.questions.deal.terms.tables import Table
from brownfield.questions.deal.words.names import (
    RULE_WORDS,
    form_words,
    has_two_talks,
    is_some,
    names_of,
    shown_in,
)
from brownfield.questions.deal.words.terms import grants_in
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


def deal_figures(told: Deal) -> list[Figure]:
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
    made = [maker(told) for maker in makers]
    return [figure for figure in made if figure is not None]


def picture(told: Deal) -> Figure | None:
    """Return what each fee leaves guest and host; None without a range."""
    table = told.table
    if table is None or not table.curve:
        return None
    pair, names = table.pair, names_of(told)
    guest, host = names[pair.entrant], names[pair.host]
    unit = f"{told.case.settings.case.currency} m"
    frame = _curve(told, table)
    spec = _plane(frame, guest, host, _shades(told), unit)
    return Figure(
        name="picture",
        title="What each fee leaves guest and host",
        caption=f"{_only_the_fee(told, table)} Dashed: what each has alone. Left of it "
        "the guest, below it the host would walk away.",
        panels=(Panel("", spec),),
        table=frame.rename(
            {
                "what": "Point",
                "fee": "Fee per vehicle",
                "guest": f"Gain of {guest} ({unit})",
                "host": f"Gain of {host} ({unit})",
            }
        ),
        legend=(*_shades(told).items(), ("Fees between", BLUE)),
    )


def _only_the_fee(told: Deal, table: Table) -> str:
    """Return over which fees the curve runs, and what stays as agreed."""
    currency, given = told.case.settings.case.currency, grants_in(table.ranges[FEE])
    low, high = (significant(table.curve[at].amounts[FEE]) for at in (0, -1))
    held = (
        f"a grant of {money(given, currency)}, as they meet,"
        if is_some(told, given)
        else ""
    )
    beside = f"With {held} fees" if held else "Fees"
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


def _shades(told: Deal) -> dict[str, str]:
    least, largest = _edges(told)
    shades = {least: ORANGE, "They meet": GREEN, largest: VERMILLION}
    return shades | ({"The case's contract": BLACK} if told.stated else {})


def _edges(told: Deal) -> tuple[str, str]:
    """Return what the ends of the curve are called: other payments stay as agreed."""
    given = grants_in(told.table.ranges[FEE]) if told.table else 0.0
    beside = " with that grant" * is_some(told, given)
    return f"Least fee{beside}", f"Largest fee{beside}"


def _curve(told: Deal, table: Table) -> pl.DataFrame:
    pair, fee = table.pair, table.ranges[FEE]
    rounding = 1e-6 * abs(told.game.surplus)

    def shown(amount: float) -> float:
        return 0.0 if abs(amount) < rounding else amount / MILLION

    points = [("Along the range", a.amounts[FEE], a.gains) for a in table.curve]
    first, last = table.curve[0], table.curve[-1]
    least, largest = _edges(told)
    points += [
        (least, first.amounts[FEE], first.gains),
        ("They meet", fee.amounts[FEE], fee.gains),
        (largest, last.amounts[FEE], last.gains),
    ]
    points += [
        ("The case's contract", terms.amounts[FEE], terms.gains)
        for terms in told.stated.values()
        if FEE in terms.amounts
    ]
    return pl.DataFrame(
        [
            (what, amount, *(shown(gains[p]) for p in (pair.entrant, pair.host)))
            for what, amount, gains in points
        ],
        schema=["what", "fee", "guest", "host"],
        orient="row",
    )


def ranges(told: Deal) -> Figure | None:
    """Return the range of every contract form."""
    title = "How much may each kind of payment be?"
    if has_two_talks(told):
        title = "How much may each be, without governments?"
    return _ranges(told.table, "ranges", title) if told.table else None


def ranges_with_states(told: Deal) -> Figure | None:
    """Return the same with governments at the table, where companies have their own."""
    if not has_two_talks(told) or told.public is None:
        return None
    title = "How much may each be, with everybody at the table?"
    return _ranges(told.public, "ranges-public", title)


def _ranges(talked: Table, name: str, title: str) -> Figure | None:
    found = [r for r in talked.ranges.values() if r.low is not None]
    if not found:
        return None
    frame = pl.DataFrame(
        [_range_row(r) for r in found],
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
    has_tail = any(r.tail_low is not None for r in found)
    tail = (("If only the worst futures count", ORANGE),) if has_tail else ()
    return Figure(
        name=name,
        title=title,
        caption=f"Each bar is one kind of payment {_together(talked)}: below it the "
        "payee, above it the payer would be better off alone. A bar that ends at 0 or "
        "at 100 % ends where the payment makes no more sense. "
        "They meet where the product of gains is largest (Nash); in the table, equal "
        "shares of hopes give all the same share of the best each could have "
        "(Kalai-Smorodinsky).",
        panels=tuple(Panel(form_words(r.form), _bar(r)) for r in found),
        table=frame,
        legend=(("All they reach gain", SKY), *tail, ("They meet", BLACK)),
    )


def _together(talked: Table) -> str:
    """Return what other payments a range may come with."""
    beside = "the last ones beside a fee, as the table says"
    if any(name.startswith("grant") for name in talked.talks.forms):
        return f"with the grant that suits it best ({beside})"
    return f"used alone ({beside})"


def _range_row(found: Range) -> tuple[str | float | None, ...]:
    """Return a form and its amounts in the unit they are shown in."""
    by, unit = shown_in(found.unit, found.high or found.low or 0.0)
    amounts = (
        *(found.low, found.high, found.nash, found.fair),
        *(found.tail_low, found.tail_high),
    )
    shown = (None if amount is None else amount / by for amount in amounts)
    return (form_words(found.form), *shown, unit, found.note.removeprefix("with "))


def _bar(found: Range) -> dict[str, Any]:
    high = found.high if found.high is not None else found.low
    by, unit = shown_in(found.unit, high or 0.0)
    data = [scaled({"low": found.low, "high": high, "nash": found.nash}, by)]
    axis = alt.X("low:Q", title=unit, axis=few(), scale=alt.Scale(zero=False))
    layers = [
        named("range")
        .mark_bar(color=SKY, height=22, stroke=None)
        .encode(x=axis, x2="high:Q")
    ]
    if found.tail_low is not None:
        layers.append(
            named("tail")
            .mark_bar(color=ORANGE, height=8)
            .encode(x="low:Q", x2="high:Q")
        )
    if found.nash is not None:
        layers.append(
            named("range")
            .mark_tick(color=BLACK, thickness=3, height=30)
            .encode(x="nash:Q")
        )
    tails = [scaled({"low": found.tail_low, "high": found.tail_high}, by)]
    chart = alt.layer(*layers).properties(width="container", height=ROW)
    return to_spec(chart, range=data, tail=tails)


def scaled(row: dict[str, float | None], by: float) -> dict[str, float | None]:
    """Return numbers divided by a unit; blanks stay."""
    return {k: None if value is None else value / by for k, value in row.items()}


def shares(told: Deal) -> Figure | None:
    """Return how each sharing rule splits what the deal adds; None without any."""
    if not told.game.has_surplus:
        return None
    names, game = names_of(told), told.game
    currency = told.case.settings.case.currency
    unit = f"{currency} m"
    frame = pl.DataFrame(
        [
            (
                RULE_WORDS[rule],
                names[party],
                (split[party] - game.alone[party]) / MILLION,
            )
            for rule, split in told.splits.items()
            for party in game.parties
        ],
        schema=["rule", "party", "gain"],
        orient="row",
    )
    palette = colours(list(names.values()))
    chart = (
        named("shares")
        .mark_bar(height={"band": 0.6})
        .encode(
            y=label_axis("rule", sort=list(RULE_WORDS.values())),
            x=alt.X("gain:Q", title=f"More than alone, {unit}", axis=few()),
            color=coloured("party", palette),
            tooltip=[tip("rule", "Rule"), tip("party", "Party"), tip("gain", unit, 0)],
        )
        .properties(width="container", height=ROW * len(told.splits))
    )
    wide = frame.pivot("party", index="rule", values="gain")
    return Figure(
        name="shares",
        title="How would the surplus be split?",
        caption=f"The deal adds {money(game.surplus, currency)} to what all have "
        "alone. Each bar splits it by another rule.",
        panels=(Panel("", to_spec(chart, shares=rows(frame))),),
        table=wide.rename(lambda n: "Rule" if n == "rule" else f"{n} ({unit})"),
        legend=tuple(palette.items()),
    )


def pairs(told: Deal) -> Figure | None:
    """Return the pairs of two payments that leave everybody better off."""
    drawn = {k: v for k, v in told.table.pictures.items() if v} if told.table else {}
    if not drawn:
        return None
    made = [
        (across, up, x, y)
        for pair in drawn
        for across, up, x, y in _corners(told.table, pair)
    ]
    return Figure(
        name="pairs",
        title="Two payments together",
        caption="Every point inside leaves everybody better off. A reservation takes "
        "the place of a part of the fee; a price-down, which the host grants, goes "
        "with a higher one. Drawn up to half as much again as the largest fee.",
        panels=tuple(
            Panel(f"{form_words(a)} and {form_words(b).lower()}", _area(told, a, b))
            for a, b in drawn
        ),
        table=pl.DataFrame(
            made, schema=["Across", "Up", "Corner across", "Corner up"], orient="row"
        ),
    )


def _corners(
    talked: Table | None, pair: tuple[str, str]
) -> list[tuple[str, str, float, float]]:
    """Return names with units, and corners in them."""
    if talked is None:
        return []
    corners = talked.pictures[pair]
    by, names = [], []
    for at, form in enumerate(pair):
        unit_by, unit = shown_in(
            talked.talks.forms[form].unit, max(corner[at] for corner in corners)
        )
        by.append(unit_by)
        names.append(f"{form_words(form)} ({unit})")
    return [(names[0], names[1], x / by[0], y / by[1]) for x, y in corners]


def _area(told: Deal, across: str, up: str) -> dict[str, Any]:
    assert told.table is not None  # noqa: S101 (drawn from its pictures)
    corners = told.table.pictures[across, up]
    forms = told.table.talks.forms
    closed = [*corners, corners[0]]
    by_x, unit_x = shown_in(forms[across].unit, max(x for x, _ in corners))
    by_y, unit_y = shown_in(forms[up].unit, max(y for _, y in corners))
    data = [
        {"at": at, "x": x / by_x, "y": y / by_y} for at, (x, y) in enumerate(closed)
    ]
    chart = (
        named("corners")
        .mark_line(filled=True, fill=SKY, fillOpacity=0.45, stroke=BLUE, strokeWidth=2)
        .encode(
            x=alt.X("x:Q", title=f"{form_words(across)}, {unit_x}", axis=few()),
            y=alt.Y("y:Q", title=unit_y, axis=few()),
            order="at:Q",
        )
        .properties(width="container", height=280)
    )
    return to_spec(chart, corners=data)
