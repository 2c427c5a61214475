"""Which volumes are owed in a year, and what is paid if a stop leaves them short?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from brownfield.plans.recount.plants.programmes import is_promised
from brownfield.questions.stress.network.margins import covers, has_begun

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats
    from brownfield.questions.stress.network.planned import Planned


@dataclass(frozen=True)
class Promise:
    """A volume that somebody owes in a year, used or not.

    Attributes
    ----------
    arcs
        Which arcs count towards it. Shape (A,).
    planned, volume
        Vehicles that the plan makes towards it, and the volume promised.
    charge
        Case currency for each vehicle under the volume.
    payer, payee
        Who pays and who receives it (None = nobody who plans).
    is_taken
        Whether vehicles beyond the volume are paid for as well.
    """

    arcs: NDArray[np.bool_] = field(repr=False)
    planned: float
    volume: float
    charge: float
    payer: str
    payee: str | None = None
    is_taken: bool = False

    def owed(self, missing: Floats) -> float:
        """Return what is paid more than planned for missing vehicles, shape (A,)."""
        built = self.planned - float(missing[self.arcs].sum())
        return self.charge * (self._due(built) - self._due(self.planned))

    def _due(self, built: float) -> float:
        short = max(0.0, self.volume - built)
        return short + built if self.is_taken else short


def promises(at: Planned) -> tuple[Promise, ...]:
    """Return the minimum volumes and take-or-pay volumes that are owed in the year."""
    return (*_minimum_volumes(at), *_take_or_pay(at))


def _minimum_volumes(at: Planned) -> Iterator[Promise]:
    world, node = at.world, at.world.nodes[at.node]
    for name in at.arcs["build_option"].unique(maintain_order=True):
        option = world.option(name)
        if not option["minimum_volume"] or not is_promised(world, option, node):
            continue
        own = (at.arcs["build_option"] == name).to_numpy()
        yield Promise(
            arcs=own,
            planned=float(at.arcs["vehicles"].to_numpy()[own].sum()),
            volume=option["minimum_volume"],
            charge=world.option_at(node, name)["shortfall_charge"] or 0.0,
            payer=option["programme_owner"],
        )


def _take_or_pay(at: Planned) -> Iterator[Promise]:
    arcs = at.arcs.to_dicts()
    for row in at.case.tables["contracts"].iter_rows(named=True):
        own = np.array([covers(row, arc, at) for arc in arcs], dtype=np.bool_)
        if row["form"] == "take_or_pay" and own.any():
            promised = row["volume"] or 0.0
            yield Promise(
                arcs=own,
                planned=float(at.arcs["vehicles"].to_numpy()[own].sum()),
                volume=promised if has_begun(row, at) else 0.0,
                charge=row["amount"],
                payer=row["payer"],
                payee=row["payee"],
                is_taken=True,
            )
