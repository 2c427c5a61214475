"""Are duties, agreements, origin rules, policies and contracts unambiguous?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.fleet import FLEET_RULES
from brownfield.tables.declared.trade_and_policy import (
    GOVERNMENT_KINDS,
    REMEDIES,
    VEHICLE_GRANTS,
)
from brownfield.tables.problems import Finding, did_you_mean, shown
from brownfield.tables.rule import Cells, Rule, each_row, rows_where
from brownfield.tables.rules.border.volumes import VOLUME_RULES, with_years

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

MEASURE = ("importer", "exporter", "hs_code", "company", "powertrain", "kind")
ORIGIN = ("agreement", "hs_code", "powertrain", "test", "part_group")


def overlapping_measures(tables: Tables) -> Iterator[Finding]:
    """Yield tariff rows that are as exact as another one in force the same year."""
    names = (*MEASURE, "agreement")
    for cells in _overlaps(tables["trade_measures"], names):
        yield Finding(
            table="trade_measures",
            row=cells["row"],
            other_row=cells["other"],
            column="from_year",
            value=shown(cells["from_year"]),
            rule="overlapping_measures",
            message=f"Measures {cells['measure']} and {cells['other_name']} are as "
            "exact as each other and in force in the same year",
            hint="End one with to_year before the other begins, or take one out",
        )


def overlapping_origin_rules(tables: Tables) -> Iterator[Finding]:
    """Yield origin rules of one test that hold in the same year."""
    frame = tables["origin_rules"].with_columns(pl.col("agreement").alias("measure"))
    for cells in _overlaps(frame, ORIGIN):
        if cells["from_year"] == frame["from_year"][cells["other"]]:
            continue  # told as a duplicate key
        yield Finding(
            table="origin_rules",
            row=cells["row"],
            other_row=cells["other"],
            column="from_year",
            value=shown(cells["from_year"]),
            rule="overlapping_origin_rules",
            message="Two rules of the same test hold in the same year",
            hint="End the first with to_year before the second begins",
        )


def _overlaps(frame: pl.DataFrame, names: tuple[str, ...]) -> Iterator[Cells]:
    """Yield rows that begin before an earlier row with equal `names` has ended."""
    if frame.select(names).n_unique() == frame.height:
        return
    spans = with_years(frame.with_row_index("row"))
    spans = spans.filter(pl.col("begin") <= pl.col("end")).sort("begin", "row")
    open_end = pl.col("end").cum_max().shift(1).over(names)
    rows = spans.with_columns(
        open_end.alias("open_end"),
        pl.col("row").shift(1).over(names).alias("other"),
        pl.col("measure").shift(1).over(names).alias("other_name"),
    )
    yield from rows.filter(pl.col("begin") <= pl.col("open_end")).iter_rows(named=True)


def preferences(tables: Tables) -> Iterator[Finding]:
    """Yield measures under agreements that do not exist."""
    agreements = tables["agreements"]["agreement"].drop_nulls().unique().to_list()
    measures = tables["trade_measures"]
    is_unknown = ~pl.col("agreement").is_in(agreements)
    for row, cells in rows_where(measures, is_unknown):
        yield Finding(
            table="trade_measures",
            row=row,
            column="agreement",
            value=cells["agreement"],
            rule="unknown_reference",
            message="There is no such row in agreements",
            hint=did_you_mean(cells["agreement"], agreements, "Add it to agreements"),
        )


def part_groups(tables: Tables) -> Iterator[Finding]:
    """Yield origin rules on a part group that no bill of materials has."""
    groups = tables["bill_of_materials"]["part_group"].drop_nulls().unique().to_list()
    is_unknown = ~pl.col("part_group").is_in(groups)
    for row, cells in rows_where(tables["origin_rules"], is_unknown):
        yield Finding(
            table="origin_rules",
            row=row,
            column="part_group",
            value=cells["part_group"],
            rule="unknown_reference",
            message="No bill of materials has this part group",
            hint=did_you_mean(cells["part_group"], groups, "Correct the part group"),
        )


def _governments(tables: Tables) -> list[str]:
    parties = tables["parties"]
    return parties.filter(pl.col("kind") == "government")["party"].to_list()


def public_parties(tables: Tables) -> Iterator[Finding]:
    """Yield receipts and packages of a party that is no government."""
    states = _governments(tables)
    is_public = pl.col("kind").is_in(GOVERNMENT_KINDS)
    wrong = is_public & pl.col("party").is_not_null() & ~pl.col("party").is_in(states)
    for row, cells in rows_where(tables["policies"], wrong):
        yield Finding(
            table="policies",
            row=row,
            column="party",
            value=cells["party"],
            rule="policy_party",
            message=f"A policy of kind {cells['kind']} needs a government",
            hint=did_you_mean(
                cells["party"], states, "Name a party of kind government"
            ),
        )


def payers(tables: Tables) -> Iterator[Finding]:
    """Yield grants and support paid by a party that is no government."""
    states, parties = _governments(tables), tables["parties"]["party"].to_list()
    payer = pl.col("payer")
    wrong = payer.is_in(parties) & ~payer.is_in(states)
    for row, cells in rows_where(tables["policies"], wrong):
        yield Finding(
            table="policies",
            row=row,
            column="payer",
            value=cells["payer"],
            rule="policy_payer",
            message="A grant is paid by a government",
            hint=did_you_mean(
                cells["payer"],
                states,
                "Name a party of kind government, or leave payer blank",
            ),
        )


KIND, FORM, REACHES = pl.col("kind"), pl.col("form"), pl.col("bears_on")
IS_REMEDY = KIND.is_in(REMEDIES)
OF_PARTS = IS_REMEDY & (REACHES == "part")
NAMED = "bears on parts inside a vehicle, which have no"
REACH = (
    (
        "bears_on",
        ~IS_REMEDY & (REACHES != "exporter"),
        "is no extra duty, so it can bear on goods of the exporter only",
        "Leave bears_on blank, or make it countervailing or anti_dumping",
    ),
    (
        "exporter",
        IS_REMEDY & (REACHES == "origin") & pl.col("exporter").is_null(),
        "bears on origin and does not say whose",
        "Enter the exporter whose parts make a kit",
    ),
    (
        "company",
        OF_PARTS & pl.col("company").is_not_null(),
        f"{NAMED} company",
        "Leave company blank",
    ),
    (
        "powertrain",
        OF_PARTS & (pl.col("powertrain") != "part"),
        f"{NAMED} powertrain",
        "Leave powertrain blank, or enter part",
    ),
)
ORIGIN_TESTS = {"max_non_originating": "threshold", "originating_part": "part_group"}
POLICY_FIGURES = {
    "target": KIND.is_in([*FLEET_RULES, "carbon_cap"]),
    "amount": KIND.is_in(["carbon_price", *VEHICLE_GRANTS, *GOVERNMENT_KINDS]),
    "party": KIND.is_in(GOVERNMENT_KINDS),
}
SHARE_OF_CAPITAL = KIND == "capital_grant"
POLICY_SHARES = (
    (
        SHARE_OF_CAPITAL & pl.col("amount").is_null(),
        "A capital_grant needs an amount: the share of the capital spent",
        "Enter a share, e.g. 0.1; a limit of aid is a policy of kind aid_ceiling",
    ),
    (
        SHARE_OF_CAPITAL & (pl.col("amount") > 1),
        "The amount of a capital_grant is a share from 0 to 1",
        "Enter a share, e.g. 0.1 for 10 %; the most that is paid goes into cap",
    ),
)
CONTRACTS = (
    (
        "payee",
        pl.col("payer") == pl.col("payee"),
        "Payer and payee are the same party",
    ),
    (
        "volume",
        (FORM == "take_or_pay") & pl.col("volume").is_null(),
        "A contract take_or_pay needs a volume",
    ),
    (
        "amount",
        (FORM == "capex_share") & (pl.col("amount") > 1),
        "The amount of a capex_share is a share from 0 to 1",
    ),
)

RULES = (
    Rule(find=overlapping_measures, reads=("trade_measures",)),
    Rule(find=overlapping_origin_rules, reads=("origin_rules",)),
    each_row(
        table="trade_measures",
        column="agreement",
        rule="preference_agreement",
        is_bad=(KIND == "preference") & pl.col("agreement").is_null(),
        message="Preference {measure} names no agreement, so no origin rule could be "
        "tested",
        hint="Enter the agreement under which the rate is granted",
    ),
    Rule(find=preferences, reads=("trade_measures", "agreements")),
    *VOLUME_RULES,
    *(
        each_row(
            table="trade_measures",
            column=column,
            rule="reach_of_remedies",
            is_bad=is_bad,
            message=f"Measure {{measure}} {what}",
            hint=hint,
        )
        for column, is_bad, what, hint in REACH
    ),
    *(
        each_row(
            table="origin_rules",
            column=column,
            rule="origin_test",
            is_bad=(pl.col("test") == test) & pl.col(column).is_null(),
            message=f"The test {test} needs {column}",
            hint=f"Enter {column}",
        )
        for test, column in ORIGIN_TESTS.items()
    ),
    Rule(
        find=part_groups,
        reads=("origin_rules", "bill_of_materials"),
        is_of_files=True,
    ),
    *(
        each_row(
            table="policies",
            column=column,
            rule="policy_figure",
            is_bad=needs_it & pl.col(column).is_null(),
            message=f"A policy of kind {{kind}} needs {column}",
            hint=f"Enter {column}",
        )
        for column, needs_it in POLICY_FIGURES.items()
    ),
    *(
        each_row(
            table="policies",
            column="amount",
            rule="policy_figure",
            is_bad=is_bad,
            message=message,
            hint=hint,
        )
        for is_bad, message, hint in POLICY_SHARES
    ),
    Rule(find=public_parties, reads=("policies", "parties")),
    Rule(find=payers, reads=("policies", "parties")),
    *(
        each_row(
            table="contracts",
            column=column,
            rule="contract",
            is_bad=is_bad,
            message=message,
            hint=f"Correct {column}",
        )
        for column, is_bad, message in CONTRACTS
    ),
)
