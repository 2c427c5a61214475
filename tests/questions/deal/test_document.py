"""Does every part of the document of a deal say what its fields mean?"""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module

import pytest

from brownfield.questions.deal import document, facts
from brownfield.questions.deal.asked import Asked
from brownfield.questions.deal.question import Deal
from brownfield.tell.values import values


def records() -> Iterator[type]:
    """Yield the records of the document and of its parts."""
    names = [f"{facts.__name__}.{m.name}" for m in pkgutil.iter_modules(facts.__path__)]
    for home in (document.__name__, *names):
        for name, found in vars(import_module(home)).items():
            is_public = is_dataclass(found) and not name.startswith("_")
            if is_public and isinstance(found, type) and found.__module__ == home:
                yield found


@pytest.mark.parametrize("record", list(records()), ids=lambda record: record.__name__)
def test_every_field_has_its_meaning(record: type) -> None:
    """The Attributes of its docstring name each field, in its order."""
    section = (inspect.getdoc(record) or "").split("Attributes\n----------\n")[1]
    heads = [line for line in section.splitlines() if re.match(r"\w[\w, ]*$", line)]
    named = [name for line in heads for name in line.split(", ")]
    assert sorted(named) == sorted(field.name for field in fields(record))


def test_what_only_words_need_is_in_no_json(told: Deal) -> None:
    """Names, views and what is built are told, and stand in no JSON."""
    content = values(document.document(told, Asked(view="E")))
    assert {"currency", "hosts_left_out", "coalitions", "nash", "terms"} <= set(content)
    assert not {"hosts", "groups", "view", "names", "views", "built"} & set(content)
    assert content["versions"] == dict(document.document(told).source.versions)
