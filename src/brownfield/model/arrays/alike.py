"""How do models that are nearly the same take little memory?

Futures ask for other volumes at the same costs: most arrays of their models are equal,
and the others differ in a few places. So one model is kept whole, and of each like it
what sets it apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from brownfield.model.arrays.more_rows import MoreRows
from brownfield.model.arrays.repeated import Repeated, repeated, same

if TYPE_CHECKING:
    from brownfield.model.arrays.linear import Floats, LinearModel
    from brownfield.model.arrays.more_rows import Integers
    from brownfield.model.arrays.table import Array

ARRAYS = (
    "cost",
    "lower",
    "upper",
    "is_integer",
    "row_lower",
    "row_upper",
    "starts",
    "positions",
    "values",
)


@dataclass(frozen=True)
class Alike:
    """A model kept as what sets it apart from another one.

    Attributes
    ----------
    like
        The other model.
    apart
        Places and what stands there instead, by name of the array.
    more
        Rows that the model has after those; None = no more.
    """

    like: LinearModel = field(repr=False)
    apart: Mapping[str, tuple[Integers, Repeated]] = field(repr=False)
    more: MoreRows | None = field(default=None, repr=False)

    @property
    def rows(self) -> int:
        """Number of rows; the model is not put together for it."""
        return self.like.rows + (0 if self.more is None else len(self.more))

    def model(self) -> LinearModel:
        """Return the model; arrays that are no others are those of the other one."""
        arrays: dict[str, Any] = {name: self.own(name) for name in self.apart}
        model = replace(self.like, **arrays)
        return model if self.more is None else model.with_more(self.more)

    def with_more(self, rows: MoreRows) -> Alike:
        """Return the model with further rows after its own."""
        both = rows if self.more is None else MoreRows.together([self.more, rows])
        return replace(self, more=both)

    def own(self, name: str) -> Array:
        """Return one array of the model, without what further rows bring."""
        array: Array = getattr(self.like, name)
        if name not in self.apart:
            return array
        array, (places, numbers) = array.copy(), self.apart[name]
        array[places] = numbers.values
        return array


def alike(model: LinearModel, like: LinearModel, twin: Alike | None = None) -> Alike:
    """Return a model as what sets it apart from another; alone if shapes differ.

    Parameters
    ----------
    model
        The model.
    like
        The other one.
    twin
        A third one, kept in the same way; what both of them hold is kept once.
    """
    pairs = {name: (getattr(model, name), getattr(like, name)) for name in ARRAYS}
    if any(len(mine) != len(theirs) for mine, theirs in pairs.values()):
        return Alike(model, {})
    apart = {}
    for name, (mine, theirs) in pairs.items():
        places = differing(mine, theirs)
        if len(places):
            numbers = repeated(mine[places])
            if twin is not None and name in twin.apart:
                theirs_at, theirs_too = twin.apart[name]
                places, numbers = same(places, theirs_at), numbers.like(theirs_too)
            apart[name] = places, numbers
    return Alike(like, apart)


def differing(*pairs: Floats) -> Integers:
    """Return the places at which old and new arrays, given in turn, differ."""
    is_new = np.zeros(len(pairs[0]), dtype=np.bool_)
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        is_new |= old != new
    return np.flatnonzero(is_new).astype(np.int32)
