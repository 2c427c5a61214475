"""Where should the functions of a headquarters go?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.asking.answer import Answer
from brownfield.case.one_currency import at_first_year
from brownfield.errors import UnansweredError, UseError
from brownfield.questions.site.placing.apart import Apart, apart
from brownfield.questions.site.placing.first import Followed, followed
from brownfield.questions.site.scoring.costs import yearly_costs
from brownfield.questions.site.scoring.criteria import Judged, judged, values
from brownfield.questions.site.scoring.drawn import drawn_scores, score_ends
from brownfield.questions.site.scoring.ranks import Ranks, ranks
from brownfield.questions.site.scoring.truth import Stretch, Turn, stretches, turns
from brownfield.questions.site.scoring.weights import central, drawn_weights

if TYPE_CHECKING:
    from brownfield.asking.work import Work
    from brownfield.case.case import Case
    from brownfield.case.shapes import Floats
    from brownfield.questions.site.asked import Asked

NEEDED = ("functions", "sites", "criteria")


@dataclass(frozen=True)
class Siting(Answer):
    """Candidate places of a headquarters, compared.

    Attributes
    ----------
    case
        The case.
    judged
        Places, criteria and scores.
    weights
        Central weights of the criteria, shares. Shape (criteria,).
    ranks
        How often each place has each rank.
    stretches
        Which place is best as the weight of one criterion moves.
    turns
        What would have to change for another place to come first.
    costs
        What each function costs a year at each place.
    moved
        How many scores were drawn from ranges.
    ends
        Least and most that each score may be, unit of its criterion. Two of shape
        (sites, criteria).
    at
        Site of which headquarters first are told; blank = the best that has a cost.
    apart
        Functions placed one by one; None where no pay is given.
    followed
        What a headquarters makes possible, for each what-if that was asked for.
    """

    case: Case
    judged: Judged = field(repr=False)
    weights: Floats = field(repr=False)
    ranks: Ranks = field(repr=False)
    stretches: tuple[Stretch, ...] = field(repr=False)
    turns: tuple[Turn, ...] = field(repr=False)
    costs: pl.DataFrame = field(repr=False)
    moved: int
    ends: tuple[Floats, Floats] = field(repr=False)
    at: str = ""
    apart: Apart | None = field(default=None, repr=False)
    followed: tuple[Followed, ...] = ()


def answer(case: Case, asked: Asked, work: Work) -> Siting:
    """Return how the candidate places of a case compare.

    Raises
    ------
    UnansweredError
        If the case has no functions, no sites or no criteria, or, with a what-if
        to be planned, no sound plan.
    UseError
        If there is no such what-if, or no such site with pay.
    DataError
        If a currency of a site has no rate for the first year.
    """
    check_told(case)
    check_at(case, asked.at)
    work.on_begin("places")
    tables = at_first_year(case).tables
    judgement, random = judged(tables), np.random.default_rng(asked.draw_seed)
    weights = drawn_weights(judgement.criteria, asked.draws, random)
    scores, moved = drawn_scores(judgement, tables, asked.draws, random)
    middle = central(judgement.criteria, weights)
    return Siting(
        case=case,
        judged=judgement,
        weights=middle,
        ranks=ranks(values(scores, judgement.criteria), weights),
        stretches=stretches(judgement, middle),
        turns=turns(judgement, middle),
        costs=yearly_costs(tables),
        moved=moved,
        ends=score_ends(judgement, tables),
        at=asked.at,
        apart=apart(case),
        followed=followed(case, asked.without, work),
    )


def check_told(case: Case) -> None:
    """Check that a case says which functions may go to which places.

    Raises
    ------
    UnansweredError
        If a table that says so has no row.
    """
    missing = [name for name in NEEDED if case.tables[name].is_empty()]
    if missing:
        message = (
            f"{case.name} has no rows of {', '.join(missing)}, so there is no "
            "headquarters to place. functions says what is to be placed, sites where "
            "it may go, criteria how each place scores; docs/site.md shows them."
        )
        raise UnansweredError(message)


def check_at(case: Case, site: str) -> None:
    """Check that a site has a cost, if one is named.

    Raises
    ------
    UseError
        If there is no such site, or its pay is not given.
    """
    sites = case.tables["sites"].filter(pl.col("pay").is_not_null())["site"].to_list()
    if site and site not in sites:
        message = (
            f"--at {site}: no site of that name with pay. Sites with pay are "
            f"{', '.join(sites) or 'none'}."
        )
        raise UseError(message)
