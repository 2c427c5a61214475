"""Which goods cross a border without a tariff row, which buyers does no lane reach?

Goods are judged as the law does: a vehicle comes from the territory of its plant, a
part from that of its source, into the territory of the market or the plant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.doubts.markets import markets
from brownfield.tables.doubts.years import years_in_words
from brownfield.tables.memory import Latest
from brownfield.tables.problems import Finding, did_you_mean, listed
from brownfield.tables.rule import Cells, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

BASE = "mfn"  # other kinds replace it, or come on top
HEADING = 4  # digits of a heading; fewer name a chapter, which holds unlike goods
LATEST = Latest[pl.DataFrame](
    *("products", "build_options", "facilities", "places", "lanes", "demand"),
    "bill_of_materials",
)
GOODS = ("table", "hs_code", "company", "powertrain", "importer", "exporter")


def short_headings(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield goods whose heading is only the beginning of those of rows for them."""
    goods = goods_at_borders(tables)
    pairs = _short(goods, _in_horizon(tables["trade_measures"], settings), "measure")
    rules = _rules_by_importer(tables, settings)
    named = pl.concat([pairs, _short(goods, rules, "agreement")])
    names = named.group_by("table", "hs_code", maintain_order=True).agg(
        pl.col("row").min(), pl.col("name").unique(maintain_order=True)
    )
    for cells in names.iter_rows(named=True):
        yield Finding(
            table=cells["table"],
            row=cells["row"],
            column="hs_code",
            value=cells["hs_code"],
            rule="heading_too_short",
            message="The heading is shorter than rows that may be about these goods, "
            f"so they do not apply: {listed(cells['name'])}",
            hint="Enter the heading with as many digits as they have",
        )


