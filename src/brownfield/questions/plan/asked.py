"""What may be asked of a plan?"""

from dataclasses import dataclass, field
from pathlib import Path

from brownfield.asking.options import option


@dataclass(frozen=True)
class Asked:
    """What is wanted of a plan.

    Attributes
    ----------
    out
        Run folder to keep; None = none.
    workbook
        Workbook to write, an ``.xlsx`` file; None = none.
    policies
        Whether it is planned once more without each policy.
    """

    out: Path | None = field(
        default=None,
        metadata=option("Keep the run folder: run.json, tables, workbook, report."),
    )
    workbook: Path | None = field(
        default=None,
        metadata=option("Write the plan as an .xlsx workbook that a person can send."),
    )
    policies: bool = field(
        default=False,
        metadata=option("Plan again without each policy: what it does, and its worth."),
    )
