"""What else a deal tells: the entrant's own answer, stalemates, other futures."""

from dataclasses import replace

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.errors import UseError
from brownfield.questions.deal.coalitions.bargaining import deal_me_out
from brownfield.questions.deal.coalitions.game import Game
from brownfield.questions.deal.coalitions.sharing import nucleolus
from brownfield.questions.deal.contracts.forms import timing
from brownfield.questions.deal.document import document
from brownfield.questions.deal.facts.talks import is_illegal
from brownfield.questions.deal.question import Deal, deal
from brownfield.questions.deal.staying.distortion import distortion
from brownfield.questions.deal.staying.stay import stays
from brownfield.questions.deal.terms.ranges import FEE
from brownfield.questions.deal.terms.simplicity import Simplicity, simplicity
from brownfield.questions.deal.terms.tables import ABOVE, grant_table, table_of
from brownfield.questions.deal.terms.terms import (
    nash_terms,
    shared_hope_terms,
    term_range,
)
from brownfield.questions.deal.words.support import larger_sentence
from brownfield.questions.deal.words.terms import fee_sentence
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from brownfield.tell.values import values
from tests.questions.deal.parts import talked

MILLION = 1e6


@pytest.fixture(scope="module")
def mini() -> Case:
    """Return the shipped mini case with a contract between entrant and host."""
    case = read_case("mini")
    declared = TABLES["contracts"]
    row = {column.name: column.default for column in declared.columns} | {
        "contract": "fee",
        "payer": "E",
        "payee": "H",
        "form": FEE,
        "amount": 4_000.0,
    }
    contracts = pl.DataFrame([row], schema=declared.polars_schema)
    return replace(case, tables=dict(case.tables) | {"contracts": contracts})


@pytest.fixture(scope="module")
def told(mini: Case) -> Deal:
    """Return the deal of entrant and host, with sensitivities."""
    return deal(mini, ("E", "H"), jobs=1, is_moved=True)


def test_contracts_of_the_case_are_told_not_planned_with(told: Deal) -> None:
    """At 4,000: E gains 286.230 - H, H 197.617 x (4.000 - 3.1321) = 171.509."""
    gains = told.stated["stated"].gains
    assert gains["H"] / MILLION == pytest.approx(171.509, abs=0.02)
    assert sum(gains.values()) / MILLION == pytest.approx(286.230, abs=1e-3)
    assert told.game.total / MILLION == pytest.approx(1336.516, abs=1e-3)


def test_a_deal_without_a_government_has_no_support(told: Deal) -> None:
    """The gap is 0; the counterfactual is what the companies do."""
    support = values(document(told))["support"]
    assert (support["gap"], support["minimum"]) == (0.0, 0.0)
    assert support["counterfactual"]["value"] == pytest.approx(told.game.total)


def test_facing_the_fee_the_entrant_builds_no_more_than_planned(told: Deal) -> None:
    """It cannot push out the host's cars; at 3.856 each of its own still pays."""
    found = told.distortion
    assert found is not None
    assert found.own_vehicles <= found.joint_vehicles * (1 + 1e-6)
    assert found.lost == pytest.approx(0.0, abs=1.0)


def test_the_cure_is_the_hosts_own_cost(told: Deal) -> None:
    """Conversion is 2,400 in kits and 2,600 in full: the mean lies between."""
    found = told.distortion
    assert found is not None
    assert 2_400 <= found.cure_fee <= 2_600
    assert found.cure_reservation is not None


def test_while_talks_stall_nobody_starts_anything(told: Deal, mini: Case) -> None:
    """E goes on importing, H builds its own car: 637.790 as alone."""
    assert told.stalemate["H"] / MILLION == pytest.approx(637.790, abs=1e-3)
    options = mini.tables["build_options"].filter("is_committed")
    bill = mini.tables["bill_of_materials"].join(options, on="build_option", how="semi")
    tables = dict(mini.tables) | {"build_options": options, "bill_of_materials": bill}
    imported = plan(replace(mini, tables=tables, is_restricted=True).choose(("E",)))
    assert told.stalemate["E"] == pytest.approx(imported.value, rel=1e-6)


