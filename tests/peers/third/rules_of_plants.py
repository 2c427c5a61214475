"""When may a plant run, what fits in it, and what do its people cost?"""

from collections.abc import Iterable

from tests.peers.third.decisions import Book, hours, is_new
from tests.peers.third.programme import ONE, Terms, add, total
from tests.peers.third.world import Row, Spot

SKIPPED = {"skd": ("press", "body", "paint"), "ckd": ("press",)}


def state_plants(book: Book) -> None:
    """State every rule of plants."""
    for plant in book.world.whole.rows["facilities"]:
        if plant["owner"] in book.world.parties:
            _at_most_once(book, plant["facility"])
    for spot in book.world.spots:
        for plant in spot.rows["facilities"]:
            _run(book, spot, plant)
            _close(book, spot, plant)
            _fit(book, spot, plant)
            _pass_shops(book, spot, plant)
            _let_guests_in(book, spot, plant)
            _hire(book, spot, plant)
    _buy_from_running(book)


def _at_most_once(book: Book, name: str) -> None:
    for leaf in book.world.leaves:
        for columns in (book.opening, book.closing):
            book.lp.at_most(_on_way(leaf, name, columns), 1.0)


def _on_way(spot: Spot | None, name: str, columns: dict[tuple[str, str], int]) -> Terms:
    """Return the sum of a plant's decisions on the path to a node."""
    way = spot.way if spot else ()
    found = (columns.get((name, before.name)) for before in way)
    return {column: 1.0 for column in found if column is not None}


def may_run(spot: Spot, name: str) -> bool:
    """Return whether a plant may run at a node by its years."""
    plant = spot.find("facilities", facility=name)
    if plant is None:
        return False
    first = plant["first_year"]
    return not has_ended(spot, name) and (first is None or first <= spot.year)


def has_ended(spot: Spot, name: str) -> bool:
    """Return whether `last_year` is over; with a closing cost it stays so."""
    plant = spot.find("facilities", facility=name)
    last = plant["last_year"] if plant else None
    if last is not None and spot.year > last:
        return True
    is_closed_for_good = plant is not None and plant["closing_cost"] is not None
    return (
        is_closed_for_good and spot.parent is not None and has_ended(spot.parent, name)
    )


def ready(book: Book, spot: Spot, plant: Row) -> Terms:
    """Return 1 if a plant stands: it always did, or was opened long enough ago."""
    if not is_new(plant):
        return {ONE: 1.0}
    found: Terms = {}
    for before in spot.way:
        column = book.opening.get((plant["facility"], before.name))
        then = before.find("facilities", facility=plant["facility"])
        if column is None or then is None:
            continue
        if spot.year - before.year >= then["lead_years"]:
            found[column] = 1.0
    return found


def _run(book: Book, spot: Spot, plant: Row) -> None:
    """At most one pattern while the plant runs; just one where closing is priced."""
    name = plant["facility"]
    columns = [column for _, column in book.pattern[name, spot.name]]
    runs: Terms = {}
    if may_run(spot, name):
        runs = total(ready(book, spot, plant))
        add(runs, _on_way(spot, name, book.closing), -1.0)
    terms = total(dict.fromkeys(columns, 1.0))
    add(terms, runs, -1.0)
    if plant["closing_cost"] is not None and columns:
        book.lp.equal(terms)
    else:
        book.lp.at_most(terms)


def _close(book: Book, spot: Spot, plant: Row) -> None:
    """Close what stands; the year after the last closes what is left."""
    name = plant["facility"]
    column = book.closing.get((name, spot.name))
    if column is None:
        return
    if not has_ended(spot, name):
        closed = _on_way(spot, name, book.closing)
        book.lp.at_most(add(closed, ready(book, spot, plant), -1.0))
        return
    is_first_after = (
        has_ended(spot, name)
        and spot.parent is not None
        and not has_ended(spot.parent, name)
    )
    if not is_first_after:
        book.lp.equal({column: 1.0})
        return
    opened = _on_way(spot.parent, name, book.opening) if is_new(plant) else {ONE: 1.0}
    left = total(opened)
    add(left, _on_way(spot.parent, name, book.closing), -1.0)
    book.lp.equal(add({column: 1.0}, left, -1.0))


