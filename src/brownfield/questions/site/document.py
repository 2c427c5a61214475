"""What is told of candidate places, every figure with its meaning and unit?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Any

from brownfield.asking.row_notes import row_notes
from brownfield.questions.site.facts.corners import Corners, corners
from brownfield.questions.site.facts.placed import Placed, placed_of
from brownfield.questions.site.facts.places import (
    Place,
    function_names,
    places,
    site_names,
    stands,
    unsupported,
)
from brownfield.questions.site.facts.stays import OpensWay, Stays, opens_way, stays
from brownfield.questions.site.facts.turning import WouldHave, would_have
from brownfield.tell.values import TOLD_ONLY

if TYPE_CHECKING:
    from brownfield.questions.site.asked import Asked
    from brownfield.questions.site.question import Siting
    from brownfield.questions.site.scoring.criteria import Criterion
    from brownfield.questions.site.scoring.truth import Stretch


@dataclass(frozen=True)
class Document:
    """How the candidate places of a headquarters compare.

    Attributes
    ----------
    case, case_digest
        Name of the case and digest of its tables as they were asked for.
    currency
        Unit of all money.
    criteria
        What places are judged by, each with its natural range and the range of its
        weight.
    weights
        Central weight of each criterion, shares: by the swings, else the middle of all
        weights that are allowed.
    places
        The places, the best with the central weights first.
    acceptability
        By site: share of draws in which it has rank 1, 2 and so on.
    standard_error
        By site: of each of these shares.
    central_weights
        By site: middle of the weights with which it comes first, by criterion; None
        where it never does.
    would_have_to_be_true
        What would have to change for each other place to come first.
    stretches
        Which place is best as the weight of one criterion goes from 0 to 1.
    triangle
        Which place is best as weight moves between the two criteria that weigh most
        and all others; None for fewer than three criteria.
    functions
        What each function costs at each place: `site`, `function`, `staff` (people),
        `pay`, `rent`, `cost` (case currency a year), `incentive` (case currency, once).
    draws
        How many sets of weights and scores were drawn.
    scores_drawn
        How many scores have a range in `assumptions` and were drawn from it.
    unsupported
        How many scores cite no fact or statement; `cost` is judged by `sites`.
    has_swings
        Whether the case says what the swings count.
    has_ranges
        Whether it limits any weight.
    placed
        Where each function goes by itself, and staff and money by year; None where no
        pay is given.
    stands
        Site at which a function stands in the tables, at the cost of its owner in every
        plan, by function.
    stays
        How long a headquarters lasts in each place that has a cost.
    opens_way
        What headquarters first are worth, for each what-if that was asked for.
    row_notes
        What was read otherwise than it stands in the tables, and doubts about rows.
    title, notice
        Title of the case, and what readers must know first (None = nothing).
    names, function_names
        Printed names of sites and of functions.
    """

    case: str
    case_digest: str
    currency: str
    criteria: tuple[Criterion, ...]
    weights: dict[str, float]
    places: tuple[Place, ...]
    acceptability: dict[str, list[float]]
    standard_error: dict[str, list[float]]
    central_weights: dict[str, dict[str, float] | None]
    would_have_to_be_true: tuple[WouldHave, ...]
    stretches: tuple[Stretch, ...]
    triangle: Corners | None
    functions: list[dict[str, Any]]
    draws: int
    scores_drawn: int
    unsupported: int
    has_swings: bool
    has_ranges: bool
    placed: Placed | None
    stands: dict[str, str]
    stays: tuple[Stays, ...]
    opens_way: tuple[OpensWay, ...]
    row_notes: tuple[str, ...]
    title: str = field(metadata=TOLD_ONLY)
    notice: str | None = field(metadata=TOLD_ONLY)
    names: Mapping[str, str] = field(metadata=TOLD_ONLY)
    function_names: Mapping[str, str] = field(metadata=TOLD_ONLY)

    @property
    def has_answer(self) -> bool:
        """Whether there is something to put on a page."""
        return True

    @property
    def has_cost(self) -> bool:
        """Whether the tables say what the functions cost at any place."""
        return any(place.cost is not None for place in self.places)


def document(answer: Siting, _asked: Asked | None = None) -> Document:
    """Return everything that is told of places."""
    settings, judged = answer.case.settings.case, answer.judged
    criteria, by_site = judged.criteria, stays(answer)
    return Document(
        case=answer.case.name,
        case_digest=answer.case.asked_digest,
        currency=settings.currency,
        criteria=criteria,
        weights=_named(criteria, answer.weights.tolist()),
        places=places(answer),
        acceptability=dict(
            zip(judged.sites, answer.ranks.acceptability.tolist(), strict=True)
        ),
        standard_error=dict(
            zip(judged.sites, answer.ranks.standard_error.tolist(), strict=True)
        ),
        central_weights=_central(answer),
        would_have_to_be_true=would_have(answer),
        stretches=answer.stretches,
        triangle=corners(answer),
        functions=answer.costs.to_dicts(),
        draws=answer.ranks.draws,
        scores_drawn=answer.moved,
        unsupported=unsupported(answer),
        has_swings=all(one.swing is not None for one in criteria),
        has_ranges=any(one.low > 0.0 or one.high < 1.0 for one in criteria),
        placed=placed_of(answer),
        stands=stands(answer),
        stays=by_site,
        opens_way=opens_way(answer, by_site),
        row_notes=row_notes(answer.case),
        title=settings.title,
        notice=settings.notice,
        names=site_names(answer),
        function_names=function_names(answer),
    )


def _named(criteria: tuple[Criterion, ...], weights: list[float]) -> dict[str, float]:
    return {one.name: weight for one, weight in zip(criteria, weights, strict=True)}


def _central(answer: Siting) -> dict[str, dict[str, float] | None]:
    """Return the weights that speak for each place; None where none do."""
    by_site = {}
    for site, weights in zip(
        answer.judged.sites, answer.ranks.central.tolist(), strict=True
    ):
        never = isnan(weights[0])
        by_site[site] = None if never else _named(answer.judged.criteria, weights)
    return by_site


whole = document
