"""Which extra duties bear on a vehicle for what it is made of?"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from brownfield.derive.frames import Tables, attach, facility_places, total
from brownfield.derive.money import INDEX
from brownfield.derive.parts import BILL, PART, part_costs
from brownfield.derive.trade.duty import (
    GOODS,
    LEVY,
    distinct_goods,
    levies,
    measures_in_force,
)
from brownfield.derive.trade.trade_screens import circumvention_screen
from brownfield.tables.declared.trade_and_policy import REMEDIES
from brownfield.tables.frames import Replaced
from brownfield.tables.memory import Columns, remembered

CONTENT: dict[str, Columns] = {
    **BILL,
    **INDEX,
    "products": ("product", "hs_code", "company", "powertrain"),
}
AT_BORDER = ["recipe", "importer", "year"]
WHAT = ("hs_code", "company", "powertrain")


@dataclass(frozen=True)
class Content:
    """What vehicles are made of.

    Attributes
    ----------
    vehicles
        recipe, year, home (territory of the plant), hs_code, company, powertrain,
        conversion, crew.
    parts
        recipe, year, home, hs_code, exporter (territory of the source), unit_value,
        inbound_freight; one row a part group.
    """

    vehicles: pl.DataFrame
    parts: pl.DataFrame


def content_remedies(
    tables: Tables,
    recipes: pl.DataFrame,
    sourcing: pl.DataFrame,
    unit_costs: pl.DataFrame,
) -> pl.DataFrame:
    """Return extra duties that bear on origin or parts, where they cross a border.

    A row that bears on `origin` asks for duty on a vehicle put together outside both
    its importer and its exporter, if `circumvention_screen` flags the vehicle for the
    exporter. A row that bears on `part` asks for duty on the exporter's parts inside,
    by their own heading and value; of the rows for a part the most exact applies.

    Returns
    -------
    frame
        recipe, importer, year, kind, rate_cif and rate_ex_works (share of either value
        of the vehicle), specific (case currency per vehicle). At most two rows for
        each kind: by origin and by part.

    Raises
    ------
    DataError
        Two rows for the same goods are equally exact.
    """
    measures = tables["trade_measures"].filter(pl.col("kind").is_in(REMEDIES))
    on_origin = measures.filter(
        pl.col("bears_on") == "origin", pl.col("exporter").is_not_null()
    )
    on_parts = measures.filter(pl.col("bears_on") == "part")
    if on_origin.is_empty() and on_parts.is_empty():
        return _nothing()
    content = _content(tables, recipes, sourcing, unit_costs)
    return pl.concat(
        [
            _on_origin(Replaced(tables, trade_measures=on_origin), content),
            _on_parts(Replaced(tables, trade_measures=on_parts), content),
        ]
    )


def _nothing() -> pl.DataFrame:
    texts = dict.fromkeys(("recipe", "importer", "kind"), pl.String)
    rates = dict.fromkeys(("rate_cif", "rate_ex_works", "specific"), pl.Float64)
    schema = {**texts, "year": pl.Int64, **rates}
    return pl.DataFrame(schema=schema).select(*AT_BORDER, *LEVY)


def _content(
    tables: Tables,
    recipes: pl.DataFrame,
    sourcing: pl.DataFrame,
    unit_costs: pl.DataFrame,
) -> Content:
    work = unit_costs.select("recipe", "year", "conversion", "crew")
    years = sorted(unit_costs["year"].unique())
    sites, parts = _put_together(tables, recipes, sourcing, years)
    vehicles = sites.join(work, on="recipe", how="inner", maintain_order="left")
    vehicles = vehicles.select("recipe", "year", "home", *WHAT, "conversion", "crew")
    return Content(vehicles, parts)


@remembered(**CONTENT)
def _put_together(
    tables: Tables, recipes: pl.DataFrame, sourcing: pl.DataFrame, years: Sequence[int]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return recipes with what they are and where they are built, and their parts."""
    homes = facility_places(tables).select("facility", home="customs_territory")
    goods = tables["products"].select("product", "hs_code", "company", "powertrain")
    sites = attach(recipes, homes, ["facility"], what="facilities")
    sites = attach(sites, goods, ["product"], what="products")
    parts = part_costs(tables, years).drop("importer")
    bought = sourcing.join(
        sites.select("recipe", "build_option", "home"), on="recipe", how="inner"
    ).join(parts, on=list(PART), how="inner")
    return sites, bought.sort("recipe", "part_group", "source", "year")