def test_offers_as_floors_follow_from_stalemate(told: Deal) -> None:
    """Alone is a floor, stalemate the threat: worked out from both."""
    floors = deal_me_out(told.game.total, told.stalemate, told.game.alone)
    assert told.floors == pytest.approx(floors)
    assert all(told.floors[p] >= told.game.alone[p] - 1 for p in "EH")  # type: ignore[index]  # the test above made it


def test_other_volumes_and_tariffs_move_the_range(told: Deal) -> None:
    """As it is first; halved duties make a plant near the market worth less."""
    fees = {m.change: m.fee for m in told.moved}
    assert next(iter(fees)) == "As it is"
    now, halved = fees["As it is"], fees["Duties on cars halved"]
    assert now is not None
    assert halved is not None
    assert now.high is not None
    assert halved.high is not None
    assert halved.high < now.high


def test_full_risk_sharing_is_worth_at_least_a_simple_contract(told: Deal) -> None:
    """With care for the tail the bound passes the best form; its cost is the rest."""
    assert told.table is not None
    sides = tuple(replace(s, tail_weight=1.0) for s in told.table.talks.sides)
    careful = replace(told.table.talks, sides=sides)
    found = simplicity(careful, told.table.pair)
    assert found is not None
    assert found.bound >= max(found.by_form.values()) - 1.0
    assert found.cost == pytest.approx(found.bound - found.by_form[found.best], abs=1.0)
    assert Simplicity(44.0, {"fee": 40.0, "lump": 43.0}).cost == pytest.approx(1.0)


def test_more_payments_meet_at_least_as_well(told: Deal) -> None:
    """Fee and reservation together: the product of gains is no smaller."""
    assert told.table is not None
    sides = tuple(replace(s, tail_weight=0.5) for s in told.table.talks.sides)
    careful = replace(told.table.talks, sides=sides)
    one = nash_terms(careful, (FEE,))
    two = nash_terms(careful, (FEE, "reservation"))
    assert one is not None
    assert two is not None
    product = one.gains["E"] * one.gains["H"]
    assert two.gains["E"] * two.gains["H"] >= product * (1 - 1e-3)


def test_nobody_leaves_under_its_exit_fee(told: Deal) -> None:
    """The gain plus the exit fee owed for leaving is never negative."""
    assert told.table is not None
    for found in stays(told.table.talks, {FEE: 4_500.0}, ("hi", "mid", "lo")):
        assert found.gain + found.exit_fee >= -1.0
        assert found.leaves == (found.exit_fee > 0.0)


def test_no_terms_where_there_is_no_surplus(told: Deal) -> None:
    """If the host had a thousand million more alone, no rule finds terms."""
    assert told.table is not None
    entrant, host = told.table.talks.sides
    rich = replace(host, alone=tuple(v + 1e9 for v in host.alone))
    talks = replace(told.table.talks, sides=(entrant, rich))
    assert term_range(talks, FEE) is None
    assert shared_hope_terms(talks, (FEE,)) is None
    assert nash_terms(talks, (FEE, "reservation")) is None


def test_two_parties_need_no_programme() -> None:
    """The nucleolus of two splits the surplus in half: 10 + 5, 20 + 5."""
    values = {frozenset("a"): 10.0, frozenset("b"): 20.0, frozenset("ab"): 40.0}
    split = nucleolus(Game(("a", "b"), values))
    assert split == pytest.approx({"a": 15.0, "b": 25.0})


def test_a_grant_has_a_range_with_a_government(mini: Case) -> None:
    """Receipts of 99.903 less packages of 40 are 59.903, all that G can give.

    The surplus is 85.632, so both gain 42.816 where G gives 59.903 - 42.816 = 17.087.
    """
    found = deal(mini, ("E", "G"), jobs=1)
    assert found.table is None
    content = values(document(found))
    grant = content["terms"]["grant"]
    assert grant["low"] == 0.0
    assert grant["high"] / MILLION == pytest.approx(59.903, abs=1e-3)
    assert grant["nash"] / MILLION == pytest.approx(17.087, abs=1e-3)
    assert grant["gains"]["E"] == pytest.approx(grant["gains"]["G"], rel=1e-6)
    assert list(content["support_by_government"]) == ["G"]
    assert content["pair"] is None
    assert set(content["coalitions"]) == {"E", "G", "E,G"}


