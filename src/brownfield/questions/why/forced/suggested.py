"""What is asked about where nobody says what?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import DataError
from brownfield.questions.why.forced.targets import (
    alternative,
    plant,
    plants,
)

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.questions.why.forced.targets import Target


def suggested(case: Case) -> tuple[Target, ...]:
    """Return what the alternatives of a case are about; its plants, if it has none.

    An alternative that leaves guests one plant, which no other leaves them, asks about
    that plant: why it is not used beside all else. Any other is asked about itself.
    """
    names = tuple(case.settings.alternatives)
    every = plants(case)
    guests = [option for target in every for option in target.options]
    places = {target.name for target in every}
    left = {name: _left(case, name, guests) for name in names}
    targets = (
        plant(case, own) if own else alternative(case, name)
        for name, own in _own(left, places)
    )
    return tuple(targets) or every


def _left(case: Case, name: str, guests: Collection[str]) -> frozenset[str]:
    """Return the plants at which an alternative leaves something new to be built.

    One that cannot be applied leaves none: it is told where it is planned.
    """
    is_applied = name in case.what_ifs_applied
    try:
        other = case if is_applied else case.apply(name, is_strict=False)
    except DataError:
        return frozenset()
    options = other.tables["build_options"]
    return frozenset(options.filter(pl.col("build_option").is_in(guests))["facility"])


def _own(
    left: Mapping[str, frozenset[str]], places: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield each alternative with the plant that it alone leaves; blank if none."""
    for name, mine in left.items():
        others = frozenset[str]().union(*(left[o] for o in left if o != name))
        own = sorted(mine - others)
        yield name, own[0] if len(own) == 1 and mine < places else ""
