"""What does the file run.json of a run folder hold, and is it whole?"""

import json
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any, get_args

from brownfield.errors import DataError
from brownfield.plans.files import MARKER
from brownfield.plans.plan import ModelSize, Status


def read_marker(folder: Path) -> dict[str, Any]:
    """Return the content of run.json; a bound or gap without a number is infinite.

    Raises
    ------
    DataError
        If it is damaged.
    """
    try:
        held = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise damaged(folder, f"{MARKER} is not a JSON document") from error
    if not isinstance(held, dict):
        raise damaged(folder, f"{MARKER} is not an object with keys")
    for key, is_right in KEYS.items():
        if key not in held:
            raise damaged(folder, f"{MARKER} has no key {key}")
        if not is_right(held[key]):
            what = f"{MARKER}, key {key} holds {json.dumps(held[key])[:80]}"
            raise damaged(folder, what)
    limits = {key: inf if held[key] is None else held[key] for key in ("bound", "gap")}
    return {**held, **limits}


def damaged(folder: Path, what: str) -> DataError:
    """Return the error that says what is damaged in a run folder."""
    message = f"{folder} is damaged: {what}. Plan the case again with --out."
    return DataError(message)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_limit(value: object) -> bool:
    return value is None or _is_number(value)


def _is_status(value: object) -> bool:
    return value in get_args(Status)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_size(value: object) -> bool:
    names = set(ModelSize.__annotations__)
    is_named = isinstance(value, dict) and set(value) == names
    return isinstance(value, dict) and is_named and all(map(_is_count, value.values()))


def _are_seconds(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_number, value.values()))


def _are_versions(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


KEYS: dict[str, Callable[[object], bool]] = {
    "status": _is_status,
    "value": _is_number,
    "bound": _is_limit,
    "gap": _is_limit,
    "case_digest": _is_text,
    "parties": _are_texts,
    "model": _is_size,
    "seconds": _are_seconds,
    "seed": _is_count,
    "versions": _are_versions,
}
