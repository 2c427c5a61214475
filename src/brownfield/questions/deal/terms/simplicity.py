"""How much value does a simple contract lose against sharing every risk?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brownfield.questions.deal.contracts.talks import Form, Talks
from brownfield.questions.deal.terms.ranges import ALONE
from brownfield.questions.deal.terms.terms import largest_total

if TYPE_CHECKING:
    from brownfield.questions.deal.contracts.forms import Pair


@dataclass(frozen=True)
class Simplicity:
    """How close a simple contract comes to sharing risk in full.

    Attributes
    ----------
    bound
        Largest sum of worths with payments that follow every future.
    by_form
        Largest sum of worths with one form alone (a reservation beside it).
    """

    bound: float
    by_form: Mapping[str, float]

    @property
    def best(self) -> str:
        """The form that comes closest."""
        return max(self.by_form, key=lambda name: self.by_form[name])

    @property
    def cost(self) -> float:
        """Worth that the simplicity of the best form costs."""
        return max(0.0, self.bound - self.by_form[self.best])


def simplicity(talks: Talks, pair: Pair) -> Simplicity | None:
    """Return what each simple form loses against sharing every future's risk.

    None where losses are carried forward: a payment's tax then hangs on the path.
    """
    if any(side.books is not None for side in talks.sides):
        return None
    each = {
        f"future {at}": _in_one_future(talks, pair, at)
        for at in range(len(talks.chances))
    }
    free = replace(talks, forms=each)
    bound = largest_total(free, tuple(each))
    by_form = {name: largest_total(talks, (name, "reservation")) for name in ALONE}
    gains = {n: sum(a.gains.values()) for n, a in by_form.items() if a is not None}
    if bound is None or not gains:
        return None
    return Simplicity(sum(bound.gains.values()), gains)


def _in_one_future(talks: Talks, pair: Pair, at: int) -> Form:
    """Return one unit of present value paid to the host in one future only."""
    size = max(abs(v) for s in talks.sides for v in s.before)
    paid = tuple(1.0 if future == at else 0.0 for future in range(len(talks.chances)))
    worth = {pair.host: paid, pair.entrant: tuple(-value for value in paid)}
    return Form(f"future {at}", "now", worth, low=-10.0 * size, high=10.0 * size)
