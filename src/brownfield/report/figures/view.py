"""How does a reader choose the future that a chart shows?"""

from typing import Any

import altair as alt

from brownfield.report.facts import Facts
from brownfield.report.figures.style import Control

IN_VIEW = "datum.view === view"


def view_control(facts: Facts) -> tuple[Control, ...]:
    """Return the control that chooses the future shown; none if there is only one."""
    names = list(facts.view_names)
    return (Control("view", "Future", names, names[0]),) if len(names) > 1 else ()


def view_param(facts: Facts) -> Any:
    """Return the parameter that the control sets; at first the expectation."""
    return alt.param(name="view", value=facts.view_names[0])
