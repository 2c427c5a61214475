"""Which decisions does a plan hold, and who is paid for each?"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from tests.peers.third.programme import ONE, Programme, Terms, add
from tests.peers.third.recipes import Recipe, index, lane, recipes, ways_in
from tests.peers.third.world import Row, Spot, World

Kind = Literal[
    "operating", "one_off", "capital", "granted", "taxed only", "taxed only once"
]
Key = tuple[str, str]
UNIT = 1e-6  # of the money in rows and columns, for one of case currency


@dataclass
class Made:
    """Vehicles of one recipe made at one node, and their deliveries."""

    recipe: Recipe
    column: int
    deliveries: list[tuple[str, str | None, int]] = field(default_factory=list)

    @property
    def option(self) -> str:
        """Name of the build option."""
        return str(self.recipe.option["build_option"])


@dataclass
class Book:
    """Columns by what they decide, and the cash each moves.

    Attributes
    ----------
    start, opening, closing
        Binaries by programme or plant, and node; a committed start is the column ONE
        at the root.
    pattern
        Binaries by plant and node: (row of the pattern, column).
    made, unmet, short
        Volumes by node: of recipes; by (product, place); by programme.
    """

    world: World
    lp: Programme = field(default_factory=Programme)
    start: dict[Key, int] = field(default_factory=dict)
    opening: dict[Key, int] = field(default_factory=dict)
    closing: dict[Key, int] = field(default_factory=dict)
    pattern: dict[Key, list[tuple[Row, int]]] = field(default_factory=dict)
    made: dict[str, list[Made]] = field(default_factory=dict)
    cash: dict[tuple[str, str, Kind], Terms] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def pay(
        self, party: str, spot: Spot, column: int, amount: float, kind: Kind
    ) -> None:
        """Give `party` so much case currency for one unit of a column."""
        if party in self.world.parties:
            add(self.cash[party, spot.name, kind], {column: amount * UNIT})

    def built(self, spot: Spot, option: str) -> Terms:
        """Return the vehicles a programme makes at a node."""
        return {m.column: 1.0 for m in self.made[spot.name] if m.option == option}

    def sold(self, spot: Spot, product: str) -> float:
        """Return the demand for a product at a node in all markets."""
        rows = spot.all("demand", product=product, year=spot.year)
        return float(sum(row["volume"] for row in rows))


def is_new(plant: Row) -> bool:
    """Return whether a plant must be opened."""
    return bool(plant["status"] != "operating")


def hours(row: Row) -> float:
    """Return the line time of a shift pattern, standard vehicles a year."""
    names = "jobs_per_hour hours_per_shift shifts_per_day days_per_year oee"
    found = 1.0
    for name in names.split():
        found *= row[name]
    return found


def decide(world: World) -> Book:
    """Return every decision of a plan."""
    book = Book(world)
    for spot in world.spots:
        for option in spot.rows["build_options"]:
            _start(book, spot, option)
        for plant in spot.rows["facilities"]:
            _open_and_close(book, spot, plant)
            _patterns(book, spot, plant)
        book.made[spot.name] = [_make(book, spot, r) for r in recipes(world, spot)]
        for row in spot.all("demand", year=spot.year):
            _serve(book, spot, row)
    return book


def _start(book: Book, spot: Spot, option: Row) -> None:
    name = option["build_option"]
    if option["is_committed"]:
        if spot.parent is None:
            book.start[name, spot.name] = ONE
        return
    first, last = option["first_year"], option["last_year"]
    is_early = first is not None and spot.year < first
    if is_early or (last is not None and spot.year > last) or _is_shut(book, spot):
        return
    column = book.lp.binary(("start", name, spot.name))
    book.start[name, spot.name] = column
    cost = -option["tooling_cost"]
    book.pay(option["programme_owner"], spot, column, cost, "capital")


def _is_shut(book: Book, spot: Spot) -> bool:
    """Return whether nothing may be decided in the year, by `[plan]`."""
    asked = book.world.case.settings.plan
    first, last = asked.earliest_start_year, asked.latest_start_year
    is_early = first is not None and spot.year < first
    return is_early or (last is not None and spot.year > last)


def _open_and_close(book: Book, spot: Spot, plant: Row) -> None:
    name, owner = plant["facility"], plant["owner"]
    last = plant["last_year"]
    is_over = last is not None and spot.year > last
    if is_new(plant) and not is_over and not _is_shut(book, spot):
        column = book.lp.binary(("open", name, spot.name))
        book.opening[name, spot.name] = column
        book.pay(owner, spot, column, -plant["opening_cost"], "capital")
    if plant["closing_cost"] is not None:
        column = book.lp.binary(("close", name, spot.name))
        book.closing[name, spot.name] = column
        book.pay(owner, spot, column, -plant["closing_cost"], "one_off")


def _patterns(book: Book, spot: Spot, plant: Row) -> None:
    name = plant["facility"]
    found = []
    for row in spot.all("shift_patterns", facility=name):
        column = book.lp.binary(("pattern", name, row["pattern"], spot.name))
        cost = row["fixed_cost"] * index(spot, row)
        book.pay(plant["owner"], spot, column, -cost, "operating")
        found.append((row, column))
    book.pattern[name, spot.name] = found


def _make(book: Book, spot: Spot, recipe: Recipe) -> Made:
    option = recipe.option
    label = tuple((part.group, part.source) for part in recipe.parts)
    name = ("make", option["build_option"], label, spot.name)
    column = book.lp.column(name, 0.0, book.sold(spot, option["product"]))
    bought = recipe.materials + recipe.inbound
    book.pay(option["programme_owner"], spot, column, -bought, "operating")
    book.pay(recipe.plant["owner"], spot, column, -recipe.conversion, "operating")
    return Made(recipe, column)


def _serve(book: Book, spot: Spot, row: Row) -> None:
    """Deliver to one market by every route and regime; the rest is unmet."""
    here: Terms = {}
    for made in book.made[spot.name]:
        if made.recipe.option["product"] == row["product"]:
            for column in _deliver(book, spot, made, row):
                here[column] = 1.0
    name = ("unmet", row["product"], row["place"], spot.name)
    unmet = book.lp.column(name, 0.0, row["volume"])
    book.lp.equal({**here, unmet: 1.0}, row["volume"])
    product = spot.find("products", product=row["product"])
    company = product["company"] if product else ""
    book.pay(company, spot, unmet, -row["lost_sale_penalty"], "operating")


def _deliver(book: Book, spot: Spot, made: Made, row: Row) -> list[int]:
    carriage = lane(spot, made.recipe, row["place"])
    if carriage is None:
        return []
    found = []
    for way in ways_in(spot, made.recipe, row["place"], sum(carriage)):
        entry = (way.quota, way.duty, way.fee, way.holder)
        column = book.lp.column(
            ("deliver", made.option, row["place"], *entry, spot.name)
        )
        gain = row["price"] - sum(carriage) - way.duty - way.fee
        owner = made.recipe.option["programme_owner"]
        book.pay(owner, spot, column, gain, "operating")
        if way.holder in book.world.parties:
            book.pay(way.holder, spot, column, way.fee, "operating")
        made.deliveries.append((row["place"], way.quota, column))
        found.append(column)
    return found
