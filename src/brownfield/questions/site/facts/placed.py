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
    apart = answer.apart
    if apart is None:
        return None
    sites, best = apart.years.sites, apart.best
    ones = {site: apart.at_one(place) for place, site in enumerate(sites)}
    return Placed(
        sites=_named(apart),
        cost=best.cost if best else None,
        in_one={site: apart.choice.worth(at) for site, at in ones.items()},
        fits_in_one={site: apart.choice.fits(at) for site, at in ones.items()},
        without_pools=apart.without_pools,
        staff=_staff(apart),
        spent=_spent(apart, ones),
        num_years=len(apart.years.years),
    )


def _named(apart: Apart) -> dict[str, str] | None:
    if apart.best is None:
        return None
    at = (apart.years.sites[place] for place in apart.best.places)
    return dict(zip(apart.years.functions, at, strict=True))


def _staff(apart: Apart) -> list[dict[str, Any]]:
    """Return who works where in which year; a function that is not open has no row."""
    named = _named(apart) or {}
    return (
        [
            {"year": year, "function": function, "site": site, "staff": float(staff)}
            for place, year in enumerate(apart.years.years)
            for (function, site), staff, is_open in zip(
                named.items(),
                apart.years.staff,
                apart.years.is_open[:, place],
                strict=True,
            )
            if is_open
        ]
        if named
        else []
    )


def _spent(apart: Apart, ones: dict[str, tuple[int, ...]]) -> list[dict[str, Any]]:
    by_site = {site: apart.spent(at).tolist() for site, at in ones.items()}
    own = apart.spent(apart.best.places).tolist() if apart.best else None
    return [
        {"year": year, "apart": own[place] if own else None}
        | {site: money[place] for site, money in by_site.items()}
        for place, year in enumerate(apart.years.years)
    ]
