"""How does a reader choose the future that a chart shows?"""

from collections.abc import Sequence
from typing import Any

import altair as alt

from brownfield.tell.figures.style import Control

IN_VIEW = "datum.view === view"


def view_control(view_names: Sequence[str]) -> tuple[Control, ...]:
    """Return the control that chooses the future shown; none if there is only one."""
    names = list(view_names)
    return (Control("view", "Future", names, names[0]),) if len(names) > 1 else ()


def view_param(view_names: Sequence[str]) -> Any:
    """Return the parameter that the control sets; at first the expectation."""
    return alt.param(name="view", value=view_names[0])
