"""Which tables stand beside the words on places?"""

import polars as pl

from brownfield.questions.site import words
from brownfield.questions.site.document import Document
from brownfield.tables.declared.evidence import COST
from brownfield.tell.labels import pretty
from brownfield.tell.numbers import money, percent, significant


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
            place.name: words.amount(document, one.name, place.scores[one.name])
            for place in document.places
        }
        for one in document.criteria
    ]
    return pl.DataFrame(rows)


def central(document: Document) -> pl.DataFrame:
    """Return the weights that speak for each place that ever comes first."""
    rows = []
    for place in document.places:
        found = document.central_weights[place.site]
        if found is not None:
            weights = {
                words.title(document, name): percent(share)
                for name, share in found.items()
            }
            rows.append(
                {"Place": place.name}
                | weights
                | {"First with them": percent(place.confidence)}
            )
    return pl.DataFrame(rows)


def costs(document: Document) -> pl.DataFrame:
    """Return what each function costs a year at each place, the best place first."""
    known = {(row["site"], row["function"]): row for row in document.functions}
    functions = dict.fromkeys(row["function"] for row in document.functions)
    rows = [
        {"Place": place.name}
        | {
            f"{pretty(name)}, a year": money(
                known[place.site, name]["cost"], document.currency
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
