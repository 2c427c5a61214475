"""METHODS B6 by hand: time to survive, losses, catch-up, resilience, frequency."""

from math import exp

import numpy as np
import pytest

from brownfield.questions.stress.network.outage import Outage, profile
from brownfield.questions.stress.sweep.exposure import Exposure
from brownfield.questions.stress.weeks.resilience import weekly_resilience, weeks_to
from brownfield.questions.stress.weeks.weekly import Weekly
from brownfield.questions.stress.years.frequency import YearlyLoss, compound_loss
from tests.questions.stress.small import (
    line_and_spare,
    random_network,
    stopped,
    without_patience,
)


def test_stock_over_the_gap_is_the_time_to_survive() -> None:
    """20 / (10 - 5) = 4 weeks; for ever if nothing stops; 2 weeks without the spare."""
    network = line_and_spare()
    exposure = Exposure(network)
    assert exposure.survives(stopped(network, "line")) == pytest.approx(4)
    assert exposure.survives(stopped(network)) == float("inf")
    assert exposure.survives(stopped(network, "line", "spare")) == pytest.approx(2)


def test_a_stop_of_six_weeks_loses_ten_or_forty() -> None:
    """6 x 10 - 20 - 6 x 5 = 10; with the spare line in the same domain 60 - 20 = 40."""
    network = line_and_spare()
    exposure = Exposure(network)
    alone = exposure.loss(stopped(network, "line"), 6)
    both = exposure.loss(stopped(network, "line", "spare"), 6)
    assert alone.lost_vehicles == pytest.approx(10)
    assert both.lost_vehicles == pytest.approx(40)


def test_buyers_who_wait_are_served_by_overtime_in_five_weeks() -> None:
    """The same six weeks: 10 wait, then 2 a week of overtime clear them in 5 weeks."""
    network = line_and_spare(overtime=2.0)
    available = np.ones((2, 20))
    available[0, :6] = 0.0
    available[1, 6:] = 0.0  # the spare line has its own work again
    replay = Weekly(network, 20).replay(available)
    assert replay.lost.sum() == pytest.approx(0, abs=1e-6)
    assert replay.backlog.max() == pytest.approx(10)
    waiting = np.flatnonzero(replay.backlog[0] > 1e-6)
    assert waiting[-1] == 6 + 5 - 2  # the last buyer is served in the fifth week
    assert replay.backlog[0, 5:11] == pytest.approx([10, 8, 6, 4, 2, 0], abs=1e-6)


def test_the_lost_area_of_five_weeks_and_a_ramp_of_four_is_seven() -> None:
    """5 + 4 / 2 = 7, from the weekly means; 90 % at 8.6 weeks."""
    times, quality = np.array([0.0, 5.0, 9.0]), np.array([0.0, 0.0, 1.0])
    assert weeks_to(times, quality, 0.9) == pytest.approx(8.6)
    means = profile(Outage("facility", "any", 5, recovery=4), 12)
    assert weekly_resilience(means).area_weeks == pytest.approx(7)
    assert weekly_resilience(means).depth == pytest.approx(1)
    assert means[5:9] == pytest.approx([0.125, 0.375, 0.625, 0.875])


def exponential_stops(tts: float, rate: float) -> YearlyLoss:
    """Return the yearly loss of one stop in five years, 3 weeks long on average."""
    return compound_loss(
        0.2,
        lambda share: -3 * np.log1p(-share),
        lambda weeks: rate * np.clip(weeks - tts, 0, None),
    )


def test_a_yearly_loss_follows_from_frequency_and_length() -> None:
    """.2 x 5 x 3 x e^(-4/3) = .7908; sd = sqrt(2 x .2 x 25 x 9 x e^(-4/3)) = 4.871."""
    found = exponential_stops(tts=4, rate=5)
    assert found.mean == pytest.approx(3 * exp(-4 / 3), rel=1e-3)
    assert found.mean == pytest.approx(0.7908, abs=1e-4)
    assert found.sd == pytest.approx(4.871, rel=1e-3)


def test_a_spare_line_is_worth_what_it_saves() -> None:
    """TTS 2 -> 4, rate 10 -> 5: 6 e^(-2/3) - 3 e^(-4/3) = 3.0805 - .7908 = 2.290."""
    bare, covered = line_and_spare(spare=0.0), line_and_spare()
    losses = []
    for network in (bare, covered):
        exposure = Exposure(network)
        available = stopped(network, "line")
        tts = exposure.survives(available)
        rate = exposure.loss(available, tts + 1).lost_vehicles
        losses.append(exponential_stops(tts, rate).mean)
    assert losses[0] - losses[1] == pytest.approx(2.290, abs=5e-4)


@pytest.mark.parametrize("seed", range(40))
def test_a_network_loses_nothing_if_and_only_if_it_survives(seed: int) -> None:
    """TTR <= TTS means no loss, else there is one; rates lose at most as weeks do."""
    generator = np.random.default_rng(seed)
    network = without_patience(random_network(generator))
    exposure = Exposure(network)
    available = stopped(network, f"p{generator.integers(len(network.resources))}")
    tts = exposure.survives(available)
    for weeks in (1.0, 3.0, 6.0, tts * 0.999, tts * 1.01 + 1e-3):
        if 0 < weeks < 100:
            lost = exposure.loss(available, weeks).lost_vehicles
            assert (lost < 1e-5) == (weeks <= tts)
    by_week = np.ones((len(available), 12))
    by_week[:, :6] = available[:, None]
    replay = Weekly(network, 12).replay(by_week)
    value = float(network.unit_loss @ exposure.loss(available, 6).lost)
    assert value <= float(network.unit_loss @ replay.lost.sum(axis=1)) + 1e-5
