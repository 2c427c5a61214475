"""Which rows of the case and of the plan does the recount read, and at which node?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.errors import LabelError
from brownfield.plans.costing import BOUGHT, COSTING
from brownfield.plans.recount.currencies import MONEY, exchanged, own_currency
from brownfield.tables.memory import SAME, Again, Few

if TYPE_CHECKING:
    from brownfield.tables.memory import Columns
    from brownfield.tables.settings import Settings

Row = Mapping[str, Any]


Memory = dict[tuple[Any, ...], Any]
MOST_KEPT = 300_000  # numbers kept beside those of the case at hand
_TRADE: Again[Memory] = Again(most=64, size=len, rows=MOST_KEPT)
"""What was worked out from the columns of `COSTING`, for any case."""


class Rows:
    """Tables as plain rows, found by the values of some of their columns.

    Money is read in case currency, at the rates of one year.

    Attributes
    ----------
    memory
        What was worked out from all of the tables.
    trade
        What was worked out from the columns of `COSTING`: costs, origin, duties;
        shared by nodes that have these in common. Only `costing` may write there.
    """

    def __init__(
        self,
        tables: Mapping[str, pl.DataFrame],
        trade: Memory | None = None,
        at: Rates | None = None,
    ) -> None:
        self._tables = tables
        self._at = at
        self._rows: dict[str, list[Row]] = {}
        self._indexes: dict[tuple[str, ...], dict[tuple[Any, ...], list[Row]]] = {}
        self.memory: Memory = {}
        self.trade: Memory = {} if trade is None else trade

    @cached_property
    def costing(self) -> Rows:
        """The same rows with the columns of `COSTING` alone."""
        return Some(self, COSTING)

    def all(self, table: str) -> list[Row]:
        """Return every row of a table."""
        if table not in self._rows:
            rows = self._tables[table].iter_rows(named=True)
            self._rows[table] = [self._in_case_currency(table, row) for row in rows]
        return self._rows[table]

    def _in_case_currency(self, table: str, row: Row) -> Row:
        if self._at is None or table not in MONEY:
            return row
        currency = row["currency"]
        if currency is None and self._at.is_local:
            currency = own_currency(table, row, self.find)
        if currency is None or currency == self._at.own:
            return row
        rate = self.one("exchange_rates", currency=currency, year=self._at.year)
        return exchanged(table, row, float(rate["rate"]))

    def group(self, table: str, **key: object) -> list[Row]:
        """Return the rows of a table whose columns hold the given values."""
        index = self._indexes.get((table, *key))
        if index is None:
            index = self._index(table, tuple(key))
        return index.get(tuple(key.values()), [])

    def find(self, table: str, **key: object) -> Row | None:
        """Return the first row of a table with the given values, if there is one."""
        rows = self.group(table, **key)
        return rows[0] if rows else None

    def one(self, table: str, **key: object) -> Row:
        """Return the first row of a table with the given values.

        Raises
        ------
        LabelError
            If there is no such row.
        """
        row = self.find(table, **key)
        if row is None:
            asked = ", ".join(f"{column}={label}" for column, label in key.items())
            message = f"{table}: no row with {asked}; add it or drop its use"
            raise LabelError(message)
        return row

    def _index(
        self, table: str, columns: tuple[str, ...]
    ) -> dict[tuple[Any, ...], list[Row]]:
        index: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.all(table):
            index.setdefault(tuple(row[c] for c in columns), []).append(row)
        self._indexes[(table, *columns)] = index
        return index


class Some(Rows):
    """Rows of some tables with some columns; there are no others.

    Parameters
    ----------
    whole
        The rows, money in case currency.
    reads
        Columns by table; None = all of them.
    """

    def __init__(self, whole: Rows, reads: Mapping[str, Columns]) -> None:
        super().__init__({}, whole.trade)
        self._whole, self._reads = whole, reads

    @property
    def costing(self) -> Rows:
        """Itself."""
        return self

    def all(self, table: str) -> list[Row]:
        """Return every row of a table."""
        if table not in self._rows:
            columns, rows = self._reads[table], self._whole.all(table)
            self._rows[table] = [{c: row[c] for c in columns or row} for row in rows]
        return self._rows[table]


@dataclass(frozen=True)
class Rates:
    """At which rates money is read: of a year, into the currency of the case.

    Attributes
    ----------
    year
        Calendar year of the node.
    own
        Currency of the case.
    is_local
        Whether a row that names no currency is in that of its place or party.
    """

    year: int
    own: str
    is_local: bool


@dataclass(frozen=True)
class Node:
    """One node of the scenario tree: a year of one or more futures."""

    name: str
    parent: str | None
    year: int
    probability: float


@dataclass(frozen=True)
class World:
    """The case at every node beside the plan, as the recount reads them.

    Attributes
    ----------
    settings
        What case.toml says.
    nodes
        Nodes of the scenario tree, parents before children.
    case
        Rows of the case by node; nodes with equal tables share one object.
    plan
        Rows of the plan's tables.
    """

    settings: Settings
    nodes: Mapping[str, Node]
    case: Mapping[str, Rows]
    plan: Rows
    _paths: dict[str, tuple[Node, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def costing(self) -> World:
        """The same with nothing but what says what a vehicle costs, duty paid.

        What is remembered in `trade` is worked out from it, so that it hangs on no
        other column.
        """
        if isinstance(self.plan, Some):
            return self
        case = {name: rows.costing for name, rows in self.case.items()}
        return World(self.settings, self.nodes, case, Some(self.plan, BOUGHT))

    @cached_property
    def root(self) -> Rows:
        """Rows of the case at the root: what holds for the whole tree is read there."""
        return self.case[next(iter(self.nodes))]

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """Nodes without children, one for each future."""
        parents = {node.parent for node in self.nodes.values()}
        return tuple(n for n in self.nodes.values() if n.name not in parents)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Parties whose value is counted: those of ``[plan]``, else every company."""
        companies = self.root.group("parties", kind="company")
        asked = self.settings.plan.parties or (row["party"] for row in companies)
        return tuple(dict.fromkeys(asked))

    @cached_property
    def volume_scale(self) -> float:
        """Largest volume demanded in a row of `demand`, at least 1 vehicle."""
        volumes = (
            row["volume"]
            for node in self.nodes.values()
            for row in self.case[node.name].group("demand", year=node.year)
        )
        return max(1.0, max(volumes, default=0.0))

    def path(self, node: str) -> tuple[Node, ...]:
        """Return the nodes from the root to a node, both included."""
        if node not in self._paths:
            last = self.nodes[node]
            before = self.path(last.parent) if last.parent is not None else ()
            self._paths[node] = (*before, last)
        return self._paths[node]

    def on_path(self, node: str, table: str, **key: object) -> Iterator[Row]:
        """Yield the rows of a plan table at the nodes from the root to a node."""
        for step in self.path(node):
            yield from self.plan.group(table, node=step.name, **key)

    def option(self, build_option: str) -> Row:
        """Return the row of a build option at the root: what, where, whose, when."""
        row = self._options.get(build_option)
        return row or self.root.one("build_options", build_option=build_option)

    @cached_property
    def _options(self) -> Mapping[str, Row]:
        rows = self.root.all("build_options")
        return {row["build_option"]: row for row in reversed(rows)}  # the first stays

    def facility(self, facility: str) -> Row:
        """Return the row of a plant at the root: where it stands and whose it is."""
        return self.root.one("facilities", facility=facility)

    def option_at(self, node: Node, build_option: str) -> Row:
        """Return the row of a build option at a node: its costs and its full rate."""
        return self.case[node.name].one("build_options", build_option=build_option)

    def facility_at(self, node: Node, facility: str) -> Row:
        """Return the row of a plant at a node: its costs, limits and years."""
        return self.case[node.name].one("facilities", facility=facility)


