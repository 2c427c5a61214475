"""How is a deal told in words: to everybody, and to each party?"""

from brownfield.deal.contracts import FEE, Range, Table
from brownfield.deal.deal import Deal
from brownfield.deal.incentives import Distortion
from brownfield.deal.public import PublicPart
from brownfield.deal.talks import Agreed
from brownfield.report.labels import labels, pretty
from brownfield.report.numbers import gain, listed, money, percent, significant

FORM_WORDS = {
    "fee_per_vehicle": "Fee per vehicle",
    "reservation": "Reservation fee",
    "take_or_pay": "Take-or-pay fee",
    "cost_plus": "Cost plus",
    "price_down": "Yearly price-down",
    "capex_share": "Share of tooling paid by host",
    "grant": "Grant",
    "exit_fee": "Exit fee",
}
RULE_WORDS = {
    "nash": "Nash",
    "shapley": "Shapley",
    "nucleolus": "Nucleolus",
    "equal": "Equal split",
}


def form_words(name: str) -> str:
    """Return what a contract form is called in a sentence."""
    first, _, rest = name.partition(" ")
    between = rest.replace(">", " to ")
    return f"{FORM_WORDS.get(first, pretty(first))} {between}".strip()


def shown_in(unit: str, largest: float) -> tuple[float, str]:
    """Return what to divide amounts of a form by, and the unit they then have.

    Examples
    --------
    >>> shown_in("GBP a year", 5e6), shown_in("GBP per vehicle", 4000.0)
    ((1000000.0, 'GBP m a year'), (1.0, 'GBP per vehicle'))
    >>> shown_in("share of tooling", 0.3)
    (0.01, '% of tooling')
    """
    first, _, rest = unit.partition(" ")
    if first == "share":
        return 0.01, f"% {rest}"
    if abs(largest) < 1e5:
        return 1.0, unit
    return 1e6, f"{first} m {rest}".strip()


def names_of(told: Deal) -> dict[str, str]:
    """Return the printed names of the parties at the table."""
    known = labels(told.case).parties
    return {party: known.get(party, party) for party in told.game.parties}


def headline(told: Deal) -> str:
    """Return the answer in one to three sentences."""
    game, currency = told.game, told.case.settings.case.currency
    names = list(names_of(told).values())
    total, more = money(game.total, currency), money(game.surplus, currency)
    if game.surplus <= game.tolerance:
        return (
            f"{listed(names)} gain nothing together that each does not have alone: "
            "there is no deal to make."
        )
    text = (
        f"Together {listed(names)} are worth {total} in present value, {more} more "
        "than each acting alone."
    )
    if told.table is None:
        return f"{text} {no_guest(told)}"
    if not has_two_talks(told):
        return f"{text} {fee_sentence(told, told.table)}"
    return f"{text} {_without_states(told)}{fee_sentence(told, told.table)}"


def has_two_talks(told: Deal) -> bool:
    """Return whether the companies can talk without the governments at the table."""
    return told.private is not None and bool(told.seats.governments)


def _without_states(told: Deal) -> str:
    """Return what companies gain of the total without the governments."""
    game, names = told.game, names_of(told)
    companies = frozenset(told.seats.companies)
    own = game.values[companies] - sum(game.alone[party] for party in companies)
    states = listed([names[party] for party in told.seats.governments])
    return (
        f"{group(names, companies)} gain "
        f"{money(own, told.case.settings.case.currency)} of it without {states}. "
    )


def with_states_sentence(told: Deal) -> str | None:
    """Return the terms with the governments at the table, if companies have their own.

    None where only one talk is possible: the headline tells its terms.
    """
    if not has_two_talks(told):
        return None
    names = names_of(told)
    states = listed([names[party] for party in told.seats.governments])
    if told.public is None:
        return (
            f"With {states} at the table, the best joint plan has nobody build at a "
            "plant of another."
        )
    lead = f"With {states} at the table as well, and"
    return fee_sentence(told, told.public, lead=lead)


def taxed_sentence(told: Deal) -> str | None:
    """Return what of the surplus goes in tax on payments; None if next to nothing."""
    table, game = told.public or told.table, told.game
    if table is None or set(table.ranges[FEE].gains) != set(game.parties):
        return None
    fee, currency = table.ranges[FEE], told.case.settings.case.currency
    gains = fee.gains
    lost = game.surplus - sum(gains.values())
    if lost <= max(game.slack, 1e-3 * game.surplus):
        return None
    what = "the grant" if _grants(fee) > 1.0 else "what is paid"
    return (
        f"Tax on {what} takes {money(lost, currency)} of the "
        f"{money(game.surplus, currency)}, so the terms leave less than the splits."
    )


