"""Would customs look twice at a vehicle put together from parts of one territory?"""

from dataclasses import dataclass

from brownfield.errors import UseError

LEAST_TARGET_SHARE = 0.60  # share of parts value; Regulation (EU) 2016/1036 Art. 13(2)
MOST_VALUE_ADDED = 0.25  # share of manufacturing cost; same article

ROUNDING = 1e-9  # share; one exactly at its limit is flagged in spite of rounding


@dataclass(frozen=True)
class CircumventionScreen:
    """Outcome of the screen for assembly that circumvents a trade remedy.

    Attributes
    ----------
    target_share
        Parts from the country under the remedy over all parts, in [0, 1].
    value_added_share
        Value added by assembly over manufacturing cost, in [0, 1].
    is_flagged
        Whether both conditions are met. A flag asks for advice; it is no verdict.
    """

    target_share: float
    value_added_share: float
    is_flagged: bool


def circumvention_screen(
    parts_value: float, target_parts_value: float, assembly_cost: float
) -> CircumventionScreen:
    """Return whether kit assembly might be treated as circumvention of a remedy.

    Parameters
    ----------
    parts_value
        Value of all parts, case currency per vehicle.
    target_parts_value
        Value of those from the country under the remedy, case currency per vehicle.
    assembly_cost
        Value added at the plant, case currency per vehicle.

    Raises
    ------
    UseError
        No parts, a negative value, or more parts from the country than parts.

    References
    ----------
    Regulation (EU) 2016/1036 Art. 13(2): at least 60 % of the value of parts, and
    value added of at most 25 % of manufacturing cost.
    """
    is_possible = 0 <= target_parts_value <= parts_value and assembly_cost >= 0
    if parts_value <= 0 or not is_possible:
        message = (
            "circumvention_screen needs parts_value > 0, 0 <= target_parts_value <= "
            f"parts_value and assembly_cost >= 0; found {parts_value:g}, "
            f"{target_parts_value:g} and {assembly_cost:g}"
        )
        raise UseError(message)
    target = target_parts_value / parts_value
    added = assembly_cost / (parts_value + assembly_cost)
    is_flagged = (
        target >= LEAST_TARGET_SHARE - ROUNDING and added <= MOST_VALUE_ADDED + ROUNDING
    )
    return CircumventionScreen(target, added, is_flagged)
