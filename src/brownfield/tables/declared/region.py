"""Which tables say what a nation and its regions make, buy, earn and tax?"""

from brownfield.tables.columns import Column, Table
from brownfield.tables.declared.shorthand import (
    MONEY_PER_YEAR,
    key,
    label,
    number,
    share,
    table,
)

HOUSEHOLDS = "households"
"""The buyer in `flows` that stands for what households consume."""
PLANT_ITEMS = ("crew", "conversion", "tooling", "opening")
"""Items of `purchases` that are no part group: what a plant itself spends."""
STEPS = ("displacement", "leakage", "substitution")
"""What is taken off additional jobs, in this order."""
MULTIPLIER = "multiplier"
PAY, PROFIT, SPENDING = "pay", "profit", "spending"

REGIONS = table(
    "regions",
    "A nation, or a region of one, whose jobs and taxes are counted.",
    key("region", "Short name."),
    label("name", "Printed name; blank = the short name."),
    label(
        "within",
        "Nation it is a region of; blank = it is a nation itself.",
        reference=("regions",),
    ),
    number(
        "exponent",
        "-",
        "How much less a small region buys from itself (delta of the FLQ).",
        default=0.25,
        upper=1.0,
    ),
    reach="shown",
)

SECTORS = table(
    "sectors",
    "What a sector of a nation makes, earns and employs in a year, or employs in one "
    "of its regions.",
    key("sector", "Short name."),
    key("region", "Nation or region.", reference=("regions",)),
    label("name", "Printed name; blank = the short name."),
    number("output", MONEY_PER_YEAR, "Output at basic prices; needed of a nation."),
    number(
        "value_added",
        MONEY_PER_YEAR,
        "Gross value added in the output; needed of a nation.",
        lower=None,
    ),
    number(
        "wages",
        MONEY_PER_YEAR,
        "Compensation of employees in the value added; needed of a nation.",
    ),
    number(
        "imports",
        MONEY_PER_YEAR,
        "Bought from abroad, with taxes on what is bought; needed of a nation.",
        lower=None,
    ),
    number(
        "jobs",
        "people",
        "People who work in it; of a region, those in the region.",
        is_required=True,
    ),
    share("full_time", "Full-time jobs to a person.", default=1.0),
    number(
        "pay",
        "case currency per person per year",
        "Pay before tax; blank = wages over jobs.",
    ),
    reach="shown",
)

FLOWS = table(
    "flows",
    "What one sector of a nation buys from another in a year.",
    key("region", "Nation.", reference=("regions",)),
    key("sector", "Who sells.", reference=("sectors",)),
    key("buyer", f"Sector that buys, or `{HOUSEHOLDS}`."),
    number("value", MONEY_PER_YEAR, "Bought at basic prices.", is_required=True),
    reach="shown",
)

PURCHASES = table(
    "purchases",
    "From which sector of the nation a part group, or something a plant pays for, is "
    "bought.",
    key(
        "item",
        "Part group of `bill_of_materials`; or conversion, tooling or opening, what a "
        "plant spends on them; or crew, the sector of the plants themselves.",
    ),
    key("sector", "Sector it is bought from.", reference=("sectors",)),
    share(
        "share",
        "Share of the money that stays in the nation and goes to the sector; parts "
        "from abroad never count.",
        default=1.0,
    ),
    reach="shown",
)

TAXES = table(
    "taxes",
    "A band of a tax that a nation's government receives from jobs and firms.",
    key("tax", "Short name; all of its bands are added up."),
    Column(
        name="above",
        kind="number",
        unit=MONEY_PER_YEAR,
        meaning="Where the band begins: the rate holds above, until the next band.",
        is_key=True,
        is_required=True,
        lower=0.0,
    ),
    share("rate", "Tax on each unit of money in the band.", is_required=True),
    label(
        "base",
        "What is taxed: pay of one person, profit of suppliers, or what people spend "
        "out of pay after tax.",
        allowed=(PAY, PROFIT, SPENDING),
        default=PAY,
    ),
    label(
        "payer",
        "Who hands it over.",
        allowed=("worker", "employer"),
        default="worker",
    ),
    label("name", "Printed name; blank = the short name."),
    reach="shown",
)

ADDITIONALITY = table(
    "additionality",
    "What is taken off jobs that would not have been there, step by step.",
    Column(
        name="step",
        meaning="Displacement: of other firms at home; leakage: to people from "
        "outside the nation; substitution: of other jobs in the same firms. "
        "Multiplier: takes nothing off; told beside what the economy gives.",
        is_key=True,
        is_required=True,
        allowed=(*STEPS, MULTIPLIER),
    ),
    number(
        "share",
        "share",
        "Share of what is left that goes; of multiplier, jobs at suppliers that "
        "studies see for each further job in a plant.",
        is_required=True,
        upper=100.0,
    ),
    reach="shown",
)

TABLES: tuple[Table, ...] = (
    REGIONS,
    SECTORS,
    FLOWS,
    PURCHASES,
    TAXES,
    ADDITIONALITY,
)
