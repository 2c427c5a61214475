"""What a study says of carbon: in text, on its page and in JSON.

A car made at home earns 400 and emits 1 tonne, one from abroad earns 480 and emits 3
there and 1 on its way. 250 tonnes are 50 cars each, and 80 / 3 is worth one tonne more.
"""

from typing import Any

import pytest

import brownfield
from brownfield.questions.plan.document import Document, document
from brownfield.questions.plan.page import page
from brownfield.questions.plan.text import text
from brownfield.questions.plan.without import counted, without
from brownfield.questions.plan.words import law
from brownfield.solve.run import plan
from brownfield.tables.frames import Row
from brownfield.tell.page import Paragraph, Rows
from brownfield.tell.values import values
from tests.model.small_cases import buyers
from tests.model.test_carbon import cap, planned, price
from tests.peers.third.on_paper import HALF, worse

BINDS = "the cap binds in 2030: one tonne more is worth"


def told(*policies: Row, **tables: Any) -> Document:
    """Return what is told of a study of the two plants."""
    return document(brownfield.study(planned(*policies, **tables).case))


def said(found: Document) -> list[str]:
    """Return the lines of the text on carbon."""
    return [line for line in text(found).splitlines() if line.startswith("Carbon")]


@pytest.mark.parametrize(
    ("policy", "line"),
    [
        (price(), "400 t; GBP 4,000 paid."),
        (cap(250.0), f"250 t; GBP 0 paid; {BINDS} GBP 27 at most."),
        (cap(0.0), f"0 t; GBP 0 paid; {BINDS} GBP 400 at most."),
        (cap(1e6), "400 t; GBP 0 paid."),
    ],
)
def test_a_line_says_what_is_emitted_paid_and_worth(policy: Row, line: str) -> None:
    """480 x 100 cars from abroad; of a cap of 0 tonnes the first car at home, 400."""
    expected = f"Carbon under {policy['policy']}, 2030-2030: {line}"
    assert said(told(policy)) == [expected]


def test_without_a_policy_nothing_is_said() -> None:
    """The page still lists what is emitted, and says what no table gives."""
    found = told()
    assert said(found) == []
    (section,) = (one for one in page(found).after if one.name == "carbon")
    missing = (
        "Only what the tables give, 2030-2030: nothing is given of parts, so what they "
        "emit is not counted."
    )
    assert law.emitted(found) == missing
    assert section.blocks[0] == Paragraph(missing)
    assert len(section.blocks) == 2


def test_what_is_above_a_cap_is_told() -> None:
    """150 of 400 t at 20."""
    (line,) = said(told(cap(250.0, party="firm", amount=20.0)))
    assert "400 t, 150 t of them above the cap; GBP 3,000 paid" in line


def test_the_page_tells_a_cap_under_which_nobody_emits() -> None:
    """A line and the cap; there is no tonne to list."""
    (section,) = (one for one in page(told(cap(0.0))).after if one.name == "carbon")
    line, caps = section.blocks
    assert isinstance(line, Paragraph)
    assert isinstance(caps, Rows)
    assert caps.grid.rows[0][0].text == "cap"


def test_the_page_has_what_is_emitted_and_what_binds() -> None:
    """50 tonnes at home, 150 abroad and 50 on the way."""
    (section,) = (one for one in page(told(cap(250.0))).after if one.name == "carbon")
    line, missing, emitted, caps = section.blocks
    assert isinstance(line, Paragraph)
    assert isinstance(missing, Paragraph)
    assert isinstance(emitted, Rows)
    assert isinstance(caps, Rows)
    shown = [[cell.text for cell in row[1:]] for row in emitted.grid.rows]
    assert shown == [
        ["lanes", "HL", "50"],
        ["plants", "AL", "150"],
        ["plants", "HL", "50"],
    ]
    (row,) = caps.grid.rows
    assert [cell.text for cell in row[2:4]] == ["2030", "250"]


def test_json_has_the_same_numbers() -> None:
    """Prices and caps by policy, party and year; emissions by stage and territory."""
    found = values(told(cap(250.0)))
    (row,) = found["carbon"]
    assert (row["policy"], row["year"]) == ("cap", 2030)
    assert (row["tonnes"], row["above"], row["paid"]) == pytest.approx((250, 0, 0))
    assert row["worth"] == pytest.approx(80 / 3)
    sums = {
        (one["stage"], one["customs_territory"]): one["tonnes"]
        for one in found["emissions"]
    }
    expected = {("lanes", "HL"): 50, ("plants", "AL"): 150, ("plants", "HL"): 50}
    assert sums == pytest.approx(expected)
    assert "carbon" not in values(told())


def test_a_cap_that_binds_in_one_future_is_worth_what_it_is_there() -> None:
    """80 / 3 in the worse half of 2031, not half of that; 0.5 x 400 + 0.5 x 250 t."""
    found = told(
        cap(1e6, year=2031),
        years=2,
        scenarios=HALF,
        what_ifs=[worse("policies", "policy=cap", "target", "250")],
        demand=[buyers(100, 1_000, year=2030 + age) for age in range(2)],
    )
    assert found.carbon is not None
    (row,) = found.carbon.to_dicts()
    assert row["worth"] == pytest.approx(80 / 3)
    assert row["tonnes"] == pytest.approx(325)


def test_the_plan_without_a_price_is_worth_more() -> None:
    """27 a tonne bring the car home, 373; without it comes from abroad, 480."""
    case = planned(price(27.0)).case
    assert counted(case) == {"price": "carbon_price"}
    assert plan(without(case, "price")).value == pytest.approx(48_000)
    effects = document(brownfield.study(case, policies=True)).policies
    assert effects is not None
    assert effects[0].worth == pytest.approx(37_300 - 48_000)
