"""Leaving columns out changes no answer."""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.errors import UseError
from brownfield.solve.backends import sifted
from brownfield.solve.backends.highs import HighsBackend
from brownfield.stress.arrays import Block, Bounds, minimise
from brownfield.stress.exposure import Exposure
from tests.stress.small import random_network, stopped


@pytest.mark.parametrize("seed", range(12))
def test_a_sifted_network_has_the_losses_of_the_whole(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loss, survival and arrays for every plant of a random network, in turn."""
    generator = np.random.default_rng(seed)
    network = random_network(generator)
    whole = Exposure(network)
    monkeypatch.setattr(sifted, "WIDE", 1)
    monkeypatch.setattr(sifted, "KEPT", 0.1)
    part = Exposure(network)
    for name in network.resources:
        available = stopped(network, name)
        for weeks in (2.0, 7.0):
            both = [e.objective(available, weeks) for e in (whole, part)]
            assert both[0] == pytest.approx(both[1], abs=1e-5)
            lost = [e.loss(available, weeks).lost_vehicles for e in (whole, part)]
            assert lost[0] == pytest.approx(lost[1], abs=1e-4)
        assert part.survives(available) == pytest.approx(whole.survives(available))


def test_a_model_with_integers_cannot_be_kept_warm() -> None:
    """The message says how many and what to do."""
    one = np.array([0])
    bounds = Bounds(np.zeros(1), np.ones(1))
    model = minimise(np.ones(1), bounds, bounds, [Block(one, one, np.ones(1))])
    whole = replace(model, is_integer=np.ones(1, dtype=np.bool_))
    with pytest.raises(UseError, match="1 integer columns cannot be kept warm"):
        HighsBackend().load(whole)
