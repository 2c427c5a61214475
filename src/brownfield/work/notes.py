"""How does a function at work say how far it is, and who hears it?"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
OnNote = Callable[[int, Any], None]
"""Called with the position of an item and a note that its function told."""

_listener: ContextVar[Callable[[Any], None] | None] = ContextVar("_listener")


def tell(note: object) -> None:
    """Hand a note to whoever maps the running function; nobody listening is fine."""
    listener = _listener.get(None)
    if listener is not None:
        listener(note)


def listened(
    function: Callable[[Item], Result],
    item: Item,
    listener: Callable[[Any], None] | None,
) -> Result:
    """Return `function(item)` while `listener` gets what it tells."""
    token = _listener.set(listener)
    try:
        return function(item)
    finally:
        _listener.reset(token)
