"""Claims about a choice of two plants that fits on a napkin.

500 cars are sold at 3,000 in one year, 1,500,000 in all. The near plant makes them at
500 with tooling T, worth 1,500,000 - 250,000 - T; the far plant at c with tooling of
1,000, worth 1,500,000 - 1,000 - 500 c. T may be 600,000 to 1,200,000, c 1,600 to
2,800, each number as likely as any other.

P says that c is 2,700. While it weighs nothing, c is 2,200 and T 900,000 on the mean:
far 399,000, near 350,000, so far is chosen. To know c is worth the mean of what near
is ahead, 350,000 - 1,499,000 + 500 c, above c = 2,298:

    500 x (2,800 - 2,298)^2 / 2 / 1,200 = 52,501

To know T: near is ahead by 851,000 - T below T = 851,000:

    (851,000 - 600,000)^2 / 2 / 600,000 = 52,501

If P weighs as much as the case (A1), c is 2,700 in half of the draws and 2,450 on the
mean: far 274,000, near 350,000, so near is chosen. To know c is worth what far is
ahead, 1,149,000 - 500 c, below c = 2,298, in the other half of the draws:

    1/2 x 500 x (2,298 - 1,600)^2 / 2 / 1,200 = 50,751

To know T: far is ahead by T - 976,000 above T = 976,000:

    (1,200,000 - 976,000)^2 / 2 / 600,000 = 41,813
"""

from brownfield.case.case import Case
from brownfield.tables.frames import Row
from tests.model.small_cases import small_case
from tests.questions.risk.toy import ranged, rows_of

UNIFORM = {"distribution": "uniform"}
C = ranged(
    "build_options",
    "build_option=there",
    "conversion_cost",
    (1600.0, 2200.0, 2800.0),
    **UNIFORM,
)
T = ranged(
    "build_options", "build_option=here", "tooling_cost", (6e5, 9e5, 1.2e6), **UNIFORM
)
OF_C, OF_T = 52_501.0, 52_501.0  # P weighs nothing
OF_C_WITH_P, OF_T_WITH_P = 50_751.0, 41_813.0  # P is A1


def said(name: str, **cells: str | int | float) -> Row:
    """Return a row of `statements`, on record and done unless told otherwise."""
    usual: Row = {"statement": name, "attribution": "on record", "modality": "done"}
    paper: Row = {"publisher": "The Sheet", "speaker": f"speaker of {name}"}
    return {**usual, **paper, **cells}


def link(cell: Row, name: str, relation: str = "supports", **cells: float) -> Row:
    """Return a row of `assumption_links`."""
    row: Row = {key: cell[key] for key in ("table", "where", "column")}
    return {**row, "statement": name, "relation": relation, **cells}


def claimed(
    statements: list[Row], links: list[Row], ranges: tuple[Row, ...] = (C, T)
) -> Case:
    """Return the two plants with claims about them."""
    said_of = {"statements": statements, "assumption_links": links}
    return small_case(rows_of(ranges) | said_of)


def two(reliability: str) -> Case:
    """Return the case in which P, of some reliability, says that c is 2,700."""
    first = said("P", reliability=reliability, credibility=1)
    links = [link(C, "P", mode=2700.0), link(T, "Q")]
    return claimed([first, said("Q")], links)
