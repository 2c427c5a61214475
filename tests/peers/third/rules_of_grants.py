"""What do grants by the vehicle pay, and which may their payer refuse?"""

from collections.abc import Iterator

from tests.peers.third.decisions import Book, Made
from tests.peers.third.programme import Terms, add
from tests.peers.third.world import Row, Spot

Decided = dict[tuple[str, int], list[tuple[Spot, int]]]
KINDS = ("purchase_grant", "operating_support")


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
    is_support = row["kind"] == "operating_support"
    return is_support and row["payer"] in book.world.parties


def _decide(book: Book, spot: Spot, row: Row, decided: Decided) -> None:
    begins = max(row["year"], book.world.case.settings.case.first_year)
    if _may_refuse(book, row) and spot.year == begins:
        column = book.lp.binary(("give", row["policy"], row["year"], spot.name))
        decided.setdefault((row["policy"], row["year"]), []).append((spot, column))


def _grant(book: Book, spot: Spot, row: Row, decided: Decided) -> None:
    vehicles: dict[str, Terms] = {}
    most = 0.0
    for party, column in _vehicles(book, spot, row):
        add(vehicles.setdefault(party, {}), {column: 1.0})
    for product in {r["product"] for r in spot.all("demand", year=spot.year)}:
        most += book.sold(spot, product)
    if row["cap"] is None and not _may_refuse(book, row):
        for party, terms in vehicles.items():
            for column in terms:
                _pay(book, spot, row, party, column)
        return
    choice = [
        c for s, c in decided.get((row["policy"], row["year"]), []) if s in spot.way
    ]
    _limited(book, spot, row, vehicles, most, choice)


def _pay(book: Book, spot: Spot, row: Row, party: str, column: int) -> None:
    is_sale = row["kind"] == KINDS[0]
    share = row["pass_through"] if is_sale else 1.0
    book.pay(party, spot, column, share * row["amount"], "operating")
    if row["payer"] is not None:
        book.pay(row["payer"], spot, column, -row["amount"], "operating")


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
    if row["cap"] is not None:
        book.lp.at_most(paid_for, row["cap"] / row["amount"])
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
    if row["cap"] is not None:
        spent = book.lp.binary(("spent", row["policy"], spot.name))
        number = min(row["cap"] / row["amount"], 2.0 * most)
        book.lp.at_most(add({spent: number}, paid_for, -1.0))
        excuse[spent] = most
    if _may_refuse(book, row):
        slack = most
        add(excuse, dict.fromkeys(choice, -most))
    short = add(dict(every), paid_for, -1.0)
    book.lp.at_most(add(short, excuse, -1.0), slack)


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
    option = made.recipe.option
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
