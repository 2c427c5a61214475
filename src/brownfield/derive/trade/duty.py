"""Which duty regimes are open at a border, and what does each one levy?"""

import polars as pl

from brownfield.derive.frames import (
    Tables,
    is_blank_or_equal,
    is_in_force,
    total,
)
from brownfield.errors import DataError, LabelError
from brownfield.tables.declared.trade_and_policy import REMEDIES
from brownfield.tables.memory import SAME, Columns, remembered

GOODS = ("importer", "exporter", "hs_code", "company", "powertrain", "year")

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


FITTED = (
    "measure",
    "importer",
    "exporter",
    "hs_code",
    "company",
    "powertrain",
    "kind",
    "agreement",
    "duty_base",
    "bears_on",
    "from_year",
    "to_year",
)
"""Columns of `trade_measures` that say which goods a row is about, not what it asks."""
MEMBERS: dict[str, Columns] = {"agreements": ("agreement", "customs_territory")}
LAW: dict[str, Columns] = {
    "trade_measures": (
        *FITTED,
        "ad_valorem",
        "specific",
        "quota_volume",
        "quota_pool",
        "minimum_price",
    ),
    **MEMBERS,
}
"""What says which duty is due."""
LEVY = ("kind", "rate_cif", "rate_ex_works", "specific")
BASES = ("mfn", "preference", "quota")


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
    columns = ("measure", "kind", "agreement", "ad_valorem", "specific", "duty_base")
    return measures_with_reasons(tables, goods).select(*GOODS, *columns)


def measures_with_reasons(tables: Tables, goods: pl.DataFrame) -> pl.DataFrame:
    """Return the measures that apply to every good, and why each of them does.

    Parameters
    ----------
    tables, goods
        As for `measures_in_force`.

    Returns
    -------
    frame
        The columns of `measures_in_force`; heading, only_company, only_exporter and
        only_powertrain (what the row names; blank = any); bears_on; num_fit (number
        of rows that fit and were compared with it, itself included).

    Raises
    ------
    DataError, LabelError
        As `measures_in_force`.
    """
    best = _best(tables, SAME.of(goods))
    asked = tables["trade_measures"].drop(*FITTED, "source", "note", strict=False)
    return pl.concat([best.drop("at"), asked[best["at"]]], how="horizontal")


