"""Which duty does a good pay, and under which regime?"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.peers.third.world import Row, Spot

ON_TOP = ("countervailing", "anti_dumping")
ORIGIN = "origin"


@dataclass(frozen=True)
class Goods:
    """Something that crosses a border, with its two customs values."""

    importer: str
    exporter: str
    heading: str
    company: str | None
    powertrain: str
    ex_works: float
    cif: float
    made_of: tuple["Goods", ...] = ()  # parts, by their own values
    work: float = 0.0  # what the last plant adds to them
    sold_for: float | None = None  # what buyers pay; None for what has none
    duty_paid: float = 0.0  # on the way to where it is now


@dataclass(frozen=True)
class Regime:
    """A way to enter, with its duty; `quota` names the volume it counts against."""

    duty: float
    quota: str | None
    pact: str | None = None
    fee: float = 0.0  # for the licence to enter
    holder: str | None = None  # who is paid it


def holds(row: Row, year: int) -> bool:
    """Return whether a year lies from `from_year` to `to_year`."""
    first, last = row["from_year"], row["to_year"]
    return (first is None or first <= year) and (last is None or year <= last)


def is_member(spot: Spot, agreement: str, territory: str) -> bool:
    """Return whether a territory is party to an agreement."""
    found = spot.find("agreements", agreement=agreement, customs_territory=territory)
    return found is not None


def matching(spot: Spot, goods: Goods, kind: str) -> list[Row]:
    """Return the rows of one kind that match the goods."""
    return [
        row
        for row in spot.all("trade_measures", kind=kind, importer=goods.importer)
        if row["exporter"] in (None, goods.exporter)
        and goods.heading.startswith(row["hs_code"])
        and (row["company"] is None or row["company"] == goods.company)
        and row["powertrain"] in (None, goods.powertrain)
        and holds(row, spot.year)
    ]


def most_exact(rows: list[Row]) -> Row | None:
    """Return the most exact row: heading, company, exporter, powertrain."""

    def exactness(row: Row) -> tuple[int, bool, bool, bool]:
        named = (row[name] is not None for name in ("company", "exporter"))
        company, exporter = named
        return len(row["hs_code"]), company, exporter, row["powertrain"] is not None

    ranked = sorted(rows, key=exactness)
    if len(ranked) > 1 and exactness(ranked[-1]) == exactness(ranked[-2]):
        message = f"equally exact: {ranked[-1]['measure']}, {ranked[-2]['measure']}"
        raise ValueError(message)
    return ranked[-1] if ranked else None


def duty_of(row: Row | None, goods: Goods) -> float:
    """Return the duty one row asks for; none without a row."""
    if row is None:
        return 0.0
    base = goods.ex_works if row["duty_base"] == "ex_works" else goods.cif
    return float(row["ad_valorem"] * base + row["specific"])


def remedy(spot: Spot, goods: Goods, kind: str) -> float:
    """Return the extra duty of one kind: by the last port, or by what is inside."""
    sent = duty_of(most_exact(matching(spot, goods, kind)), goods)
    return max(sent, as_kit(spot, goods, kind), on_parts(spot, goods, kind))


def as_kit(spot: Spot, goods: Goods, kind: str) -> float:
    """Return the duty on goods that another territory sent in pieces: 60/25."""
    whole = sum(part.cif for part in goods.made_of)
    for maker in {part.exporter for part in goods.made_of}:
        theirs = sum(part.cif for part in goods.made_of if part.exporter == maker)
        is_abroad = maker not in (goods.importer, goods.exporter)
        is_most = whole > 0.0 and theirs >= (0.60 - 1e-9) * whole
        is_bare = goods.work <= (0.25 + 1e-9) * (whole + goods.work)
        if is_abroad and is_most and is_bare:
            rows = matching(spot, replace(goods, exporter=maker), kind)
            named = [
                r for r in rows if (r["bears_on"], r["exporter"]) == (ORIGIN, maker)
            ]
            return duty_of(most_exact(named), goods)
    return 0.0


def on_parts(spot: Spot, goods: Goods, kind: str) -> float:
    """Return the duty on parts inside that the importer did not make itself."""
    due = 0.0
    for part in goods.made_of:
        if part.heading and part.exporter != goods.importer:
            crossing = replace(part, importer=goods.importer)
            rows = matching(spot, crossing, kind)
            named = [row for row in rows if row["bears_on"] == "part"]
            due += duty_of(most_exact(named), part)
    return due


def regimes(
    spot: Spot, goods: Goods, originates: Callable[[str], bool]
) -> list[Regime]:
    """Return every way the goods may enter."""
    if goods.importer == goods.exporter:
        return [Regime(0.0, None)]

    def is_preferred(agreement: str) -> bool:
        ends = goods.importer, goods.exporter
        return all(is_member(spot, agreement, t) for t in ends) and originates(
            agreement
        )

    rates: list[tuple[Row | None, str | None]] = [
        (most_exact(matching(spot, goods, "mfn")), None)
    ]
    preferences = matching(spot, goods, "preference")
    for agreement in {row["agreement"] for row in preferences}:
        if is_preferred(agreement):
            of_it = [row for row in preferences if row["agreement"] == agreement]
            rates.append((most_exact(of_it), None))
    rates += [
        (row, volume_of(row))
        for row in matching(spot, goods, "quota")
        if row["agreement"] is None or is_preferred(row["agreement"])
    ]
    extra = {kind: remedy(spot, goods, kind) for kind in ON_TOP}
    found = []
    for row, quota in rates:
        pact = row["agreement"] if row and row["kind"] != "mfn" else None
        bare = duty_of(row, goods) + extra["anti_dumping"]
        full = bare + extra["countervailing"]
        found.append(Regime(full, quota, pact, *licence(row if quota else None)))
        promise = most_exact(matching(spot, goods, "undertaking"))
        if quota is None and full > bare and keeps(promise, goods, bare):
            name = volume_of(promise)
            paid = licence(promise if name else None)
            found.append(Regime(bare, name, pact, *paid))
    back = refund(spot, goods)
    return [
        replace(way, duty=way.duty - back) if claims(spot, goods, way) else way
        for way in found
    ]


def licence(row: Row | None) -> tuple[float, str | None]:
    """Return what a licence costs, and who sells it; nothing without a volume."""
    return (row["licence_fee"], row["licence"]) if row else (0.0, None)


def volume_of(row: Row | None) -> str | None:
    """Return the name of the volume a row counts against; None for no volume."""
    if row is None or (row["quota_volume"] is None and row["quota_pool"] is None):
        return None
    return str(row["quota_pool"] or row["measure"])


def keeps(promise: Row | None, goods: Goods, due: float) -> bool:
    """Return whether goods are sold at the least price of an undertaking."""
    if promise is None or goods.sold_for is None:
        return False
    return bool(goods.sold_for >= promise["minimum_price"] + due - 1e-6)


def refund(spot: Spot, goods: Goods) -> float:
    """Return what the territory of the last plant pays back of the duty on parts."""
    back = 0.0
    for part in goods.made_of:
        if part.heading:
            row = most_exact(matching(spot, part, "drawback"))
            back += part.duty_paid * row["ad_valorem"] if row else 0.0
    return back


def claims(spot: Spot, goods: Goods, way: Regime) -> bool:
    """Return whether the refund may be had under a way in."""
    if way.pact is None:
        return True
    home = spot.find("agreements", agreement=way.pact, customs_territory=goods.exporter)
    return home is not None and bool(home["allows_drawback"])
