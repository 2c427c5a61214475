"""Which numbers of an impact stand in large type?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from brownfield.tell.numbers import gain, grouped, price
from brownfield.tell.page import Key

if TYPE_CHECKING:
    from brownfield.questions.impact.document import Brought, Document


def keys(document: Document) -> tuple[Key, ...]:
    """Return net jobs, what one costs, and what is left to the state."""
    brought = document.brought
    return tuple(_keys(document, brought)) if brought else ()


def _keys(document: Document, brought: Brought) -> Iterator[Key]:
    jobs, state, unit = brought.jobs, brought.exchequer, document.currency
    yield Key("Net jobs", grouped(jobs.net), f"in {jobs.year}, mean of the futures")
    cost = brought.cost_per_net_job
    value = "none" if cost is None else price(cost, unit)
    yield Key("A net job costs", value, "support and duty forgone")
    tone = "good" if state.is_earned_back else "bad"
    span = f"over {state.years} years at {100 * state.rate:g} %"
    yield Key("The state is left with", gain(state.balance, unit), span, tone)
