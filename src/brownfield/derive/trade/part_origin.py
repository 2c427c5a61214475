"""Does a bought part originate, and how much of its value counts as foreign?"""

from collections.abc import Sequence

import polars as pl

from brownfield.derive.frames import Tables, is_blank_or_equal, is_in_force, years_frame
from brownfield.derive.parts import BILL, PART, part_territories
from brownfield.errors import DataError
from brownfield.tables.memory import Columns, remembered

TOLERANCE = 1e-9  # a share exactly at its limit passes in spite of rounding

PACTS: dict[str, Columns] = {
    "agreements": ("agreement", "customs_territory", "cumulates"),
    "origin_rules": None,
}
"""What says who trades freely with whom, and with what."""
GOODS = ("agreement", "hs_code", "powertrain", "year")


def rules_in_force(tables: Tables, goods: pl.DataFrame) -> pl.DataFrame:
    """Return the origin tests of every heading, one row a test.

    The rules of the longest matching heading apply; among those, rules for the
    powertrain beat rules for any powertrain.

    Parameters
    ----------
    tables
        Tables of the case.
    goods
        agreement, hs_code, powertrain, year; distinct.

    Returns
    -------
    frame
        The columns of `goods`, test, part_group, threshold. Goods without a rule have
        no row.

    Raises
    ------
    DataError
        A test max_non_originating has no threshold, or originating_part no part group.
    """
    rules = _checked_rules(tables)
    matching = goods.join(rules, on="agreement", how="inner").filter(
        pl.col("hs_code").str.starts_with(pl.col("heading")),
        is_blank_or_equal("rule_powertrain", "powertrain"),
        is_in_force(),
    )
    exactness = 2 * pl.col("heading").str.len_chars().cast(pl.Int64) + pl.col(
        "rule_powertrain"
    ).is_not_null().cast(pl.Int64)
    best = matching.filter(exactness == exactness.max().over(GOODS))
    return best.select(*GOODS, "test", "part_group", "threshold")


def _checked_rules(tables: Tables) -> pl.DataFrame:
    rules = tables["origin_rules"].rename(
        {"hs_code": "heading", "powertrain": "rule_powertrain"}
    )
    is_share = pl.col("test") == "max_non_originating"
    blank = rules.filter(
        (is_share & pl.col("threshold").is_null())
        | (~is_share & pl.col("part_group").is_null())
    )
    if blank.height:
        row = blank.row(0, named=True)
        message = (
            f"origin_rules, {row['agreement']} heading {row['heading']}: test "
            f"{row['test']} needs a threshold (max_non_originating) or a part_group "
            "(originating_part); fill it in"
        )
        raise DataError(message)
    return rules


def share_limits(tests: pl.DataFrame) -> pl.DataFrame:
    """Return the lowest threshold of the tests max_non_originating of every good."""
    shares = tests.filter(pl.col("test") == "max_non_originating")
    return shares.group_by(GOODS, maintain_order=True).agg(
        limit=pl.col("threshold").min()
    )


def _part_agreements(tables: Tables, years: Sequence[int]) -> pl.DataFrame:
    members = tables["agreements"]
    plants = members.select("agreement", importer="customs_territory")
    sources = members.select(
        "agreement", "cumulates", exporter="customs_territory", is_member=True
    )
    parts = part_territories(tables).join(plants, on="importer", how="inner")
    parts = parts.join(sources, on=["agreement", "exporter"], how="left")
    dated = parts.join(years_frame(years), how="cross")
    return dated.with_columns(
        pl.col("is_member").fill_null(value=False),
        powertrain=pl.lit("part"),
        is_flagged="is_originating",
    )


@remembered(**BILL, **PACTS)
def part_origin(tables: Tables, years: Sequence[int]) -> pl.DataFrame:
    """Return the origin of every part under every agreement of its plant's territory.

    A part originates if the row says so. Else, if it gives `foreign_value` and its
    heading has a rule max_non_originating in that year, by that test, provided it
    comes from a member; else by coming from a member. An originating part counts
    fully as originating (roll-up), but one that only comes from a member by the share
    that `cumulates`; any other part counts fully as foreign.

    Returns
    -------
    frame
        build_option, part_group, source, agreement, year, is_originating (its own
        origin: what a preference on the part asks for), counts (whether it counts as
        an originating part group of the vehicle), foreign_share (share of its value
        that counts as foreign, in [0, 1]).

    Raises
    ------
    DataError
        A rule of origin lacks its threshold or part group.
    LabelError
        A label of the bill of materials is not in its table.
    """
    parts = _part_agreements(tables, years)
    tested = parts.filter(pl.col("foreign_value").is_not_null())
    goods = tested.filter(pl.col("hs_code").is_not_null()).select(GOODS).unique()
    limits = share_limits(rules_in_force(tables, goods))
    rows = parts.join(limits, on=list(GOODS), how="left")
    allowed = (pl.col("limit") + TOLERANCE) * pl.col("unit_value")
    passes = pl.col("foreign_value") <= allowed  # null where nothing is tested
    originates = pl.coalesce(
        "is_flagged", passes & pl.col("is_member"), pl.col("is_member")
    )
    counted = (
        pl.when(pl.coalesce("is_flagged", passes).is_null())
        .then(pl.col("cumulates"))
        .otherwise(1.0)
    )
    return rows.select(
        *PART,
        "agreement",
        "year",
        is_originating=originates,
        counts=originates & (counted > 0.0),
        foreign_share=pl.when(originates).then(1.0 - counted).otherwise(1.0),
    )
