"""What does each party pay for its headquarters at each node?"""

from brownfield.derive.derived import Derived
from brownfield.derive.offices import offices, paid
from brownfield.model.arrays.axes import Axes
from brownfield.model.arrays.scale import Scale
from brownfield.model.arrays.table import Table


def offices_of(derived: Derived, axes: Axes, scale: Scale) -> Table:
    """Return party, node, running and moving of headquarters, in ``scale.money``."""
    table = axes.read(paid(derived.at_nodes(offices)))
    return table.with_columns(
        running=table["running"] / scale.money, moving=table["moving"] / scale.money
    )
