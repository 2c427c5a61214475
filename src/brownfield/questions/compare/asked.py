"""What may be asked of plans under what-ifs?"""

from dataclasses import dataclass, field
from pathlib import Path

from brownfield.asking.options import option


@dataclass(frozen=True)
class Asked:
    """Under what a case is planned, and where the figures are written.

    Attributes
    ----------
    what_ifs
        What-ifs, each planned by itself.
    every
        Whether all of the case are meant, too.
    bridge
        What-if whose bridge the page shows first; None = the largest.
    out
        File for all figures; None = none.
    """

    what_ifs: tuple[str, ...] = field(
        default=(),
        metadata=option("Plan under this what-if; repeat, each alone.", "--what-if"),
    )
    every: bool = field(
        default=False,
        metadata=option("Plan under every what-if of the case, each alone.", "--all"),
    )
    bridge: str | None = field(
        default=None,
        metadata=option(
            "Show the bridge to this what-if first on the page; to the one that moves "
            "most if not given."
        ),
    )
    out: Path | None = field(
        default=None,
        metadata=option("Write all figures to this .csv or .xlsx file, a line each."),
    )