def _on_origin(tables: Tables, content: Content) -> pl.DataFrame:
    rows = tables["trade_measures"]
    pairs = rows.select("importer", "exporter").unique(maintain_order=True)
    flagged = _flagged(content, pairs["exporter"].unique().to_list())
    goods = flagged.join(pairs, on="exporter", how="inner").filter(
        pl.col("importer") != pl.col("home")
    )
    return _levied(tables, goods).select(*AT_BORDER, *LEVY)


def _flagged(content: Content, exporters: Sequence[str]) -> pl.DataFrame:
    """Return the vehicles with the exporters they are put together for, if any."""
    sums = _sums({}, content.parts, sorted(exporters))
    rows = content.vehicles.join(
        sums, on=["recipe", "year"], maintain_order="left_right"
    ).filter(pl.col("asked") != pl.col("home"))
    added = rows["conversion"] + rows["crew"]
    screens = map(circumvention_screen, rows["all_parts"], rows["their_parts"], added)
    is_flagged = pl.Series([s.is_flagged for s in screens], dtype=pl.Boolean)
    return rows.filter(is_flagged).rename({"asked": "exporter"})


@remembered()
def _sums(_: Tables, parts: pl.DataFrame, exporters: Sequence[str]) -> pl.DataFrame:
    """Return what the parts of vehicles are worth, and those of each exporter.

    Returns
    -------
    frame
        recipe, year, asked (an exporter), all_parts, their_parts (case currency per
        vehicle); vehicles without parts of value have no row.
    """
    value = pl.col("unit_value") + pl.col("inbound_freight")
    theirs = pl.when(pl.col("exporter") == pl.col("asked")).then(value).otherwise(0.0)
    asked = pl.DataFrame({"asked": list(exporters)}, schema={"asked": pl.String})
    return (
        parts.join(asked, how="cross")
        .group_by("recipe", "year", "asked", maintain_order=True)
        .agg(all_parts=total(value), their_parts=total(theirs))
        .filter(pl.col("all_parts") > 0)
    )


def _on_parts(tables: Tables, content: Content) -> pl.DataFrame:
    importers = tables["trade_measures"].select("importer").unique(maintain_order=True)
    goods = (
        content.parts.filter(pl.col("hs_code").is_not_null())
        .join(importers, how="cross", maintain_order="left")
        .filter(pl.col("importer") != pl.col("home"))
        .with_columns(company=pl.lit(""), powertrain=pl.lit("part"))
    )
    landed = pl.col("unit_value") + pl.col("inbound_freight")
    due = _levied(tables, goods).with_columns(
        due=pl.col("rate_cif") * landed
        + pl.col("rate_ex_works") * pl.col("unit_value")
        + pl.col("specific")
    )
    sums = due.group_by([*AT_BORDER, "kind"], maintain_order=True).agg(
        specific=total(pl.col("due"))
    )
    free = {"rate_cif": pl.lit(0.0), "rate_ex_works": pl.lit(0.0)}
    return sums.with_columns(**free).select(*AT_BORDER, *LEVY)


def _levied(tables: Tables, goods: pl.DataFrame) -> pl.DataFrame:
    """Return `goods` with the most exact row of each kind that matches them."""
    distinct = distinct_goods(goods)
    measures = levies(measures_in_force(tables, distinct))
    return goods.join(
        measures.select(*GOODS, *LEVY), on=list(GOODS), maintain_order="left_right"
    )