@remembered(trade_measures=FITTED, **MEMBERS)
def _best(tables: Tables, goods: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that apply to each of the goods, and where they stand (`at`)."""
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
    counted = ranked.with_columns(num_fit=pl.len().over(group))
    is_best = pl.col("exactness") == pl.col("exactness").max().over(group)
    best = counted.filter(is_best)
    _check_unambiguous(best, group)
    return best


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
    measures = tables["trade_measures"].with_row_index("at")
    is_bare = (pl.col("kind") == "preference") & pl.col("agreement").is_null()
    for row in measures.filter(is_bare).iter_rows(named=True):
        message = (
            f"trade_measures, {row['measure']}: a preference needs the agreement whose "
            "origin rules must be met; fill in `agreement`"
        )
        raise DataError(message)
    agreements = tables["agreements"].select("agreement").unique()
    named = measures.filter(pl.col("agreement").is_not_null())
    for row in named.join(agreements, on="agreement", how="anti").iter_rows(named=True):
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


def levies(measures: pl.DataFrame) -> pl.DataFrame:
    """Return measures with rate_cif, rate_ex_works (shares of a base) and is_cif."""
    is_cif = pl.col("duty_base") == "cif"
    return measures.with_columns(
        rate_cif=pl.when(is_cif).then("ad_valorem").otherwise(0.0),
        rate_ex_works=pl.when(is_cif).then(0.0).otherwise("ad_valorem"),
        is_cif=is_cif,
    )


def _bases(goods: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each base rate of a good; `none` where it has no mfn row."""
    kind = pl.col("kind")
    is_quota = kind == "quota"
    given = levies(measures.filter(kind.is_in(BASES))).select(
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
    """Return what is levied on top of the base, one row for each good and kind."""
    rows = levies(measures.filter(pl.col("kind").is_in(REMEDIES)))
    return rows.select(*GOODS, *LEVY)


def regimes(tables: Tables, goods: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return every regime under which each good may enter, and what comes on top.

    Parameters
    ----------
    tables
        Tables of the case.
    goods
        As for `measures_in_force`.

    Returns
    -------
    bases
        The columns of `goods`; regime (domestic, mfn, none, an agreement or a quota's
        measure); agreement whose origin rules must be met (blank: none); quota (the
        measure; blank: unlimited); rate_cif and rate_ex_works (share of either base);
        specific (case currency per vehicle or part); is_cif (base of the base rate);
        tie_order (which one is used at equal duty: the lower).
    remedies
        The columns of `goods`, kind (countervailing or anti_dumping), rate_cif,
        rate_ex_works, specific: levied under every regime on goods sent from there.

    Raises
    ------
    DataError, LabelError
        As `measures_in_force`.
    """
    return _regimes(tables, distinct_goods(goods))


def distinct_goods(goods: pl.DataFrame) -> pl.DataFrame:
    """Return the goods of some rows, each once: the very same frame for the same."""
    return SAME.of(goods.select(GOODS).unique(maintain_order=True))


@remembered(**LAW)
def _regimes(
    tables: Tables, distinct: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    measures = measures_in_force(tables, distinct)
    rank = pl.struct(pl.col("agreement").is_null(), "regime").rank("dense")
    bases = _bases(distinct, measures).with_columns(tie_order=rank)
    return bases.select(REGIME_COLUMNS), _remedies(measures)


def on_top(levied: pl.DataFrame) -> pl.DataFrame:
    """Return what is levied on top of the base rate of each shipment.

    Of each kind one amount is due, the highest: by the last port, by origin, by parts.

    Parameters
    ----------
    levied
        number (of the shipment), cif and ex_works (case currency), kind, rate_cif,
        rate_ex_works, specific: every row that asks for something.

    Returns
    -------
    frame
        number, added (case currency per vehicle or part), suffix (of a regime's name:
        `+countervailing` and `+anti_dumping` where they apply).
    """
    asked = (
        pl.col("rate_cif") * pl.col("cif")
        + pl.col("rate_ex_works") * pl.col("ex_works")
        + pl.col("specific")
    )
    order = pl.col("kind").replace_strict(REMEDIES, range(len(REMEDIES)))
    return (
        levied.group_by("number", "kind")
        .agg(due=asked.max())
        .sort(pl.col("number"), order)
        .group_by("number", maintain_order=True)
        .agg(
            added=total(pl.col("due")),
            suffix=("+" + pl.col("kind")).str.join(""),
        )
    )


def with_duty(rows: pl.DataFrame) -> pl.DataFrame:
    """Return `rows` with `customs_value` and `duty` under the regime of each row.

    Parameters
    ----------
    rows
        Rows joined to their regimes, with cif and ex_works (value with and without
        freight and insurance) and `added` (what comes on top; blank = nothing); case
        currency per vehicle or part.
    """
    cif, ex_works = pl.col("cif"), pl.col("ex_works")
    ad_valorem = pl.col("rate_cif") * cif + pl.col("rate_ex_works") * ex_works
    return rows.with_columns(
        customs_value=pl.when("is_cif").then(cif).otherwise(ex_works),
        duty=ad_valorem + pl.col("specific") + pl.col("added").fill_null(0.0),
    )


def cheapest(rows: pl.DataFrame, *names: str) -> pl.DataFrame:
    """Return the row of least duty for each value of `names`; a preference wins a tie.

    Parameters
    ----------
    rows
        Rows joined to their regimes, with `duty`.
    names
        Columns that tell the goods apart; the result is in their order.
    """
    ranked = rows.sort(*names, "duty", "tie_order")
    key = pl.col(names[0]) if len(names) == 1 else pl.struct(names)
    return ranked.filter(key.is_first_distinct())
