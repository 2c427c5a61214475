"""How is a stop chosen, or drawn on the map, and replayed on the plan?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from brownfield.desk.pages.asking import above
from brownfield.desk.pages.rooms.outline import (
    Frame,
    Point,
    coasts,
    frame_of,
    kilometres,
)
from brownfield.desk.pages.visit import Cell, Desk, Moved, Shown, Visit, address
from brownfield.desk.store.cases import Cells, Kept, kept_case, named
from brownfield.desk.store.runs import ask
from brownfield.desk.tables.as_what_if import add_what_if, words_of
from brownfield.errors import UseError
from brownfield.tables.bounds import Bounds
from brownfield.tell.numbers import listed

if TYPE_CHECKING:
    from brownfield.case.case import Case

HAZARDS = "hazards"
WEEKS = Bounds(lower=0, upper=520, is_above=True, example="6")
SHARE = Bounds(lower=0, upper=1, is_below=True, example="0.5")
RECOVERY = Bounds(lower=0, upper=520, example="2")
DEGREES = Bounds(lower=-180, upper=180, example="53.4")
KILOMETRES = Bounds(lower=0, upper=20_000, is_above=True, example="150")
USUAL = {"weeks": "6", "residual": "0", "recovery": "0"}
CIRCLE = ("latitude", "longitude", "radius")
MOST_ZOOM = 32
MOST_NAMED = 3  # targets in the name of a what-if


@dataclass(frozen=True)
class Target:
    """Something that may stop.

    Attributes
    ----------
    value
        Scope and target, as they stand in an address.
    scope, target, name
        As `hazards` has them, and in words.
    is_chosen
        Whether it stops.
    """

    value: str
    scope: str
    target: str
    name: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Spot:
    """A place on the map.

    Attributes
    ----------
    name
        Its name, with its plants.
    x, y
        Where, in units of the map.
    is_hit
        Whether something of it stops.
    is_plant
        Whether a plant stands there.
    address
        This page with the place chosen, or not any more.
    """

    name: str
    x: float
    y: float
    is_hit: bool
    is_plant: bool
    address: str


@dataclass(frozen=True)
class Map:
    """The map.

    Attributes
    ----------
    frame
        What it shows.
    coasts
        Path of its lines.
    spots
        Places on it.
    circle
        Middle and half widths of the circle that is drawn, in units; none = no circle.
    closer, wider
        This page with half, and twice, as much of the world.
    """

    frame: Frame
    coasts: str = field(repr=False)
    spots: list[Spot]
    circle: tuple[float, ...]
    closer: str
    wider: str


@dataclass(frozen=True)
class Stops:
    """What the page of a stop shows.

    Attributes
    ----------
    case
        Name of the case.
    targets
        What may stop.
    chosen
        What does, in words; blank for nothing.
    amounts
        Weeks, share that still runs, weeks of ramp and the circle, as typed.
    map
        The map.
    zoom
        How many times closer than at first it is.
    """

    case: str
    targets: list[Target]
    chosen: str
    amounts: dict[str, str]
    map: Map
    zoom: int

    @property
    def scopes(self) -> list[str]:
        """Kinds of targets, in order."""
        return list(dict.fromkeys(one.scope for one in self.targets))

    def as_rows(self) -> list[list[Cell]]:
        """Return a row for each thing that may stop."""
        heads: list[Cell] = ["scope", "target", "name", "stops"]
        rows: list[list[Cell]] = [
            [one.scope, one.target, one.name, int(one.is_chosen)]
            for one in self.targets
        ]
        return [heads, *rows]


def stops(desk: Desk, visit: Visit) -> Shown:
    """Return the map on which a stop is chosen or drawn.

    Raises
    ------
    UseError
        If a number is not allowed.
    """
    with desk.space.reading() as link:
        kept = kept_case(link, visit.place["case"])
        case = desk.known.read(desk.space, link, kept).case()
    amounts = _amounts(visit)
    targets = _chosen(case, visit, amounts)
    chosen = [one.name for one in targets if one.is_chosen]
    drawn = _map(case, kept, visit, targets, amounts)
    page = Stops(kept.name, targets, listed(chosen), amounts, drawn, _zoom(visit))
    return Shown("stops.html.j2", f"A stop in {kept.name}", page, above(kept.name))


def replay(desk: Desk, visit: Visit) -> Moved:
    """Keep a stop as a what-if, and ask what it does to the plan week by week.

    Raises
    ------
    UseError
        If nothing stops, or a number is not allowed.
    """
    amounts = _amounts(visit)
    with desk.space.changing() as link:
        kept = kept_case(link, visit.place["case"])
        case = desk.known.read(desk.space, link, kept).case()
        hit = [one for one in _chosen(case, visit, amounts) if one.is_chosen]
        if not hit:
            message = "Nothing stops. Choose a place on the map, or something below it."
            raise UseError(message)
        parts = [one.target for one in hit[:MOST_NAMED]]
        name = named(f"stop-{'-'.join(parts)}-{amounts['weeks']}w".lower())
        rows = [_row(one, amounts, f"{name}-{n}") for n, one in enumerate(hit, 1)]
        name = add_what_if(link, kept, name, rows, visit.who)
        last = kept_case(link, kept.name)
        digest = desk.known.read(desk.space, link, last).case().digest
        asked = {"events": [name]}
        run = ask(link, last, "stress", asked, digest=digest, who=visit.who)
    desk.queue.call()
    return Moved(address("runs", run))


def _row(one: Target, amounts: dict[str, str], name: str) -> Cells:
    """Return the row of `what_ifs` that makes a hazard; it never comes by itself."""
    cells = {
        "hazard": name,
        "scope": one.scope,
        "target": one.target,
        "rate_per_year": "0",
        "weeks_mode": amounts["weeks"],
        "residual_capacity": amounts["residual"],
        "recovery_weeks": amounts["recovery"],
    }
    return {"table": HAZARDS, "op": "add", "where": words_of(HAZARDS, cells)}


def _amounts(visit: Visit) -> dict[str, str]:
    """Return the numbers of an address, each as it is typed."""
    typed = {n: visit.one(n).strip() or usual for n, usual in USUAL.items()}
    typed |= {name: visit.one(name).strip() for name in CIRCLE}
    limits = {"weeks": WEEKS, "residual": SHARE, "recovery": RECOVERY}
    limits |= dict.fromkeys(CIRCLE[:2], DEGREES) | {"radius": KILOMETRES}
    for name, text in typed.items():
        if text and limits[name].read(text) is None:
            message = f"{name} is {text!r}. {limits[name].must(text)}."
            raise UseError(message)
    return typed


def _circle(amounts: dict[str, str]) -> tuple[Point, float] | None:
    """Return the middle and the radius, km, of the circle that is drawn."""
    if not all(amounts[name] for name in CIRCLE):
        return None
    latitude, longitude, radius = (float(amounts[name]) for name in CIRCLE)
    return (longitude, latitude), radius


def _chosen(case: Case, visit: Visit, amounts: dict[str, str]) -> list[Target]:
    """Return what may stop; what is ticked or lies in the circle does."""
    ticked, circle = set(visit.asked.get("target", [])), _circle(amounts)
    inside = set[str]()
    if circle:
        where = _positions(case)
        plants = case.tables["facilities"].select("facility", "place").iter_rows()
        inside = {
            f"facility:{plant}"
            for plant, place in plants
            if place in where and kilometres(where[place], circle[0]) <= circle[1]
        }
    return [replace(o, is_chosen=o.value in ticked | inside) for o in _targets(case)]


def _targets(case: Case) -> Iterator[Target]:
    plants = case.tables["facilities"]
    places = dict(case.tables["places"].select("place", "name").iter_rows())
    each = [(f, n or f) for f, n in plants.select("facility", "name").iter_rows()]
    yield from _of("facility", each)
    yield from _of("place", [(place, name or place) for place, name in places.items()])
    yield from _of("party", [(one, one) for one in case.companies])
    for scope, column in (
        ("outage_domain", plants["outage_domain"]),
        ("part_source", case.tables["bill_of_materials"]["source"]),
    ):
        words = column.drop_nulls().unique(maintain_order=True).to_list()
        yield from _of(scope, [(word, word) for word in words])


def _of(scope: str, named: list[tuple[str, str]]) -> list[Target]:
    return [Target(f"{scope}:{target}", scope, target, name) for target, name in named]


def _positions(case: Case) -> dict[str, Point]:
    columns = ("place", "longitude", "latitude")
    rows = case.tables["places"].select(columns).drop_nulls().iter_rows()
    return {place: (longitude, latitude) for place, longitude, latitude in rows}


def _map(
    case: Case,
    kept: Kept,
    visit: Visit,
    targets: list[Target],
    amounts: dict[str, str],
) -> Map:
    where = _positions(case)
    zoom = _zoom(visit)
    hit = {one.value for one in targets if one.is_chosen}
    ticked = visit.asked.get("target", [])
    page = partial(address, "cases", kept.name, "stops", **amounts)
    plants: dict[str, list[tuple[str, str]]] = {}
    rows = case.tables["facilities"].select("facility", "name", "place").iter_rows()
    for plant, name, place in rows:
        plants.setdefault(place, []).append((f"facility:{plant}", name or plant))
    names = dict(case.tables["places"].select("place", "name").iter_rows())
    struck = [where[p] for p in where if hit & _at(p, plants.get(p, []))]
    built = [where[place] for place in plants if place in where]
    frame = frame_of(where.values()).closer(zoom, struck or built)
    spots = []
    for place, point in where.items():
        if not frame.has(point):
            continue
        here = plants.get(place, [])
        value = here[0][0] if len(here) == 1 else f"place:{place}"
        label = ", ".join(name for _, name in here) or names[place] or place
        is_hit = bool(hit & _at(place, here))
        now = [one for one in ticked if one != value]
        asked = now if value in ticked else [*now, value]
        link = page(target=asked, zoom=zoom)
        spots.append(Spot(label, *frame.at(point), is_hit, bool(here), link))
    spots.sort(key=lambda one: (one.is_hit, one.is_plant))
    more = (page(target=ticked, zoom=z) for z in (2 * zoom, zoom // 2))
    return Map(frame, coasts(frame), spots, _drawn(frame, amounts), *more)


def _zoom(visit: Visit) -> int:
    return min(max(visit.number("zoom", 1), 1), MOST_ZOOM)


def _at(place: str, plants: list[tuple[str, str]]) -> set[str]:
    """Return what of a place may be ticked: itself and its plants."""
    return {f"place:{place}", *(value for value, _ in plants)}


def _drawn(frame: Frame, amounts: dict[str, str]) -> tuple[float, ...]:
    """Return middle and half widths of the circle on the map; none without one."""
    circle = _circle(amounts)
    if circle is None:
        return ()
    middle, radius = circle
    degrees = radius / 111.2  # km of a degree of latitude
    x, y = frame.at(middle)
    up = frame.tall * degrees / frame.down
    return x, y, round(up, 1), round(up, 1)
