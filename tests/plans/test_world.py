"""Rows of case and plan are found by their cells, and read at the right node."""

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from brownfield.errors import LabelError
from brownfield.plans.costing import COSTING
from brownfield.plans.recount.plants.openings import has_ended
from brownfield.plans.recount.references import is_offered
from brownfield.plans.recount.trade.duty import vehicle_regimes
from brownfield.plans.recount.trade.gate import inbound_costs
from brownfield.plans.recount.world import Rows, World, build_world
from tests.plans.conftest import FIRST, NODES, SECOND

if TYPE_CHECKING:
    from tests.plans.conftest import Tiny


@pytest.fixture
def rows() -> Rows:
    """Return three lanes."""
    ends = {"from": ["a", "a", "b"], "to": ["x", "y", "x"]}
    return Rows({"lanes": pl.DataFrame(ends)})


def changed(tiny: "Tiny", table: str, other: "Tiny") -> World:
    """Return the world in which one table of 2027 is that of another case."""
    first = tiny.tables
    at = {FIRST: first, SECOND: {**first, table: other.tables[table]}}
    return build_world(at.__getitem__, tiny.settings, NODES, tiny.frames)


def test_rows_are_found_by_their_cells_and_looked_for_once(rows: Rows) -> None:
    """Two begin at a; the same question has the same list for an answer."""
    assert rows.group("lanes", **{"from": "a"}) == [
        {"from": "a", "to": "x"},
        {"from": "a", "to": "y"},
    ]
    assert rows.group("lanes", to="x") is rows.group("lanes", to="x")
    assert rows.find("lanes", to="z") is None
    assert rows.trade == {}


def test_a_row_that_is_not_there_is_named(rows: Rows) -> None:
    """Table and cells are told, one after the other."""
    with pytest.raises(LabelError) as missing:
        rows.one("lanes", **{"from": "b", "to": "y"})
    told = "lanes: no row with from=b, to=y; add it or drop its use"
    assert str(missing.value) == told


def test_a_build_option_that_is_not_there_is_named(tiny: "Tiny") -> None:
    """`full` is one; `kit` is none."""
    world = tiny.world()
    assert world.option("full")["facility"] == "host"
    with pytest.raises(LabelError) as missing:
        world.option("kit")
    told = "build_options: no row with build_option=kit; add it or drop its use"
    assert str(missing.value) == told


def test_a_cost_before_the_gate_is_of_its_node(tiny: "Tiny") -> None:
    """6,000 + 4,000 in 2026; 6,000 + 5,000 where the battery is dearer."""
    other = tiny.changed("case", "bill_of_materials", 2, unit_value=5_000.0)
    world = changed(tiny, "bill_of_materials", other)
    costs = [inbound_costs(world, node, "full") for node in world.nodes.values()]
    assert [each["materials"] for each in costs] == [10_000.0, 11_000.0]


def test_nodes_that_differ_in_what_is_sold_share_what_vehicles_cost(
    tiny: "Tiny",
) -> None:
    """Another price of cars leaves their cost alone, another part does not."""
    dear = tiny.changed("case", "demand", 1, price=1.0)
    world = changed(tiny, "demand", dear)
    assert world.case[FIRST].trade is world.case[SECOND].trade
    assert world.case[FIRST].memory is not world.case[SECOND].memory
    part = tiny.changed("case", "bill_of_materials", 2, unit_value=5_000.0)
    world = changed(tiny, "bill_of_materials", part)
    assert world.case[FIRST].trade is not world.case[SECOND].trade


@pytest.mark.parametrize(
    ("table", "row", "cell", "is_shared"),
    [
        ("demand", 1, {"volume": 1.0}, True),
        ("bill_of_materials", 2, {"unit_value": 5_000.0}, False),
        ("build_options", 0, {"conversion_cost": 1.0}, False),
        ("build_options", 0, {"tooling_cost": 1.0}, True),
        ("facilities", 0, {"hiring_cost": 1.0}, True),
    ],
)
def test_cases_share_what_vehicles_cost_where_nothing_else_does(
    tiny: "Tiny", table: str, row: int, cell: dict[str, float], is_shared: bool
) -> None:
    """What is the same for a vehicle of two cases is worked out once, in any order."""
    first, other = tiny.world(), tiny.changed("case", table, row, **cell).world()
    node = other.nodes[FIRST]
    assert (first.case[FIRST].trade is other.case[FIRST].trade) is is_shared
    known = inbound_costs(first, node, "full")
    assert (inbound_costs(other, node, "full") is known) is is_shared


@pytest.mark.parametrize(
    ("table", "column"), [(t, c) for t, names in COSTING.items() for c in names or ()]
)
def test_every_column_that_says_what_a_vehicle_costs_counts(
    tiny: "Tiny", table: str, column: str
) -> None:
    """Another cell in any of them, and what was worked out is not taken again."""
    frame = tiny.tables[table]
    frame = frame.clear(1) if frame.is_empty() else frame
    cases = [
        {**tiny.tables, table: rows}
        for rows in (frame, frame.with_columns(_other(frame[column])))
    ]
    rest = tiny.settings, NODES, tiny.frames
    worlds = [
        build_world(dict.fromkeys((FIRST, SECOND), case).__getitem__, *rest)
        for case in cases
    ]
    assert worlds[0].case[FIRST].trade is not worlds[1].case[FIRST].trade


