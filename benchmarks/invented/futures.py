"""Which futures has an invented case, and what does each change?"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import polars as pl

from invented.world import FIRST, Size, Tables, names_of

PARTS_AT = 2  # years that all futures share
SWING = {"product": 0.22, "place": 0.12}  # deviation of the logarithm of demand


def futures(size: Size, count: int, stages: int, seed: int) -> Tables:
    """Return the tree of futures and what each changes; none for a single one."""
    if count == 1:
        return {}
    draw, nodes, changes = np.random.default_rng([seed, 2]), [], []
    nodes.append({"node": "today", "parent": None, "year": FIRST, "probability": 1.0})
    for name, parent, year, last, chance in partings(size, count, stages):
        nodes.append({"node": name, "parent": parent, "year": year, "what_if": name})
        nodes[-1]["probability"] = chance
        changes.extend(swings(size, name, year, last, draw))
    frame = pl.DataFrame(nodes, infer_schema_length=None)
    return {"scenarios": frame, "what_ifs": pl.DataFrame(changes)}


def partings(
    size: Size, count: int, stages: int
) -> Iterator[tuple[str, str, int, int, float]]:
    """Yield name, parent, first and last year, chance of every node but the first."""
    last, opens = FIRST + size.years - 1, FIRST + PARTS_AT
    later = opens + (size.years - PARTS_AT) // 2
    many = max(2, round(count**0.5)) if stages == 3 else count
    for i in range(many):
        ends = later - 1 if stages == 3 else last
        yield f"future{i:04d}", "today", opens, ends, 1 / many
    for i, (begin, end) in enumerate(
        pairwise(np.linspace(0, count, many + 1).astype(int))
    ):
        for k in range(begin, end) if stages == 3 else ():
            name = f"later{k:04d}"
            yield name, f"future{i:04d}", later, last, 1 / (end - begin)


def swings(
    size: Size, name: str, year: int, last: int, draw: np.random.Generator
) -> Iterator[dict[str, object]]:
    """Yield what a future does to the demand of every product and every market."""
    labels = {"product": names_of("product", size.products)}
    labels["place"] = names_of("market", size.markets)
    for column, swing in SWING.items():
        for label in labels[column]:
            value = str(round(float(draw.lognormal(-0.5 * swing**2, swing)), 4))
            where = f"{column}={label}, year={year}..{last}"
            row = {"what_if": name, "table": "demand", "where": where}
            yield row | {"column": "volume", "op": "times", "value": value}
