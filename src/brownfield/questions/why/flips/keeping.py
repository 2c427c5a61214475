"""What is kept of a choice, so that other costs need no further search?

Where a number moves nothing but costs, plans are kept with their decisions held. Where
it moves the cost of nothing but the programmes asked about, plans without them are what
they are today: no search has to say again what none of them is worth more than.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from brownfield.questions.why.flips.held_plans import HeldPlans, is_decided
from brownfield.solve.hold import solved_held
from brownfield.solve.kept.along import only_costs
from brownfield.solve.kept.search import kept_for

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.model.formulation import Formulation
    from brownfield.plans.plan import Plan
    from brownfield.questions.why.forced.having import Having
    from brownfield.solve.kept.kept import Kept

OWN = ("start", "make", "deliver", "shortfall")  # columns of a programme


@dataclass
class Keeping:
    """What is kept of a choice.

    Attributes
    ----------
    model
        The model of today.
    having
        What it takes to have what is asked about; None if it takes another case.
    unused_most
        What no plan without the programmes asked about is worth more than today, case
        currency.
    """

    model: Formulation = field(repr=False)
    having: Having | None
    unused_most: float
    _held: HeldPlans = field(init=False, repr=False)
    _met: dict[int, Plan] = field(default_factory=dict, init=False, repr=False)
    _decided: dict[int, tuple[Plan, bool]] = field(
        default_factory=dict, init=False, repr=False
    )

    def __post_init__(self) -> None:
        """Hold no plan yet."""
        self._held = HeldPlans(self.model)

    def kept(self, case: Case, plans: Sequence[Plan]) -> Kept | None:
        """Return the model of a case kept for other numbers, with plans as its points.

        None for a model that is planned part by part. Questions of one case share it.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed meanwhile.
        """
        kept_model = kept_for(case)
        if kept_model is None:
            return None
        for one in plans:
            if id(one) not in self._met:
                self._met[id(one)] = one
                columns = solved_held(self.model, one).columns
                if columns is not None:
                    kept_model.know(self.model, columns)
        return kept_model

    def takes(self, model: Formulation, plans: Sequence[Plan]) -> bool:
        """Return whether a model differs in costs only, and plans say all of it."""
        return (
            self.having is not None
            and only_costs(self.model.linear, model.linear)
            and all(self._is_decided(one) for one in plans)
        )

    def _is_decided(self, plan: Plan) -> bool:
        """Return whether a plan says all that is decided; asked once a plan."""
        if id(plan) not in self._decided:
            self._decided[id(plan)] = plan, is_decided(self.model, plan)
        return self._decided[id(plan)][1]

    def worth(self, plans: Sequence[Plan], model: Formulation) -> float:
        """Return what the best of some plans is worth in a model, case currency.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed meanwhile.
        """
        cost = model.linear.cost
        return max(model.worth(self._held.objective(one, cost)) for one in plans)

    def worth_in(self, plans: Sequence[Plan], model: Formulation) -> float:
        """Return what the best of some plans is worth in any changed model.

        Case currency; minus infinity if that allows none of them.

        Raises
        ------
        KeyboardInterrupt
            If Ctrl-C was pressed meanwhile.
        """
        return max(model.worth(self._held.objective_in(one, model)) for one in plans)

    def is_dearer(self, model: Formulation) -> bool:
        """Return whether a model that differs in costs only has no lower ones."""
        return bool(np.all(model.linear.cost <= self.model.linear.cost))

    def is_used_wanted(self, *, is_within: bool) -> bool:
        """Return whether plans that have it, or not, use the programmes asked about."""
        return self.having is not None and is_within != self.having.is_without

    def moves_own(self, model: Formulation) -> bool:
        """Return whether a model differs in the costs of these programmes only.

        Never for a start in one year: plans without it may start them in another.
        """
        if self.having is None or self.having.target.year is not None:
            return False
        linear, options = self.model.linear, list(self.having.target.options)
        is_own = np.zeros(linear.columns, dtype=np.bool_)
        for family in linear.column_families:
            if family.name in OWN:
                of_family = family.keys["build_option"].cast(str).is_in(options)
                end = family.first + family.table.height
                is_own[family.first : end] = of_family.to_numpy()
        same_constant = model.constant == self.model.constant
        is_other = (linear.cost != model.linear.cost) & ~is_own
        return same_constant and not bool(is_other.any())
