"""What are plans worth at other costs, and what is no plan worth more than?

Where a number moves nothing but costs, the model of today is kept: with the decisions
of each plan held, and once more for all plans that have what is asked about and once
for all that have it not. Each is asked again in a fraction of a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from brownfield.model.arrays.linear import LinearModel
from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.formulation import Formulation
from brownfield.plans.plan import Plan
from brownfield.questions.why.flips.along import only_costs
from brownfield.questions.why.forced.having import Having
from brownfield.solve.backends.highs import HighsBackend
from brownfield.solve.backends.solution import Limits
from brownfield.solve.kept.held_plans import HeldPlans, is_decided
from brownfield.solve.kept.kept import Kept
from brownfield.solve.search.tighter import tighter

NONE = float("-inf")


@dataclass
class Keeping:
    """The models kept of a choice.

    Attributes
    ----------
    model
        The model of today.
    having
        What it takes to have what is asked about; None if it takes another case.
    added
        Rows that every whole plan of it keeps; None if nobody looked for them.
    """

    model: Formulation = field(repr=False)
    having: Having | None
    added: MoreRows | None = field(default=None, repr=False)
    _held: HeldPlans = field(init=False, repr=False)
    _sides: dict[bool, Kept | None] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Keep no plan yet."""
        self._held = HeldPlans(self.model)

    def takes(self, model: Formulation, plans: Sequence[Plan]) -> bool:
        """Return whether a model differs in costs only, and plans say all of it."""
        return (
            self.having is not None
            and only_costs(self.model.linear, model.linear)
            and all(is_decided(self.model, one) for one in plans)
        )

    def worth(self, plans: Sequence[Plan], model: Formulation) -> float:
        """Return what the best of some plans is worth in a model, case currency."""
        cost = model.linear.cost
        return max(model.worth(self._held.objective(one, cost)) for one in plans)

    def most(self, model: Formulation, *, is_had: bool, below: float = NONE) -> float:
        """Return what no plan that has it, or has it not, is worth more than.

        Case currency; endless if it is not known.

        Parameters
        ----------
        model
            A model that differs in costs only.
        is_had
            Whether plans that have what is asked about are meant.
        below
            Where this is reached nothing nearer is looked for, case currency.
        """
        if is_had not in self._sides:
            self._sides[is_had] = self._kept(is_had=is_had)
        kept = self._sides[is_had]
        if kept is None:
            return -NONE
        enough = below / model.data.scale.money - model.constant
        return model.worth(kept.bound(model.linear.cost, below=enough))

    def _kept(self, *, is_had: bool) -> Kept | None:
        if self.having is None:
            return None
        if self.added is None:
            self.added = rows_kept(self.model)
        linear: LinearModel = self.model.linear.with_more(self.added)
        narrowed = self.having.narrowed(self.model, linear, is_had=is_had)
        return None if narrowed is None else Kept(narrowed)


def rows_kept(model: Formulation) -> MoreRows:
    """Return rows that every whole plan of a model keeps.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed meanwhile.
    """
    near = tighter(model, HighsBackend(), Limits())
    if near.is_interrupted:
        raise KeyboardInterrupt
    kept = Kept(near.model)
    kept.bound(model.linear.cost)
    return kept.model.rows_after(model.linear.rows)
