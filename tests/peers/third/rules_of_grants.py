"""What do grants pay, and which may their payer refuse?"""

from collections.abc import Iterator

from tests.peers.third.decisions import UNIT, Book, Kind, Made
from tests.peers.third.programme import Terms, add
from tests.peers.third.world import Row, Spot

Decided = dict[tuple[str, int], list[tuple[Spot, int]]]
KINDS = ("purchase_grant", "operating_support", "capital_grant")
OF_VEHICLES = ("product", "mode", "hs_code", "powertrain")


def state_grants(book: Book) -> None:
    """Pay every grant at every node; a payer that plans decides on support."""
    decided: Decided = {}
    for spot in book.world.spots:
        for row in spot.rows["policies"]:
            if row["kind"] not in KINDS or not _is_due(spot, row):
                continue
            _decide(book, spot, row, decided)
            _grant(book, spot, row, decided)


def _is_due(spot: Spot, row: Row) -> bool:
    last = row["to_year"]
    return bool(row["year"] <= spot.year <= (row["year"] if last is None else last))


def _may_refuse(book: Book, row: Row) -> bool:
    is_support = row["kind"] in KINDS[1:]
    return is_support and row["payer"] in book.world.parties


def _decide(book: Book, spot: Spot, row: Row, decided: Decided) -> None:
    begins = max(row["year"], book.world.case.settings.case.first_year)
    if _may_refuse(book, row) and spot.year == begins:
        column = book.lp.binary(("give", row["policy"], row["year"], spot.name))
        decided.setdefault((row["policy"], row["year"]), []).append((spot, column))


def _grant(book: Book, spot: Spot, row: Row, decided: Decided) -> None:
    vehicles: dict[str, Terms] = {}
    most = 0.0
    for party, column, weight in _counted(book, spot, row):
        add(vehicles.setdefault(party, {}), {column: weight})
        most += weight if row["kind"] == KINDS[2] else 0.0
    if row["kind"] != KINDS[2]:
        for product in {r["product"] for r in spot.all("demand", year=spot.year)}:
            most += book.sold(spot, product)
    if row["cap"] is None and not _may_refuse(book, row):
        for party, terms in vehicles.items():
            for column, weight in terms.items():
                _pay(book, spot, row, party, column, weight)
        return
    choice = [
        c for s, c in decided.get((row["policy"], row["year"]), []) if s in spot.way
    ]
    _limited(book, spot, row, vehicles, most, choice)


def _pay(
    book: Book, spot: Spot, row: Row, party: str, column: int, weight: float = 1.0
) -> None:
    is_sale, is_capital = row["kind"] == KINDS[0], row["kind"] == KINDS[2]
    share = row["pass_through"] if is_sale else 1.0
    paid = weight * row["amount"] / (UNIT if is_capital else 1.0)
    kind: Kind = "granted" if is_capital else "operating"
    book.pay(party, spot, column, share * paid, kind)
    if row["payer"] is not None:
        book.pay(row["payer"], spot, column, -paid, kind)


def _cap(row: Row) -> float | None:
    """Return the budget of a year, in the unit of what is counted; None without."""
    if row["cap"] is None:
        return None
    unit = UNIT if row["kind"] == KINDS[2] else 1.0
    return float(row["cap"]) * unit / float(row["amount"])


def _limited(
    book: Book,
    spot: Spot,
    row: Row,
    vehicles: dict[str, Terms],
    most: float,
    choice: list[int],
) -> None:
    """Pay for a part of the vehicles: what the budget allows, if it is given at all."""
    paid_for: Terms = {}
    every: Terms = {}
    for party, terms in vehicles.items():
        column = book.lp.column(("granted", row["policy"], party, spot.name), 0.0, most)
        book.lp.at_most(add({column: 1.0}, terms, -1.0))
        _pay(book, spot, row, party, column)
        add(paid_for, {column: 1.0})
        add(every, terms)
    if not row["amount"] or not vehicles:
        return
    cap = _cap(row)
    if cap is not None:
        book.lp.at_most(paid_for, cap)
    if _may_refuse(book, row):
        book.lp.at_most(add(dict(paid_for), dict.fromkeys(choice, -most)))
    if row["payer"] in book.world.parties:
        _not_held_back(book, spot, row, (every, paid_for), most, choice)


