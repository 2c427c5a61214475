"""Which options has the command that sets plans side by side?"""

from dataclasses import dataclass, field
from pathlib import Path

from brownfield.asking.options import option


@dataclass(frozen=True)
class Before:
    """The options of the command that sets plans side by side.

    Attributes
    ----------
    every
        Whether the case is planned under every what-if, each by itself.
    out
        File for all figures; None = none.
    before
        Folder or file of the older state; None = only one state.
    """

    every: bool = field(
        default=False,
        metadata=option("Plan under every what-if of the case, each alone.", "--all"),
    )
    out: Path | None = field(
        default=None,
        metadata=option("Write all figures to this .csv file, a line each.", "--out"),
    )

    before: str | None = field(
        default=None,
        metadata=option(
            "An older state of the case: print which cells changed, and the answer; "
            "what-ifs then apply to both.",
            "--case",
        ),
    )