def stated_sentence(told: Deal) -> str | None:
    """Return what the contracts the case states leave the parties."""
    if not told.stated:
        return None
    names, currency = names_of(told), told.case.settings.case.currency
    parts = []
    for terms in told.stated.values():
        paid = listed([_amount(told, n, a) for n, a in terms.amounts.items()])
        left = [f"{names[p]} {gain(g, currency)}" for p, g in terms.gains.items()]
        bare = _nothing_else(told, terms)
        parts.append(f"The case's own contract ({paid}{bare}) leaves {listed(left)}")
    return f"{'. '.join(parts)} against acting alone."


def _nothing_else(told: Deal, terms: Agreed) -> str:
    """Return that a contract comes alone where grants or other fees are talked of."""
    forms = told.table.talks.forms if told.table else {}
    beside = [n for n in forms if n.startswith(("grant", f"{FEE} "))]
    return ", nothing else paid" if set(beside) - set(terms.amounts) else ""


def _amount(told: Deal, form: str, amount: float) -> str:
    assert told.table is not None  # noqa: S101 (contracts are judged in talks)
    by, unit = shown_in(told.table.talks.forms[form].unit, amount)
    return f"{form_words(form).lower()}: {significant(amount / by)} {unit}"


def no_guest(told: Deal) -> str:
    """Return that nobody builds at another's plant."""
    names = names_of(told)
    companies = [names[party] for party in told.seats.companies]
    return (
        f"In the best joint plan none of {listed(companies)} builds at a plant of "
        "another, so there is no fee to agree on."
    )


def fee_sentence(told: Deal, table: Table, *, lead: str = "With") -> str:
    """Return the range of the fee in some talks in one sentence."""
    pair, names, fee = table.pair, names_of(told), table.ranges[FEE]
    currency = told.case.settings.case.currency
    who = f"{names[pair.entrant]} building at {names[pair.host]}'s plant"
    if fee.low is None or fee.high is None:
        return f"No fee alone makes {who} better for both."
    low, high = (f"{currency} {significant(edge)}" for edge in (fee.low, fee.high))
    meet = (
        "" if fee.nash is None else f"; they meet at {currency} {significant(fee.nash)}"
    )
    return (
        f"{lead} {who}, everybody gains at a fee of {low} to {high} per vehicle"
        f"{meet}{_grant_words(told, fee)}."
    )


def _grants(fee: Range) -> float:
    return sum(v for n, v in fee.amounts.items() if n.startswith("grant"))


def _grant_words(told: Deal, fee: Range) -> str:
    """Return the grant that goes with a fee, and whether aid rules allow it."""
    grants, currency = _grants(fee), told.case.settings.case.currency
    if grants <= 1.0:
        return ""
    text = f", with a grant of {money(grants, currency)}"
    ceilings = [part.support.ceiling for part in told.support]
    limit = min((c for c in ceilings if c is not None), default=None)
    if limit is not None and grants > limit:
        text += f", more than the {money(limit, currency)} that aid rules allow"
    return text


def who_objects(told: Deal) -> str:
    """Return whether any split holds, and who would object to which."""
    names = names_of(told)
    if told.joining:
        one, other, loss = told.joining[0]
        lost = money(loss, told.case.settings.case.currency)
        return (
            f"{group(names, one)} and {group(names, other)} lose {lost} by joining, "
            "so a split of the total is no fair answer here. Planning with a smaller "
            "gap (--gap) may mend it if the searches stopped early."
        )
    if told.is_core_empty:
        return (
            "Every split of the total leaves some group better off on its own (the "
            "core is empty): no split is stable, and those below show who objects."
        )
    unhappy = [
        f"{group(names, coalition)} to {RULE_WORDS[rule]}"
        for rule, gains in told.objecting.items()
        for coalition in gains
    ]
    if unhappy:
        return f"Splits exist that nobody leaves. Objecting: {'; '.join(unhappy)}."
    return "No group would be better off on its own under any of these splits."


