"""When may a programme start, how fast does it grow, what does it promise?"""

from math import inf

from tests.peers.third.decisions import Book, hours, is_new
from tests.peers.third.programme import ONE, Terms, add, total
from tests.peers.third.rules_of_plants import has_ended
from tests.peers.third.trade import holds, volume_of
from tests.peers.third.world import Row, Spot, World


def state_programmes(book: Book) -> None:
    """State every rule of programmes and of the goods they make."""
    _at_most_one_start(book)
    for spot in book.world.spots:
        for option in spot.rows["build_options"]:
            _start_where_there_is_a_plant(book, spot, option)
            _grow(book, spot, option)
            _keep_promise(book, spot, option)
        for made in book.made[spot.name]:
            gone = {column: 1.0 for _, _, column in made.deliveries}
            book.lp.equal(add(gone, {made.column: -1.0}))
        _count_quotas(book, spot)


def _at_most_one_start(book: Book) -> None:
    groups: dict[str, list[str]] = {}
    for option in book.world.spots[0].rows["build_options"]:
        own = option["exclusive_group"] or f"only {option['build_option']}"
        groups.setdefault(own, []).append(option["build_option"])
    for leaf in book.world.leaves:
        for options in groups.values():
            terms: Terms = {}
            for name in options:
                add(terms, _starts(book, leaf, name))
            book.lp.at_most(terms, 1.0)


def _starts(book: Book, spot: Spot, name: str) -> Terms:
    found = (book.start.get((name, before.name)) for before in spot.way)
    return {column: 1.0 for column in found if column is not None}


def _start_where_there_is_a_plant(book: Book, spot: Spot, option: Row) -> None:
    column = book.start.get((option["build_option"], spot.name))
    if column is None or option["is_committed"]:
        return
    name = option["facility"]
    if has_ended(spot, name):
        book.lp.equal({column: 1.0})
        return
    plant = spot.find("facilities", facility=name)
    terms: Terms = {column: 1.0}
    for before in spot.way:
        key = name, before.name
        if key in book.closing:
            add(terms, {book.closing[key]: 1.0})
    book.lp.at_most(terms, 1.0)
    if plant is not None and is_new(plant):
        book.lp.at_most(add({column: 1.0}, _opened(book, spot, name), -1.0))


def _opened(book: Book, spot: Spot, name: str) -> Terms:
    found = (book.opening.get((name, before.name)) for before in spot.way)
    return {column: 1.0 for column in found if column is not None}


def curve(world: World, option: Row) -> list[float]:
    """Return the shares of full rate by year since the start."""
    rows = world.whole.all("ramp_curves", ramp_curve=option["ramp_curve"])
    if option["ramp_curve"] is None or option["is_committed"]:
        return [1.0]
    ordered = sorted(rows, key=lambda row: int(row["years_since_start"]))
    return [float(row["share"]) for row in ordered]


def share(shares: list[float], age: int) -> float:
    """Return the share of full rate at an age; the last one holds on."""
    return 0.0 if age < 0 else shares[min(age, len(shares) - 1)]


def full_rate(spot: Spot, option: Row) -> float:
    """Return the full rate of a programme at a node, vehicles a year."""
    if option.get("full_rate") is not None:
        return float(option["full_rate"])
    rows = spot.all("shift_patterns", facility=option["facility"])
    largest = max((hours(row) for row in rows), default=0.0)
    use = option["capacity_use"]
    return inf if use == 0 else largest / use


def _ages(book: Book, spot: Spot, option: Row) -> list[tuple[int, int]]:
    """Return (start column, years since) for each start on the path."""
    name = option["build_option"]
    return [
        (book.start[name, before.name], spot.year - before.year)
        for before in spot.way
        if (name, before.name) in book.start
    ]


def _building_ages(
    book: Book, spot: Spot, option: Row, installation: int
) -> list[tuple[int, int]]:
    """Return (opening column, place on the curve by then) on the path."""
    found = []
    for before in spot.way:
        column = book.opening.get((option["facility"], before.name))
        plant = before.find("facilities", facility=option["facility"])
        if column is not None and plant is not None:
            running = spot.year - before.year - plant["lead_years"]
            found.append((column, running + installation if running >= 0 else -1))
    return found


def _clocks(book: Book, spot: Spot, option: Row) -> list[list[tuple[int, int]]]:
    """Return the ages by start and, at a plant that is opened, by opening."""
    shares = curve(book.world, option)
    installation = 0
    while installation < len(shares) and shares[installation] == 0.0:
        installation += 1
    clocks = [_ages(book, spot, option)]
    plant = spot.find("facilities", facility=option["facility"])
    if plant is not None and is_new(plant):
        clocks.append(_building_ages(book, spot, option, installation))
    return clocks


def _grow(book: Book, spot: Spot, option: Row) -> None:
    shares = curve(book.world, option)
    most = min(full_rate(spot, option), book.sold(spot, option["product"]) * 1e6)
    built = book.built(spot, option["build_option"])
    asked = book.sold(spot, option["product"])
    for clock in _clocks(book, spot, option):
        terms = total(built)
        for column, age in clock:
            # what is sold bounds what is made, and keeps large rates out of the rows
            bound = min(share(shares, age) * most, asked)
            add(terms, {column: -bound})
        book.lp.at_most(terms)


def _keep_promise(book: Book, spot: Spot, option: Row) -> None:
    if not option["minimum_volume"]:
        return
    shares = curve(book.world, option)
    clocks = _clocks(book, spot, option)
    name = option["build_option"]
    missing = book.lp.column(("shortfall", name, spot.name))
    terms: Terms = {missing: -1.0}
    add(terms, book.built(spot, name), -1.0)
    for clock in clocks:
        for column, age in clock:
            if age >= 0 and share(shares, age) == shares[-1]:
                add(terms, {column: option["minimum_volume"]})
    rest = (len(clocks) - 1) * option["minimum_volume"]
    book.lp.at_most(add(terms, {ONE: -rest}))
    charge = option["shortfall_charge"] or 0.0
    book.pay(option["programme_owner"], spot, missing, -charge, "operating")


def _count_quotas(book: Book, spot: Spot) -> None:
    names = {quota for made in book.made[spot.name] for _, quota, _ in made.deliveries}
    for name in sorted(name for name in names if name is not None):
        terms = {
            column: 1.0
            for made in book.made[spot.name]
            for _, quota, column in made.deliveries
            if quota == name
        }
        stated = {
            row["quota_volume"]
            for row in spot.rows["trade_measures"]
            if volume_of(row) == name and holds(row, spot.year)
        }
        (most,) = stated - {None}
        book.lp.at_most(terms, most)
