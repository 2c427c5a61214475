"""What is emitted, what is it charged, and which caps must be kept?"""

from collections.abc import Iterator

from tests.peers.third.decisions import Book, Made
from tests.peers.third.programme import Terms, add
from tests.peers.third.recipes import territory
from tests.peers.third.world import Row, Spot

Load = tuple[str, int, float]  # who emits, by which column, kg a vehicle
BIG = 1e9  # tonnes


def state_carbon(book: Book) -> None:
    """Charge every price, and keep every cap, at every node."""
    for spot in book.world.spots:
        for row in spot.rows["policies"]:
            last = row["year"] if row["to_year"] is None else row["to_year"]
            if not row["year"] <= spot.year <= last:
                continue
            if row["kind"] == "carbon_price":
                for who, column, kg in _counted(book, spot, row):
                    book.pay(who, spot, column, -row["amount"] * kg / 1e3, "operating")
            if row["kind"] == "carbon_cap":
                _keep(book, spot, row)


def _keep(book: Book, spot: Spot, row: Row) -> None:
    tonnes: Terms = {}
    for _, column, kg in _counted(book, spot, row):
        add(tonnes, {column: kg / 1e3})
    if not tonnes:
        return
    if row["amount"] is not None and row["party"] in book.world.parties:
        name = ("above", row["policy"], spot.name)
        above = book.lp.column(name, 0.0, BIG)
        book.pay(row["party"], spot, above, -row["amount"], "operating")
        add(tonnes, {above: -1.0})
    book.lp.at_most(tonnes, row["target"])


def _counted(book: Book, spot: Spot, row: Row) -> Iterator[Load]:
    """Yield what each vehicle emits under a price or a cap."""
    for made in book.made[spot.name]:
        if not _is_meant(spot, row, made):
            continue
        for stage, land, load in _emitted(spot, made):
            is_here = row["territory"] in (None, land)
            is_here &= row["covers"] in (None, stage)
            if is_here and row["party"] in (None, load[0]):
                yield load


def _is_meant(spot: Spot, row: Row, made: Made) -> bool:
    option = made.recipe.option
    car = spot.find("products", product=option["product"]) or {}
    asked = (
        (row["product"], option["product"]),
        (row["mode"], option["mode"]),
        (row["powertrain"], car["powertrain"]),
    )
    named = all(wanted in (None, found) for wanted, found in asked)
    return named and car["hs_code"].startswith(row["hs_code"] or "")


def _emitted(spot: Spot, made: Made) -> Iterator[tuple[str, str, Load]]:
    """Yield stage, territory and load of every emission of a vehicle."""
    recipe = made.recipe
    option, plant = recipe.option, recipe.plant
    power = (option["electricity"] or 0.0) * _grid(spot, plant["place"])
    kg = power + (option["co2"] or 0.0)
    yield "plants", recipe.territory, (plant["owner"], made.column, kg)
    owner = option["programme_owner"]
    for part in recipe.parts:
        kg = part.row["co2"] or 0.0
        yield "parts", part.territory, (owner, made.column, kg)
    for place, _, column in made.deliveries:
        lanes = spot.all("lanes", origin=plant["place"], destination=place)
        own = [lane for lane in lanes if lane["product"] == option["product"]]
        for lane in (own or [x for x in lanes if x["product"] is None])[:1]:
            load = owner, column, lane["co2"] or 0.0
            yield "lanes", territory(spot, place), load


def _grid(spot: Spot, place: str) -> float:
    begun = [r for r in spot.all("grids", place=place) if r["year"] <= spot.year]
    latest = max(begun, key=lambda r: int(r["year"]), default=None)
    return 0.0 if latest is None else float(latest["intensity"])