@dataclass
class Known:
    """Rows of one case by node, with what was worked out from them for a plan.

    What a vehicle costs hangs on the case, on its settings and on what its recipe
    buys. So plans of one case with the same `sourcing` share it.

    Attributes
    ----------
    asked
        Settings, nodes and `sourcing` of the plan before; None before the first.
    rows
        Rows of the case by node.
    """

    asked: tuple[Settings, pl.DataFrame, pl.DataFrame] | None = None
    rows: Mapping[str, Rows] = field(default_factory=dict, repr=False)

    def holds(
        self, settings: Settings, nodes: pl.DataFrame, sourcing: pl.DataFrame
    ) -> bool:
        """Return whether a plan reads the same as the one before."""
        if self.asked is None:
            return False
        earlier, before, bought = self.asked
        is_same = earlier == settings and before.equals(nodes)
        return is_same and bought.equals(sourcing)


def build_world(
    case_at_node: Callable[[str], Mapping[str, pl.DataFrame]],
    settings: Settings,
    nodes: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    memory: Known | None = None,
) -> World:
    """Return the case and the plan as rows.

    Parameters
    ----------
    case_at_node
        Tables of the case as they hold at a node.
    settings
        What case.toml says.
    nodes
        Frame of the scenario tree: node, parent, year, probability.
    tables
        Tables of the plan.
    memory
        Rows of the same case; where they are of other settings, nodes or recipes, they
        are read anew. None = nothing is known.
    """
    tree = {
        row["node"]: Node(row["node"], row["parent"], row["year"], row["probability"])
        for row in nodes.iter_rows(named=True)
    }
    asked, memory = (settings, nodes, tables["sourcing"]), memory or Known()
    if not memory.holds(*asked):
        memory.asked, memory.rows = asked, _rows_by_node(case_at_node, tree, asked)
    return World(settings, tree, memory.rows, Rows(tables))


