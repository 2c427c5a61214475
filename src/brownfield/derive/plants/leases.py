"""How much line time may a host lease out when its own need is not certain?"""

from collections.abc import Sequence
from dataclasses import dataclass

TOLERANCE = 1e-9  # relative; probabilities and contributions are sums of rounded ones


@dataclass(frozen=True)
class Future:
    """What a plant has to offer in one future of a year.

    Attributes
    ----------
    chance
        Probability of the future.
    open_to_guests
        Most a guest may use if the host gave way: line time less commitments, at most
        the guest limit. Standard vehicles a year.
    free
        What neither commitments nor the host's own programme need; more than
        `open_to_guests` where the guest limit binds. Standard vehicles a year.
    """

    chance: float
    open_to_guests: float
    free: float

    @property
    def firm(self) -> float:
        """Most a guest may use without taking anything from the host."""
        return min(self.free, self.open_to_guests)


def safe_lease(futures: Sequence[Future], level: float) -> float:
    """Return the largest lease that takes nothing from the host with chance `level`.

    Parameters
    ----------
    futures
        All futures of a year; their chances add up to 1.
    level
        Probability in (0, 1].
    """
    chance = 0.0
    for future in sorted(futures, key=lambda future: -future.firm):
        chance += future.chance
        if chance >= level - TOLERANCE:
            return future.firm
    return 0.0


def paying_lease(
    futures: Sequence[Future], margin_host: float, margin_lease: float
) -> float:
    """Return the lease with the greatest expected contribution of host and guest.

    The guest uses the lease as far as the future allows; the host gives way where it
    does not have both. Of leases that are worth the same the smallest counts.

    Parameters
    ----------
    futures
        All futures of a year.
    margin_host, margin_lease
        Contribution of a standard vehicle of the host and of the guest, case currency.

    References
    ----------
    Equation B1 (Littlewood 1972): where line time is the same in every future, the
    host keeps the least y with P(host demand > y) < margin_lease / margin_host.
    """

    def worth(lease: float) -> float:
        used = [min(lease, future.open_to_guests) for future in futures]
        return sum(
            future.chance
            * (margin_lease * use - margin_host * max(0.0, use - future.free))
            for future, use in zip(futures, used, strict=True)
        )

    kinks = sorted(
        {0.0, *(f.firm for f in futures), *(f.open_to_guests for f in futures)}
    )
    most = max(worth(lease) for lease in kinks)
    return next(k for k in kinks if worth(k) >= most - TOLERANCE * abs(most))
