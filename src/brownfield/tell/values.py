"""How does a document become plain values, those of `--json`?"""

from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from typing import Any

TOLD_ONLY = {"is_told_only": True}
"""Metadata of a field that words, figures or the page need, and JSON leaves out."""
IF_ASKED = {"is_if_asked": True}
"""Metadata of a field that JSON leaves out where it is None: nobody asked for it."""
SPREAD = {"is_spread": True}
"""Metadata of a field in whose place JSON has the fields of its record, if any."""


def values(document: Any) -> Any:
    """Return a document as dictionaries, lists, text and numbers.

    Parameters
    ----------
    document
        A frozen dataclass, or what its fields hold: its names become keys in the order
        of the fields, a frame a list of its rows.
    """
    if is_dataclass(document) and not isinstance(document, type):
        return _record(document)
    if isinstance(document, Mapping):
        return {key: values(value) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [values(value) for value in document]
    return document.to_dicts() if hasattr(document, "to_dicts") else document  # a frame


def _record(document: Any) -> dict[str, Any]:
    by_name: dict[str, Any] = {}
    for one in fields(document):
        value = getattr(document, one.name)
        if "is_spread" in one.metadata:
            by_name |= {} if value is None else values(value)
        elif _is_in_json(one, value):
            by_name[one.name] = values(value)
    return by_name


def _is_in_json(one: Field[Any], value: Any) -> bool:
    if "is_told_only" in one.metadata:
        return False
    return "is_if_asked" not in one.metadata or value is not None
