"""Taxes, loss relief and present values counted on paper."""

import pytest

from brownfield.plans.recount.money.tax import TaxRules, deduction, taxes


@pytest.mark.parametrize(
    ("allowance", "share", "expected"),
    [
        # year 2: 60 - 60 old losses; year 3: 100 - 40 left = 60 at 25 %
        (0.0, 1.0, [0.0, 0.0, 15.0]),
        # year 2: 5 + 0.5 x 55 = 32.5 used, 27.5 taxed at 25 %
        # year 3: 5 + 0.5 x 95 = 52.5 used, 47.5 taxed at 25 %
        (5.0, 0.5, [0.0, 6.875, 11.875]),
        # no relief: 60 and 100 at 25 %
        (0.0, 0.0, [0.0, 15.0, 25.0]),
    ],
)
def test_old_losses_offset_profits_up_to_the_cap(
    allowance: float, share: float, expected: list[float]
) -> None:
    """Profits -100, 60, 100 at 25 % give the taxes worked out by hand."""
    rules = [TaxRules(0.25, allowance, share)] * 3
    assert taxes(rules, [-100.0, 60.0, 100.0]) == pytest.approx(expected)


def test_an_allowance_larger_than_the_profit_offsets_only_the_profit() -> None:
    """Profits -100, 3 with an allowance of 5: 3 is used and 97 carried forward."""
    rules = [TaxRules(0.25, 5.0, 0.0)] * 2
    assert taxes(rules, [-100.0, 3.0]) == [0.0, 0.0]


def test_capital_spending_is_deducted_in_equal_parts() -> None:
    """90 spent in year 1 over 3 years: 30 a year in years 1 to 3, then nothing."""
    spending = [90.0, 0.0, 0.0, 0.0]
    found = [deduction(spending[: year + 1], 3) for year in range(4)]
    assert found == pytest.approx([30.0, 30.0, 30.0, 0.0])


def test_tooling_relieved_at_once_gives_the_published_present_value() -> None:
    """Tooling 100, 40k, margin 2, ramp .25/.75/1, 25 %, 10 %: 20.905."""
    other = 500.0  # profit of the party elsewhere, which takes up the relief
    margins = [0.0, 40 * 2 * 0.25, 40 * 2 * 0.75, 40 * 2 * 1.0]
    spending = [100.0, 0.0, 0.0, 0.0]
    profits = [
        other + margin - deduction(spending[: year + 1], 1)
        for year, margin in enumerate(margins)
    ]
    paid = taxes([TaxRules(0.25, 0.0, 1.0)] * 4, profits)
    more = [tax - 0.25 * other for tax in paid]
    cash = [m - s - t for m, s, t in zip(margins, spending, more, strict=True)]
    # -100 + 25; 20 x .75; 60 x .75; 80 x .75
    assert cash == pytest.approx([-75.0, 15.0, 45.0, 60.0])
    npv = sum(amount / 1.1**year for year, amount in enumerate(cash))
    assert npv == pytest.approx(-75 + 13.636 + 37.190 + 45.079, abs=2e-3)


def test_half_a_unit_of_profit_is_taxed() -> None:
    """25 % of 0.5; a year without profit or loss pays nothing and keeps old losses."""
    rules = [TaxRules(0.25, 0.0, 1.0)] * 4
    assert taxes(rules[:1], [0.5]) == [0.125]
    assert taxes(rules, [-4.0, 0.0, 4.0, 4.0]) == [0.0, 0.0, 0.0, 1.0]


def test_each_year_has_its_rules() -> None:
    """Two profits under the rules of one year are a mistake, not one year of tax."""
    with pytest.raises(ValueError, match="longer"):
        taxes([TaxRules(0.25, 0.0, 1.0)], [1.0, 2.0])