def test_aid_rules_narrow_the_fee(mini: Case) -> None:
    """50 m allowed less packages of 40 m leave a grant of 10 m.

    Every GBP 1 m less of grant lowers the most E can pay by GBP 1 m over its
    discounted vehicles; the least that H accepts stays.
    """
    row: Row = {"policy": "rules", "kind": "aid_ceiling", "year": 2026, "cap": 50e6}
    added = typed_frame(TABLES["policies"], [row])
    policies = pl.concat([mini.tables["policies"], added])
    case = replace(mini, tables=dict(mini.tables) | {"policies": policies})
    _, table = talked(case).tables()
    assert table is not None
    assert table.legal is not None
    fee, legal, most = table.ranges[FEE], table.legal, table.ranges["grant"].high
    assert fee.high is not None
    assert legal.high is not None
    assert most is not None
    talks = table.talks
    one = zip(talks.forms[FEE].worth["H"], talks.chances, strict=True)
    vehicles = sum(worth * chance for worth, chance in one)
    assert legal.low == pytest.approx(fee.low)
    assert fee.high - legal.high == pytest.approx((most - 10e6) / vehicles, rel=1e-6)


@pytest.fixture(scope="module")
def bare(mini: Case) -> Deal:
    """Return the deal of the three if no aid at all is allowed."""
    row: Row = {"policy": "rules", "kind": "aid_ceiling", "year": 2026, "cap": 0.0}
    added = typed_frame(TABLES["policies"], [row])
    policies = pl.concat([mini.tables["policies"], added])
    return deal(replace(mini, tables=dict(mini.tables) | {"policies": policies}))


def test_where_no_aid_is_allowed_the_companies_deal_as_without_it(bare: Deal) -> None:
    """Nothing spent: E and H have 1336.516 together and no less, as without G."""
    part = bare.support[0]
    assert part.supported.spent == 0.0
    assert part.supported.companies / MILLION == pytest.approx(1336.516, abs=1e-3)
    receipts = part.supported.receipts / MILLION
    assert bare.game.total / MILLION == pytest.approx(1336.516 + receipts, abs=1e-3)
    assert bare.private is not None
    assert bare.private.ranges[FEE].low == pytest.approx(3132.1, abs=0.5)
    assert bare.public is not None
    assert not is_illegal(bare.public)
    assert bare.public.ranges["grant"].high == 0.0


def test_the_plan_with_packages_is_told_as_beyond_the_rules(bare: Deal) -> None:
    """All three together are worth 2060.601 with packages of 40 m, above 0."""
    assert bare.larger is not None
    assert bare.larger.plan.value / MILLION == pytest.approx(2060.601, abs=1e-3)
    more = 2060.601 - bare.game.total / MILLION
    assert bare.larger.more / MILLION == pytest.approx(more, abs=1e-3)
    assert bare.larger.needs["G"].amount / MILLION == pytest.approx(40)
    sentence = larger_sentence(document(bare)) or ""
    assert "needs aid of at least GBP 40.0 m: more than the GBP 0 allowed" in sentence


def test_talks_on_a_plan_above_the_ceiling_say_so(mini: Case, three: Deal) -> None:
    """Packages of 40 m where nothing is allowed: these talks would be illegal."""
    row: Row = {"policy": "rules", "kind": "aid_ceiling", "year": 2026, "cap": 0.0}
    added = typed_frame(TABLES["policies"], [row])
    policies = pl.concat([mini.tables["policies"], added])
    case = replace(mini, tables=dict(mini.tables) | {"policies": policies})
    table = table_of(three.found.joint, "EHG", three.found.alone, case, power={})
    assert table is not None
    assert is_illegal(table)
    told = document(replace(three, public=table))
    assert told.payments.public is not None
    assert fee_sentence(told, told.payments.public).startswith(
        "No deal is legal: E building at H's plant needs packages of GBP 40.0 m, and "
    )