def _not_held_back(
    book: Book,
    spot: Spot,
    row: Row,
    both: tuple[Terms, Terms],
    most: float,
    choice: list[int],
) -> None:
    """Where some go without, the budget is spent, or the support is not given."""
    every, paid_for = both
    excuse: Terms = {}
    slack = 0.0
    cap = _cap(row)
    if cap is not None:
        spent = book.lp.binary(("spent", row["policy"], spot.name))
        number = min(cap, 2.0 * most)
        book.lp.at_most(add({spent: number}, paid_for, -1.0))
        excuse[spent] = most
    if _may_refuse(book, row):
        slack = most
        add(excuse, dict.fromkeys(choice, -most))
    short = add(dict(every), paid_for, -1.0)
    book.lp.at_most(add(short, excuse, -1.0), slack)


def _counted(book: Book, spot: Spot, row: Row) -> Iterator[tuple[str, int, float]]:
    """Yield party, column and how much of what a grant is for is in a unit of it."""
    if row["kind"] == KINDS[2]:
        yield from _capital(book, spot, row)
    else:
        for party, column in _vehicles(book, spot, row):
            yield party, column, 1.0


def _capital(book: Book, spot: Spot, row: Row) -> Iterator[tuple[str, int, float]]:
    """Yield tooling and openings under a capital grant, in millions."""
    for option in spot.rows["build_options"]:
        column = book.start.get((option["build_option"], spot.name))
        if column is None or option["is_committed"] or not option["tooling_cost"]:
            continue
        owner, home = option["programme_owner"], _home(spot, option["facility"])
        if _fits(spot, row, option) and _is_theirs(row, owner, home):
            yield owner, column, UNIT * option["tooling_cost"]
    if any(row[name] is not None for name in OF_VEHICLES):
        return
    for plant in spot.rows["facilities"]:
        column = book.opening.get((plant["facility"], spot.name))
        home = _home(spot, plant["facility"])
        if column is not None and _is_theirs(row, plant["owner"], home):
            yield plant["owner"], column, UNIT * (plant["opening_cost"] or 0.0)


def _home(spot: Spot, facility: str) -> str:
    plant = spot.find("facilities", facility=facility) or {}
    place = spot.find("places", place=plant["place"]) or {}
    return str(place["customs_territory"])


def _is_theirs(row: Row, owner: str, home: str) -> bool:
    return row["party"] in (None, owner) and row["territory"] in (None, home)


def _vehicles(book: Book, spot: Spot, row: Row) -> Iterator[tuple[str, int]]:
    """Yield party and column of all vehicles that a grant is for."""
    for made in book.made[spot.name]:
        if not _is_meant(spot, row, made):
            continue
        option = made.recipe.option
        if row["kind"] == KINDS[1]:
            owner = made.recipe.plant["owner"]
            is_theirs = row["party"] in (None, owner)
            if is_theirs and row["territory"] in (None, made.recipe.territory):
                yield owner, made.column
            continue
        for place, _, column in made.deliveries:
            if _is_sold_under(spot, row, made, place):
                yield option["programme_owner"], column


def _is_meant(spot: Spot, row: Row, made: Made) -> bool:
    return _fits(spot, row, made.recipe.option)


def _fits(spot: Spot, row: Row, option: Row) -> bool:
    car = spot.find("products", product=option["product"]) or {}
    return (
        row["product"] in (None, option["product"])
        and row["mode"] in (None, option["mode"])
        and row["powertrain"] in (None, car["powertrain"])
        and car["hs_code"].startswith(row["hs_code"] or "")
    )


def _is_sold_under(spot: Spot, row: Row, made: Made, place: str) -> bool:
    car = made.recipe.option["product"]
    market = spot.find("places", place=place) or {}
    company = (spot.find("products", product=car) or {})["company"]
    sold = spot.find("demand", product=car, place=place, year=spot.year) or {}
    return (
        row["territory"] in (None, market["customs_territory"])
        and row["made_in"] in (None, made.recipe.territory)
        and row["party"] in (None, company)
        and (row["price_cap"] is None or sold["price"] <= row["price_cap"])
    )