def _other(cells: pl.Series) -> pl.Series:
    """Return as many cells, none of which is what it was."""
    if cells.dtype == pl.String:
        return cells.fill_null("") + " of others"
    if cells.dtype == pl.Boolean:
        return ~cells.fill_null(value=False)
    return cells.fill_null(0) + 1


def test_what_a_vehicle_costs_is_worked_out_from_nothing_else(tiny: "Tiny") -> None:
    """Other tables, columns and tables of the plan are not there to be read."""
    world = tiny.world()
    few = world.costing
    assert few.costing is few
    rows = few.case[FIRST]
    assert rows.costing is rows
    assert rows.trade is world.case[FIRST].trade
    assert set(rows.one("facilities", facility="host")) == {"facility", "place"}
    assert few.plan.all("sourcing") == world.plan.all("sourcing")
    for strange, table in ((rows, "demand"), (few.plan, "starts")):
        with pytest.raises(KeyError):
            strange.all(table)


def test_a_world_at_later_nodes_hangs_on_its_root_too(tiny: "Tiny") -> None:
    """What is where is read at the root: a later node alike shares nothing else."""
    moved = tiny.changed("case", "build_options", 0, conversion_cost=1.0)
    first, later = tiny.tables, moved.tables
    worlds = [
        build_world(at.__getitem__, tiny.settings, NODES, tiny.frames)
        for at in ({FIRST: first, SECOND: first}, {FIRST: later, SECOND: first})
    ]
    assert worlds[0].case[SECOND].trade is not worlds[1].case[SECOND].trade


def test_other_settings_and_other_sources_share_nothing(tiny: "Tiny") -> None:
    """A crew that is used less costs more a vehicle; another source another duty."""
    case = tiny.settings.case.model_copy(update={"crew_utilisation": 0.5})
    used = tiny.settings.model_copy(update={"case": case})
    bought = tiny.frames["sourcing"].with_columns(source=pl.lit("elsewhere"))
    at, frames = (lambda _: tiny.tables), {**tiny.frames, "sourcing": bought}
    known = build_world(at, tiny.settings, NODES, tiny.frames)
    for settings, plan in ((used, tiny.frames), (tiny.settings, frames)):
        other = build_world(at, settings, NODES, plan)
        assert other.case[FIRST].trade is not known.case[FIRST].trade


def test_duties_hang_on_the_price_but_not_on_the_volume(tiny: "Tiny") -> None:
    """More buyers face the regimes of the others; dearer cars have their own.

    They do where an undertaking asks for a price, of whatever goods.
    """
    for kind, others in (("undertaking", 2), ("anti_dumping", 1)):
        held = tiny.changed("case", "trade_measures", 1, kind=kind)
        for cell, regimes in (({"volume": 1.0}, 1), ({"price": 1.0}, others)):
            other = held.changed("case", "demand", 1, **cell)
            assert regimes_of(changed(held, "demand", other)) == regimes


def regimes_of(world: World) -> int:
    """Return how many times the regimes of one route were worked out, in 2027."""
    nodes = [world.nodes[FIRST], world.nodes[SECOND]]
    sold = world.case[SECOND].all("demand")[1]
    found = {
        id(
            vehicle_regimes(
                world, replace(node, year=sold["year"]), "full", sold["place"]
            )
        )
        for node in nodes
    }
    return len(found)


def test_a_plant_ends_by_the_year_of_each_node_and_case(tiny: "Tiny") -> None:
    """Nothing is over in 2026 or 2027, but where 2026 is a plant's last year."""
    last = tiny.changed("case", "facilities", 0, last_year=2026)
    for case, over in ((tiny, [False, False]), (last, [False, True])):
        world = case.world()
        nodes = world.nodes.values()
        assert [has_ended(world, "host", node) for node in nodes] == over
        assert [has_ended(world, "host", node) for node in nodes] == over
    world = changed(last, "facilities", tiny)  # its last year is told in 2026 alone
    nodes = world.nodes.values()
    assert [has_ended(world, "host", node) for node in nodes] == [False, False]


def test_a_source_is_offered_where_the_parts_list_of_the_node_has_it(
    tiny: "Tiny",
) -> None:
    """Without the rows of the parts list in 2026 nothing is offered in that year."""
    none = tiny.tables["bill_of_materials"].clear()
    at = {FIRST: {**tiny.tables, "bill_of_materials": none}, SECOND: tiny.tables}
    for _ in range(2):
        world = build_world(at.__getitem__, tiny.settings, NODES, tiny.frames)
        assert [is_offered(world, n, "full") for n in (FIRST, SECOND)] == [False, True]
    bought = tiny.frames["sourcing"].with_columns(source=pl.lit("elsewhere"))
    plan = {**tiny.frames, "sourcing": bought}
    world = build_world(lambda _: tiny.tables, tiny.settings, NODES, plan)
    assert not is_offered(world, SECOND, "full")
