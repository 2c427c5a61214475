"""What is lost when the host's fee makes the entrant build too little?"""

from dataclasses import dataclass

from brownfield.errors import UseError


@dataclass(frozen=True)
class Chain:
    """A host that sets a fee, an entrant that then chooses its volume.

    Attributes
    ----------
    fee, volume
        Host's best fee per vehicle and the volume the entrant then sells.
    host, entrant
        Gains of both.
    joint_volume, joint
        Volume and gain if both decided together.
    """

    fee: float
    volume: float
    host: float
    entrant: float
    joint_volume: float
    joint: float

    @property
    def lost(self) -> float:
        """What both lose together because a margin is put on a margin."""
        return self.joint - self.host - self.entrant


def margin_on_margin(choke_price: float, slope: float, cost: float) -> Chain:
    """Return host and entrant with price = choke_price - slope x volume.

    The cure is a two-part price: the fee at cost, and a lump sum (reservation).

    Raises
    ------
    UseError
        If no vehicle can be sold above cost.

    References
    ----------
    Spengler (1950).
    """
    if slope <= 0.0 or choke_price <= cost:
        message = (
            f"No vehicle sells above its cost of {cost:,.6g}: the highest price is "
            f"{choke_price:,.6g} and falls by {slope:,.6g} a vehicle."
        )
        raise UseError(message)
    fee = (choke_price + cost) / 2.0
    volume = (choke_price - fee) / (2.0 * slope)
    joint_volume = (choke_price - cost) / (2.0 * slope)
    return Chain(
        fee=fee,
        volume=volume,
        host=(fee - cost) * volume,
        entrant=slope * volume**2,
        joint_volume=joint_volume,
        joint=slope * joint_volume**2,
    )