def duty_free_goods(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield goods that cross a border in years in which no row of the base covers them.

    A part is left out where rows cover other parts of its chapter: the tariff of that
    chapter has been looked at.
    """
    goods = goods_at_borders(tables)
    levied = tables["trade_measures"].filter(pl.col("kind") == BASE)
    measures = _in_horizon(levied, settings)
    short = _short(goods, measures, "measure")
    goods = goods.join(short, on=["table", "hs_code", "importer"], how="anti")
    spans = _covering(goods, measures)
    covered = spans.group_by("id").agg("from_year", "to_year")
    by_goods: dict[tuple[str, ...], tuple[Cells, list[str]]] = {}
    chapters = set(goods.join(covered, on="id").pipe(_chapters_of_parts))
    for cells in goods.join(covered, on="id", how="left").sort("id").to_dicts():
        is_known = (cells["importer"], cells["hs_code"][:2]) in chapters
        if cells["from_year"] is None and is_known and cells["company"] is None:
            continue
        if years := _uncovered(cells, settings):
            key = (cells["table"], cells["hs_code"], cells["importer"], years)
            by_goods.setdefault(key, (cells, []))[1].append(cells["exporter"])
    for (*_, years), (cells, exporters) in by_goods.items():
        yield _free(cells, years, exporters, settings)


def coarse_measures(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield vehicles that meet only a row of parts here, and one of theirs elsewhere.

    A heading has four digits; a shorter one holds unlike goods, such as cars and axles.
    """
    base = tables["trade_measures"].filter(pl.col("kind") == BASE)
    digits = pl.col("heading").str.len_chars()
    rows = _covering(goods_at_borders(tables), _in_horizon(base, settings))
    of_parts = rows.filter(pl.col("table") != "products")["measure"].unique()
    met = rows.filter(pl.col("table") == "products").with_columns(digits=digits)
    best = met.group_by("row", "hs_code", "importer", maintain_order=True).agg(
        pl.col("digits").max(), pl.col("measure", "heading").sort_by("digits").last()
    )
    exact = best.filter(pl.col("digits") >= HEADING)
    coarse = best.filter(
        pl.col("digits") < HEADING, pl.col("measure").is_in(of_parts.implode())
    )
    for cells in (
        coarse.sort("row", "importer")
        .unique(["hs_code", "importer"], keep="first", maintain_order=True)
        .to_dicts()
    ):
        others = exact.filter(pl.col("hs_code") == cells["hs_code"]).sort("importer")
        if not others.is_empty():
            yield _coarse(cells, others)


def _coarse(cells: Cells, others: pl.DataFrame) -> Finding:
    heading = others["heading"][0][:HEADING]
    there = listed(others["importer"].unique(maintain_order=True))
    return Finding(
        table="products",
        row=cells["row"],
        column="hs_code",
        value=cells["hs_code"],
        rule="coarse_measure",
        message=f"Into {cells['importer']} no row is for {heading}, so "
        f"{cells['measure']} applies, which is for all of {cells['heading']} and for "
        f"parts as well; into {there} a row for {heading} does",
        hint=f"Add a row of kind mfn for {heading} into {cells['importer']}; with the "
        f"rate of {cells['measure']}, if it is meant so",
    )


def _chapters_of_parts(goods: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield importer and chapter of each part."""
    parts = goods.filter(pl.col("table") == "bill_of_materials")
    chapter = pl.col("hs_code").str.slice(0, 2)
    yield from parts.select("importer", chapter).iter_rows()


def _uncovered(cells: Cells, settings: Settings) -> str:
    """Return the years of the horizon in which no row covers the goods, in words."""
    first, last = settings.case.first_year, settings.case.last_year
    years = set(range(first, last + 1))
    spans = zip(cells["from_year"] or (), cells["to_year"] or (), strict=True)
    for begin, end in spans:
        begin, end = begin or first, end or last
        years -= set(range(max(begin, first), min(end, last) + 1))
    return years_in_words(years) if years else ""


def _free(
    cells: Cells, years: str, exporters: list[str], settings: Settings
) -> Finding:
    horizon = range(settings.case.first_year, settings.case.last_year + 1)
    when = "" if years == years_in_words(horizon) else f" in {years}"
    return Finding(
        table=cells["table"],
        row=cells["row"],
        column="hs_code",
        value=cells["hs_code"],
        rule="no_measure",
        message="No row of kind mfn covers these goods from "
        f"{listed(dict.fromkeys(exporters))} into {cells['importer']}{when}, so they "
        "enter free of the base duty",
        hint="Add a row of kind mfn for the heading, with ad_valorem 0 if it is free",
    )


def rows_of_nothing(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield measures and rules whose heading is not that of any product or part."""
    goods = [*tables["products"]["hs_code"], *tables["bill_of_materials"]["hs_code"]]
    headings = sorted({heading for heading in goods if heading is not None})
    for table, by in (("trade_measures", "importer"), ("origin_rules", "agreement")):
        strange = [
            heading
            for heading in tables[table]["hs_code"].unique()
            if not any(h.startswith(heading) or heading.startswith(h) for h in headings)
        ]
        is_strange = pl.col("hs_code").is_in(strange)
        for row, cells in rows_where(tables[table], is_strange):
            others = tables[table].filter(pl.col(by) == cells[by])["hs_code"].to_list()
            yield _of_nothing(table, row, cells["hs_code"], (headings, others))


def _of_nothing(
    table: str, row: int, heading: str, seen: tuple[list[str], list[str]]
) -> Finding:
    headings, others = seen
    near = {other[: len(heading)] for other in headings}
    swapped = {other for other in near if sorted(other) == sorted(heading)}
    bare = {o for o in near if not any(o.startswith(other) for other in others)}
    return Finding(
        table=table,
        row=row,
        column="hs_code",
        value=heading,
        rule="heading_of_nothing",
        message="No product and no part of the case has this heading, so the row "
        "applies to nothing",
        hint=_heading_meant(heading, swapped or bare or near, headings),
    )


def _heading_meant(heading: str, near: set[str], headings: list[str]) -> str:
    """Return a hint with the heading that is most like it, and nearest in number."""
    away = {abs(int(other) - int(heading)): other for other in sorted(near)}
    alike = [other for _, other in sorted(away.items())]
    first = [o for o in alike if o[: len(o) - 1] == heading[: len(heading) - 1]]
    otherwise = f"Headings there are: {listed(headings)}"
    return did_you_mean(heading, first[:1] or near, otherwise)


def empty_preferences(tables: Tables, settings: Settings) -> Iterator[Finding]:
    """Yield preferences for vehicles for which no origin rule of the agreement is."""
    goods = goods_at_borders(tables).filter(pl.col("table") == "products")
    rows = _in_horizon(tables["trade_measures"], settings).filter(
        pl.col("kind") == "preference"
    )
    pairs = _covering(goods, rows)
    rules = _covering(goods, _rules_by_importer(tables, settings))
    named = ["id", "agreement"]
    without = pairs.join(rules.select(named).unique(), on=named, how="anti")
    for name in without["measure"].unique(maintain_order=True):
        cells = without.filter(pl.col("measure") == name).row(0, named=True)
        yield Finding(
            table="trade_measures",
            row=tables["trade_measures"]["measure"].index_of(name),
            column="agreement",
            value=cells["agreement"],
            rule="preference_without_rule",
            message=f"{cells['agreement']} has no origin rule between these two "
            f"territories for {cells['hs_code']}, so no vehicle of that heading can "
            "qualify",
            hint="Add the rule to origin_rules, or the members to agreements",
        )


def idle_allowances(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield members that may have duty paid back, in a territory that pays none.

    Where no territory pays any, the case leaves drawback out: only an agreement is told
    that has no preference either, so that the word is all it says.
    """
    measures = tables["trade_measures"]
    paying = measures.filter(pl.col("kind") == "drawback")["importer"].to_list()
    pays_none = ~pl.col("customs_territory").is_in(paying)
    preferred = measures["agreement"].drop_nulls().unique().to_list()
    is_meant = pl.lit(bool(paying)) | ~pl.col("agreement").is_in(preferred)
    allowed = pl.col("allows_drawback") & pays_none & is_meant
    for row, cells in rows_where(tables["agreements"], allowed):
        yield Finding(
            table="agreements",
            row=row,
            column="allows_drawback",
            value="true",
            rule="drawback_without_row",
            message=f"{cells['customs_territory']} has no row of kind drawback in "
            "trade_measures, so no duty on parts comes back",
            hint="Add such a row for the parts, or leave allows_drawback blank",
        )


def unreached_markets(tables: Tables, _: Settings) -> Iterator[Finding]:
    """Yield products for whose markets no lane leads from a plant that builds them."""
    wanted = markets(tables["demand"]).select("row", "product", "place")
    reached = _routes(tables).select("product", place="destination").unique()
    missing = wanted.join(
        reached, on=["product", "place"], how="anti", maintain_order="left"
    )
    for rows in missing.partition_by("product", maintain_order=True):
        row, product, place = rows.row(0)
        yield Finding(
            table="demand",
            row=row,
            column="place",
            value=place,
            rule="no_lane",
            message=f"No lane leads to {listed(rows['place'])} from a plant that "
            f"builds {product}, so nothing is sold there",
            hint="Add rows with these destinations to lanes",
        )


def goods_at_borders(tables: Tables) -> pl.DataFrame:
    """Return what is carried from one customs territory into another.

    Columns: id; `table` and `row` that give the heading; hs_code, company (none for a
    part), powertrain, importer, exporter.
    """
    return LATEST.of(tables, _goods_at_borders)


def _goods_at_borders(tables: Tables) -> pl.DataFrame:
    goods = pl.concat([_vehicles(tables), _parts(tables)])
    crosses = pl.col("importer") != pl.col("exporter")
    first = goods.filter(crosses).group_by(GOODS, maintain_order=True)
    order = ["table", "row", "importer", "exporter"]  # the same in every run
    firsts = first.agg(pl.col("row").min()).sort(order)
    return firsts.with_row_index("id")


def _routes(tables: Tables) -> pl.DataFrame:
    """Return product, origin and destination of every way from a plant to a buyer."""
    plants = tables["facilities"].select("facility", origin="place")
    built = tables["build_options"].select("product", "facility")
    built = built.join(plants, on="facility").select("product", "origin").unique()
    lanes = tables["lanes"].select("origin", "destination", only="product")
    by_lane = built.join(lanes, on="origin", maintain_order="left_right").filter(
        pl.col("only").is_null() | (pl.col("only") == pl.col("product"))
    )
    names = ["product", "origin", "destination"]
    at_the_gate = built.with_columns(destination="origin")
    return pl.concat([by_lane.select(names), at_the_gate.select(names)])


def _vehicles(tables: Tables) -> pl.DataFrame:
    products = tables["products"].with_row_index("row")
    products = products.select("row", "product", "hs_code", "company", "powertrain")
    sold = markets(tables["demand"]).select("product", destination="place")
    routes = _routes(tables).join(sold, on=["product", "destination"])
    goods = products.join(routes, on="product", maintain_order="left")
    goods = _with_territories(tables, goods, "origin", "destination")
    return goods.select("row", *GOODS[1:], table=pl.lit("products")).select(
        "row", *GOODS
    )


def _parts(tables: Tables) -> pl.DataFrame:
    plants = tables["facilities"].select("facility", "place")
    bought = tables["bill_of_materials"].with_row_index("row").drop_nulls("hs_code")
    options = tables["build_options"].select("build_option", "facility")
    goods = bought.join(options, on="build_option", maintain_order="left")
    goods = goods.join(plants, on="facility", maintain_order="left")
    sellers = plants.select(source="facility", seller="place")
    goods = goods.join(sellers, on="source", how="left", maintain_order="left")
    goods = goods.with_columns(
        seller=pl.coalesce("seller", "source"),
        company=pl.lit(None, pl.String),
        powertrain=pl.lit("part"),
        table=pl.lit("bill_of_materials"),
    )
    return _with_territories(tables, goods, "seller", "place").select("row", *GOODS)


def _with_territories(
    tables: Tables, goods: pl.DataFrame, origin: str, destination: str
) -> pl.DataFrame:
    where = tables["places"].select("place", "customs_territory")
    for column, name in ((origin, "exporter"), (destination, "importer")):
        ends = where.rename({"place": column, "customs_territory": name})
        goods = goods.join(ends, on=column, maintain_order="left")
    return goods


def _in_horizon(frame: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    first, last = settings.case.first_year, settings.case.last_year
    is_early = (pl.col("to_year") < first).fill_null(value=False)
    is_late = (pl.col("from_year") > last).fill_null(value=False)
    return frame.filter(~is_early & ~is_late)


def _rules_by_importer(tables: Tables, settings: Settings) -> pl.DataFrame:
    """Return origin rules as if they were measures between two members."""
    members = tables["agreements"].select("agreement", "customs_territory")
    pairs = members.rename({"customs_territory": "importer"}).join(
        members.rename({"customs_territory": "exporter"}), on="agreement"
    )
    rules = _in_horizon(tables["origin_rules"], settings).join(pairs, on="agreement")
    return rules.with_columns(company=pl.lit(None, pl.String))


def _matched(goods: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return goods with each row that is for them, whatever the heading."""
    names = {name: f"of_{name}" for name in ("exporter", "company", "powertrain")}
    rows = rows.rename({**names, "hs_code": "heading"}).drop("source", "note")
    pairs = goods.join(rows, on="importer", maintain_order="left_right")
    return pairs.filter(
        pl.col(theirs).is_null() | (pl.col(theirs) == pl.col(ours))
        for ours, theirs in names.items()
    )


def _covering(goods: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return goods with each row whose heading is the beginning of theirs."""
    covers = pl.col("hs_code").str.starts_with(pl.col("heading"))
    return _matched(goods, rows).filter(covers)


def _short(goods: pl.DataFrame, rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return goods with the name of each row whose heading goes on beyond theirs."""
    pairs = _matched(goods, rows)
    goes_on = pl.col("heading").str.starts_with(pl.col("hs_code"))
    is_longer = pl.col("heading") != pl.col("hs_code")
    columns = ["table", "row", "hs_code", "importer"]
    return pairs.filter(goes_on & is_longer).select(*columns, name=pl.col(name))
