"""Which alternatives are rejected, and by how much do they miss?"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brownfield.questions.plan.beside.doing import Missed
    from brownfield.questions.plan.question import Study


@dataclass(frozen=True)
class Rejected:
    """An alternative whose best plan begins none of what sets it apart.

    Attributes
    ----------
    option, title
        The what-if that makes it, and its printed title.
    build_options
        What sets it apart: short names of the build options that no other alternative
        leaves open, or else that are closed in the one that leaves least.
    misses_by
        What it would cost to begin one of them all the same in every future, expected
        present value of all parties planned, case currency: value of its best plan
        less that of the best plan that does. None if no plan can, or none was made.
    is_proved
        Whether the two searches left less open than that.
    """

    option: str
    title: str
    build_options: tuple[str, ...]
    misses_by: float | None
    is_proved: bool


def rejected(study: Study) -> tuple[Rejected, ...] | None:
    """Return the rejected alternatives in order; None if no alternative was planned."""
    if not (study.alternatives or study.missed):
        return None
    return tuple(_rejected(study, one) for one in study.missed)


def _rejected(study: Study, one: Missed) -> Rejected:
    title = study.case.settings.alternatives[one.name]
    if one.begun is None or not isfinite(one.begun.value):
        return Rejected(one.name, title, one.options, None, is_proved=False)
    miss = one.best.value - one.begun.value
    is_proved = one.begun.bound < one.best.value
    return Rejected(one.name, title, one.options, max(miss, 0.0), is_proved)
