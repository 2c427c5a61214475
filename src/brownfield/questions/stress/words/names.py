"""What is a stop called?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from brownfield.tell.numbers import listed, money

if TYPE_CHECKING:
    from brownfield.questions.stress.document import Document
    from brownfield.questions.stress.facts.groups import StopGroup
    from brownfield.tell.labels import Labels

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


def parties_named(document: Document, parties: Sequence[str]) -> list[str]:
    """Return the printed names of parties."""
    return [document.names.parties.get(party, party) for party in parties]


def element_name(names: Labels, scope: str, target: str) -> str:
    """Return what stops in words, e.g. ``plant JLR Halewood``."""
    return f"{SCOPES[scope]} {target_name(names, scope, target)}"


def target_name(names: Labels, scope: str, target: str) -> str:
    """Return the printed name of what stops, without its kind."""
    own = {
        "facility": names.facilities,
        "party": names.parties,
        "part_source": names.places | names.facilities,
        "place": names.places,
        "lane": names.places,
    }.get(scope, {})
    return " > ".join(own.get(part, part) for part in target.split(">"))


def of_which(penalty: float, currency: str) -> str:
    """Return how much of a loss is lost-sale penalty; nothing if none is."""
    if penalty <= 0:
        return ""
    return f", of which {money(penalty, currency)} lost-sale penalty"


def ranks(group: StopGroup) -> str:
    """Return first and last rank, e.g. ``7-9``; one if others lie between."""
    first, last = group.stop.rank, group.last_rank
    return str(first) if last is None else f"{first}-{last}"


def group_title(document: Document, group: StopGroup) -> str:
    """Return what stops, e.g. ``plant, company and site Nissan Sunderland``."""
    names, order = document.names, list(SCOPES)
    kept = sorted(group.stops, key=lambda stop: order.index(stop.scope))
    scopes = list(dict.fromkeys(stop.scope for stop in kept))
    if len(scopes) == 1:
        title = element_name(names, kept[0].scope, kept[0].target)
    else:
        name = target_name(names, kept[0].scope, kept[0].target)
        title = f"{listed([TOGETHER[scope] for scope in scopes])} {name}"
    return f"{title} ({DEARER})" if group.is_dearer else title
