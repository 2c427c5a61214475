"""Which tables hold evidence and headquarters sites?"""

from brownfield.tables.columns import Column, Table
from brownfield.tables.declared.shorthand import (
    currency,
    key,
    label,
    number,
    share,
    table,
    year,
)

FACTS = table(
    "facts",
    "A published or derived figure that rows of other tables cite by id.",
    key("fact", "Id."),
    label("topic", "Group."),
    label("entity", "What it is about."),
    label("quantity", "What is measured."),
    label("value", "A number, a range `low..high`, or words."),
    label("unit", "Unit of the value."),
    label("date", "Date or period it is for."),
    label("publisher", "Who printed it."),
    label("url", "Where."),
    label(
        "confidence",
        "How firm it is.",
        allowed=("reported", "estimate", "contested", "assumption"),
        default="reported",
    ),
    label(
        "superseded_by",
        "Newer fact that takes its place; it stays to show what was known before.",
        reference=("facts",),
    ),
    reach="shown",
)

ASSUMPTIONS = table(
    "assumptions",
    "A cell that is not a published figure, with the range it may lie in.",
    key("table", "Table of the cell."),
    Column(
        name="where",
        meaning="Row, as in what_ifs; blank = every row.",
        is_key=True,
    ),
    key("column", "Column of the cell."),
    number("low", "unit of the cell", "Low end.", lower=None),
    number("mode", "unit of the cell", "Most likely.", lower=None),
    number("high", "unit of the cell", "High end.", lower=None),
    label(
        "distribution",
        "Shape between low and high.",
        allowed=("triangular", "uniform", "lognormal", "point"),
        default="triangular",
    ),
    reach="shown",
)

PRECEDENTS = table(
    "precedents",
    "What a government paid for a comparable plant, set beside the support of a deal.",
    key("precedent", "Which plant."),
    Column(
        name="kind",
        meaning="What is compared.",
        is_key=True,
        is_required=True,
        allowed=("cost_per_job", "share_of_aid"),
    ),
    number(
        "value",
        "case currency per job, or share of the capital spent",
        "How much; prices of its year.",
        is_required=True,
    ),
    year("year", "Year of the decision."),
    reach="shown",
)

FUNCTIONS = table(
    "functions",
    "A headquarters function to be placed.",
    key("function", "Short name."),
    label("name", "Printed name; blank = the short name."),
    number("staff", "people", "Jobs."),
    number("space", "square metres per head", "Office or workshop.", default=0.0),
    label(
        "owner",
        "Company that pays; blank = the first that plans.",
        reference=("parties",),
    ),
    year("opens", "First year with its staff; blank = the first of the case."),
    label(
        "site",
        "Where it stands, at its owner's cost; blank = no plan pays it.",
        reference=("sites",),
    ),
    reach={"tree": ("owner", "opens", "site"), "shown": ("name",)},
)

SITES = table(
    "sites",
    "A candidate place for headquarters functions.",
    key("site", "Short name."),
    label("name", "Printed name; blank = that of the place, else the short name."),
    label("place", "Where.", reference=("places",)),
    number("talent_pool", "people", "Fitting people within reach in the first year."),
    share("pool_share", "Most of them that all functions may employ.", default=1.0),
    number(
        "pool_growth",
        "share per year",
        "Growth of the talent pool.",
        default=0.0,
        lower=-0.5,
        upper=0.5,
    ),
    number("pay", "case currency per head per year", "Pay and what is paid on it."),
    number("rent", "case currency per square metre per year", "Rent."),
    number(
        "incentive",
        "case currency per head",
        "Paid once by a government for each job.",
        default=0.0,
    ),
    number(
        "fit_out",
        "case currency per head",
        "Spent once to open: moving in, hiring.",
        default=0.0,
    ),
    share("closing_chance", "Chance in a year that it closes again.", default=0.0),
    currency("its place"),
    reach={
        "tree": ("place",),
        "shown": ("name", "talent_pool", "pool_share", "pool_growth", "closing_chance"),
    },
)

TRIPS = table(
    "trips",
    "Trips between two functions, or a function and a plant, wherever they are.",
    key("function", "Function.", reference=("functions",)),
    key("other", "Function or plant.", reference=("functions", "facilities")),
    number(
        "trips", "trips per year", "Of one person, there and back.", is_required=True
    ),
    reach="shown",
)

JOURNEYS = table(
    "journeys",
    "What a trip costs between two places, or a place and a plant; either way round.",
    key("site", "Site.", reference=("sites",)),
    key("other", "Site or plant.", reference=("sites", "facilities")),
    number(
        "cost",
        "case currency per trip",
        "Fare, nights and paid hours, there and back.",
        is_required=True,
    ),
    currency(),
    reach="shown",
)

COST = "cost"
"""The criterion whose scores may follow from pay and rent."""
OF_CRITERION = ("name", "worst", "best", "swing", "weight_low", "weight_high", "unit")
"""Columns of `criteria` that speak of the criterion, whatever the site."""

CRITERIA = table(
    "criteria",
    "A site's score on a criterion. What is said of the criterion itself stands in any "
    "of its rows.",
    key("criterion", "Short name; `cost` = what the functions cost there in a year."),
    key("site", "Site.", reference=("sites",)),
    label("name", "Printed name of the criterion; blank = the short name."),
    number(
        "score",
        "unit of the criterion",
        "Score; of `cost` blank = by staff, pay, space and rent.",
        lower=None,
    ),
    number("worst", "unit of the criterion", "Worst of the range.", lower=None),
    number("best", "unit of the criterion", "Best of the range.", lower=None),
    number(
        "swing",
        "points",
        "What going from worst to best counts, beside the other criteria.",
        upper=1e6,
    ),
    share("weight_low", "Least weight."),
    share("weight_high", "Most weight."),
    label("unit", "Unit of the scores."),
    reach="shown",
)

TABLES: tuple[Table, ...] = (
    FACTS,
    ASSUMPTIONS,
    PRECEDENTS,
    FUNCTIONS,
    SITES,
    TRIPS,
    JOURNEYS,
    CRITERIA,
)
