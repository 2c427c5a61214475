"""Where do two or more parties meet, given what each has without a deal?"""

from collections.abc import Mapping

from brownfield.errors import UseError


def split_the_difference(
    total: float,
    disagreement: Mapping[str, float],
    power: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Return each party's disagreement value and its part of the surplus.

    Parameters
    ----------
    total
        What they have together; money moves freely.
    disagreement
        What each has without a deal.
    power
        Bargaining power by party; 1 where not given.
    """
    weights = {party: (power or {}).get(party, 1.0) for party in disagreement}
    surplus = total - sum(disagreement.values())
    whole = sum(weights.values())
    return {
        party: own + surplus * weights[party] / whole
        for party, own in disagreement.items()
    }


def deal_me_out(
    total: float,
    stalemate: Mapping[str, float],
    outside: Mapping[str, float],
    power: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Return the split if talks can only stall and an outside offer is only a floor.

    A party whose offer is better than its part takes the offer's worth; the others
    split the rest.

    Raises
    ------
    UseError
        If the offers together are worth more than the deal.

    References
    ----------
    Binmore, Rubinstein, Wolinsky (1986).
    """
    if sum(max(outside.get(p, own), own) for p, own in stalemate.items()) > total:
        message = (
            f"The outside offers together are worth more than the deal ({total:,.6g}): "
            "there is nothing to split. Each takes its offer."
        )
        raise UseError(message)
    held: dict[str, float] = {}
    while True:
        free = {party: own for party, own in stalemate.items() if party not in held}
        rest = total - sum(held.values())
        split = held | split_the_difference(rest, free, power)
        better = {p: v for p, v in outside.items() if split[p] < v - 1e-12 * abs(total)}
        if not better:
            return {party: split[party] for party in stalemate}
        held |= better
