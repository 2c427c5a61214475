"""Which tables say what may happen, what one asks, and what stops a plant?"""

from brownfield.tables.columns import Column, Table, Usual
from brownfield.tables.declared.shorthand import (
    MONEY,
    MONEY_PER_YEAR,
    currency,
    key,
    label,
    number,
    share,
    table,
    year,
)

MOST_WEEKS = 520.0  # ten years: nothing that lasts longer is a stop

SCENARIOS = table(
    "scenarios",
    "A node of the scenario tree. A node lasts from its year until the year before "
    "its children's, or to the last year.",
    key("node", "Short name."),
    label(
        "parent",
        "Node it follows; blank = the root.",
        reference=("scenarios",),
    ),
    year("year", "First year of the node.", is_required=True),
    share("probability", "Probability given its parent.", default=1.0),
    label(
        "what_if",
        "What-if that holds from here on, after those of earlier nodes.",
        reference=("what_ifs",),
    ),
    reach="tree",
)

WHAT_IFS = table(
    "what_ifs",
    "One change to the tables; the rows of one what-if apply in their order.",
    key("what_if", "Name of the what-if."),
    key("table", "Table it changes, or a section of case.toml: case, plan, solve."),
    Column(
        name="where",
        meaning="Rows it changes, e.g. `facility=halewood, year=2028..2030`; blank = "
        "every row. For op add: the cells of the new row.",
        is_key=True,
    ),
    Column(
        name="column",
        meaning="Column it changes; blank for drop and add.",
        is_key=True,
    ),
    label(
        "op",
        "What it does. times and plus need a number in every cell they meet; where a "
        "column holds whole numbers, the result must be whole.",
        allowed=("set", "times", "plus", "drop", "add"),
        is_required=True,
    ),
    label("value", "Value for set, times and plus; for set blank = not given."),
    reach="tree",
)

ANCHORS = table(
    "anchors",
    "A figure of the past that a what-if of the past must reproduce.",
    key("anchor", "Short name."),
    label(
        "kind",
        "What agreement shows: a published figure that no table holds tests the model; "
        "a derived figure, or one that the tables hold as an input, shows only that "
        "the tables are read. Blank = not stated.",
        allowed=("published", "derived", "input"),
    ),
    label(
        "what_if",
        "What-if under which the plan is compared, e.g. today.",
        reference=("what_ifs",),
        is_required=True,
    ),
    label(
        "result",
        "Result table whose vehicles are summed; or, if the what-if is a stop, what a "
        "stopped week or the whole stop costs.",
        allowed=(
            "production",
            "deliveries",
            "unmet",
            "lost_output_per_week",
            "lost_value_per_week",
            "lost_value",
        ),
        is_required=True,
    ),
    label("where", "Rows summed, as in what_ifs; blank = every row."),
    number(
        "expected",
        "vehicles, or case currency for lost value",
        "Figure to be met.",
        is_required=True,
    ),
    share("tolerance", "Largest accepted difference over expected.", default=0.02),
    reach="shown",
)

OUTCOMES = table(
    "outcomes",
    "What happened after the day the case stands on, set beside its plan; it changes "
    "no plan.",
    key("outcome", "Short name, printed with blanks for hyphens."),
    label(
        "result",
        "What of the plan is set beside it, expected over the futures: programmes that "
        "begin (not those that run already), vehicles made, delivered or not sold, "
        "duty of deliveries.",
        allowed=("starts", "production", "deliveries", "unmet", "duty"),
        is_required=True,
    ),
    label("where", "Rows summed, as in what_ifs; blank = every row."),
    number(
        "happened",
        "programmes, vehicles or case currency",
        "Figure that came about; blank = none is known.",
    ),
    label("told", "What happened, in words."),
    label("why", "Why plan and events differ, in words."),
    reach="shown",
)

HAZARDS = table(
    "hazards",
    "Something that stops a plant, company, source or lane for weeks.",
    key("hazard", "Short name."),
    label(
        "scope",
        "What kind of thing stops.",
        allowed=("facility", "place", "party", "outage_domain", "part_source", "lane"),
        is_required=True,
    ),
    label(
        "target",
        "Which one; a lane as origin>destination, or origin for all lanes from there.",
        is_required=True,
    ),
    number(
        "rate_per_year",
        "events a year",
        "How often.",
        is_required=True,
        usual=(Usual(most=12),),
    ),
    number("weeks_low", "weeks", "Short case.", upper=MOST_WEEKS),
    number("weeks_mode", "weeks", "Usual case.", upper=MOST_WEEKS),
    number("weeks_high", "weeks", "Long case.", upper=MOST_WEEKS),
    share("residual_capacity", "Share that still runs.", default=0.0),
    number(
        "recovery_weeks",
        "weeks",
        "Ramp back to full rate.",
        default=0.0,
        upper=MOST_WEEKS,
    ),
    share("hit_probability", "Chance that an event reaches the target.", default=1.0),
    reach="shown",
)

MITIGATIONS = table(
    "mitigations",
    "Something that can be bought against a stop.",
    key("mitigation", "Short name."),
    label(
        "kind",
        "What it is.",
        allowed=("backup_option", "stock_weeks", "split_domain", "faster_recovery"),
        is_required=True,
    ),
    label("target", "What it protects.", is_required=True),
    number(
        "value",
        "weeks or share",
        "Size: weeks of stock, or share of a stop that faster recovery saves.",
    ),
    number("one_off_cost", MONEY, "Paid once.", default=0.0),
    number("annual_cost", MONEY_PER_YEAR, "Paid each year.", default=0.0),
    currency(),
    reach="shown",
)

TABLES: tuple[Table, ...] = (
    SCENARIOS,
    WHAT_IFS,
    ANCHORS,
    OUTCOMES,
    HAZARDS,
    MITIGATIONS,
)
