"""Which option has the command that sets two states of a case side by side?"""

from dataclasses import dataclass, field

from brownfield.asking.options import option


@dataclass(frozen=True)
class Before:
    """The older state of a case.

    Attributes
    ----------
    before
        Folder or file of the older state; None = only one state.
    """

    before: str | None = field(
        default=None,
        metadata=option(
            "An older state of the case: print which cells changed, and the answer; "
            "what-ifs then apply to both.",
            "--case",
        ),
    )