def test_a_grant_alone_above_the_ceiling_is_told_as_too_much(mini: Case) -> None:
    """E and G made their plan with packages of 40 m; nothing is allowed beside it."""
    row: Row = {"policy": "rules", "kind": "aid_ceiling", "year": 2026, "cap": 0.0}
    added = typed_frame(TABLES["policies"], [row])
    policies = pl.concat([mini.tables["policies"], added])
    case = replace(mini, tables=dict(mini.tables) | {"policies": policies})
    groups = talked(mini, ("E", "G"))
    for judged, note in ((mini, ""), (case, ABOVE)):
        (grant,) = grant_table(groups.found, judged, "E", {}).values()
        assert grant.note == note
        assert grant.high is not None
        assert grant.high / MILLION == pytest.approx(59.903, abs=1e-3)


def test_other_tax_is_no_distortion(mini: Case) -> None:
    """At 25 % and losses carried forward E builds as planned, so nothing is lost."""
    parties = mini.tables["parties"].with_columns(
        tax_rate=pl.when(pl.col("kind") == "company").then(0.25).otherwise(0.0)
    )
    is_meant = (pl.col("product") == "VE") & (pl.col("place") == "eu")
    price = pl.col("price") - pl.when(is_meant).then(1_500.0).otherwise(0.0)
    tables = {"parties": parties, "demand": mini.tables["demand"].with_columns(price)}
    groups = talked(replace(mini, tables=dict(mini.tables) | tables), ("E", "H"))
    found = distortion(groups.private(), groups.found.seats, {})
    assert found is not None
    assert found.own_vehicles == pytest.approx(found.joint_vehicles, rel=1e-6)
    assert found.lost == pytest.approx(0.0, abs=1e3)


def test_an_exit_fee_keeps_whom_the_others_need(told: Deal) -> None:
    """E leaves lo unless it owes 4.86 m; H would lose 110.4 m. H gains by leaving."""
    content = values(document(told).payments.terms["exit_fee"])
    assert (content["party"], content["scenario"]) == ("E", "lo@2030")
    assert content["low"] / MILLION == pytest.approx(4.86, abs=0.01)
    assert content["high"] / MILLION == pytest.approx(110.4, abs=0.1)
    gone = replace(told.stay[0], party="H", exit_fee=9e6, damages=2e6)
    other = document(replace(told, stay=(*told.stay, gone))).payments.terms
    assert values(other["exit_fee"]) == content
    only = values(document(replace(told, stay=(gone,))).payments.terms["exit_fee"])
    assert (only["low"], only["high"], only["party"]) == (0.0, 0.0, None)


def test_the_cure_costs_no_more_than_what_it_cures(three: Deal) -> None:
    """Each fee is planned for anew; the best of them is the cure."""
    found = three.distortion
    assert found is not None
    assert found.cure_lost <= found.lost + 1.0


def test_power_must_be_above_zero(mini: Case) -> None:
    """Nobody can have no power, or less, in a product of gains."""
    for power in (0.0, -3.0, float("inf")):
        with pytest.raises(UseError, match=r"deal\.power"):
            mini.with_settings("deal", {"power": {"E": power}})


def test_what_packages_save_is_taxed_as_payments_use_losses_best(mini: Case) -> None:
    """All three futures end in profit: three quarters of the saving stay."""
    for has_other_profit in (False, True):
        parties = mini.tables["parties"].with_columns(
            tax_rate=pl.when(pl.col("kind") == "company").then(0.25).otherwise(0.0),
            has_other_profit=pl.lit(has_other_profit),
        )
        case = replace(mini, tables=dict(mini.tables) | {"parties": parties})
        made = talked(case)
        saved = made.support().supported
        rows = made.found.joint.tables["cash"].filter(pl.col("item") == "support")
        clock = timing(made.found.joint)
        gross = sum(
            clock.expected(party, dict(own.select("node", "amount").iter_rows()))
            for (party,), own in rows.group_by("party")
        )
        assert gross > 0
        assert saved.helped - saved.companies == pytest.approx(0.75 * gross, rel=1e-6)
