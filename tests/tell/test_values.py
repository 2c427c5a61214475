"""Is the JSON of a document what its fields say?"""

from dataclasses import dataclass, field

import polars as pl

from brownfield.tell.values import IF_ASKED, SPREAD, TOLD_ONLY, values


@dataclass(frozen=True)
class Fee:
    """A part of a document."""

    low: float
    label: str = field(default="fee", metadata=TOLD_ONLY)


@dataclass(frozen=True)
class Document:
    """A document with one field of each kind."""

    fees: dict[str, Fee]
    rows: pl.DataFrame
    names: tuple[str, ...]
    none: float | None
    title: str = field(metadata=TOLD_ONLY)
    sweep: Fee | None = field(default=None, metadata=IF_ASKED)
    risk: Fee | None = field(default=None, metadata=IF_ASKED)


def test_fields_become_keys_in_order_without_what_only_words_need() -> None:
    """An answer not asked for is left out; a value that is None otherwise is not."""
    document = Document(
        {"a": Fee(1.0)}, pl.DataFrame({"x": [1]}), ("p", "q"), None, "t", Fee(2.0)
    )
    found = values(document)
    assert found == {
        "fees": {"a": {"low": 1.0}},
        "rows": [{"x": 1}],
        "names": ["p", "q"],
        "none": None,
        "sweep": {"low": 2.0},
    }
    assert list(found) == ["fees", "rows", "names", "none", "sweep"]


@dataclass(frozen=True)
class Change:
    """A record with another in its midst."""

    what: str
    fee: Fee | None = field(metadata=SPREAD)
    year: int


def test_the_fields_of_a_record_may_stand_in_its_place() -> None:
    """Where there is none nothing stands there."""
    some, none = (values(Change("more", fee, 2030)) for fee in (Fee(1.0), None))
    assert list(some.items()) == [("what", "more"), ("low", 1.0), ("year", 2030)]
    assert none == {"what": "more", "year": 2030}