def committed(spot: Spot, plant: str) -> float:
    """Return the line time of commitments at a plant, standard vehicles."""
    found = 0.0
    for row in spot.all("commitments", facility=plant, year=spot.year):
        uses = [
            option["capacity_use"]
            for option in spot.all("all_options", facility=plant)
            if option["product"] == row["product"]
        ]
        stated = row["capacity_use"]
        use = max(uses, default=1.0) if stated is None else stated
        found += row["vehicles"] * use
    return found


def line_time(book: Book, spot: Spot, plant: str, modes: Iterable[str] = ()) -> Terms:
    """Return the line time of vehicles built at a plant, but for some modes."""
    return {
        made.column: made.recipe.option["capacity_use"]
        for made in book.made[spot.name]
        if made.recipe.option["facility"] == plant
        and made.recipe.option["mode"] not in modes
    }


def _fit(book: Book, spot: Spot, plant: Row) -> None:
    name = plant["facility"]
    if not book.pattern[name, spot.name]:
        book.lp.at_most(dict.fromkeys(line_time(book, spot, name), 1.0))
        return
    terms = total(line_time(book, spot, name))
    for made in book.made[spot.name]:
        for part in made.recipe.parts:
            if part.source == name:
                add(terms, {made.column: part.row["units_per_vehicle"]})
    for row, column in book.pattern[name, spot.name]:
        add(terms, {column: -hours(row)})
    _make_nothing_without_a_pattern(book, spot, name)
    book.lp.at_most(terms, -committed(spot, name))


def _make_nothing_without_a_pattern(book: Book, spot: Spot, name: str) -> None:
    """Ask for a running plant of what takes no line time, too."""
    patterns = {column: -1.0 for _, column in book.pattern[name, spot.name]}
    for made in book.made[spot.name]:
        sources = [part.source for part in made.recipe.parts]
        if name in (made.recipe.option["facility"], *sources):
            most = book.sold(spot, made.recipe.option["product"])
            terms: Terms = {made.column: 1.0}
            book.lp.at_most(add(terms, patterns, most))


def _pass_shops(book: Book, spot: Spot, plant: Row) -> None:
    name = plant["facility"]
    for shop in spot.all("shops", facility=name):
        skipping = [mode for mode, shops in SKIPPED.items() if shop["shop"] in shops]
        most = shop["jobs_per_hour"] * shop["hours_per_year"]
        terms = line_time(book, spot, name, skipping)
        if most == 0:
            terms = dict.fromkeys(terms, 1.0)
        book.lp.at_most(terms, most - committed(spot, name))


def _let_guests_in(book: Book, spot: Spot, plant: Row) -> None:
    if plant["guest_limit"] is None:
        return
    terms = {
        made.column: made.recipe.option["capacity_use"]
        for made in book.made[spot.name]
        if made.recipe.option["facility"] == plant["facility"]
        and made.recipe.option["programme_owner"] != plant["owner"]
    }
    book.lp.at_most(terms, plant["guest_limit"])


def _jobs(book: Book, spot: Spot, name: str) -> Terms:
    return {column: row["headcount"] for row, column in book.pattern[name, spot.name]}


def _jobs_before(book: Book, spot: Spot, plant: Row) -> Terms | None:
    """Return the jobs before a node; None if nothing is known of them."""
    name = plant["facility"]
    if spot.parent is not None:
        return _jobs(book, spot.parent, name)
    if is_new(plant):
        return {}
    current = spot.find("shift_patterns", facility=name, is_current=True)
    return None if current is None else {ONE: current["headcount"]}


def _hire(book: Book, spot: Spot, plant: Row) -> None:
    before = _jobs_before(book, spot, plant)
    if before is None:
        return
    name = plant["facility"]
    more = book.lp.column(("hire", name, spot.name))
    less = book.lp.column(("dismiss", name, spot.name))
    terms: Terms = {more: 1.0, less: -1.0}
    add(terms, _jobs(book, spot, name), -1.0)
    book.lp.equal(add(terms, before))
    owner = plant["owner"]
    book.pay(owner, spot, more, -plant["hiring_cost"], "one_off")
    book.pay(owner, spot, less, -plant["redundancy_cost"], "one_off")


def _buy_from_running(book: Book) -> None:
    """Let a plant without shift patterns supply in the years it may run."""
    for spot in book.world.spots:
        for made in book.made[spot.name]:
            for part in made.recipe.parts:
                plant = spot.find("facilities", facility=part.source)
                if plant is None or book.pattern[part.source, spot.name]:
                    continue
                if is_new(plant) or not may_run(spot, part.source):
                    book.lp.at_most({made.column: 1.0})
