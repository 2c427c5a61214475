"""Which duty regimes are open at a border, and what does each one levy?"""

import polars as pl

from brownfield.derive.frames import (
    Tables,
    is_blank_or_equal,
    is_in_force,
    total,
)
from brownfield.errors import DataError, LabelError

GOODS = ("importer", "exporter", "hs_code", "company", "powertrain", "year")

REMEDIES = ("countervailing", "anti_dumping")  # in the order of a regime's name

FILTERS = {
    "exporter": "only_exporter",
    "hs_code": "heading",
    "company": "only_company",
    "powertrain": "only_powertrain",
}

REGIME_COLUMNS = (
    *GOODS,
    "regime",
    "agreement",
    "quota",
    "rate_cif",
    "rate_ex_works",
    "specific",
    "is_cif",
    "tie_order",
)


def measures_in_force(tables: Tables, goods: pl.DataFrame) -> pl.DataFrame:
    """Return the measures that apply to every good, the most exact of each kind.

    Exactness is compared in this order: the longer heading, a company given, an
    exporter given, a powertrain given. Preferences are compared within an agreement;
    every quota that matches applies. Preferences, and quotas that name an agreement,
    apply between members only.

    Parameters
    ----------
    tables
        Tables of the case.
    goods
        importer, exporter, hs_code, company, powertrain, year; distinct, none blank
        (company "" for goods of no party in particular).

    Returns
    -------
    frame
        The columns of `goods`, measure, kind, agreement, ad_valorem, specific,
        duty_base.

    Raises
    ------
    DataError
        A preference names no agreement, or two measures are equally exact.
    LabelError
        A measure names an agreement that has no members.
    """
    matching = _matching(tables, goods)
    slot = (
        pl.when(pl.col("kind") == "quota")
        .then("measure")
        .when(pl.col("kind") == "preference")
        .then("agreement")
        .otherwise(pl.lit(""))
    )
    ranked = matching.with_columns(slot=slot, exactness=_exactness())
    group = [*GOODS, "kind", "slot"]
    best = ranked.filter(pl.col("exactness") == pl.col("exactness").max().over(group))
    _check_unambiguous(best, group)
    columns = ("measure", "kind", "agreement", "ad_valorem", "specific", "duty_base")
    return best.select(*GOODS, *columns)


def _matching(tables: Tables, goods: pl.DataFrame) -> pl.DataFrame:
    measures = _checked_measures(tables).rename(FILTERS)
    pairs = _member_pairs(tables)
    matching = goods.join(measures, on="importer", how="inner").filter(
        pl.col("importer") != pl.col("exporter"),
        is_in_force(),
        pl.col("hs_code").str.starts_with(pl.col("heading")),
        *(
            is_blank_or_equal(FILTERS[name], name)
            for name in ("exporter", "company", "powertrain")
        ),
    )
    matching = matching.join(
        pairs, on=["agreement", "importer", "exporter"], how="left"
    )
    needs_members = pl.col("kind").is_in(["preference", "quota"])
    is_open = pl.col("agreement").is_null() | pl.col("are_members").is_not_null()
    return matching.filter(~needs_members | is_open)


def _exactness() -> pl.Expr:
    length = pl.col("heading").str.len_chars().cast(pl.Int64)
    weights = {"only_company": 4, "only_exporter": 2, "only_powertrain": 1}
    given = [
        weight * pl.col(name).is_not_null().cast(pl.Int64)
        for name, weight in weights.items()
    ]
    return pl.sum_horizontal(8 * length, *given)


def _checked_measures(tables: Tables) -> pl.DataFrame:
    measures = tables["trade_measures"].drop("source", "note", strict=False)
    is_bare = (pl.col("kind") == "preference") & pl.col("agreement").is_null()
    for row in measures.filter(is_bare).iter_rows(named=True):
        message = (
            f"trade_measures, {row['measure']}: a preference needs the agreement whose "
            "origin rules must be met; fill in `agreement`"
        )
        raise DataError(message)
    known = tables["agreements"].select("agreement").unique()
    named = measures.filter(pl.col("agreement").is_not_null())
    for row in named.join(known, on="agreement", how="anti").iter_rows(named=True):
        message = (
            f"trade_measures, {row['measure']}: agreement {row['agreement']} has no "
            "member in `agreements`; add its customs territories there"
        )
        raise LabelError(message)
    return measures


def _member_pairs(tables: Tables) -> pl.DataFrame:
    members = tables["agreements"].select("agreement", importer="customs_territory")
    others = members.rename({"importer": "exporter"})
    pairs = members.join(others, on="agreement", how="inner")
    return pairs.with_columns(are_members=pl.lit(value=True))


def _check_unambiguous(best: pl.DataFrame, group: list[str]) -> None:
    rivals = best.filter(best.select(group).is_duplicated())
    if rivals.height:
        first = rivals.row(0, named=True)
        same = rivals.filter(
            *(pl.col(name).eq_missing(pl.lit(first[name])) for name in group)
        )
        names = ", ".join(same["measure"].sort())
        message = (
            f"trade_measures: {names} are equally exact for {first['hs_code']} from "
            f"{first['exporter']} into {first['importer']} in {first['year']}; end one "
            "before the other begins, or make one more exact"
        )
        raise DataError(message)


