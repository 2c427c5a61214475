"""How does a document become plain values, those of `--json`?"""

from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from typing import Any

import polars as pl

TOLD_ONLY = {"is_told_only": True}
"""Metadata of a field that words, figures or the page need, and JSON leaves out."""
IF_ASKED = {"is_if_asked": True}
"""Metadata of a field that JSON leaves out where it is None: nobody asked for it."""


def values(document: Any) -> Any:
    """Return a document as dictionaries, lists, text and numbers.

    Parameters
    ----------
    document
        A frozen dataclass, or what its fields hold: its names become keys in the order
        of the fields, a frame a list of its rows.
    """
    if is_dataclass(document) and not isinstance(document, type):
        return {
            one.name: values(getattr(document, one.name))
            for one in fields(document)
            if _is_in_json(one, document)
        }
    if isinstance(document, Mapping):
        return {key: values(value) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [values(value) for value in document]
    return document.to_dicts() if isinstance(document, pl.DataFrame) else document


def _is_in_json(one: Field[Any], document: Any) -> bool:
    if "is_told_only" in one.metadata:
        return False
    return "is_if_asked" not in one.metadata or getattr(document, one.name) is not None
