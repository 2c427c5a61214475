"""Which tables say what is built, how, from which parts, and who buys it?"""

from brownfield.tables.columns import Column, Table, Usual
from brownfield.tables.declared.shorthand import (
    CHARGED,
    INVESTED,
    LINE_TIME,
    MONEY,
    MONEY_PER_VEHICLE,
    ON_ITS_WAY,
    SHIPPED,
    WORKED_ON,
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

POWERTRAINS = ("ice", "hev", "phev", "bev", "part")
MODES = ("cbu", "skd", "ckd", "full")

PRODUCTS = table(
    "products",
    "A vehicle (or part) that is built and sold.",
    key("product", "Short name used in every other table."),
    label("name", "Name printed for people; blank = the short name."),
    label(
        "company",
        "Party that sells it and loses the sale if demand is unmet.",
        reference=("parties",),
        is_required=True,
    ),
    label("brand", "Brand; shown only."),
    label(
        "hs_code",
        "Customs heading, digits only, e.g. 870360; duties match on its beginning.",
        is_required=True,
    ),
    label("powertrain", "What drives it.", allowed=POWERTRAINS, is_required=True),
    flag("is_zero_emission", "Whether it counts as zero-emission.", default=False),
    number("tailpipe_co2", "g CO2 per km", "Type-approval value.", default=0.0),
    is_needed=True,
    reach={
        "tree": ("product", "company"),
        "shown": ("name", "brand"),
    },
)

BUILD_OPTIONS = table(
    "build_options",
    "A way to build a product: plant, owner of the programme and mode.",
    key("build_option", "Short name used in every other table."),
    label("product", "What is built.", reference=("products",), is_required=True),
    label("facility", "Where.", reference=("facilities",), is_required=True),
    label(
        "programme_owner",
        "Party that buys tooling and materials and sells the vehicle.",
        reference=("parties",),
        is_required=True,
    ),
    label("mode", "Depth of the work done there.", allowed=MODES, is_required=True),
    number(
        "tooling_cost",
        MONEY,
        "Spent once when the programme starts.",
        default=0,
        usual=INVESTED,
    ),
    label(
        "ramp_curve",
        "Share of full rate by years since start; blank = full rate at once.",
        reference=("ramp_curves",),
    ),
    number(
        "conversion_cost",
        MONEY_PER_VEHICLE,
        "Labour, energy and line cost, borne by the plant's owner.",
        default=0,
        usual=WORKED_ON,
    ),
    number(
        "capacity_use",
        "standard vehicles of line time per vehicle",
        "Line time one vehicle takes.",
        default=1.0,
        usual=LINE_TIME,
    ),
    number("labour_hours", "hours per vehicle", "Shown only.", default=0),
    number(
        "electricity",
        "kWh per vehicle",
        "Electricity used at the plant; emits what `grids` say. Blank = not given.",
    ),
    number(
        "co2",
        "kg CO2e per vehicle",
        "Emitted at the plant itself, e.g. by gas. Blank = not given.",
    ),
    number(
        "ex_works_price",
        MONEY_PER_VEHICLE,
        "Price at the gate for customs and origin. Blank = parts, their freight and "
        "duty, conversion, and the plant's shift pattern by line time; a fee to the "
        "host pays for these and is not added.",
        usual=(Usual(scale="vehicles", least=0.02, most=20),),
    ),
    number(
        "full_rate",
        "vehicles a year",
        "Most it makes a year once its ramp is over; the ramp is a share of it. Blank "
        "= the plant's largest pattern / `capacity_use`.",
    ),
    number(
        "minimum_volume",
        "vehicles a year",
        "Volume promised each year once the ramp has reached its last share.",
        default=0,
    ),
    number(
        "shortfall_charge",
        MONEY_PER_VEHICLE,
        "Paid by the programme owner for each vehicle under `minimum_volume`; needed "
        "where that is given.",
        usual=CHARGED,
    ),
    label("exclusive_group", "Of the options of one group at most one ever starts."),
    year("first_year", "First year it may start; blank = as `[plan]` says."),
    year("last_year", "Last year it may start; blank = as `[plan]` says."),
    flag("is_committed", "Already running: no tooling, full rate from the first year."),
    currency("the plant's place"),
    label("cost_index", "Index that scales `conversion_cost` by year."),
    is_needed=True,
    reach={
        "tree": (
            "build_option",
            "product",
            "facility",
            "programme_owner",
            "mode",
            "ramp_curve",
            "capacity_use",
            "minimum_volume",
            "exclusive_group",
            "first_year",
            "last_year",
            "is_committed",
        ),
        "shown": ("labour_hours",),
    },
)

RAMP_CURVES = table(
    "ramp_curves",
    "Share of full rate in a year after the start; later years keep the last share. "
    "Years with share 0 at its beginning may pass while a plant is built.",
    key("ramp_curve", "Name of the curve."),
    Column(
        name="years_since_start",
        kind="integer",
        unit="years",
        meaning="0 = the year of the start.",
        is_key=True,
        is_required=True,
        lower=0,
        upper=50,
    ),
    share("share", "Share of full rate.", is_required=True),
    reach="tree",
)

BILL_OF_MATERIALS = table(
    "bill_of_materials",
    "One part group of a build option bought from one source.",
    key("build_option", "Build option.", reference=("build_options",)),
    key("part_group", "Part group, e.g. battery, body, electronics."),
    key(
        "source",
        "Place or plant it is bought from; several sources of one group are "
        "alternatives.",
        reference=("places", "facilities"),
    ),
    number(
        "unit_value",
        "case currency (or `currency`) per vehicle",
        "Price of the group for one vehicle.",
        is_required=True,
        usual=(Usual(fold=1000),),
    ),
    number(
        "inbound_freight",
        "case currency (or `currency`) per vehicle",
        "Freight from the source to the plant.",
        default=0,
        usual=ON_ITS_WAY,
    ),
    currency("the source"),
    label("hs_code", "Customs heading of the part; blank = no duty on it."),
    Column(
        name="is_originating",
        kind="boolean",
        meaning="Whether it originates under every agreement of the plant's "
        "territory; blank = decided by the source's customs territory.",
    ),
    number(
        "foreign_value",
        "case currency (or `currency`) per vehicle",
        "Materials inside the part from outside the agreement. Where the part's "
        "heading has an origin rule, origin is tested; blank = not tested.",
    ),
    number(
        "units_per_vehicle",
        "units",
        "Capacity a source plant spends on one vehicle.",
        default=1.0,
        usual=(Usual(least=0.005, most=100),),
    ),
    number(
        "co2",
        "kg CO2e per vehicle",
        "Emitted in making the group for one vehicle, and on its way to the plant. "
        "Blank = not given.",
    ),
    flag("is_alternative", "Not a source in use today, but one that could be."),
    label("cost_index", "Index that scales the row's money by year."),
    rows_differ=True,
    reach={"shown": ("is_alternative",)},
)

COMMITMENTS = table(
    "commitments",
    "A programme that is data, not a decision: it only takes line time.",
    key("facility", "Plant.", reference=("facilities",)),
    key("product", "What is built.", reference=("products",)),
    key_year("year", "Calendar year."),
    number(
        "vehicles", "vehicles", "Volume.", is_required=True, usual=(Usual(jump=20),)
    ),
    number(
        "capacity_use",
        "standard vehicles of line time per vehicle",
        "Line time one vehicle takes. Blank = the most that the plant's build options "
        "for the product take, 1 without one.",
        usual=LINE_TIME,
    ),
    rows_differ=True,
)

LANES = table(
    "lanes",
    "Moving one finished vehicle from place to place.",
    key("origin", "From.", reference=("places",)),
    key("destination", "To.", reference=("places",)),
    Column(
        name="product",
        meaning="Only for this product; blank = every product without its own row.",
        is_key=True,
        reference=("products",),
    ),
    number("freight", MONEY_PER_VEHICLE, "Freight.", default=0, usual=SHIPPED),
    number("insurance", MONEY_PER_VEHICLE, "Insurance.", default=0, usual=ON_ITS_WAY),
    number("days", "days", "Time in transit.", default=0, upper=366.0),
    number("co2", "kg CO2e per vehicle", "Emissions. Blank = not given."),
    flag("is_sea", "Whether the main leg is by sea (drawn along sea lanes)."),
    currency("`origin`"),
    label("cost_index", "Index that scales freight and insurance by year."),
    rows_differ=True,
    reach={"elsewhere": ("days",), "shown": ("is_sea",)},
)

DEMAND = table(
    "demand",
    "What a market would buy in a year at a price.",
    key("product", "Product.", reference=("products",)),
    key("place", "Market.", reference=("places",)),
    key_year("year", "Calendar year."),
    number(
        "volume",
        "vehicles",
        "Most that can be sold.",
        is_required=True,
        usual=(Usual(jump=20),),
    ),
    number(
        "price",
        MONEY_PER_VEHICLE,
        "Net to the company.",
        is_required=True,
        usual=(Usual(jump=5),),
    ),
    number(
        "lost_sale_penalty",
        MONEY_PER_VEHICLE,
        "Cost of a sale not served, beyond the margin.",
        default=0,
        usual=CHARGED,
    ),
    currency("the market"),
    share(
        "patience",
        "Share of buyers who wait if a stop delays their vehicle; blank = as the "
        "stress test is told.",
    ),
    is_needed=True,
    rows_differ=True,
    reach={"elsewhere": ("patience",)},
)

EXCHANGE_RATES = table(
    "exchange_rates",
    "Case currency for one unit of a currency in a year.",
    key("currency", "Currency."),
    key_year("year", "Calendar year."),
    number(
        "rate",
        "case currency per unit",
        "Rate.",
        is_required=True,
        usual=(Usual(jump=5),),
    ),
    rows_differ=True,
)

COST_INDICES = table(
    "cost_indices",
    "Factor by which costs naming the index are multiplied in a year.",
    key("index", "Name of the index."),
    key_year("year", "Calendar year."),
    number(
        "factor",
        "factor",
        "1 = no change.",
        is_required=True,
        usual=(Usual(jump=5),),
    ),
    rows_differ=True,
)

TABLES: tuple[Table, ...] = (
    PRODUCTS,
    BUILD_OPTIONS,
    RAMP_CURVES,
    BILL_OF_MATERIALS,
    COMMITMENTS,
    LANES,
    DEMAND,
    EXCHANGE_RATES,
    COST_INDICES,
)
