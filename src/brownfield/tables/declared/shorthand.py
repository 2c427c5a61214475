"""How do the declarations below stay one line per column?"""

from collections.abc import Mapping
from dataclasses import replace

from brownfield.tables.columns import MOST, Column, Reach, Table, Usual

MONEY = "case currency"
MONEY_PER_VEHICLE = "case currency per vehicle"
MONEY_PER_YEAR = "case currency per year"

INVESTED = (Usual(scale="vehicles", least=5, most=1e6, fold=100),)
"""What a programme or plant costs to begin: no less than five vehicles."""
OF_A_PLANT = (Usual(scale="vehicles", least=1, most=1e6, fold=1000),)
"""What a plant costs in a year or once: no less than a vehicle."""
BY_VEHICLE = (Usual(scale="vehicles", most=20, fold=1000),)
"""What is paid for one vehicle: no more than twenty."""
ON_ITS_WAY = (Usual(scale="vehicles", most=2, fold=1000),)
"""Freight and insurance of a vehicle: no more than two."""
SHIPPED = (Usual(scale="vehicles", least=0.0001, most=2, fold=1000),)
"""Freight of a vehicle: no less than a ten-thousandth either."""
WORKED_ON = (Usual(scale="vehicles", least=0.001, most=20, fold=1000),)
"""Work on a vehicle: between a thousandth of it and twenty."""
PER_HEAD = (Usual(scale="vehicles", least=0.002, most=50),)
"""What a job more or less costs: no less than a five-hundredth of a vehicle."""
CHARGED = (Usual(scale="vehicles", most=5),)
"""What is charged for a vehicle that is missing: no more than five."""
LINE_TIME = (Usual(least=0.02, most=20),)
"""Standard vehicles of line time of one vehicle."""
PER_CENT = Usual(scale="share", most=1)


def key(
    name: str, meaning: str, *, reference: tuple[str, ...] = (), unit: str = "-"
) -> Column:
    """Return a required text key column."""
    return Column(
        name=name,
        meaning=meaning,
        unit=unit,
        is_key=True,
        is_required=True,
        reference=reference,
    )


def key_year(name: str, meaning: str) -> Column:
    """Return a required integer key column holding a calendar year."""
    return Column(
        name=name,
        kind="integer",
        unit="calendar year",
        meaning=meaning,
        is_key=True,
        is_required=True,
        lower=1900,
        upper=2200,
    )


def year(name: str, meaning: str, *, is_required: bool = False) -> Column:
    """Return a column holding a calendar year."""
    return Column(
        name=name,
        kind="integer",
        unit="calendar year",
        meaning=meaning,
        is_required=is_required,
        lower=1900,
        upper=2200,
    )


def label(
    name: str,
    meaning: str,
    *,
    reference: tuple[str, ...] = (),
    allowed: tuple[str, ...] = (),
    default: str | None = None,
    is_required: bool = False,
) -> Column:
    """Return a text column."""
    return Column(
        name=name,
        meaning=meaning,
        reference=reference,
        allowed=allowed,
        default=default,
        is_required=is_required,
    )


def number(  # noqa: PLR0913 (one keyword for each declared property of a number)
    name: str,
    unit: str,
    meaning: str,
    *,
    default: float | None = None,
    lower: float | None = 0.0,
    upper: float | None = MOST,
    is_required: bool = False,
    usual: tuple[Usual, ...] = (),
) -> Column:
    """Return a column of numbers, by default not negative."""
    return Column(
        name=name,
        kind="number",
        unit=unit,
        meaning=meaning,
        default=default,
        lower=lower,
        upper=upper,
        is_required=is_required,
        usual=usual,
    )


def share(
    name: str,
    meaning: str,
    *,
    default: float | None = None,
    is_required: bool = False,
    usual: tuple[Usual, ...] = (),
) -> Column:
    """Return a column of shares in [0, 1]."""
    return number(
        name,
        "share",
        meaning,
        default=default,
        upper=1.0,
        is_required=is_required,
        usual=usual,
    )


def currency(own: str = "") -> Column:
    """Return the column that names the currency of a row's money.

    Parameters
    ----------
    own
        Whose currency a blank cell stands for where the case counts in local money;
        blank = nobody's.
    """
    local = f"that of {own} with `local_money` in case.toml, else " if own else ""
    meaning = f"Currency of the row's money; blank = {local}case currency."
    return label("currency", meaning)


def flag(name: str, meaning: str, *, default: bool | None = False) -> Column:
    """Return a yes/no column; blank means `default`."""
    return Column(name=name, kind="boolean", meaning=meaning, default=default)


def table(
    name: str,
    meaning: str,
    *columns: Column,
    is_needed: bool = False,
    rows_differ: bool = False,
    reach: Reach | Mapping[Reach, tuple[str, ...]] = "node",
) -> Table:
    """Return a table; adds the `source` and `note` columns every table accepts.

    A table whose own column is called `source` keeps that meaning, and cites facts in
    `evidence`. `reach` says where plans read the columns: one word for all, or the
    columns of each word; the others are read at the node.
    """
    taken = {column.name for column in columns}
    source = Column(
        name="evidence" if "source" in taken else "source",
        meaning="Ids of facts or statements, separated by commas.",
    )
    note = Column(name="note", meaning="Anything a reader should know of the row.")
    cited = (c for c in (source, note) if c.name not in taken)
    return Table(
        name=name,
        meaning=meaning,
        columns=(
            *(_reached(column, reach) for column in columns),
            *(replace(column, reach="shown") for column in cited),
        ),
        is_needed=is_needed,
        rows_differ=rows_differ,
    )


def _reached(column: Column, reach: Reach | Mapping[Reach, tuple[str, ...]]) -> Column:
    if isinstance(reach, str):
        return replace(column, reach=reach)
    words = (word for word, names in reach.items() if column.name in names)
    return replace(column, reach=next(words, column.reach))
