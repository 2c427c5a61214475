"""Recounts of plans of one case share what a vehicle costs, and nothing else."""

from collections.abc import Mapping

import polars as pl
from hypothesis import given

import brownfield
from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.plans.audit import audit
from brownfield.plans.recount.world import Known
from tests.properties.random_cases import few, random_cases

Tables = Mapping[str, pl.DataFrame]


@few(6)
@given(case=random_cases())
def test_a_later_recount_finds_what_a_fresh_one_finds(case: Case) -> None:
    """The plan; one that starts nothing; one whose recipes buy something else."""
    plan = brownfield.plan(case)
    if not plan.tables:
        return
    derived, known = derive(case), Known()

    def lines(tables: Tables, known: Known) -> pl.DataFrame:
        return audit(
            lambda node: derived.case_at(node).tables,
            derived.case.settings,
            derived.tree.nodes,
            tables,
            plan.value,
            known,
        ).lines

    idle = dict(plan.tables) | {"starts": plan.tables["starts"].clear()}
    bought = dict(plan.tables) | {"sourcing": plan.tables["sourcing"].head(1)}
    for tables in (plan.tables, idle, bought, plan.tables):
        assert lines(tables, known).equals(lines(tables, Known()))


def test_other_settings_nodes_or_recipes_are_read_anew() -> None:
    """Each of the three by itself; the same three are known."""
    nodes = pl.DataFrame({"node": ["a"], "year": [2030]})
    bought = pl.DataFrame({"recipe": ["kit"], "source": ["here"]})
    mini = brownfield.read_case("mini")
    settings = mini.settings
    known = Known((settings, nodes, bought), {})
    assert known.holds(settings, nodes.clone(), bought.clone())
    later = mini.with_settings("case", {"last_year": 2029}).settings
    assert not known.holds(later, nodes, bought)
    assert not known.holds(settings, nodes.with_columns(year=2031), bought)
    assert not known.holds(settings, nodes, bought.clear())
    assert not Known().holds(settings, nodes, bought)
