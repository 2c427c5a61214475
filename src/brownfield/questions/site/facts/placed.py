"""Where does each function go by itself, and what is spent by year, as plain data?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brownfield.questions.site.placing.apart import Apart
    from brownfield.questions.site.question import Siting


@dataclass(frozen=True)
class Placed:
    """Functions placed one by one, at the least cost.

    Attributes
    ----------
    sites
        Site of each function; None where the talent pools leave no placement.
    cost
        What that costs, present value over the years of the case, case currency; None
        as above.
    in_one
        What all functions cost in one place, by site, the same money.
    fits_in_one
        Whether that keeps to the talent pool, by site.
    without_pools
        Least cost if talent pools had no end, the same money.
    staff
        Staff plan: rows of `year`, `function`, `site`, `staff` (people); none without a
        placement.
    spent
        Money by year, not discounted, case currency: `year`, `apart` (this placement;
        None without one) and by site what all functions cost there.
    num_years
        Years of the case.
    """

    sites: dict[str, str] | None
    cost: float | None
    in_one: dict[str, float]
    fits_in_one: dict[str, bool]
    without_pools: float
    staff: list[dict[str, Any]]
    spent: list[dict[str, Any]]
    num_years: int


def placed_of(answer: Siting) -> Placed | None:
    """Return where each function goes; None where no pay is given."""
    found = answer.apart
    if found is None:
        return None
    sites, best = found.years.sites, found.best
    ones = {site: found.at_one(place) for place, site in enumerate(sites)}
    return Placed(
        sites=_named(found),
        cost=best.cost if best else None,
        in_one={site: found.choice.worth(at) for site, at in ones.items()},
        fits_in_one={site: found.choice.fits(at) for site, at in ones.items()},
        without_pools=found.without_pools,
        staff=_staff(found),
        spent=_spent(found, ones),
        num_years=len(found.years.years),
    )


def _named(found: Apart) -> dict[str, str] | None:
    if found.best is None:
        return None
    at = (found.years.sites[place] for place in found.best.places)
    return dict(zip(found.years.functions, at, strict=True))


def _staff(found: Apart) -> list[dict[str, Any]]:
    """Return who works where in which year; a function that is not open has no row."""
    named = _named(found) or {}
    return (
        [
            {"year": year, "function": function, "site": site, "staff": float(staff)}
            for place, year in enumerate(found.years.years)
            for (function, site), staff, is_open in zip(
                named.items(),
                found.years.staff,
                found.years.is_open[:, place],
                strict=True,
            )
            if is_open
        ]
        if named
        else []
    )


def _spent(found: Apart, ones: dict[str, tuple[int, ...]]) -> list[dict[str, Any]]:
    by_site = {site: found.spent(at).tolist() for site, at in ones.items()}
    own = found.spent(found.best.places).tolist() if found.best else None
    return [
        {"year": year, "apart": own[place] if own else None}
        | {site: money[place] for site, money in by_site.items()}
        for place, year in enumerate(found.years.years)
    ]
