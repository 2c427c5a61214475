"""Which tables say what law, support and contracts apply, and from when to when?"""

from dataclasses import replace

from brownfield.tables.columns import Column, Table, Usual
from brownfield.tables.declared.build import MODES, POWERTRAINS
from brownfield.tables.declared.carbon import CARBON_KINDS, COVERED
from brownfield.tables.declared.fleet import FLEET_RULES
from brownfield.tables.declared.shorthand import (
    BY_VEHICLE,
    CHARGED,
    MONEY_PER_VEHICLE,
    OF_A_PLANT,
    PER_CENT,
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

KINDS = (
    "mfn",
    "preference",
    "countervailing",
    "anti_dumping",
    "quota",
    "undertaking",
    "drawback",
)
REMEDIES = ("countervailing", "anti_dumping")  # come on top, in this order

TRADE_MEASURES = table(
    "trade_measures",
    "A duty, preference or quota at a border, with its dates.",
    key("measure", "Short name of the row."),
    label("importer", "Customs territory that levies it.", is_required=True),
    label("exporter", "Customs territory of the goods; blank = any other."),
    label("hs_code", "Beginning of the headings it covers.", is_required=True),
    label(
        "company",
        "Only goods of this party; blank = any. Of the rows of one kind the most exact "
        "applies: longer heading, then company, then exporter, then powertrain named.",
        reference=("parties",),
    ),
    label("powertrain", "Only this one; blank = any.", allowed=POWERTRAINS),
    label(
        "kind",
        "mfn is the base; preference and quota replace it; countervailing and "
        "anti_dumping come on top; undertaking takes the place of countervailing for "
        "vehicles sold at `minimum_price` or more; drawback pays `ad_valorem` of the "
        "duty on parts back when they leave again in a vehicle.",
        allowed=KINDS,
        is_required=True,
    ),
    number(
        "ad_valorem",
        "share of the duty base",
        "Rate; of a drawback the share of the duty paid on the part.",
        default=0.0,
        usual=(
            replace(PER_CENT, is_below=True, column="kind", words=KINDS[:-1]),
            Usual(least=0.005, column="kind", words=("mfn", *REMEDIES)),
        ),
    ),
    number(
        "specific",
        MONEY_PER_VEHICLE,
        "Amount per vehicle or part.",
        default=0.0,
        usual=BY_VEHICLE,
    ),
    number(
        "quota_volume",
        "vehicles a year",
        "Volume of a quota, or of an undertaking (blank = no limit).",
    ),
    label(
        "quota_pool",
        "Rows with one name share one volume; one of them states it, or all the same.",
    ),
    label(
        "licence",
        "Party that holds the licences of a quota or of an undertaking with a volume; "
        "blank = nobody: who delivers keeps what entering is worth.",
        reference=("parties",),
    ),
    number(
        "licence_fee",
        MONEY_PER_VEHICLE,
        "What the owner of the programme pays the holder for each vehicle in quota; "
        "without a holder that plans it leaves the plan.",
        default=0.0,
    ),
    number(
        "minimum_price",
        MONEY_PER_VEHICLE,
        "Least price of an undertaking, after the duty that is still due.",
    ),
    currency(),
    label(
        "agreement",
        "Agreement whose origin rules must be met; needed for kind preference.",
    ),
    label(
        "duty_base",
        "cif = ex works + freight + insurance.",
        allowed=("cif", "ex_works"),
        default="cif",
    ),
    label(
        "bears_on",
        "Goods that pay a countervailing or anti_dumping row. exporter: those sent "
        "from the exporter. origin: also vehicles put together elsewhere, if at least "
        "60 % of their parts are the exporter's and at most 25 % of their cost is "
        "added there. part: also parts of the exporter inside a vehicle, on their own "
        "heading and value.",
        allowed=("exporter", "origin", "part"),
        default="exporter",
    ),
    year("from_year", "First year; blank = always."),
    year("to_year", "Last year; blank = for ever."),
    rows_differ=True,
)

AGREEMENTS = table(
    "agreements",
    "A customs territory that is party to a trade agreement.",
    key("agreement", "Short name of the agreement."),
    key("customs_territory", "Member."),
    share(
        "cumulates",
        "Share of its parts' value that counts as originating.",
        default=1.0,
    ),
    flag(
        "allows_drawback",
        "Whether vehicles of this member may claim the agreement's rates and have "
        "duty on their parts paid back too.",
    ),
    rows_differ=True,
)

ORIGIN_RULES = table(
    "origin_rules",
    "A test a product or part must pass to originate; all tests of a year must pass.",
    key("agreement", "Agreement.", reference=("agreements",)),
    key("hs_code", "Beginning of the headings it covers; the longest match applies."),
    Column(
        name="powertrain",
        meaning="Only this one; blank = any without its own row.",
        is_key=True,
        allowed=POWERTRAINS,
    ),
    Column(
        name="from_year",
        kind="integer",
        unit="calendar year",
        meaning="First year; blank = always.",
        is_key=True,
        lower=1900,
        upper=2200,
    ),
    year("to_year", "Last year; blank = for ever."),
    Column(
        name="test",
        meaning="max_non_originating: foreign value over ex-works price at most "
        "`threshold`; originating_part: `part_group` itself originates.",
        is_key=True,
        is_required=True,
        allowed=("max_non_originating", "originating_part"),
    ),
    Column(
        name="part_group",
        meaning="Part group of the test originating_part.",
        is_key=True,
    ),
    share(
        "threshold",
        "Limit of the test max_non_originating.",
        usual=(Usual(least=0.05),),
    ),
    rows_differ=True,
)

GOVERNMENT_KINDS = ("receipts_per_vehicle", "support_package")  # planned with
VEHICLE_GRANTS = ("purchase_grant", "operating_support")
"""What is paid by the vehicle delivered, and by the vehicle built."""
GRANT_KINDS = (*VEHICLE_GRANTS, "capital_grant")
REFUSABLE = ("operating_support", "capital_grant")
"""Grants that a payer who plans may decide not to give."""

POLICIES = table(
    "policies",
    "A mandate, price, grant or public receipt by year.",
    key("policy", "Short name."),
    label(
        "kind",
        "What it is. receipts_per_vehicle: `party`, a government, gains `amount` for "
        "each vehicle built in `territory`. support_package: `party` may decide in "
        "`year` to spend `one_off_cost`; from then on the vehicles built in "
        "`territory` cost their plant `amount` less to convert. purchase_grant: "
        "`amount` for each vehicle delivered in `territory`, of which the share "
        "`pass_through` reaches the programme's owner. operating_support: `amount` for "
        "each vehicle built in `territory`, to the plant's owner. capital_grant: the "
        "share `amount` of what is spent on tooling and openings in `territory`, to "
        "whoever spends it. aid_ceiling: governments may decide to give no more than "
        "`cap`, or the share `target` of the capital spent in `territory`; read by a "
        "deal. zev_mandate and "
        "co2_limit: a fleet rule for what each maker (`party`; blank = every one) "
        "delivers in `territory`; it pays `amount` per credit missing, and must meet "
        "the rule where `amount` is blank. carbon_price: `amount` for each tonne "
        "emitted in `territory`. carbon_cap: at most `target` tonnes a year; where "
        "`amount` is given, that is paid for each tonne above.",
        allowed=(
            *FLEET_RULES,
            *CARBON_KINDS,
            *GRANT_KINDS,
            "aid_ceiling",
            *GOVERNMENT_KINDS,
        ),
        is_required=True,
    ),
    label("territory", "Customs territory."),
    label(
        "party",
        "Party it is for; blank = every one: the company of the product for a "
        "purchase_grant, the owner of the plant for operating_support, who spends for "
        "a capital_grant, who pays for the part of the cost for carbon. For "
        "receipts_per_vehicle and support_package the government that receives or "
        "pays.",
        reference=("parties",),
    ),
    label("product", "Product it is for; blank = every one.", reference=("products",)),
    label("mode", "Only vehicles built so; blank = any.", allowed=MODES),
    label("hs_code", "Beginning of the headings it covers; blank = any."),
    label(
        "powertrain",
        "Only vehicles with this one; blank = any. Read for grants and support.",
        allowed=POWERTRAINS,
    ),
    label(
        "made_in",
        "Only vehicles of plants in this customs territory; blank = any. Read for a "
        "purchase_grant.",
    ),
    key_year("year", "Calendar year."),
    year("to_year", "Last year it holds; blank = only `year`."),
    number(
        "target",
        "share, g CO2 per km, or t CO2e a year",
        "Share, limit or cap asked for.",
        usual=(replace(PER_CENT, column="kind", words=("zev_mandate", "aid_ceiling")),),
    ),
    number(
        "amount",
        "case currency per unit",
        "Price, grant, receipt or saving; of a capital_grant a share, 0.1 = 10 %.",
    ),
    share(
        "pass_through",
        "Share of a purchase_grant that reaches the seller's net price.",
        default=1.0,
    ),
    number(
        "price_cap",
        "case currency per vehicle",
        "Only vehicles whose net price, `demand.price` at the node, is at most this; "
        "blank = any. Read for a purchase_grant.",
    ),
    number(
        "one_off_cost",
        "case currency",
        "Cost of a support_package.",
        default=0.0,
        usual=OF_A_PLANT,
    ),
    number(
        "cap",
        "case currency",
        "Most that is paid; of a purchase_grant, operating_support and capital_grant "
        "in a year to all together. Blank = no limit.",
    ),
    currency(),
    label(
        "payer",
        "Government that pays a purchase_grant, operating_support or capital_grant in "
        "full; blank = nobody in the case. One that plans decides whether to give "
        "operating_support and a capital_grant.",
        reference=("parties",),
    ),
    label(
        "covers",
        "Emissions a carbon_price or carbon_cap is for: of the plants in `territory`, "
        "of parts from there, or of the lanes that end there; blank = all three.",
        allowed=COVERED,
    ),
    label("condition", "Condition in words."),
    rows_differ=True,
    reach={"shown": ("condition",)},
)

CONTRACTS = table(
    "contracts",
    "A payment between parties.",
    key("contract", "Short name."),
    label("payer", "Who pays.", reference=("parties",), is_required=True),
    label("payee", "Who receives.", reference=("parties",), is_required=True),
    label("facility", "Plant it is for; blank = any.", reference=("facilities",)),
    label("product", "Product it is for; blank = any.", reference=("products",)),
    label(
        "form",
        "How the payment is worked out. fee_per_vehicle, cost_plus, take_or_pay and "
        "exit_fee follow vehicles whose programme the payer owns (the payee, if a "
        "government pays).",
        allowed=(
            "fee_per_vehicle",
            "reservation",
            "take_or_pay",
            "cost_plus",
            "capex_share",
            "grant",
            "exit_fee",
        ),
        is_required=True,
    ),
    number(
        "amount",
        "case currency, or a share",
        "Size.",
        is_required=True,
        usual=(
            replace(PER_CENT, is_below=True, column="form", words=("cost_plus",)),
            replace(BY_VEHICLE[0], column="form", words=("fee_per_vehicle",)),
        ),
    ),
    number("volume", "vehicles a year", "Volume of take_or_pay."),
    year("from_year", "First year; blank = always."),
    year("to_year", "Last year; blank = for ever."),
    share(
        "stop_relief",
        "Share of a reservation or take_or_pay that is not owed for weeks in which the "
        "payee's plant stands still.",
        default=0.0,
    ),
    number(
        "stop_damages",
        "case currency per vehicle",
        "Paid by the payee for each vehicle of the payer not built as planned because "
        "the payee's plant stopped.",
        default=0.0,
        usual=CHARGED,
    ),
    currency("`payee`"),
    rows_differ=True,
    reach={"elsewhere": ("stop_relief", "stop_damages")},
)

TABLES: tuple[Table, ...] = (
    TRADE_MEASURES,
    AGREEMENTS,
    ORIGIN_RULES,
    POLICIES,
    CONTRACTS,
)