def _levies(rows: pl.DataFrame) -> pl.DataFrame:
    is_cif = pl.col("duty_base") == "cif"
    return rows.with_columns(
        rate_cif=pl.when(is_cif).then("ad_valorem").otherwise(0.0),
        rate_ex_works=pl.when(is_cif).then(0.0).otherwise("ad_valorem"),
        is_cif=is_cif,
    )


def _bases(goods: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each base rate of a good; `none` where it has no mfn row."""
    kind = pl.col("kind")
    is_quota = kind == "quota"
    given = _levies(measures.filter(~kind.is_in(REMEDIES))).select(
        *GOODS,
        pl.when(is_quota)
        .then("measure")
        .when(kind == "mfn")
        .then(pl.lit("mfn"))
        .otherwise("agreement")
        .alias("regime"),
        pl.when(kind == "mfn").then(None).otherwise("agreement").alias("agreement"),
        pl.when(is_quota).then("measure").alias("quota"),
        "rate_cif",
        "rate_ex_works",
        "specific",
        "is_cif",
    )
    with_mfn = measures.filter(kind == "mfn")
    free = goods.join(with_mfn, on=list(GOODS), how="anti").select(
        *GOODS,
        regime=pl.when(pl.col("importer") == pl.col("exporter"))
        .then(pl.lit("domestic"))
        .otherwise(pl.lit("none")),
        agreement=pl.lit(None, pl.String),
        quota=pl.lit(None, pl.String),
        rate_cif=pl.lit(0.0),
        rate_ex_works=pl.lit(0.0),
        specific=pl.lit(0.0),
        is_cif=pl.lit(value=True),
    )
    return pl.concat([given, free])


def _remedies(measures: pl.DataFrame) -> pl.DataFrame:
    """Return what is levied on top of the base, one row for each good that bears it."""
    rows = _levies(measures.filter(pl.col("kind").is_in(REMEDIES)))
    order = pl.col("kind").replace_strict(REMEDIES, range(len(REMEDIES)))
    return (
        rows.sort(order)
        .group_by(GOODS, maintain_order=True)
        .agg(
            top_cif=total(pl.col("rate_cif")),
            top_ex_works=total(pl.col("rate_ex_works")),
            top_specific=total(pl.col("specific")),
            suffix=("+" + pl.col("kind")).str.join(""),
        )
    )


def regimes(tables: Tables, goods: pl.DataFrame) -> pl.DataFrame:
    """Return every regime under which each good may enter, and its rates.

    Parameters
    ----------
    tables
        Tables of the case.
    goods
        As for `measures_in_force`.

    Returns
    -------
    frame
        The columns of `goods`; regime (domestic, mfn, none, an agreement or a quota's
        measure, with `+countervailing` and `+anti_dumping` where they apply);
        agreement whose origin rules must be met (blank: none); quota (the measure;
        blank: unlimited); rate_cif and rate_ex_works (share of either base); specific
        (case currency per vehicle or part); is_cif (base of the base rate); tie_order
        (which one is used at equal duty: the lower).

    Raises
    ------
    DataError, LabelError
        As `measures_in_force`.
    """
    distinct = goods.select(GOODS).unique(maintain_order=True)
    measures = measures_in_force(tables, distinct)
    rows = _bases(distinct, measures).join(
        _remedies(measures), on=list(GOODS), how="left"
    )
    on_top = {
        "rate_cif": "top_cif",
        "rate_ex_works": "top_ex_works",
        "specific": "top_specific",
    }
    return rows.with_columns(
        *(pl.col(base) + pl.col(top).fill_null(0.0) for base, top in on_top.items()),
        regime=pl.col("regime") + pl.col("suffix").fill_null(""),
        tie_order=pl.struct(pl.col("agreement").is_null(), "regime").rank("dense"),
    ).select(REGIME_COLUMNS)


def with_duty(rows: pl.DataFrame, *, cif: pl.Expr, ex_works: pl.Expr) -> pl.DataFrame:
    """Return `rows` with `customs_value` and `duty` under the regime of each row.

    Parameters
    ----------
    rows
        Rows joined to their regimes.
    cif, ex_works
        Value with and without freight and insurance, case currency per vehicle.
    """
    ad_valorem = pl.col("rate_cif") * cif + pl.col("rate_ex_works") * ex_works
    return rows.with_columns(
        customs_value=pl.when("is_cif").then(cif).otherwise(ex_works),
        duty=ad_valorem + pl.col("specific"),
    )


def cheapest(rows: pl.DataFrame, number: str) -> pl.DataFrame:
    """Return the row of least duty for each `number`; a preference wins a tie.

    Parameters
    ----------
    rows
        Rows joined to their regimes, with `duty`.
    number
        Integer column that numbers the goods; the result is in its order.
    """
    ranked = rows.sort(number, "duty", "tie_order")
    return ranked.filter(pl.col(number).is_first_distinct())
