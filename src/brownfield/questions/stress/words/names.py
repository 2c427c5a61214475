"""What is a stop called, and which stops are one and the same in effect?"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from brownfield.case.case import Case
from brownfield.questions.stress.network.hits import availability
from brownfield.questions.stress.question import StressTest
from brownfield.questions.stress.sweep.sweep import ranked
from brownfield.tell.labels import Labels, labels
from brownfield.tell.numbers import listed, money

SCOPES = {
    "facility": "plant",
    "party": "company",
    "outage_domain": "outage domain",
    "place": "everything at",
    "part_source": "parts from",
    "lane": "lane",
}
TOGETHER = SCOPES | {"place": "site", "part_source": "source"}  # joined by "and"
DEARER = "served by dearer routes"  # who loses no vehicle but money


def currency_of(test: StressTest) -> str:
    """Return the case currency."""
    return test.planned.at.plan.case.settings.case.currency


def names(test: StressTest) -> Labels:
    """Return the printed names of the case."""
    return labels(test.planned.at.plan.case)


def element_name(case: Case, scope: str, target: str) -> str:
    """Return what stops in words, e.g. ``plant JLR Halewood``."""
    return f"{SCOPES[scope]} {target_name(case, scope, target)}"


def target_name(case: Case, scope: str, target: str) -> str:
    """Return the printed name of what stops, without its kind."""
    known = labels(case)
    own = {
        "facility": known.facilities,
        "party": known.parties,
        "part_source": known.places | known.facilities,
        "place": known.places,
        "lane": known.places,
    }.get(scope, {})
    return " > ".join(own.get(part, part) for part in target.split(">"))


def of_which(penalty: float, currency: str) -> str:
    """Return how much of a loss is lost-sale penalty; nothing if none is."""
    if penalty <= 0:
        return ""
    return f", of which {money(penalty, currency)} lost-sale penalty"


@dataclass(frozen=True)
class Group:
    """Stops of the same plants with the same loss, e.g. of a plant and its company.

    Attributes
    ----------
    title
        What stops, e.g. ``plant, company and site Nissan Sunderland``.
    rows
        Rows of the sweep, the best rank first.
    """

    title: str
    rows: tuple[dict[str, Any], ...]

    @property
    def row(self) -> dict[str, Any]:
        """What holds for all of them, with the first rank and the hazard of any."""
        return next((row for row in self.rows if row["hazard"]), self.rows[0]) | {
            "rank": self.rows[0]["rank"]
        }

    @property
    def rank(self) -> str:
        """First and last rank, e.g. ``7-9``; the first alone if others lie between."""
        first, last = self.rows[0]["rank"], self.rows[-1]["rank"]
        is_run = last - first + 1 == len(self.rows) > 1
        return f"{first}-{last}" if is_run else str(first)

    def has(self, scope: str) -> bool:
        """Return whether a stop of that kind is among them."""
        return any(row["scope"] == scope for row in self.rows)


def groups(test: StressTest) -> list[Group]:
    """Return the stops that cost something, worst first, the same ones as one.

    Stops are the same if their outcome is and they share something that stops.
    """
    found: list[list[_Stopped]] = []
    for row in ranked(test.sweep) if test.sweep else ():
        if row["lost_value"] > 0:
            one = _Stopped(row, _outcome(row), _stopping(test, row))
            same = next((g for g in found if all(map(one.is_like, g))), None)
            if same is None:
                found.append([one])
            else:
                same.append(one)
    case = test.planned.at.plan.case
    return [_group(case, [one.row for one in same]) for same in found]


@dataclass(frozen=True)
class _Stopped:
    row: dict[str, Any]
    outcome: tuple[str, ...]
    resources: frozenset[int]

    def is_like(self, other: "_Stopped") -> bool:
        """Return whether both are the same in effect; two hazards never are."""
        hazards = {self.row["hazard"], other.row["hazard"]} - {None}
        is_same = self.outcome == other.outcome and len(hazards) < 2
        return is_same and bool(self.resources & other.resources)


def _outcome(row: dict[str, Any]) -> tuple[str, ...]:
    numbers = (
        row["weeks"],
        row["time_to_survive_weeks"] or 0.0,
        row["lost_vehicles"],
        *row["lost_value_by_party"].values(),
    )
    return tuple(f"{number:.6g}" for number in numbers)


def _stopping(test: StressTest, row: dict[str, Any]) -> frozenset[int]:
    shares = availability(test.planned, (row["scope"], row["target"]))
    return frozenset(np.flatnonzero(shares < 1).tolist())


def _group(case: Case, rows: list[dict[str, Any]]) -> Group:
    return Group(_title(case, rows), tuple(rows))


def _title(case: Case, rows: list[dict[str, Any]]) -> str:
    order = list(SCOPES)
    kept = sorted(rows, key=lambda row: order.index(row["scope"]))
    scopes = list(dict.fromkeys(row["scope"] for row in kept))
    name = target_name(case, kept[0]["scope"], kept[0]["target"])
    if len(scopes) == 1:
        title = element_name(case, kept[0]["scope"], kept[0]["target"])
    else:
        title = f"{listed([TOGETHER[scope] for scope in scopes])} {name}"
    return title if rows[0]["lost_vehicles"] >= 0.5 else f"{title} ({DEARER})"
