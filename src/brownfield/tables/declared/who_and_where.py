"""Which tables say who takes part, where plants and markets are, what they can do?"""

from brownfield.tables.columns import Column, Table, Usual
from brownfield.tables.declared.shorthand import (
    INVESTED,
    MONEY,
    MONEY_PER_YEAR,
    OF_A_PLANT,
    PER_HEAD,
    currency,
    flag,
    key,
    key_year,
    label,
    number,
    share,
    table,
    year,
)

PARTIES = table(
    "parties",
    "A company or government with its own money, tax and discount rate.",
    key("party", "Short name used in every other table."),
    label("kind", "What it is.", allowed=("company", "government"), default="company"),
    label("country", "Where it pays tax; shown only."),
    number(
        "discount_rate",
        "share a year",
        "Yearly rate at which its future cash counts less.",
        default=0.0,
        upper=1.0,
        usual=(Usual(least=0.005, most=0.5),),
    ),
    share(
        "tax_rate",
        "Share of taxable profit paid as tax.",
        default=0.0,
        usual=(Usual(least=0.01, most=0.8),),
    ),
    share(
        "loss_relief_share",
        "Share of profit above `loss_allowance` that old losses may offset.",
        default=1.0,
    ),
    number(
        "loss_allowance",
        MONEY_PER_YEAR,
        "Profit a year that old losses may offset in full before the share applies.",
        default=0.0,
    ),
    Column(
        name="allowance_years",
        kind="integer",
        unit="years",
        meaning="Years over which capital spending is deducted from taxable profit, "
        "in equal parts; 1 = at once.",
        default=1,
        lower=1,
        upper=50,
    ),
    label(
        "currency",
        "Currency it is paid in; read for its contracts with `local_money` in "
        "case.toml. `loss_allowance` is in case currency.",
    ),
    flag(
        "has_other_profit",
        "Whether it earns enough elsewhere that a loss here saves tax at once.",
    ),
    share("tail", "Share of worst futures its risk measure looks at (CVaR level)."),
    share("tail_weight", "Weight of that tail in its aim; 0 = mean only.", default=0.0),
    is_needed=True,
    reach={
        "tree": (
            "party",
            "kind",
            "discount_rate",
            "tax_rate",
            "loss_relief_share",
            "loss_allowance",
            "allowance_years",
            "has_other_profit",
            "tail",
            "tail_weight",
        ),
        "shown": ("country",),
    },
)

PLACES = table(
    "places",
    "A site, port, market or source region.",
    key("place", "Short name used in every other table."),
    label("name", "Name printed for people; blank = the short name."),
    label("country", "Country printed for people."),
    label(
        "region",
        "Region whose economy it belongs to; blank = none that is counted.",
        reference=("regions",),
    ),
    label(
        "customs_territory",
        "Territory whose tariff applies, e.g. UK, EU, CN.",
        is_required=True,
    ),
    label(
        "currency",
        "Currency used there: of the money in rows of the place that name none, with "
        "`local_money` in case.toml; else only named by `check` where a price is far "
        "off.",
    ),
    number(
        "latitude", "degrees north", "Position for the map.", lower=-90.0, upper=90.0
    ),
    number(
        "longitude", "degrees east", "Position for the map.", lower=-180.0, upper=180.0
    ),
    is_needed=True,
    reach={
        "tree": ("place",),
        "shown": ("name", "country", "region", "latitude", "longitude"),
    },
)

