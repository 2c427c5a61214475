"""Claims about what it costs to build the entrant's car in the host's plant of mini.

Kits (ckd) cost 2,400 a car to put together, a full build 2,600 and 150 m of tooling.
P, Q and R say that these are not sure: 1,400 to 4,400, 1,600 to 4,600, 100 to 250 m,
each number as likely as any other. None of them says more than that.
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
TOOLING = ranged(
    "build_options",
    "build_option=full",
    "tooling_cost",
    (1e8, 1.75e8, 2.5e8),
    **UNIFORM,
)


@cache
def mini() -> Case:
    """Return mini with three claims that bear on three numbers."""
    cells: tuple[Row, ...] = (KITS, FULL, TOOLING)
    names = ("P", "Q", "R")
    links = [link(cell, name) for cell, name in zip(cells, names, strict=True)]
    return (
        brownfield.read_case("mini")
        .with_table("assumptions", list(cells))
        .with_table("statements", [said(name) for name in names])
        .with_table("assumption_links", links)
    )
