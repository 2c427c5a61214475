"""What a deal says where something is missing, impossible or stopped."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.errors import UnansweredError, UseError
from brownfield.plans.plan import Plan
from brownfield.questions.deal.coalitions.game import Game
from brownfield.questions.deal.coalitions.seats import seats
from brownfield.questions.deal.contracts.forms import promised_volumes, timing
from brownfield.questions.deal.question import Deal, deal
from brownfield.questions.deal.search import search
from brownfield.questions.deal.search.outside import offers_as_floors
from brownfield.questions.deal.search.search import Ask
from brownfield.questions.deal.search.waves import coalitions
from brownfield.questions.deal.search.workers import Planner
from brownfield.questions.deal.staying import distortion as incentives
from brownfield.questions.deal.staying import leave
from brownfield.questions.deal.terms.ranges import FEE, tail_range, talks_after
from brownfield.questions.deal.terms.simplicity import simplicity
from brownfield.questions.deal.terms.terms import at_amounts, nash_terms
from brownfield.solve import hold
from brownfield.solve.run import plan, plan_stated
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from tests.test_cli import run


def with_table(case: Case, name: str, frame: pl.DataFrame) -> Case:
    """Return the case with another table."""
    return replace(case, tables=dict(case.tables) | {name: frame})


def crowded(mini: Case) -> Case:
    """Return the mini case with four more companies that own a plant."""
    parties, plants = mini.tables["parties"], mini.tables["facilities"]
    more = [f"P{at}" for at in range(4)]
    company = parties.filter(pl.col("party") == "H")
    site = plants.filter(pl.col("facility") == "NEW")
    joined = pl.concat(
        [parties, *(company.with_columns(party=pl.lit(p)) for p in more)]
    )
    owned = [site.with_columns(facility=pl.lit(f"S{p}"), owner=pl.lit(p)) for p in more]
    case = with_table(mini, "parties", joined)
    return with_table(case, "facilities", pl.concat([plants, *owned]))


def test_more_than_five_who_decide_must_be_named(mini: Case) -> None:
    """Seven parties decide something; the message lists them and says how to choose."""
    with pytest.raises(
        UseError, match=r"7 parties.*--parties a,b,c or as deal\.parties"
    ):
        seats(crowded(mini))
    assert seats(crowded(mini), ("E", "H")).companies == ("E", "H")


def test_a_lone_party_of_the_settings_is_told_as_such(mini: Case) -> None:
    """The message names the key, and who else there is."""
    alone = mini.with_settings("deal", {"parties": ("E",)})
    with pytest.raises(UseError, match=r"Only E is to talk: by deal\.parties"):
        seats(alone)


def test_a_deal_needs_a_company(mini: Case) -> None:
    """Two governments have nothing to build."""
    rows = mini.tables["parties"].filter(pl.col("party") == "G")
    parties = pl.concat([mini.tables["parties"], rows.with_columns(party=pl.lit("G2"))])
    policies = mini.tables["policies"]
    own = policies.with_columns(
        party=pl.lit("G2"), policy=pl.col("policy") + pl.lit(" too")
    )
    case = with_table(mini, "parties", parties)
    case = with_table(case, "policies", pl.concat([policies, own]))
    with pytest.raises(UseError, match=r"No company talks: G, G2\. Name at least one"):
        seats(case, ("G", "G2"))


def test_a_coalition_without_any_plan_is_told(mini: Case) -> None:
    """HAL promises H more vehicles than its largest pattern can build."""
    rows: list[Row] = [
        {"facility": "HAL", "product": "VH", "year": 2028, "vehicles": 500_000.0}
    ]
    frame = typed_frame(TABLES["commitments"], rows)
    with pytest.raises(
        UnansweredError, match=r"Coalition H has no plan at all: commitments"
    ):
        deal(with_table(mini, "commitments", frame), ("E", "H"))


class Broken(Planner):
    """Returns plans whose recount fails."""

    def answers(self, asks: Mapping[str, Ask]) -> dict[str, Plan]:
        """Return the plans without their audit."""
        found = super().answers(asks)
        return {name: replace(made, audit=None) for name, made in found.items()}


def test_a_plan_that_fails_its_recount_is_no_value(mini: Case) -> None:
    """The message says how to see where it differs."""
    table = seats(mini, ("E", "H"))
    with pytest.raises(UnansweredError, match=r"recount of the plan of .* differs"):
        coalitions(mini, table, Broken(1, lambda _title: None))


def stopped(made: Callable[..., Plan]) -> Callable[..., Plan]:
    """Return a planner whose every search is interrupted."""

    def plan(*args: Any, **keys: Any) -> Plan:
        return replace(made(*args, **keys), status="interrupted")

    return plan


def test_ctrl_c_ends_the_question_who_would_build_less(
    told: Deal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search cut short says little about what the guest would build."""
    monkeypatch.setattr(hold, "plan_stated", stopped(plan_stated))
    assert told.table is not None
    with pytest.raises(KeyboardInterrupt):
        incentives.distortion(told.table, told.seats, {})


