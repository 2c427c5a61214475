"""Does a further place turn the rank of two others?"""

import numpy as np
import pytest

from brownfield.case.shapes import Floats
from brownfield.questions.site.scoring.criteria import Criterion, values
from brownfield.questions.site.scoring.ranks import ranks
from brownfield.questions.site.scoring.weights import drawn_weights

DRAWS = 2_000


def drawn(seed: int) -> tuple[tuple[Criterion, ...], Floats]:
    """Return criteria with ranges of their own, and scores of some places."""
    random = np.random.default_rng(seed)
    count, places = int(random.integers(2, 7)), int(random.integers(3, 7))
    ends = random.normal(size=(count, 2)) * 100
    criteria = tuple(
        Criterion(f"c{n}", "", "", ends[n, 0], ends[n, 1], None, 0.0, 1.0)
        for n in range(count)
    )
    share = random.random((places, count))
    return criteria, ends[:, 0] + share * (ends[:, 1] - ends[:, 0])


@pytest.mark.parametrize("seed", range(20))
def test_a_copy_of_a_place_takes_no_rank_from_another(seed: int) -> None:
    """With a copy of any place, who is first stays so in every draw.

    The weights are drawn alike, since places do not bear on them. A copy shares the
    better rank, and may push others down; it never changes which of two is ahead.
    """
    criteria, scores = drawn(seed)
    weights = drawn_weights(criteria, DRAWS, np.random.default_rng(seed))
    alone = ranks(values(scores, criteria)[np.newaxis], weights).acceptability
    for place in range(len(scores)):
        more = np.vstack([scores, scores[place]])
        found = ranks(values(more, criteria)[np.newaxis], weights).acceptability
        assert found[:-1, 0] == pytest.approx(alone[:, 0], abs=1e-12)
        assert found[-1, 0] == pytest.approx(alone[place, 0], abs=1e-12)
        worth = values(more, criteria) @ weights.T
        before = values(scores, criteria) @ weights.T
        assert (np.argsort(worth[:-1], axis=0) == np.argsort(before, axis=0)).all()
