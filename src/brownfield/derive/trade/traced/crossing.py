"""What crosses which border on a delivery, and which rows of law fit it?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from brownfield.derive.frames import Tables, attach, facility_places
from brownfield.derive.parts import PART, part_costs
from brownfield.derive.trade.duty import GOODS, measures_with_reasons
from brownfield.derive.trade.part_origin import part_origin
from brownfield.derive.trade.traced.lines import Row, Values
from brownfield.derive.trade.trade_screens import circumvention_screen
from brownfield.tables.declared.trade_and_policy import REMEDIES
from brownfield.tables.frames import Replaced

Goods = tuple[Any, ...]  # in the order of GOODS
Fitting = Mapping[Goods, Sequence[Row]]


@dataclass(frozen=True)
class Part:
    """A part inside a vehicle, and how its values are counted.

    Attributes
    ----------
    part_group, source
        What it is and where it is bought.
    goods
        Itself at the border of the plant.
    values
        With and without inbound freight.
    originates
        Agreements of the plant's territory under which it originates.
    """

    part_group: str
    source: str
    goods: Goods
    values: Values
    originates: frozenset[str]

    @property
    def exporter(self) -> str:
        """Customs territory of its source."""
        return str(self.goods[1])

    def at(self, importer: str) -> Goods:
        """Return the part as if it crossed the border of another territory."""
        return (importer, *self.goods[1:])


Inside = Mapping[tuple[str, int], list[Part]]
"""Parts by recipe and year."""


@dataclass(frozen=True)
class Law:
    """The rows of law that fit goods.

    Attributes
    ----------
    at_border
        By goods: every row that applies to goods sent from their exporter.
    by_origin, on_parts
        By goods: extra duties that bear on origin, and on parts inside.
    """

    at_border: Fitting = field(repr=False)
    by_origin: Fitting = field(repr=False)
    on_parts: Fitting = field(repr=False)

    def of(self, goods: Goods, kind: str) -> Sequence[Row]:
        """Return the rows of a kind that apply at a border."""
        return [r for r in self.at_border.get(goods, ()) if r["kind"] == kind]


@dataclass(frozen=True)
class Sent:
    """Deliveries at nodes at which one case holds.

    Attributes
    ----------
    tables
        Tables of the case.
    rows
        One delivery a way, with what crosses the market's border.
    inside
        Parts of their recipes.
    """

    tables: Tables = field(repr=False)
    rows: Sequence[Row] = field(repr=False)
    inside: Inside = field(repr=False)

    def parts_of(self, row: Row) -> Sequence[Part]:
        """Return the parts of a delivered vehicle."""
        return self.inside.get((row["recipe"], row["year"]), ())


def sent_by(
    tables: Tables,
    delivered: pl.DataFrame,
    sourcing: pl.DataFrame,
) -> Sent:
    """Return what crosses which border on deliveries.

    Parameters
    ----------
    tables
        Of the case as it holds at a node, money in case currency.
    delivered
        recipe, build_option, product, facility, place, year, regime, quota; freight,
        insurance, ex_works, work (conversion and crew; case currency per vehicle).
        One row a way.
    sourcing
        Where recipes buy their parts.
    """
    sold = vehicles(tables, delivered)
    return Sent(tables, sold.to_dicts(), parts(tables, sold, sourcing))


def vehicles(tables: Tables, delivered: pl.DataFrame) -> pl.DataFrame:
    """Return deliveries with `home` and the columns of goods at the market's border."""
    products = tables["products"].select("product", "hs_code", "company", "powertrain")
    homes = facility_places(tables).select("facility", exporter="customs_territory")
    markets = tables["places"].select("place", importer="customs_territory")
    rows = attach(delivered, products, ["product"], what="products")
    rows = attach(rows, homes, ["facility"], what="facilities")
    return attach(rows, markets, ["place"], what="places")


def parts(
    tables: Tables, sold: pl.DataFrame, sourcing: pl.DataFrame
) -> dict[tuple[str, int], list[Part]]:
    """Return the parts of every delivered recipe, by recipe and year."""
    options = sold.select("recipe", "build_option").unique(maintain_order=True)
    bought = sourcing.join(options, on="recipe", maintain_order="left")
    years = sold["year"].unique().to_list()
    few = _bill(tables, bought)
    costs = part_costs(few, years)
    pacts = part_origin(few, years).filter("is_originating")
    originating = pacts.group_by(*PART, "year").agg("agreement")
    rows = bought.join(costs, on=list(PART), maintain_order="left_right").join(
        originating, on=[*PART, "year"], how="left", maintain_order="left"
    )
    by_recipe: dict[tuple[str, int], list[Part]] = {}
    for row in rows.iter_rows(named=True):
        by_recipe.setdefault((row["recipe"], row["year"]), []).append(_part(row))
    return by_recipe


