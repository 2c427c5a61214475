"""What is taken off jobs, step by step, before they count as additional?"""

from collections.abc import Mapping
from dataclasses import dataclass

from brownfield.tables.declared.region import STEPS


@dataclass(frozen=True)
class Step:
    """A step of the waterfall.

    Attributes
    ----------
    name
        gross, anyway, displacement, leakage, substitution, chain or net.
    change
        What it adds, people; of gross and net what there is.
    left
        What is there after it, people.
    """

    name: str
    change: float
    left: float


def waterfall(
    gross: float, anyway: float, shares: Mapping[str, float], chain: float
) -> tuple[Step, ...]:
    """Return the steps from gross to net jobs.

    Parameters
    ----------
    gross
        People who work on what a plan begins.
    anyway
        People who would be there without it.
    shares
        Share of what is left that goes, by step.
    chain
        Jobs at suppliers that are left after the same steps, people.

    References
    ----------
    Additionality guide: net = (gross - deadweight) (1 - displacement) (1 - leakage)
    (1 - substitution) x multiplier; here the multiplier is what suppliers add.
    """
    steps = [Step("gross", gross, gross)]
    left = _taken(steps, "anyway", -anyway)
    for name in STEPS:
        left = _taken(steps, name, -left * shares.get(name, 0.0))
    left = _taken(steps, "chain", chain)
    return (*steps, Step("net", left, left))


def _taken(steps: list[Step], name: str, change: float) -> float:
    left = steps[-1].left + change
    steps.append(Step(name, change, left))
    return left


def kept(shares: Mapping[str, float]) -> float:
    """Return the share that all steps leave, in [0, 1]."""
    left = 1.0
    for name in STEPS:
        left *= 1.0 - shares.get(name, 0.0)
    return left