FACILITIES = table(
    "facilities",
    "A plant: assembly, parts or kit packing.",
    key("facility", "Short name used in every other table."),
    label("name", "Name printed for people; blank = the short name."),
    label("place", "Where it stands.", reference=("places",), is_required=True),
    label(
        "owner",
        "Party that pays its running, opening and conversion cost.",
        reference=("parties",),
        is_required=True,
    ),
    label(
        "kind",
        "What it does; shown only. Any plant with shift patterns limits the recipes "
        "that buy from it.",
        allowed=("assembly", "parts", "kit_packing"),
        default="assembly",
    ),
    label(
        "status",
        "operating = open from the first year; mothballed and candidate must be "
        "opened at `opening_cost`.",
        allowed=("operating", "mothballed", "candidate"),
        default="operating",
    ),
    number(
        "opening_cost",
        MONEY,
        "Spent once when the opening is decided.",
        default=0,
        usual=INVESTED,
    ),
    number(
        "closing_cost",
        MONEY,
        "Spent once when the plant is closed for good. Given (even 0): the plant runs "
        "a pattern every year until it is closed, at the latest after `last_year`; "
        "blank = it may stand idle for free.",
        usual=OF_A_PLANT,
    ),
    Column(
        name="lead_years",
        kind="integer",
        unit="years",
        meaning="Years from the decision to open until the first vehicle.",
        default=0,
        lower=0,
        upper=30,
    ),
    year("first_year", "First year it may run; blank = no limit."),
    year("last_year", "Last year it may run; blank = no limit."),
    label(
        "outage_domain",
        "Plants of one domain stop together, e.g. the owner's IT; blank = alone.",
    ),
    number(
        "guest_limit",
        "standard vehicles a year",
        "Most line time that programmes of other parties may use; blank = no limit.",
        usual=(Usual(least=100, most=10e6),),
    ),
    share(
        "overtime",
        "Hours that can be added after a stop, over those of the pattern in force; "
        "blank = as the stress test is told.",
    ),
    number(
        "hiring_cost",
        "case currency per head",
        "Cost of one more job.",
        default=0,
        usual=PER_HEAD,
    ),
    number(
        "redundancy_cost",
        "case currency per head",
        "Cost of one job less.",
        default=0,
        usual=PER_HEAD,
    ),
    currency("its place"),
    is_needed=True,
    reach={
        "tree": ("facility", "place", "owner", "status", "lead_years"),
        "elsewhere": ("outage_domain", "overtime"),
        "shown": ("name", "kind"),
    },
)

SHIFT_PATTERNS = table(
    "shift_patterns",
    "A way to staff a plant; at most one pattern is in force in a year.",
    key("facility", "Plant.", reference=("facilities",)),
    key("pattern", "Name of the pattern, e.g. one-shift."),
    number(
        "jobs_per_hour",
        "standard vehicles per hour",
        "Line rate while running.",
        is_required=True,
        usual=(Usual(most=1000),),
    ),
    number(
        "hours_per_shift",
        "hours",
        "Paid working time of a shift.",
        upper=24.0,
        is_required=True,
    ),
    number("shifts_per_day", "shifts", "Shifts a day.", upper=24.0, is_required=True),
    number(
        "days_per_year",
        "days",
        "Working days a year.",
        upper=366.0,
        is_required=True,
        usual=(Usual(least=50),),
    ),
    share(
        "oee",
        "Share of planned time really run.",
        default=1.0,
        usual=(Usual(least=0.1),),
    ),
    number(
        "fixed_cost",
        MONEY_PER_YEAR,
        "Cost of the pattern whatever is built.",
        default=0,
        usual=OF_A_PLANT,
    ),
    number(
        "headcount",
        "people",
        "Jobs the pattern needs.",
        default=0,
        usual=(Usual(least=5, most=200_000),),
    ),
    flag("is_current", "Whether it is in force just before the first year."),
    currency("the plant's place"),
    label("cost_index", "Index that scales `fixed_cost` by year."),
    reach={"tree": ("facility", "pattern", "is_current")},
)

SHOPS = table(
    "shops",
    "A shop every vehicle of certain modes passes; the slowest shop binds.",
    key("facility", "Plant.", reference=("facilities",)),
    Column(
        name="shop",
        meaning="Which shop. Kits of mode skd use battery and trim only; ckd kits "
        "skip press.",
        is_key=True,
        is_required=True,
        allowed=("press", "body", "paint", "battery", "trim"),
    ),
    number("jobs_per_hour", "standard vehicles per hour", "Rate.", is_required=True),
    number(
        "hours_per_year",
        "hours",
        "Hours it runs a year.",
        upper=8784.0,  # 366 days of 24 hours
        is_required=True,
    ),
    rows_differ=True,
)

OUTPUT_HISTORY = table(
    "output_history",
    "What a plant built in a past year.",
    key("facility", "Plant.", reference=("facilities",)),
    key_year("year", "Calendar year."),
    number("vehicles", "vehicles", "Output.", is_required=True),
    flag("is_disrupted", "Whether an outage cut the year: it is not low demand."),
    reach="shown",
)

TABLES: tuple[Table, ...] = (
    PARTIES,
    PLACES,
    FACILITIES,
    SHIFT_PATTERNS,
    SHOPS,
    OUTPUT_HISTORY,
)
