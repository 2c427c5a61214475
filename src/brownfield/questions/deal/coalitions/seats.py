"""Who sits at the table, and who only looks on?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.asking.parties import party_of
from brownfield.errors import UseError
from brownfield.questions.deal.coalitions.game import MOST_PARTIES, check_size
from brownfield.tables.declared.trade_and_policy import GOVERNMENT_KINDS, GRANT_KINDS
from brownfield.tables.problems import did_you_mean

if TYPE_CHECKING:
    from brownfield.case.case import Case


@dataclass(frozen=True)
class Seats:
    """Parties of a deal, in the order of the case.

    Attributes
    ----------
    parties
        Everybody at the table.
    companies, governments
        The same, by kind.
    suppliers
        Parties without a decision, whose parts anybody may buy; they are always
        there and gain nothing.
    """

    parties: tuple[str, ...]
    companies: tuple[str, ...]
    governments: tuple[str, ...]
    suppliers: tuple[str, ...]


def seats(case: Case, names: Sequence[str] = ()) -> Seats:
    """Return who takes part in a deal.

    Parameters
    ----------
    case
        The case.
    names
        Parties that talk; none = those of ``[deal]``, else all with decisions.

    Raises
    ------
    UseError
        If a party is unknown or decides nothing, or there are too few or too many.
    """
    deciding = _deciding(case)
    chosen = tuple(names) or case.settings.deal.parties or tuple(deciding)
    _check_known(case, chosen)
    for party in chosen:
        if party not in deciding:
            raise UseError(_without_decision(case, party, deciding))
    if not names and len(chosen) > MOST_PARTIES:
        message = (
            f"{len(chosen)} parties of the case decide something: {', '.join(chosen)}. "
            f"A deal has at most {MOST_PARTIES}: name them with --parties a,b,c or as "
            "deal.parties in case.toml."
        )
        raise UseError(message)
    if not names and len(chosen) == 1:
        message = (
            f"Only {chosen[0]} is to talk: by deal.parties in case.toml, or as nobody "
            f"else decides anything. A deal needs 2 to {MOST_PARTIES}; those with "
            f"decisions: {', '.join(deciding)}. Name them with --parties a,b or there."
        )
        raise UseError(message)
    check_size(chosen)
    order = case.tables["parties"]["party"].to_list()
    parties = tuple(party for party in order if party in chosen)
    states = tuple(p for p in parties if p not in case.companies)
    idle = tuple(p for p in case.companies if p not in deciding)
    companies = tuple(p for p in parties if p in case.companies)
    if not companies:
        message = (
            f"No company talks: {', '.join(chosen)}. Name at least one company, of: "
            f"{', '.join(p for p in deciding if p in case.companies)}."
        )
        raise UseError(message)
    return Seats(parties, companies, states, idle)


def hosts_left_out(case: Case, seated: Seats) -> dict[str, tuple[str, ...]]:
    """Return companies not at the table at whose plants a seated one has an option.

    Returns
    -------
    plants
        Those plants, by owner; what could be built there is in no plan of the deal.
    """
    options = case.tables["build_options"].filter(
        pl.col("programme_owner").is_in(seated.companies)
    )
    plants = case.tables["facilities"].join(options, on="facility", how="semi")
    there = {*seated.parties, *seated.suppliers}
    owned = plants.filter(~pl.col("owner").is_in(there)).select("owner", "facility")
    by_owner: dict[str, tuple[str, ...]] = {}
    for owner, plant in owned.rows():
        by_owner[owner] = (*by_owner.get(owner, ()), plant)
    return by_owner


def seated_with_hosts(
    case: Case, names: Sequence[str], *, is_seating: bool | None = None
) -> Seats:
    """Return who takes part, with the hosts that a seated company could build at.

    Parameters
    ----------
    case
        The case.
    names
        Parties that talk; none = as for `seats`.
    is_seating
        Whether hosts sit down as well; None = unless names are given, as far as there
        is room.

    Raises
    ------
    UseError
        As `seats`, or if hosts are to be seated and make it too many.
    """
    seated = seats(case, names)
    hosts = hosts_left_out(case, seated) if is_seating is not False else {}
    everybody = (*seated.parties, *hosts)
    is_full = len(everybody) > MOST_PARTIES
    if not hosts or (is_seating is None and (names or is_full)):
        return seated
    if is_full:
        message = (
            f"With the hosts {', '.join(hosts)} there are {len(everybody)} parties; a "
            f"deal has at most {MOST_PARTIES}. Name fewer with --parties, or leave the "
            "hosts out with --leave-hosts."
        )
        raise UseError(message)
    return seats(case, everybody)


def shared_groups(case: Case, seated: Seats) -> dict[str, tuple[str, ...]]:
    """Return exclusive groups with options of several companies, and these companies.

    Together they start one option of such a group, apart each starts its own.
    """
    options = case.tables["build_options"].drop_nulls("exclusive_group")
    owners: dict[str, set[str]] = {}
    for group, owner in options.select("exclusive_group", "programme_owner").rows():
        owners.setdefault(group, set()).add(owner)
    groups = {
        group: tuple(party for party in seated.companies if party in own)
        for group, own in owners.items()
    }
    return {group: own for group, own in groups.items() if len(own) > 1}


def _check_known(case: Case, chosen: Sequence[str]) -> None:
    parties = case.tables["parties"]["party"].to_list()
    unknown = [party for party in chosen if party not in parties]
    if unknown:
        named = ", ".join(unknown)
        message = f"There is no party {named}. The case has: {', '.join(parties)}."
        raise UseError(message)


def _deciding(case: Case) -> list[str]:
    """Return the parties that own a programme or a plant with a choice, or a policy."""
    tables = case.tables
    free = tables["shift_patterns"].group_by("facility").agg(pl.col("fixed_cost").max())
    plants = tables["facilities"].join(free, on="facility", how="left")
    is_choice = (
        (pl.col("kind") != "parts")
        | (pl.col("status") != "operating")
        | (pl.col("fixed_cost").fill_null(0.0) > 0)
    )
    public = tables["policies"].filter(pl.col("kind").is_in(GOVERNMENT_KINDS))
    payers = tables["policies"].filter(pl.col("kind").is_in(GRANT_KINDS))["payer"]
    owners = {
        *tables["build_options"]["programme_owner"],
        *plants.filter(is_choice)["owner"],
        *public["party"].drop_nulls(),
        *payers.drop_nulls(),
    }
    return [party for party in tables["parties"]["party"] if party in owners]


def _without_decision(case: Case, party: str, deciding: Sequence[str]) -> str:
    rest = f"Leave it out, or choose from: {', '.join(deciding)}."
    if party in case.companies:
        return (
            f"Party {party} decides nothing: it owns no build option and no assembly "
            f"plant, so it can neither give nor gain in a deal. {rest}"
        )
    kinds = " or ".join(GOVERNMENT_KINDS)
    return (
        f"Government {party} decides nothing and receives nothing: policies has no row "
        f"of kind {kinds} for it. Add one, or leave it out: {', '.join(deciding)}."
    )


def told_to(case: Case, seated: Sequence[str], view: str | None) -> str | None:
    """Return the party that a deal is told to; None for everybody.

    Raises
    ------
    UseError
        If it is not at the table.
    """
    if view is None:
        return None
    party = party_of(case, view) or view
    if party not in seated:
        hint = did_you_mean(party, seated, "")
        message = (
            f"{party} is not at the table. View the deal as one of: "
            f"{', '.join(seated)}. {hint}"
        )
        raise UseError(message.strip())
    return party
