"""What stands on the page, in which order?"""

from dataclasses import dataclass, field, replace

from brownfield.report import wording
from brownfield.report.facts import Facts
from brownfield.report.figures import specs
from brownfield.report.figures.frame import Figure
from brownfield.report.numbers import money, vehicles


@dataclass(frozen=True)
class Chapter:
    """A part of the page: heading, sentence and figures, wide or side by side."""

    name: str
    title: str
    lead: str
    figures: tuple[Figure, ...] = field(repr=False)
    is_grid: bool = False


def chapters(facts: Facts) -> list[Chapter]:
    """Return the chapters of a report that has a plan."""
    found = [_options(facts), _map(facts), _production(facts), _capacity(facts)]
    found += [_landed_cost(facts), _origin(facts), _cash(facts)]
    return [chapter for chapter in found if chapter.figures]


def _options(facts: Facts) -> Chapter:
    figure = replace(
        specs.options(facts.option_values, facts.currency),
        caption=wording.comparison(facts),
    )
    return Chapter(
        "options",
        "The options side by side",
        "Each bar is the best plan under that option, solved with the same model.",
        (figure,),
    )


def _map(facts: Facts) -> Chapter:
    figures: tuple[Figure, ...] = ()
    if not facts.flows.is_empty():
        last = facts.flows.filter(facts.flows["year"] == facts.last_year)
        total = vehicles(float(last["vehicles"].sum()))
        caption = f"{total} are delivered in {facts.last_year}, expected over futures."
        figures = (replace(specs.world_map(facts.flows, facts.years), caption=caption),)
    lead = "Lines follow real sea lanes; their width is the yearly volume."
    return Chapter("map", "Where vehicles travel", lead, figures)


def _production(facts: Facts) -> Chapter:
    caption = wording.decision(facts)
    figure = specs.production(facts.production, facts.view_names)
    lead = "Choose a future below the chart; the first choice is the expectation."
    title = "What is built, and when it starts"
    return Chapter("production", title, lead, (replace(figure, caption=caption),))


def _capacity(facts: Facts) -> Chapter:
    running = facts.capacity_use.filter(facts.capacity_use["capacity"] > 0)
    plants = running["facility"].unique(maintain_order=True)
    figures = tuple(
        replace(
            specs.capacity(facts.capacity_use, plant, facts.view_names[0]),
            caption=f"Line time of {plant} in the shift pattern in force, expected.",
        )
        for plant in plants
    )
    lead = "Line time used by the owner, by guests, and what is left."
    return Chapter("capacity", "How full the plants are", lead, figures, is_grid=True)


def _landed_cost(facts: Facts) -> Chapter:
    figures: tuple[Figure, ...] = ()
    used = facts.landed_cost.filter(facts.landed_cost["volume"] > 0)
    if not used.is_empty():
        figure = specs.landed_cost(used, facts.currency)
        caption = "Choose the year below the chart: rules and rates change by date."
        figures = (replace(figure, caption=caption),)
    lead = "Parts, conversion, freight and duty of a vehicle until its market."
    return Chapter("landed-cost", "What a vehicle costs landed", lead, figures)


def _origin(facts: Facts) -> Chapter:
    tested = facts.origin.filter(facts.origin["headroom"].is_not_null())
    figures: tuple[Figure, ...] = ()
    if not tested.is_empty():
        failing = tested.filter(~tested["is_originating"])["recipe"].n_unique()
        count = tested["recipe"].n_unique()
        caption = (
            f"{failing} of {count} recipes fail a test in some year. Above the dashed "
            "line the foreign share is within the limit; a required part may yet fail."
        )
        figures = (replace(specs.origin(facts.origin), caption=caption),)
    lead = "A vehicle that originates crosses the border without duty."
    return Chapter("origin", "Room under the origin rules", lead, figures)


def _cash(facts: Facts) -> Chapter:
    values = dict(facts.party_values.iter_rows())
    figures = tuple(
        replace(
            specs.cash(facts.cash, party, facts.view_names[0], facts.currency),
            caption=f"Present value {money(values.get(party), facts.currency)}.",
        )
        for party in facts.cash["party"].unique(maintain_order=True)
    )
    lead = "Undiscounted, expected over the futures; positive is received."
    return Chapter("cash", "Cash by party", lead, figures, is_grid=True)
