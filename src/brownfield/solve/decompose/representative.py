"""Which few futures stand for all?

Futures are alike and ask for other volumes. Few of them stand well for all if the mean
of what they ask for is near the mean of what all do. So they are picked one after the
other, each the one that brings the mean of those picked nearest to it (*herding*;
Welling 2009, Chen, Welling and Smola 2010). They count alike, which those that `risk`
keeps, the nearest to all others, do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats
    from brownfield.solve.decompose.parts import Part, Parts

KINDS = ("row_lower", "row_upper", "lower", "upper", "cost")


@dataclass(frozen=True)
class Few:
    """Some parts that stand for all.

    Attributes
    ----------
    chosen
        Which they are, in order. Shape (few,).
    nearest
        Which of all parts stands for each part. Shape (parts,).
    """

    chosen: Positions = field(repr=False)
    nearest: Positions = field(repr=False)


def representative(parts: Parts, count: int) -> Few:
    """Return few parts that stand for all.

    Parameters
    ----------
    parts
        The model in parts. Those of another shape than the first do not stand for all.
    count
        How many; if fewer have the shape of the first, they are evenly chosen.
    """
    shape, all_ = _shape(parts.rest[0]), np.arange(len(parts.rest))
    alike = np.array([n for n in all_ if _shape(parts.rest[n]) == shape])
    if len(alike) < count:
        chosen = np.linspace(0, len(all_) - 1, count).round().astype(np.int64)
        return Few(chosen, chosen[np.abs(all_[:, None] - chosen).argmin(axis=1)])
    asked = _asked([parts.rest[n] for n in alike])
    picked = np.sort(list(_picked(asked, count)))
    nearest = np.full(len(all_), alike[picked[0]])
    away = [((asked - asked[one]) ** 2).sum(axis=1) for one in picked]
    nearest[alike] = alike[picked[np.argmin(away, axis=0)]]
    return Few(alike[picked], nearest)


def _shape(part: Part) -> tuple[int, int]:
    return part.own_rows, len(part.after)


def _asked(parts: list[Part]) -> Floats:
    """Return the numbers in which parts differ, each kind over the size of its mean."""
    return np.concatenate([_numbers(parts, name) for name in KINDS], axis=1)


def _numbers(parts: list[Part], name: str) -> Floats:
    """Return one kind of numbers in which parts differ. Shape (parts, numbers)."""
    first = parts[0].stated.own(name)
    differs = np.zeros(len(first), np.bool_)
    for part in parts:
        differs |= part.stated.own(name) != first
    at = np.flatnonzero(differs)
    numbers = np.array([part.stated.own(name)[at] for part in parts])
    numbers = np.where(np.isfinite(numbers), numbers, 0.0)
    size = float(np.linalg.norm(numbers.mean(axis=0)))
    return numbers / size if size else numbers


def _picked(asked: Floats, count: int) -> Iterator[int]:
    """Yield so many rows, each the one that brings their mean nearest to the mean."""
    mean, total = asked.mean(axis=0), np.zeros(asked.shape[1])
    is_left = np.ones(len(asked), np.bool_)
    for number in range(1, count + 1):
        away = (((total + asked) / number - mean) ** 2).sum(axis=1)
        pick = int(np.argmin(np.where(is_left, away, np.inf)))
        is_left[pick] = False
        total += asked[pick]
        yield pick
