"""How long does a headquarters last, and what does it make possible, as plain data?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.questions.site.placing.lasting import Lasting, lasting

if TYPE_CHECKING:
    from brownfield.questions.site.placing.apart import Apart
    from brownfield.questions.site.placing.first import Followed
    from brownfield.questions.site.question import Siting


@dataclass(frozen=True)
class Stays:
    """How long all functions at one place last.

    Attributes
    ----------
    site
        Which place.
    closing_chance
        Chance in a year that it closes again, share.
    expected_years, of_years
        Years in which it is open on average, and years of the case from its opening.
    cost, expected_cost
        Present value of what it costs if it stays, and on average, case currency; trips
        between functions cost nothing within one place.
    is_open
        Chance that it is open, by year of the case.
    """

    site: str
    closing_chance: float
    expected_years: float
    of_years: int
    cost: float
    expected_cost: float
    is_open: dict[int, float]


@dataclass(frozen=True)
class OpensWay:
    """What headquarters first are worth, if something cannot follow without them.

    Attributes
    ----------
    site
        The place that was asked for; else the best that has a cost.
    without
        Name of the what-if that holds without them.
    gain
        What plans are worth more with what follows, expected present value to those
        who plan, case currency.
    with_value, without_value
        What the two plans are worth, the same money.
    first_year
        First year in which something follows; None = nothing does.
    still_open
        Chance that the headquarters are open in that year.
    net
        Gain less the cost of the headquarters, if they stay, case currency.
    expected_net
        `still_open` x gain less expected cost: what they are worth on average.
    least_chance
        How likely, at least, it must be that headquarters bring it about for them to
        pay: expected cost as a share of `still_open` x gain; None = they never pay.
    """

    site: str
    without: str
    gain: float
    with_value: float
    without_value: float
    first_year: int | None
    still_open: float
    net: float
    expected_net: float
    least_chance: float | None


def stays(answer: Siting) -> tuple[Stays, ...]:
    """Return how long a headquarters lasts in each place that has a cost."""
    apart = answer.apart
    if apart is None:
        return ()
    chances = _chances(answer)
    return tuple(
        _stays(apart, place, lasting(apart.years, place, chances[site]))
        for place, site in enumerate(apart.years.sites)
    )


def _chances(answer: Siting) -> dict[str, float]:
    rows = answer.case.tables["sites"].select("site", "closing_chance").iter_rows()
    return {site: chance or 0.0 for site, chance in rows}


def _stays(apart: Apart, place: int, chances: Lasting) -> Stays:
    years = apart.years
    whole = lasting(years, place, 0.0)
    return Stays(
        site=years.sites[place],
        closing_chance=chances.closing_chance,
        expected_years=chances.expected_years,
        of_years=round(whole.expected_years),
        cost=whole.expected_cost,
        expected_cost=chances.expected_cost,
        is_open=dict(zip(years.years, chances.is_open.tolist(), strict=True)),
    )


def opens_way(answer: Siting, by_site: tuple[Stays, ...]) -> tuple[OpensWay, ...]:
    """Return what headquarters first are worth, at the place that was asked for.

    Parameters
    ----------
    answer
        The places compared.
    by_site
        How long each lasts.
    """
    values = dict(
        zip(answer.judged.sites, answer.judged.values @ answer.weights, strict=True)
    )
    if not by_site:
        return ()
    best = max(by_site, key=lambda one: values[one.site])
    place = next((one for one in by_site if one.site == answer.at), best)
    return tuple(_opens(place, one) for one in answer.followed)


def _opens(place: Stays, followed: Followed) -> OpensWay:
    year = followed.first_year
    still_open = 0.0 if year is None else place.is_open[year]
    brings = still_open * followed.gain
    return OpensWay(
        site=place.site,
        without=followed.without,
        gain=followed.gain,
        with_value=followed.with_value,
        without_value=followed.without_value,
        first_year=year,
        still_open=still_open,
        net=followed.gain - place.cost,
        expected_net=brings - place.expected_cost,
        least_chance=_share(place.expected_cost, brings),
    )


def _share(cost: float, brings: float) -> float | None:
    return cost / brings if brings > 0.0 and cost <= brings else None
