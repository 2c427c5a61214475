"""The deal of the mini case against its published answers (GBP m, to 1e-3)."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import pytest

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.errors import UseError
from brownfield.plans.plan import Plan
from brownfield.questions.deal.coalitions.game import objections_to_joining
from brownfield.questions.deal.coalitions.seats import seats
from brownfield.questions.deal.contracts.ceiling import aid_ceiling
from brownfield.questions.deal.contracts.talks import Talks
from brownfield.questions.deal.document import document
from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.terms.ranges import FEE
from brownfield.questions.deal.terms.tables import Table
from brownfield.questions.deal.terms.terms import at_amounts, term_range
from brownfield.tables.definitions import TABLES
from brownfield.tell.values import values
from tests.questions.deal.parts import talked

MILLION = 1e6


@pytest.fixture(scope="module")
def private(three: Deal) -> Table:
    """Return the talks between entrant and host."""
    assert three.private is not None
    return three.private


@pytest.fixture(scope="module")
def taxed(mini: Case) -> Table:
    """Return the talks of entrant and host if both pay 25 % tax."""
    is_company = pl.col("kind") == "company"
    rate = pl.when(is_company).then(0.25).otherwise(0.0)
    parties = mini.tables["parties"].with_columns(tax_rate=rate)
    case = replace(mini, tables=dict(mini.tables) | {"parties": parties})
    return talked(case, ("E", "H")).private()


def averse(talks: Talks, weight: float) -> Talks:
    """Return the talks if both put a weight on their worst 30 % of futures."""
    sides = tuple(replace(side, tail_weight=weight) for side in talks.sides)
    return replace(talks, sides=sides)


def test_every_coalition_has_its_known_value(three: Deal) -> None:
    """Outsiders act alone: v(G) = 119.883 + 383.998 = 503.882."""
    found = document(three).groups.coalitions
    assert {name: value / MILLION for name, value in found.items()} == pytest.approx(
        {
            "E": 412.496,
            "H": 637.790,
            "G": 503.882,
            "E,H": 1336.516,
            "E,G": 1002.009,
            "H,G": 1141.672,
            "E,H,G": 2060.601,
        },
        abs=1e-3,
    )
    assert objections_to_joining(three.game) == ()
    assert not three.is_core_empty


@pytest.mark.parametrize(
    ("rule", "shares"),
    [
        ("shapley", (643.284, 825.762, 591.555)),
        ("nucleolus", (610.662, 835.956, 613.983)),
    ],
)
def test_the_total_is_split_as_published(
    three: Deal, rule: str, shares: Sequence[float]
) -> None:
    """Shares add up to v(EHG) = 2060.601."""
    found = [share / MILLION for share in three.splits[rule].values()]
    assert found == pytest.approx(list(shares), abs=1e-3)
    assert sum(found) == pytest.approx(2060.601, abs=1e-3)


def test_the_fee_has_its_known_range(private: Table) -> None:
    """3.132 to 4.581 thousand, middle 3.856: 286.230 over 197.617 thousand vehicles."""
    fee = private.ranges[FEE]
    assert fee.low == pytest.approx(3132.1, abs=0.5)
    assert fee.high == pytest.approx(4580.5, abs=0.5)
    assert fee.nash == pytest.approx(3856.3, abs=0.5)
    worth = private.talks.forms[FEE].worth["H"]
    mean = sum(w * p for w, p in zip(worth, private.talks.chances, strict=True))
    assert mean == pytest.approx(197_617, abs=1)


@pytest.mark.parametrize(
    ("weight", "low", "high", "least_gain"),
    [
        (0.0, 3.132, 4.581, 143.115),
        (0.5, 2.942, 4.362, 97.944),
        (1.0, 2.793, 3.792, 52.774),
    ],
)
def test_care_for_the_tail_moves_the_range(
    private: Table, weight: float, low: float, high: float, least_gain: float
) -> None:
    """Published ranges and least gains at weights 0, .5, 1 on the worst 30 %."""
    talks = averse(private.talks, weight)
    found = term_range(talks, FEE)
    assert found is not None
    assert [edge / 1e3 for edge in found] == pytest.approx([low, high], abs=5e-4)
    low_fee, high_fee = found
    for _ in range(60):  # a higher fee is the host's gain and the entrant's loss
        middle = (low_fee + high_fee) / 2
        gains = at_amounts(talks, {FEE: middle}).gains
        is_low = gains["H"] < gains["E"]
        low_fee, high_fee = (middle, high_fee) if is_low else (low_fee, middle)
    least = min(gains.values()) / MILLION
    assert least == pytest.approx(least_gain, abs=1e-3)


@pytest.mark.parametrize(("weight", "low"), [(0.5, 0.747), (1.0, 2.365)])
def test_a_reservation_fee_lets_the_fee_fall(
    private: Table, weight: float, low: float
) -> None:
    """Published lower ends of the fee with a reservation beside it."""
    found = term_range(averse(private.talks, weight), FEE, ("reservation",))
    assert found is not None
    assert found[0] / 1e3 == pytest.approx(low, abs=1e-3)


def test_the_range_by_worst_futures_is_quoted(private: Table) -> None:
    """Weight 1 on the tail of the table parties: 2.793 to 3.792."""
    fee = private.ranges[FEE]
    assert fee.tail_low == pytest.approx(2793, abs=0.5)
    assert fee.tail_high == pytest.approx(3792.2, abs=0.5)


def test_who_would_leave_in_which_future(three: Deal) -> None:
    """E 164.7, 237.9, -4.9 and H 317.3, 37.0, 110.4: an exit fee of 4.9 keeps E."""
    gains = {(s.party, s.scenario[:2]): s for s in three.stay}
    wanted = {
        ("E", "hi"): 164.7,
        ("E", "mi"): 237.9,
        ("E", "lo"): -4.9,
        ("H", "hi"): 317.3,
        ("H", "mi"): 37.0,
        ("H", "lo"): 110.4,
    }
    for key, gain in wanted.items():
        assert gains[key].gain / MILLION == pytest.approx(gain, abs=0.05)
    assert [key for key, stay in gains.items() if stay.leaves] == [("E", "lo")]
    leaver = gains["E", "lo"]
    assert leaver.exit_fee / MILLION == pytest.approx(4.9, abs=0.05)
    assert leaver.damages / MILLION == pytest.approx(110.4, abs=0.05)


def test_the_books_know_the_tax_without_and_with_a_fee(taxed: Table) -> None:
    """973.499 without a fee; the fee of 3.856 frees losses: 1000.027."""
    own = sum(taxed.talks.floor(side) for side in taxed.talks.sides)
    for fee, total in ((0.0, 973.499), (3856.0, 1000.027)):
        gains = at_amounts(taxed.talks, {FEE: fee}).gains
        assert (sum(gains.values()) + own) / MILLION == pytest.approx(total, abs=1e-3)


def test_support_is_the_package_and_is_earned_back(three: Deal) -> None:
    """v(EHG) - v(EH) = what the state's receipts gain less what the companies forgo.

    The companies take the package of 40: it saves them more than they forgo.
    """
    (part,) = three.support
    found = document(three).groups.coalitions
    more = (found["E,H,G"] - found["E,H"]) / MILLION
    joint, without = part.supported, part.counterfactual
    state = (joint.receipts - joint.spent) / MILLION
    helped = (joint.helped - without.companies) / MILLION
    assert state + helped == pytest.approx(more, abs=1e-3)
    assert part.support.minimum == pytest.approx(40 * MILLION)
    assert part.support.is_possible
    assert without.companies / MILLION == pytest.approx(1336.516, abs=1e-3)


def test_a_grant_alone_may_be_the_least_support() -> None:
    """Now or never: the companies lack less than the package costs, 40."""
    case = read_case("mini").apply("now-or-never")
    part = talked(case, ("E", "H", "G")).support()
    assert 0.0 < part.support.gap < part.supported.spent
    assert part.supported.spent == pytest.approx(40 * MILLION)
    assert part.support.minimum == pytest.approx(part.support.gap)
    assert part.support.is_earned_back


def test_clawback_falls_on_futures_with_fewer_vehicles(three: Deal) -> None:
    """Zero where at least the mean is built; the package in proportion elsewhere."""
    (part,) = three.support
    assert part.clawbacks["hi@2030"] == 0.0
    assert 0.0 < part.clawbacks["lo@2030"] < part.support.minimum


def test_relief_of_duty_on_further_vehicles_is_worth_the_support(three: Deal) -> None:
    """Vehicles count at 1.08 to the power of their age, those of 2030 four times."""
    (part,) = three.support
    further = discounted(three.found.joint) - discounted(three.found.private)
    assert part.relief_per_vehicle is not None
    assert part.relief_per_vehicle * further == pytest.approx(40 * MILLION)


def test_a_loan_helps_nobody_who_discounts_as_the_state_does(three: Deal) -> None:
    """All parties of mini discount at 8 %."""
    assert three.support[0].loan is None


def discounted(made: Plan) -> float:
    """Return the expected vehicles built at HAL and NEW, discounted at 8 %."""
    nodes = made.nodes.select("node", "probability", age=pl.col("year") - 2026)
    rows = made.tables["production"].join(nodes, on="node")
    return sum(
        float(row["probability"] * row["vehicles"])
        * (4 if row["age"] == 4 else 1)
        / 1.08 ** int(row["age"])
        for row in rows.filter(pl.col("facility").is_in(["HAL", "NEW"])).to_dicts()
    )


def test_a_week_without_the_host_costs_the_guest_its_margin(three: Deal) -> None:
    """Kits leave 21.5 - 14.2 - .2 = 7.1 in the UK, a full build 22 - 14.9 - .5 = 6.6.

    197.617 thousand discounted vehicles are under 60 a year, so a week of them is
    between nothing and 60 x 7.1 / 52 = 8.2 m.
    """
    assert three.stop_week is not None
    assert 0.0 < three.stop_week / MILLION < 8.2


def test_aid_is_limited_by_cap_and_by_share_of_capital(three: Deal) -> None:
    """Tooling 90 at the root: a tenth of at least that is 9 m; a cap of 5 m wins."""
    made = three.found.joint
    declared = TABLES["policies"]
    rows: list[dict[str, object]] = []
    for name, cap, share in (("a", None, 0.1), ("b", 5 * MILLION, None)):
        blank: dict[str, object] = {c.name: c.default for c in declared.columns}
        grant: dict[str, object] = {"policy": name, "kind": "aid_ceiling"}
        rows.append({**blank, **grant, "year": 2026, "cap": cap, "target": share})

    def limit(*chosen: dict[str, object]) -> float | None:
        policies = pl.DataFrame(list(chosen), schema=declared.polars_schema)
        tables = dict(three.case.tables) | {"policies": policies}
        return aid_ceiling(replace(three.case, tables=tables), made, ("UK",))

    one, both = limit(rows[0]), limit(*rows)
    assert one is not None
    assert one >= 9 * MILLION
    assert both == 5 * MILLION
    assert aid_ceiling(three.case, made, ("UK",)) is None


def test_the_document_has_the_promised_fields(three: Deal) -> None:
    """Coalitions, splits, terms with low, high, nash and unit, support."""
    content = values(document(three))
    assert content["disagreement"] == {
        party: content["coalitions"][party] for party in "EHG"
    }
    assert content["core_is_empty"] is False
    for form in ("fee_per_vehicle", "reservation", "take_or_pay", "cost_plus", "grant"):
        assert {"low", "high", "nash", "unit"} <= set(content["terms"][form])
    assert {"gap", "minimum", "counterfactual"} <= set(content["support"])
    assert set(content["nash"]) == {"E", "H", "G"}


def test_money_in_another_unit_changes_no_plan_and_no_fee(
    mini: Case, told: Deal
) -> None:
    """In tenths of the currency the fee is ten times as large."""
    from tests.properties.test_same_value import in_tenths

    assert told.private is not None
    ours, tenths = told.private.ranges[FEE], talked(in_tenths(mini), ("E", "H")).fee()
    for fee, factor in ((ours, 1.0), (tenths, 10.0)):
        assert fee.low is not None
        assert fee.low / factor == pytest.approx(3132.1, abs=0.5)


def test_a_party_without_decisions_is_refused() -> None:
    """Suppliers of merseyside own parts plants alone."""
    with pytest.raises(UseError, match="suppliers decides nothing") as error:
        seats(read_case("merseyside"), ("chery", "suppliers"))
    assert "choose from: chery" in str(error.value)


def test_a_government_without_a_policy_is_refused(mini: Case) -> None:
    """Without its rows of policies G neither gives nor gains."""
    none = mini.tables["policies"].clear()
    bare = replace(mini, tables=dict(mini.tables) | {"policies": none})
    with pytest.raises(UseError, match="no row of kind receipts_per_vehicle"):
        seats(bare, ("E", "G"))


@pytest.mark.parametrize(
    ("parties", "message"),
    [(("E", "X"), "no party X"), (("G", "G"), "named twice"), (("G",), "2 to 5")],
)
def test_bad_seats_are_refused(
    mini: Case, parties: tuple[str, ...], message: str
) -> None:
    """Unknown, twice, or too few."""
    with pytest.raises(UseError, match=message):
        seats(mini, parties)


def test_the_number_of_workers_does_not_matter(mini: Case, three: Deal) -> None:
    """Two at once give the same values, and so the same terms."""
    others = talked(mini, ("E", "H", "G"), jobs=2)
    assert others.game.values == three.game.values
    assert others.game.bounds == three.game.bounds
    assert three.private is not None
    assert others.fee() == three.private.ranges[FEE]