def _rows_by_node(
    case_at_node: Callable[[str], Mapping[str, pl.DataFrame]],
    nodes: Mapping[str, Node],
    asked: tuple[Settings, pl.DataFrame, pl.DataFrame],
) -> dict[str, Rows]:
    shared: dict[tuple[object, ...], tuple[Mapping[str, pl.DataFrame], Rows]] = {}
    exchange: dict[int, Callable[[int], tuple[object, ...]]] = {}
    settings, *frames = asked
    given = [SAME.of(frame) for frame in frames]
    by_node: dict[str, Rows] = {}
    own, is_local = settings.case.currency, settings.case.local_money
    for name, node in nodes.items():
        tables = case_at_node(name)
        given = given if by_node else [*given, *_of_trade(tables)]  # the root's, too
        if id(tables) not in exchange:
            exchange[id(tables)] = _rates_in(tables, settings)
        rates = exchange[id(tables)](node.year)
        key = id(tables), *rates
        if key not in shared:
            hangs_on = [*given, *_of_trade(tables)]
            trade = _TRADE.of(hangs_on, (settings.case, rates), dict)
            at = Rates(node.year, own, is_local)
            shared[key] = (tables, Rows(tables, trade, at))
        by_node[name] = shared[key][1]
    return by_node


def _rates_in(
    tables: Mapping[str, pl.DataFrame], settings: Settings
) -> Callable[[int], tuple[object, ...]]:
    """Return what gives, in a year, each currency that money may be in and its rate."""
    named = [*MONEY, "places", "parties"] if settings.case.local_money else [*MONEY]
    used = {c for table in named for c in tables[table]["currency"].unique()}
    foreign = sorted(used - {None, settings.case.currency})
    given = tables["exchange_rates"].select("currency", "year", "rate").iter_rows()
    rates = {(currency, year): rate for currency, year, rate in given}
    return lambda year: tuple((c, rates.get((c, year))) for c in foreign)


def _of_trade(tables: Mapping[str, pl.DataFrame]) -> list[pl.DataFrame]:
    """Return the tables that say what a vehicle costs, duty paid."""
    return [*Few(tables, COSTING).values()]