def precision(told: Deal) -> str | None:
    """Return how far values may be off, if that is worth telling."""
    game, currency = told.game, told.case.settings.case.currency
    if game.slack <= max(1e-3 * abs(game.surplus), 1e-6 * abs(game.total)):
        return None
    return (
        f"Searches stopped within their gap: the value of a group may be off by up to "
        f"{money(game.slack, currency)}, so fees and shares are not sharper than that. "
        "Planning with a smaller gap (--gap) sharpens them."
    )


def group(names: dict[str, str], coalition: frozenset[str]) -> str:
    """Return the names of a group, in the order of the case."""
    return listed([name for party, name in names.items() if party in coalition])


def branch_of(told: Deal, scenario: str) -> str:
    """Return the name of the branch a future ends in."""
    assert told.table is not None  # noqa: S101 (futures come from talks)
    nodes = told.table.plan.nodes
    branches = dict(nodes.select("node", "branch").iter_rows())
    return str(branches[scenario])


def support_sentence(told: Deal, part: PublicPart) -> str:
    """Return what support the deal needs and whether it is earned back."""
    currency, support = told.case.settings.case.currency, part.support
    name = labels(told.case).parties.get(part.government, part.government)
    more = money(support.worth_to_state, currency)
    if support.gap == 0.0:
        return (
            f"The companies do what is best for all without {name}: no support is "
            "needed, and none would be justified."
        )
    gap, least = money(support.gap, currency), money(support.minimum, currency)
    text = (
        f"Without {name} the companies would not choose the joint plan: before support "
        f"it leaves them {gap} less than the best they can do on their own. The least "
        f"support that brings it about is {least}; it brings {name} {more} more in "
        "receipts"
    )
    verdict = (
        ", so it is earned back" if support.is_earned_back else ", less than it costs"
    )
    if not support.is_proportionate:
        limit = money(support.ceiling, currency)
        verdict += f"; but no more than {limit} is allowed, so no legal amount works"
    per = (
        ""
        if part.cost_per_job is None
        else (f" A further job costs {money(part.cost_per_job, currency)}.")
    )
    return f"{text}{verdict}.{per}"


def simplicity_sentence(told: Deal) -> str | None:
    """Return which simple contract shares risk best and what it costs."""
    found, currency = told.simplicity, told.case.settings.case.currency
    if found is None:
        return None
    if found.cost <= told.game.tolerance + 1e-6 * abs(found.bound):
        return (
            "As the parties weigh futures by their mean, every simple contract is "
            "worth as much as one that follows each future."
            if is_neutral(told)
            else f"{form_words(found.best)} shares the risk in full."
        )
    return (
        f"{form_words(found.best)}, with a reservation beside it, comes closest to "
        f"sharing risk in full; its simplicity costs {money(found.cost, currency)}."
    )


def distortion_sentence(told: Deal) -> str | None:
    """Return whether the fee makes the guest build fewer vehicles, and the cure."""
    found, currency = told.distortion, told.case.settings.case.currency
    if found is None or told.table is None:
        return None
    guest = names_of(told)[told.table.pair.entrant]
    fewer = 1.0 - found.own_vehicles / max(found.joint_vehicles, 1e-9)
    if fewer < 1e-4:
        return f"Facing that fee, {guest} would build no fewer vehicles there."
    return (
        f"Facing that fee, {guest} alone would build {percent(fewer)} fewer vehicles "
        "there, which costs everybody together "
        f"{money(found.lost, currency)}.{_cure(told, found)}"
    )


def _cure(told: Deal, found: Distortion) -> str:
    """Return the two-part price that distorts least, and what it leaves."""
    lump, currency = found.cure_reservation, told.case.settings.case.currency
    if lump is None or found.cure_lost >= found.lost:
        return " So volumes belong in the contract."
    fee = f"A fee of {currency} {significant(found.cure_fee)} per vehicle"
    if found.cure_fee < 1.0:
        fee = "No fee per vehicle"
    left = found.cure_lost
    if left <= max(1e-3 * found.lost, told.game.tolerance):
        then = "cures it"
    else:
        then = f"leaves {money(left, currency)} of that loss"
    return (
        f" {fee}, with a reservation of {money(lump, currency)} a year, {then}; "
        "or volumes are part of the contract."
    )


def is_neutral(told: Deal) -> bool:
    """Return whether every party weighs futures by their mean alone."""
    sides = told.table.talks.sides if told.table else ()
    return all(side.tail_weight == 0.0 for side in sides)
