"""Does a written unit turn into the declared one, and only where it can?"""

import pytest

from brownfield.tables.definitions import TABLES
from brownfield.tables.habits.words.numbers import Marks, plain_number
from brownfield.tables.habits.words.units import Factor, unit_factor

TONNE, KILO, MILLION = 1e3, 1e3, 1e6


@pytest.mark.parametrize(
    ("table", "column", "unit", "factor"),
    [
        ("demand", "price", "GBP", Factor()),
        ("demand", "price", "£/vehicle", Factor()),
        ("demand", "price", "k£ per car", Factor(KILO)),
        ("demand", "price", "USD", None),
        ("demand", "price", "%", None),
        ("demand", "volume", "thousand units", Factor(KILO)),
        ("demand", "volume", "vehicles/month", None),
        ("build_options", "tooling_cost", "GBPm", Factor(MILLION)),
        ("build_options", "tooling_cost", "£ million, real", Factor(MILLION)),
        ("build_options", "tooling_cost", "bn", Factor(1e9)),
        ("build_options", "co2", "t CO2 per vehicle", Factor(TONNE)),
        ("build_options", "labour_hours", "minutes per vehicle", Factor(1.0, 60.0)),
        ("shift_patterns", "jobs_per_hour", "vehicles per min", Factor(60.0)),
        ("lanes", "days", "weeks", Factor(7.0)),
        ("parties", "discount_rate", "% p.a.", Factor(1.0, 100.0)),
        ("parties", "tail", "% p.a.", None),
        ("demand", "volume", "units p.a.", Factor()),
        ("demand", "volume", "x1000", Factor(KILO)),
        ("demand", "volume", "(000)", Factor(KILO)),
        ("demand", "volume", "in 1,000", Factor(KILO)),
        ("build_options", "tooling_cost", "x 1,000,000", Factor(MILLION)),
        ("build_options", "tooling_cost", "TGBP", Factor(KILO)),
        ("demand", "price", "GBP per thousand vehicles", None),
        ("demand", "price", "GBP/1,000", None),
        ("build_options", "labour_hours", "m", None),
        ("parties", "tail", "%", Factor(1.0, 100.0)),
        ("parties", "tail", "m", None),
        ("shift_patterns", "fixed_cost", "m GBP p.a.", Factor(MILLION)),
    ],
)
def test_a_unit_has_the_factor_of_its_words(
    table: str, column: str, unit: str, factor: Factor | None
) -> None:
    """A thousand, a million, a tonne of 1,000 kg, an hour of 60 minutes.

    One job a minute is 60 an hour; other units have none.
    """
    assert unit_factor(unit, TABLES[table].column(column), "GBP") == factor


@pytest.mark.parametrize(
    ("word", "marks", "plain"),
    [
        ("14,000", Marks(), "14000"),
        ("14,000", Marks(comma=True), None),
        ("14,000", Marks(is_foreign=True), None),
        ("14,000", Marks(is_foreign=True, point=True), "14000"),
        ("14.000", Marks(), "14.000"),
        ("14.000", Marks(comma=True), "14000"),
        ("14.000", Marks(comma=True, point=True), None),
        ("14.000", Marks(comma=True, is_typed=False), "14.000"),
        ("14.000", Marks(is_sheet=True), None),
        ("14.000", Marks(comma=True, is_sheet=True), "14000"),
        ("14.000", Marks(point=True, is_sheet=True), "14.000"),
        ("1,2345", Marks(), "1.2345"),
        ("1,2345", Marks(point=True), None),
        ("25,0000", Marks(point=True), None),
        ("-", Marks(), "0"),
        ("0.022", Marks(), "0.022"),
        ("0.022", Marks(comma=True), "0.022"),
        ("0 125", Marks(), None),
        ("1,234,567.5", Marks(), "1234567.5"),
        ("1.234.567,5", Marks(), "1234567.5"),
        ("1 234,5", Marks(), "1234.5"),
        ("12,5", Marks(), "12.5"),
        ("-0,125", Marks(), "-0.125"),
        ("1,23,456", Marks(), None),
        ("12 34", Marks(), None),
        ("35%", Marks(), None),
        ("14k", Marks(), None),
    ],
)
def test_a_number_is_read_where_it_can_be_only_one(
    word: str, marks: Marks, plain: str | None
) -> None:
    """Volumes are large: a comma before three digits marks thousands, unless not."""
    found = plain_number(word, TABLES["demand"].column("volume"), marks)
    assert (found[0] if found else None) == plain
