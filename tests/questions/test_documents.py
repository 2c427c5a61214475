"""Does every part of every document say what its fields mean?"""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any, get_args

import pytest

from brownfield.asking.hints import hints
from brownfield.questions.registry import COMPARE, ROOMS


def parts(kind: Any) -> Iterator[type]:
    """Yield the records that a type is made of."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
        for hint in hints(kind).values():
            yield from parts(hint)
    for inner in get_args(kind):
        yield from parts(inner)


def made_in(home: str) -> Iterator[type]:
    """Yield the records that the modules of a folder define."""
    folder = import_module(home)
    for module in pkgutil.iter_modules(folder.__path__):
        name = f"{home}.{module.name}"
        for found in vars(import_module(name)).values():
            is_record = is_dataclass(found) and isinstance(found, type)
            if is_record and found.__module__ == name and found.__name__[0] != "_":
                yield found


def records() -> dict[str, type]:
    """Return the records of all documents and facts, by name."""
    every = [
        record
        for room in ROOMS
        for record in (
            *parts(room.module("document").Document),
            *made_in(f"{room.folder}.facts"),
        )
    ]
    every += parts(COMPARE.module("document").Document)
    return {f"{one.__module__}.{one.__name__}": one for one in every}


@pytest.mark.parametrize("name", records())
def test_every_field_has_its_meaning(name: str) -> None:
    """The Attributes of its docstring name each field, and nothing else."""
    record = records()[name]
    section = (inspect.getdoc(record) or "").split("Attributes\n----------\n")[1]
    heads = [line for line in section.splitlines() if re.match(r"\w[\w, ]*$", line)]
    named = [each for line in heads for each in line.split(", ")]
    assert sorted(named) == sorted(field.name for field in fields(record))
