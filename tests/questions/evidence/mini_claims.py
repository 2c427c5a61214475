"""Claims about what it costs to build the entrant's car in the host's plant of mini.

Kits (ckd) cost 2,400 a car to put together, a full build 2,600. P and Q say that this
is not sure: 1,400 to 4,400 and 1,600 to 4,600, each number as likely as any other.
"""

from functools import cache

import brownfield
from brownfield.case.case import Case
from brownfield.tables.frames import Row
from tests.questions.evidence.small import UNIFORM, link, said
from tests.questions.risk.toy import ranged

KITS = ranged(
    "build_options",
    "build_option=ckd",
    "conversion_cost",
    (1400.0, 2900.0, 4400.0),
    **UNIFORM,
)
FULL = ranged(
    "build_options",
    "build_option=full",
    "conversion_cost",
    (1600.0, 3100.0, 4600.0),
    **UNIFORM,
)


@cache
def mini() -> Case:
    """Return mini with two claims that bear on two numbers."""
    cells: tuple[Row, ...] = (KITS, FULL)
    names = ("P", "Q")
    links = [link(cell, name) for cell, name in zip(cells, names, strict=True)]
    return (
        brownfield.read_case("mini")
        .with_table("assumptions", list(cells))
        .with_table("statements", [said(name) for name in names])
        .with_table("assumption_links", links)
    )