def _bill(tables: Tables, bought: pl.DataFrame) -> Tables:
    """Return the tables with the rows of the bill of materials that are bought."""
    bill = tables["bill_of_materials"]
    kept = bill.join(bought, on=list(PART), how="semi", maintain_order="left")
    return Replaced(tables, bill_of_materials=kept)


def _part(row: Row) -> Part:
    goods = (row["importer"], row["exporter"], row["hs_code"], "", "part", row["year"])
    value = row["unit_value"]
    return Part(
        row["part_group"],
        row["source"],
        goods,
        Values(value + row["inbound_freight"], value),
        frozenset(row["agreement"] or ()),
    )


def law(tables: Tables, sold: Sequence[Row], inside: Inside) -> Law:
    """Return the rows that fit the vehicles delivered and the parts inside them."""
    rows = tables["trade_measures"]
    extra = rows.filter(pl.col("kind").is_in(REMEDIES))
    on_origin = extra.filter(
        pl.col("bears_on") == "origin", pl.col("exporter").is_not_null()
    )
    at_plant = {p.goods for group in inside.values() for p in group if p.goods[2]}
    abroad = [row for row in sold if row["importer"] != row["exporter"]]
    return Law(
        fitting(tables, rows, {goods_of(row) for row in abroad} | at_plant),
        fitting(tables, on_origin, set(_kits(on_origin, abroad, inside))),
        fitting(
            tables,
            extra.filter(pl.col("bears_on") == "part"),
            {
                part.at(row["importer"])
                for row in abroad
                for part in inside.get((row["recipe"], row["year"]), ())
                if part.goods[2]
            },
        ),
    )


def values_of(row: Row) -> Values:
    """Return the customs values of a delivered vehicle."""
    price = row["ex_works"]
    return Values(cif=price + row["freight"] + row["insurance"], ex_works=price)


def goods_of(row: Row) -> Goods:
    """Return a vehicle as goods at the market's border."""
    return tuple(row[name] for name in GOODS)


def makers_of_kit(row: Row, pieces: Sequence[Part]) -> list[str]:
    """Return the territories whose parts the plant merely puts together."""
    every = sum(part.values.cif for part in pieces)
    shares = {part.exporter: 0.0 for part in pieces}
    for part in pieces:
        shares[part.exporter] += part.values.cif
    abroad = {m: v for m, v in shares.items() if m not in row_ends(row)}
    if every <= 0:
        return []
    return [
        maker
        for maker, theirs in sorted(abroad.items())
        if circumvention_screen(every, min(theirs, every), row["work"]).is_flagged
    ]


def row_ends(row: Row) -> tuple[str, str]:
    """Return the territories of market and plant."""
    return row["importer"], row["exporter"]


def _kits(
    on_origin: pl.DataFrame, abroad: Sequence[Row], inside: Inside
) -> Iterator[Goods]:
    """Yield vehicles as if sent from where their parts come from, if they are kits."""
    makers = set(on_origin["exporter"])
    for row in abroad if makers else ():
        for maker in makers_of_kit(row, inside.get((row["recipe"], row["year"]), [])):
            yield as_sent_from(row, maker)


def as_sent_from(row: Row, territory: str) -> Goods:
    """Return a vehicle as goods of another exporter."""
    return (row["importer"], territory, *goods_of(row)[2:])


def fitting(tables: Tables, rows: pl.DataFrame, goods: set[Goods]) -> Fitting:
    """Return, of some rows of trade_measures, those that apply to each of the goods."""
    if rows.is_empty() or not goods:
        return {}
    texts = dict.fromkeys(GOODS, pl.String)
    frame = pl.DataFrame(
        sorted(goods), schema={**texts, "year": pl.Int64}, orient="row"
    )
    by_goods: dict[Goods, list[Row]] = {}
    every = measures_with_reasons(Replaced(tables, trade_measures=rows), frame)
    for row in every.sort("measure").iter_rows(named=True):
        by_goods.setdefault(tuple(row[name] for name in GOODS), []).append(row)
    return by_goods
