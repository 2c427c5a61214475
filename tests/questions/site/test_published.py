"""Do ranks agree with the example that the R package smaa publishes?

Heparin against enoxaparin after surgery, on proximal and distal thrombosis and bleeding
(van Valkenhoef, smaa 0.3-4, reference output of its examples, 10,000 draws). Its
measurements are 10,000 draws; here stand levels of theirs, between which draws of our
own go straight. They do not depend on each other (its correlations are under .02).
On the package's own draws our ranks, central weights and confidence are its own to the
last digit it prints.
"""

import numpy as np
import pytest

from brownfield.case.shapes import Floats
from brownfield.questions.site.scoring.criteria import Criterion
from brownfield.questions.site.scoring.ranks import ranks
from brownfield.questions.site.scoring.weights import drawn_weights

LEVELS = (0.1, 1, 2.5, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 97.5, 99, 99.9)
"""Per cent of draws at or below each number that follows."""
HEPARIN = (
    (
        "-.023 .106 .155 .195 .250 .312 .354 .387 .419 .449 .480 .516 .564 .601 .630 "
        ".662 .717"
    ),
    (
        "-.092 .041 .101 .159 .223 .295 .347 .389 .429 .468 .509 .559 .622 .676 .718 "
        ".770 .850"
    ),
    (
        ".525 .664 .729 .779 .829 .881 .910 .932 .948 .962 .973 .983 .992 .996 .998 "
        ".999 1.000"
    ),
)
ENOXAPARIN = (
    (
        ".429 .519 .566 .600 .640 .684 .714 .738 .759 .780 .801 .824 .853 .874 .890 "
        ".907 .942"
    ),
    (
        ".090 .225 .292 .348 .408 .482 .532 .574 .615 .653 .693 .740 .801 .850 .890 "
        ".928 1.012"
    ),
    (
        "-.069 .134 .231 .310 .397 .486 .548 .595 .636 .676 .715 .757 .810 .844 .874 "
        ".900 .940"
    ),
)
DRAWS = 100_000
FIRST = np.array([0.3504, 0.6496])
CENTRAL = np.array([[0.1865, 0.2772, 0.5363], [0.4073, 0.3641, 0.2285]])
FIRST_AT_GIVEN_WEIGHTS = np.array([0.1279, 0.8721])  # weights .5, .2, .3


def drawn(random: np.random.Generator) -> Floats:
    """Return worth of both drugs by criterion. Shape (draws, 2, 3)."""
    values = [
        np.interp(100 * random.random(DRAWS), LEVELS, np.array(line.split(), float))
        for line in (*HEPARIN, *ENOXAPARIN)
    ]
    return np.stack(values, axis=1).reshape(DRAWS, 2, 3)


@pytest.fixture(scope="module")
def random() -> np.random.Generator:
    """Return random numbers of the module."""
    return np.random.default_rng(11)


def test_two_drugs_rank_as_published(random: np.random.Generator) -> None:
    """Shares of ranks and central weights are within .01 of the published ones."""
    criteria = tuple(
        Criterion(name, "", "", 0.0, 1.0, None, 0.0, 1.0)
        for name in ("proximal", "distal", "bleeding")
    )
    found = ranks(drawn(random), drawn_weights(criteria, DRAWS, random))
    assert found.acceptability[:, 0] == pytest.approx(FIRST, abs=0.01)
    assert found.acceptability[:, 1] == pytest.approx(1 - FIRST, abs=0.01)
    assert found.central == pytest.approx(CENTRAL, abs=0.01)


def test_two_drugs_rank_as_published_at_given_weights(
    random: np.random.Generator,
) -> None:
    """With weights .5, .2 and .3 only the measurements are drawn."""
    given = np.tile([0.5, 0.2, 0.3], (DRAWS, 1))
    found = ranks(drawn(random), given)
    assert found.acceptability[:, 0] == pytest.approx(FIRST_AT_GIVEN_WEIGHTS, abs=0.01)
