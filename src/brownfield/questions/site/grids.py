"""Which tables stand beside the words on places?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.site import words
from brownfield.tables.declared.evidence import COST
from brownfield.tell.labels import pretty
from brownfield.tell.numbers import grouped, money, percent, significant

if TYPE_CHECKING:
    from brownfield.questions.site.document import Document


def places(document: Document) -> pl.DataFrame:
    """Return a row for each place, the best first."""
    rows = [
        {
            "Place": one.name,
            "Value": significant(one.value),
            "Comes first": percent(one.first),
            "Cost a year": words.amount(document, COST, one.cost)
            if one.cost is not None
            else "",
            "Incentive, once": money(one.incentive, document.currency)
            if one.incentive
            else "",
        }
        for one in document.places
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))
    empty = [name for name in frame.columns if (frame[name] == "").all()]
    return frame.drop(empty)


def acceptability(document: Document) -> pl.DataFrame:
    """Return the share of draws of each place and rank."""
    ranks = range(len(document.places))
    rows = [
        {"Place": one.name}
        | {
            f"Rank {rank + 1}": percent(document.acceptability[one.site][rank])
            for rank in ranks
        }
        for one in document.places
    ]
    return pl.DataFrame(rows)


def criteria(document: Document) -> pl.DataFrame:
    """Return a row for each criterion: its range, weight and the scores."""
    rows = [
        {
            "Criterion": words.title(document, one.name),
            "Unit": f"{document.currency} a year" if one.name == COST else one.unit,
            "Worst": words.amount(document, one.name, one.worst),
            "Best": words.amount(document, one.name, one.best),
            "Weight": percent(document.weights[one.name]),
            "Allowed": f"{percent(one.low)} to {percent(one.high)}",
        }
        | {
            place.name: words.score(document, place, one.name)
            for place in document.places
        }
        for one in document.criteria
    ]
    return pl.DataFrame(rows)


def central(document: Document) -> pl.DataFrame:
    """Return the weights that speak for each place that ever comes first."""
    rows = []
    for place in document.places:
        central_weights = document.central_weights[place.site]
        if central_weights is not None:
            weights = {
                words.title(document, name): percent(share)
                for name, share in central_weights.items()
            }
            rows.append(
                {"Place": place.name}
                | weights
                | {"First with them": percent(place.confidence)}
            )
    return pl.DataFrame(rows)


def costs(document: Document) -> pl.DataFrame:
    """Return what each function costs a year at each place, the best place first."""
    by_function = {(row["site"], row["function"]): row for row in document.functions}
    functions = dict.fromkeys(row["function"] for row in document.functions)
    rows = [
        {"Place": place.name}
        | {
            f"{words.function(document, name)}, a year": money(
                by_function[place.site, name]["cost"], document.currency
            )
            for name in functions
        }
        for place in document.places
        if place.cost is not None
    ]
    return pl.DataFrame(rows)


def stretches(document: Document) -> pl.DataFrame:
    """Return which place is best at which weight of each criterion."""
    rows = [
        {
            "Criterion": words.title(document, one.criterion),
            "Weight from": percent(one.low),
            "To": percent(one.high),
            "Best place": document.names[one.site],
            "Today": percent(document.weights[one.criterion]),
        }
        for one in document.stretches
    ]
    return pl.DataFrame(rows)


def corners(document: Document) -> pl.DataFrame:
    """Return at how much of the triangle of weights each place is the best."""
    corners = document.triangle
    shares = corners.shares if corners else {}
    allowed = corners.shares_allowed if corners else {}
    rows = [
        {
            "Place": document.names[site],
            "Best at": percent(share),
            "Of the weights allowed": percent(allowed.get(site, 0.0)),
        }
        for site, share in shares.items()
    ]
    return pl.DataFrame(rows)


def functions(document: Document) -> pl.DataFrame:
    """Return where each function goes by itself, and its staff year by year."""
    placed = document.placed
    if placed is None or placed.sites is None:
        return pl.DataFrame()
    people = {(row["function"], row["year"]): row["staff"] for row in placed.staff}
    years = sorted({year for _, year in people})
    rows = [
        {"Function": words.function(document, name), "Place": document.names[site]}
        | {str(year): grouped(people.get((name, year), 0.0)) for year in years}
        for name, site in placed.sites.items()
    ]
    return pl.DataFrame(rows)


def spent(document: Document) -> pl.DataFrame:
    """Return money by year: functions apart, and all of them in each place."""
    placed = document.placed
    if placed is None:
        return pl.DataFrame()
    currency = document.currency
    titles = {"apart": "Functions apart"} if placed.sites is not None else {}
    titles |= {p.site: p.name for p in document.places if p.cost is not None}
    rows = [
        {"Where": title}
        | {str(row["year"]): money(row[key], currency) for row in placed.spent}
        for key, title in titles.items()
    ]
    return pl.DataFrame(rows)


def lasting(document: Document) -> pl.DataFrame:
    """Return how long a headquarters lasts in each place, and what it costs."""
    currency = document.currency
    by_site = {one.site: one for one in document.stays}
    stays = [by_site[p.site] for p in document.places if p.site in by_site]
    rows = [
        {
            "Place": document.names[one.site],
            "Closes in a year": percent(one.closing_chance),
            "Open, on average": f"{one.expected_years:.1f} of {one.of_years} years",
            "Cost if it stays": money(one.cost, currency),
            "Cost on average": money(one.expected_cost, currency),
        }
        for one in stays
    ]
    return pl.DataFrame(rows)


def first(document: Document) -> pl.DataFrame:
    """Return what headquarters first are worth, for each what-if."""
    currency = document.currency
    rows = [
        {
            "Without it": pretty(one.without),
            "What follows is worth": money(one.gain, currency),
            "From": "" if one.first_year is None else str(one.first_year),
            "Still open then": percent(one.still_open),
            "Less its cost": money(one.net, currency),
            "On average": money(one.expected_net, currency),
            "Pays from a chance of": ""
            if one.least_chance is None
            else percent(one.least_chance),
        }
        for one in document.opens_way
    ]
    return pl.DataFrame(rows)
