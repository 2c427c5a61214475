"""At which position among its labels does a text stand?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from brownfield.errors import LabelError

Positions = NDArray[np.signedinteger[Any]]
"""Places on an axis or in a model; tables hold them in as few bytes as will do."""
BLANK = -1
MOST_SHORT = 2**15  # labels whose positions fit into two bytes
FEW = 256  # texts that Python looks up faster than polars starts to


@dataclass(frozen=True)
class Labels:
    """Distinct texts in order, which positions stand for."""

    words: tuple[str, ...]
    place: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note the place of every word."""
        place = dict(zip(self.words, range(len(self.words)), strict=True))
        object.__setattr__(self, "place", place)

    @cached_property
    def enum(self) -> pl.Enum:
        """The labels as a type of polars columns."""
        return pl.Enum(self.words)

    @cached_property
    def kind(self) -> np.dtype[Any]:
        """The type in which positions take little memory."""
        return np.dtype(np.int16 if len(self.words) < MOST_SHORT else np.int32)

    def positions(self, texts: pl.Series, *, strict: bool = True) -> Positions:
        """Return the position of every text; blank, and unknown if not strict, is -1.

        Raises
        ------
        LabelError
            If `strict` and a text is none of the labels.
        """
        if len(texts) <= FEW:
            place = self.place.get
            numbers = [BLANK if t is None else place(t, BLANK - 1) for t in texts]
            positions = np.array(numbers, dtype=np.int64)
            lost = positions == BLANK - 1
            if strict and lost.any():
                raise LabelError(self._unknown(texts.name, texts[int(lost.argmax())]))
            return np.maximum(positions, BLANK).astype(self.kind)
        places = texts.cast(self.enum, strict=False)
        if strict and places.null_count() > texts.null_count():
            lost_texts = texts.filter(places.is_null() & texts.is_not_null())
            raise LabelError(self._unknown(texts.name, lost_texts[0]))
        codes = places.to_physical()
        if codes.null_count():
            codes = codes.cast(pl.Int64).fill_null(BLANK)
        return codes.to_numpy().astype(self.kind)

    def in_words(self, positions: Positions, name: str) -> pl.Series:
        """Return the texts at `positions`, blank for -1."""
        place = pl.Series(positions)
        if positions.min(initial=0) == BLANK:
            place = place.set(place == BLANK, None)
        return self._words.gather(place).alias(name)

    @cached_property
    def _words(self) -> pl.Series:
        return pl.Series(self.words, dtype=pl.String).cast(self.enum)

    def _unknown(self, name: str, text: str) -> str:
        examples = ", ".join(self.words[:5])
        more = f" and {len(self.words) - 5} more" if len(self.words) > 5 else ""
        return f"{name} {text!r} stands on no axis; known are {examples}{more}."


def labels_of(texts: pl.Series) -> Labels:
    """Return the distinct texts of a column, in the order they come."""
    if len(texts) <= FEW:
        return distinct_labels(texts)
    return distinct_labels(texts.unique(maintain_order=True))


def distinct_labels(texts: Iterable[str | None]) -> Labels:
    """Return texts as labels: blanks and repeats left out."""
    return Labels(tuple(dict.fromkeys(text for text in texts if text is not None)))
