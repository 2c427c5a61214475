"""Is there a plan that a question can rest on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.errors import UnansweredError

if TYPE_CHECKING:
    from brownfield.plans.plan import Plan


def sound(best: Plan, purpose: str = "look at") -> Plan:
    """Return the best plan of a case, if there is one and its recount agrees.

    Parameters
    ----------
    best
        The plan.
    purpose
        What it was made for: words after "no sound plan to".

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed before a plan was found.
    UnansweredError
        If there is none for another reason, with the rows that cannot hold together.
    """
    if best.is_sound:
        return best
    if best.status == "interrupted":
        raise KeyboardInterrupt
    reasons = "; ".join(line.rstrip(".") for line in best.conflicts)
    first = f"There is no sound plan to {purpose}{f': {reasons}' if reasons else ''}."
    message = f"{first} See brownfield plan {best.case.name}."
    raise UnansweredError(message)