def test_ctrl_c_ends_the_question_who_would_leave(
    mini: Case, told: Deal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search cut short says little about what who leaves would have."""
    monkeypatch.setattr(leave, "plan_stated", stopped(plan_stated))
    assert told.table is not None
    with pytest.raises(KeyboardInterrupt):
        leave.alone_from_each_year(mini, told.table, told.seats)


def test_the_command_says_that_a_stopped_deal_has_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The error that ends in exit code 1 and one line."""
    monkeypatch.setattr(search, "plan", stopped(plan))
    done = run("deal", "mini", "--parties", "E,H", "--jobs", "1")
    assert isinstance(done.exception, UnansweredError)
    assert "every coalition's value" in str(done.exception)


def test_a_year_nobody_can_go_on_alone_is_left_out(
    mini: Case, told: Deal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without plans there is nothing to compare with."""
    real = plan_stated

    def none_in_the_last_year(model: Any, **keys: Any) -> Plan:
        made = real(model, **keys)
        held = model.linear.lower[model.linear.is_integer].sum()
        return replace(made, tables={}) if held > 8 else made

    monkeypatch.setattr(leave, "plan_stated", none_in_the_last_year)
    assert told.table is not None
    amounts = told.table.ranges[FEE].amounts
    alone = leave.alone_from_each_year(mini, told.table, told.seats)
    found = leave.leaves(told.table, told.seats, amounts, alone)
    assert 0 < len({one.node.year for one in found}) < 5


def test_a_promised_volume_of_the_case_counts(mini: Case, told: Deal) -> None:
    """A take-or-pay contract of 40,000 between the two, else the plan's mean."""
    assert told.table is not None
    row: Row = {
        "contract": "promise",
        "payer": "E",
        "payee": "H",
        "form": "take_or_pay",
        "amount": 1.0,
        "volume": 40_000.0,
    }
    case = with_table(mini, "contracts", typed_frame(TABLES["contracts"], [row]))
    clock = timing(told.table.plan)
    nodes = list(clock.year)
    given = promised_volumes(told.table.pair, clock, case, nodes)
    assert set(given.values()) == {40_000.0}
    usual = promised_volumes(told.table.pair, clock, mini, nodes)
    assert usual != given


def test_offers_worth_more_than_the_deal_leave_no_split(told: Deal) -> None:
    """While talks stall each has more than the deal could give."""
    rich = dict.fromkeys(told.game.parties, told.game.total)
    assert offers_as_floors(told.found, rich, {}) is None


def test_nobody_with_a_tail_has_no_range_of_worst_futures(told: Deal) -> None:
    """Without `tail` there is nothing to look at."""
    assert told.table is not None
    sides = tuple(replace(side, tail=None) for side in told.table.talks.sides)
    assert tail_range(replace(told.table.talks, sides=sides), FEE) is None


def test_terms_that_nobody_accepts_have_no_meeting_point(told: Deal) -> None:
    """If both had twice as much alone, no fee would do; amounts can still be judged."""
    assert told.table is not None
    talks = told.table.talks
    sides = tuple(
        replace(side, alone=tuple(2 * v + 1e9 for v in side.alone))
        for side in talks.sides
    )
    hopeless = replace(talks, sides=sides)
    assert nash_terms(hopeless, (FEE,)) is None
    assert nash_terms(hopeless, (FEE, "reservation")) is None
    assert max(at_amounts(hopeless, {FEE: 3_856.0}).gains.values()) < 0
    found = simplicity(talks, told.table.pair)
    assert found is not None
    assert found.best in found.by_form


def test_agreed_payments_become_part_of_the_payoffs(told: Deal) -> None:
    """A fee of 1,000 agreed leaves the meeting point 1,000 lower."""
    assert told.table is not None
    talks = told.table.talks
    usual, rest = (
        nash_terms(t, (FEE,)) for t in (talks, talks_after(talks, {FEE: 1_000.0}))
    )
    assert usual is not None
    assert rest is not None
    assert rest.amounts[FEE] == pytest.approx(usual.amounts[FEE] - 1_000, abs=0.5)


def test_a_game_that_adds_nothing_still_adds_up() -> None:
    """V = 0 for every group: nobody gets anything, by any rule."""
    from brownfield.questions.deal.coalitions.sharing import RULES

    parties = ("a", "b")
    values = {frozenset(g): 0.0 for g in (("a",), ("b",), ("a", "b"))}
    game = Game(parties, values)
    for rule in RULES.values():
        assert rule(game) == pytest.approx(dict.fromkeys(parties, 0.0))
