"""What do the tables say at each node of the scenario tree?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from brownfield.case.case import Case
from brownfield.case.scenarios import tree
from tests.peers.third.money import in_money_of

Row = dict[str, Any]
Rows = dict[str, list[Row]]
READ = (
    "parties",
    "places",
    "facilities",
    "shift_patterns",
    "shops",
    "products",
    "build_options",
    "ramp_curves",
    "bill_of_materials",
    "commitments",
    "lanes",
    "demand",
    "exchange_rates",
    "cost_indices",
    "trade_measures",
    "agreements",
    "origin_rules",
    "policies",
    "credits",
    "grids",
    "contracts",
    "functions",
    "sites",
)


@dataclass(frozen=True, eq=False)
class Spot:
    """A node of the tree with the rows that hold there."""

    name: str
    year: int
    chance: float
    path: tuple["Spot", ...] = field(repr=False)  # before it, from the root
    rows: Rows = field(repr=False)

    @property
    def way(self) -> tuple["Spot", ...]:
        """Nodes from the root to this one, both included."""
        return (*self.path, self)

    @property
    def parent(self) -> "Spot | None":
        """The node before; None at the root."""
        return self.path[-1] if self.path else None

    def find(self, table: str, **cells: object) -> Row | None:
        """Return the first row with these cells."""
        return next(iter(self.all(table, **cells)), None)

    def all(self, table: str, **cells: object) -> list[Row]:
        """Return the rows with these cells."""
        return [
            row
            for row in self.rows[table]
            if all(row.get(name) == value for name, value in cells.items())
        ]


@dataclass(frozen=True)
class World:
    """A case as the third formulation reads it.

    Attributes
    ----------
    case
        The case.
    whole
        Rows as they stand before any node's what-ifs.
    spots
        Nodes, parents first.
    parties
        Parties that plan.
    """

    case: Case
    whole: Spot
    spots: tuple[Spot, ...]
    parties: tuple[str, ...]

    @property
    def leaves(self) -> list[Spot]:
        """Nodes that no other follows."""
        parents = {spot.parent.name for spot in self.spots if spot.parent}
        return [spot for spot in self.spots if spot.name not in parents]

    def party(self, name: str) -> Row:
        """Return the row of a party."""
        return next(r for r in self.whole.rows["parties"] if r["party"] == name)

    def is_government(self, name: str) -> bool:
        """Return whether a party is a government."""
        return bool(self.party(name)["kind"] == "government")


def world_of(case: Case) -> World:
    """Return the nodes of a case with the rows of each."""
    parties = tuple(dict.fromkeys(case.planned_parties))
    read: dict[tuple[object, ...], Rows] = {}
    spots: dict[str, Spot] = {}
    for node in tree(case).nodes.to_dicts():
        names = _names(node["what_ifs"], case.what_ifs_applied)
        key = *names, node["year"]
        if key not in read:
            stated = _rows(case, names)
            paid = in_money_of(stated, node["year"], case.settings)
            read[key] = _present(paid, parties)
        before = spots[node["parent"]].way if node["parent"] else ()
        spots[node["node"]] = Spot(
            node["node"], node["year"], node["probability"], before, read[key]
        )
    whole = Spot("", case.settings.case.first_year, 1.0, (), _rows(case, ()))
    return World(case, whole, tuple(spots.values()), parties)


def _names(asked: Iterable[str], done: Iterable[str]) -> tuple[str, ...]:
    """Return what-ifs in order, each once, without those applied to the whole case."""
    return tuple(name for name in dict.fromkeys(asked) if name not in set(done))


def _rows(case: Case, names: tuple[str, ...]) -> Rows:
    changed = case.apply(*names, is_strict=False) if names else case
    return {name: changed.tables[name].to_dicts() for name in READ}


def _present(rows: Rows, parties: tuple[str, ...]) -> Rows:
    """Return the rows without the plants, programmes and demand of absent parties.

    A build option that buys a part group from absent plants only goes too. Contracts
    about what is present stay: who pays in the place of an absent government is
    decided there.
    Every option stays beside in `all_options`: commitments of absent parties take the
    line time of theirs.
    """
    kept = dict(rows)
    owned = [r for r in rows["facilities"] if r["owner"] in parties]
    plants = {r["facility"] for r in owned}
    gone = {r["facility"] for r in rows["facilities"]} - plants
    kept["all_options"] = rows["build_options"]
    kept["facilities"] = owned
    for table in ("shift_patterns", "shops", "commitments"):
        kept[table] = [r for r in rows[table] if r["facility"] in plants]
    kept["build_options"] = [
        r
        for r in rows["build_options"]
        if r["programme_owner"] in parties and r["facility"] in plants
    ]
    bought = [r for r in rows["bill_of_materials"] if r["source"] not in gone]
    groups = {(r["build_option"], r["part_group"]) for r in rows["bill_of_materials"]}
    lacking = groups - {(r["build_option"], r["part_group"]) for r in bought}
    unbuilt = {option for option, _ in lacking}
    kept["bill_of_materials"] = bought
    kept["build_options"] = [
        r for r in kept["build_options"] if r["build_option"] not in unbuilt
    ]
    sold = {r["product"] for r in rows["products"] if r["company"] in parties}
    kept["demand"] = [r for r in rows["demand"] if r["product"] in sold]
    kept["contracts"] = [r for r in rows["contracts"] if r["facility"] not in gone]
    public = ("receipts_per_vehicle", "support_package")
    kept["policies"] = [
        r for r in rows["policies"] if r["kind"] not in public or r["party"] in parties
    ]
    return kept
