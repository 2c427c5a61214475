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


def _is_text(found: object) -> bool:
    return isinstance(found, str)


def _is_number(found: object) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


def _is_count(found: object) -> bool:
    return isinstance(found, int) and not isinstance(found, bool)


def _is_limit(found: object) -> bool:
    return found is None or _is_number(found)


def _is_status(found: object) -> bool:
    return found in get_args(Status)


def _are_texts(found: object) -> bool:
    return isinstance(found, list) and all(map(_is_text, found))


def _is_size(found: object) -> bool:
    names = set(ModelSize.__annotations__)
    is_named = isinstance(found, dict) and set(found) == names
    return isinstance(found, dict) and is_named and all(map(_is_count, found.values()))


def _are_seconds(found: object) -> bool:
    return isinstance(found, dict) and all(map(_is_number, found.values()))


def _are_versions(found: object) -> bool:
    return isinstance(found, dict) and all(map(_is_text, found.values()))


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
