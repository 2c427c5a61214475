"""Do quotas, undertakings and drawback say what they must, and pools one volume?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding, shown
from brownfield.tables.rule import Cells, Rule, each_row, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

KIND = pl.col("kind")
LIMITED = ("quota", "undertaking")
FOR_EVER = 9999  # stands for a blank last year
IS_PRICED = KIND == "undertaking"
PAYS_BACK = KIND == "drawback"
RELIEVES = IS_PRICED | PAYS_BACK
OPTIONAL = (
    *("agreement", "company", "licence", "minimum_price"),
    *("quota_pool", "quota_volume"),
)
GIVEN = {name: pl.col(name).is_not_null() for name in OPTIONAL}
HAS_VOLUME = KIND.is_in(LIMITED) & (GIVEN["quota_volume"] | GIVEN["quota_pool"])
WORDS = (
    (
        "minimum_price",
        IS_PRICED & ~GIVEN["minimum_price"],
        "is an undertaking and states no price",
        "Enter minimum_price, in case currency per vehicle",
    ),
    (
        "minimum_price",
        ~IS_PRICED & GIVEN["minimum_price"],
        "has a minimum_price, which only an undertaking keeps",
        "Leave minimum_price blank, or make it an undertaking",
    ),
    (
        "ad_valorem",
        PAYS_BACK & (pl.col("ad_valorem") > 1.0),
        "pays back more than the duty paid",
        "Enter the share of the duty that comes back, from 0 to 1",
    ),
    (
        "ad_valorem",
        IS_PRICED & (pl.col("ad_valorem") > 0.0),
        "is an undertaking, under which nothing is charged in place of the duty",
        "Leave ad_valorem blank",
    ),
    (
        "specific",
        RELIEVES & (pl.col("specific") > 0.0),
        "is a relief, so it charges no amount",
        "Leave specific blank",
    ),
    (
        "agreement",
        RELIEVES & GIVEN["agreement"],
        "belongs to no agreement",
        "Leave agreement blank; agreements.allows_drawback says what an agreement bars",
    ),
    (
        "company",
        PAYS_BACK & GIVEN["company"],
        "is about parts, which have no company",
        "Leave company blank",
    ),
    (
        "powertrain",
        PAYS_BACK & (pl.col("powertrain") != "part"),
        "is about parts, which have no such powertrain",
        "Leave powertrain blank, or enter part",
    ),
    (
        "quota_pool",
        ~KIND.is_in(LIMITED) & GIVEN["quota_pool"],
        "has no volume that could be shared",
        "Leave quota_pool blank, or make it a quota or an undertaking",
    ),
    (
        "licence",
        GIVEN["licence"] & ~HAS_VOLUME,
        "has no volume that licences could be for",
        "Leave licence blank, or make it a quota or an undertaking with a volume",
    ),
    (
        "licence_fee",
        (pl.col("licence_fee") > 0.0) & ~HAS_VOLUME,
        "has no volume that licences could be for",
        "Leave licence_fee blank, or make it a quota or an undertaking with a volume",
    ),
)


def with_years(measures: pl.DataFrame) -> pl.DataFrame:
    """Return rows with begin and end, their years without blanks."""
    return measures.with_columns(
        begin=pl.col("from_year").fill_null(0),
        end=pl.col("to_year").fill_null(FOR_EVER),
    )


def _stating(measures: pl.DataFrame) -> list[tuple[int, Cells]]:
    """Return the rows of pools that state a volume."""
    is_stated = GIVEN["quota_pool"] & GIVEN["quota_volume"] & KIND.is_in(LIMITED)
    return rows_where(with_years(measures), is_stated)


def volumes_stated(tables: Tables) -> Iterator[Finding]:
    """Yield quotas without a volume, of their own or of their pool in all their years.

    An undertaking needs one only in a pool.
    """
    measures = tables["trade_measures"]
    must = (KIND == "quota") | (IS_PRICED & GIVEN["quota_pool"])
    lacking = rows_where(with_years(measures), must & ~GIVEN["quota_volume"])
    stating = _stating(measures) if lacking else []
    for row, cells in lacking:
        if any(_spans(other, cells) for _, other in stating):
            continue
        pool = cells["quota_pool"]
        where = f", and pool {pool} states none for all its years" if pool else ""
        yield Finding(
            table="trade_measures",
            row=row,
            column="quota_volume",
            value=None,
            rule="quota_volume",
            message=f"{cells['kind'].capitalize()} {cells['measure']} needs a volume"
            f"{where}",
            hint="Enter quota_volume, in vehicles a year",
        )


def _spans(other: Cells, cells: Cells) -> bool:
    """Return whether a row of the same pool is in force in all years of another."""
    return bool(
        other["quota_pool"] == cells["quota_pool"]
        and other["begin"] <= cells["begin"]
        and other["end"] >= cells["end"]
    )


def pools_agree(tables: Tables) -> Iterator[Finding]:
    """Yield rows that state another volume than a row of their pool before."""
    stating = _stating(tables["trade_measures"])
    for place, (row, cells) in enumerate(stating):
        for other, before in stating[:place]:
            is_one = before["quota_pool"] == cells["quota_pool"]
            meet = before["begin"] <= cells["end"] and cells["begin"] <= before["end"]
            if is_one and meet and before["quota_volume"] != cells["quota_volume"]:
                yield Finding(
                    table="trade_measures",
                    row=row,
                    other_row=other,
                    column="quota_volume",
                    value=shown(cells["quota_volume"]),
                    rule="quota_pool",
                    message=f"Pool {cells['quota_pool']} has one volume a year, and "
                    f"{before['measure']} states {shown(before['quota_volume'])}",
                    hint="State it in one row of the pool, or the same in all",
                )
                break


def pools_are_one(tables: Tables) -> Iterator[Finding]:
    """Yield pools of two importers, or called as a measure that stands outside."""
    measures = tables["trade_measures"]
    if measures["quota_pool"].null_count() == measures.height:
        return
    pooled = rows_where(measures, GIVEN["quota_pool"] & KIND.is_in(LIMITED))
    own = dict(measures.select("measure", "quota_pool").iter_rows())
    first: dict[str, Cells] = {}
    for row, cells in pooled:
        pool = cells["quota_pool"]
        before = first.setdefault(pool, cells)
        wrong = ""
        if before["importer"] != cells["importer"]:
            wrong = f"Pool {pool} is one of {before['importer']} and of another border"
        elif pool in own and own[pool] != pool:
            wrong = f"Pool {pool} is called like a measure that is not in it"
        if wrong:
            yield Finding(
                table="trade_measures",
                row=row,
                column="quota_pool",
                value=pool,
                rule="quota_pool",
                message=wrong,
                hint="Give the pool a name of its own",
            )


VOLUME_RULES = (
    Rule(find=volumes_stated, reads=("trade_measures",)),
    Rule(find=pools_agree, reads=("trade_measures",)),
    Rule(find=pools_are_one, reads=("trade_measures",)),
    *(
        each_row(
            table="trade_measures",
            column=column,
            rule="relief",
            is_bad=is_bad,
            message=f"Measure {{measure}} {what}",
            hint=hint,
        )
        for column, is_bad, what, hint in WORDS
    ),
)
