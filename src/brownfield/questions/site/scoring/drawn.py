"""Which scores may the places have?"""

import numpy as np

from brownfield.case.shapes import Floats, quantiles
from brownfield.questions.site.scoring.criteria import Judged
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Tables
from brownfield.tables.where import matching_rows


def drawn_scores(
    judged: Judged, tables: Tables, count: int, random: np.random.Generator
) -> tuple[Floats, int]:
    """Return scores drawn from the ranges that `assumptions` gives them.

    Parameters
    ----------
    judged
        Places and their scores.
    tables
        With `assumptions`; of them the rows of `criteria.score`, and `criteria`.
    count
        Number of draws.
    random
        Random numbers.

    Returns
    -------
    tuple
        Scores, shape (draws, sites, criteria), (1, sites, criteria) if none has a
        range; and how many have one. Each is drawn by itself, and kept within the range
        of its criterion.
    """
    scores, moved = judged.scores[np.newaxis], 0
    for row in tables["assumptions"].iter_rows(named=True):
        if (row["table"], row["column"]) != ("criteria", "score"):
            continue
        for place, number in _places(judged, tables, row["where"]):
            if moved == 0:
                scores = np.repeat(scores, count, axis=0)
            moved += 1
            shape = (row["distribution"], row["low"], row["mode"], row["high"])
            scores[:, place, number] = quantiles(*shape, random.random(count))
    low = np.array([min(one.worst, one.best) for one in judged.criteria])
    high = np.array([max(one.worst, one.best) for one in judged.criteria])
    return np.clip(scores, low, high), moved


def _places(judged: Judged, tables: Tables, where: str) -> list[tuple[int, int]]:
    """Return the places in the scores of the rows that are meant."""
    rows = tables["criteria"]
    mask = rows.select(matching_rows(rows, where, TABLES["criteria"])).to_series()
    names = [one.name for one in judged.criteria]
    return [
        (judged.sites.index(site), names.index(criterion))
        for criterion, site in rows.filter(mask).select("criterion", "site").iter_rows()
    ]
