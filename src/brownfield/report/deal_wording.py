"""How is a deal told in words: to everybody, and to each party?"""

from brownfield.deal.contracts import FEE, Range
from brownfield.deal.deal import Deal
from brownfield.deal.public import PublicPart
from brownfield.errors import UseError
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
    return f"{FORM_WORDS.get(first, pretty(first))} {rest}".strip()


def shown_in(unit: str, largest: float) -> tuple[float, str]:
    """Return what to divide amounts of a form by, and the unit they then have.

    Examples
    --------
    >>> shown_in("GBP a year", 5e6), shown_in("GBP per vehicle", 4000.0)
    ((1000000.0, 'GBP m a year'), (1.0, 'GBP per vehicle'))
    """
    first, _, rest = unit.partition(" ")
    if abs(largest) < 1e5:
        return 1.0, unit
    return 1e6, f"{first} m {rest}".strip()


def names_of(told: Deal) -> dict[str, str]:
    """Return the printed names of the parties at the table."""
    known = labels(told.case).parties
    return {party: known.get(party, party) for party in told.game.parties}


def headline(told: Deal) -> str:
    """Return the answer in one or two sentences."""
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
    fee = told.table.ranges[FEE] if told.table else None
    return f"{text} {fee_sentence(told, fee)}" if fee else f"{text} {no_guest(told)}"


def no_guest(told: Deal) -> str:
    """Return that nobody builds at another's plant."""
    names = names_of(told)
    companies = [names[party] for party in told.seats.companies]
    return (
        f"In the best joint plan none of {listed(companies)} builds at a plant of "
        "another, so there is no fee to agree on."
    )


def fee_sentence(told: Deal, fee: Range) -> str:
    """Return the range of the fee in one sentence."""
    assert told.table is not None  # noqa: S101 (a fee comes from talks)
    pair, names = told.table.pair, names_of(told)
    currency = told.case.settings.case.currency
    who = f"{names[pair.entrant]} building at {names[pair.host]}'s plant"
    if fee.low is None or fee.high is None:
        return f"No fee alone makes {who} better for both."
    low, high = (f"{currency} {significant(edge)}" for edge in (fee.low, fee.high))
    meet = (
        "" if fee.nash is None else f"; they meet at {currency} {significant(fee.nash)}"
    )
    grants = sum(v for n, v in fee.amounts.items() if n.startswith("grant"))
    helped = f", with a grant of {money(grants, currency)}" if grants > 1.0 else ""
    ceilings = [part.support.ceiling for part in told.support]
    limit = min((c for c in ceilings if c is not None), default=None)
    if helped and limit is not None and grants > limit:
        helped += f", more than the {money(limit, currency)} that aid rules allow"
    return (
        f"With {who}, everybody gains at a fee of {low} to {high} per vehicle"
        f"{meet}{helped}."
    )


def who_objects(told: Deal) -> str:
    """Return whether any split holds, and who would object to which."""
    names = names_of(told)
    if told.joining:
        one, other, loss = told.joining[0]
        lost = money(loss, told.case.settings.case.currency)
        return (
            f"{_group(names, one)} and {_group(names, other)} lose {lost} by joining, "
            "so a split of the total is no fair answer here. A tighter --gap may mend "
            "it if the searches stopped early."
        )
    if told.is_core_empty:
        return (
            "Every split of the total leaves some group better off on its own (the "
            "core is empty): no split is stable, and those below show who objects."
        )
    unhappy = [
        f"{_group(names, coalition)} to {RULE_WORDS[rule]}"
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
        "A smaller --gap sharpens them."
    )


def _group(names: dict[str, str], coalition: frozenset[str]) -> str:
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
        f"Without {name} the companies would forgo the joint plan, which costs them "
        f"{gap} before support. The least support that brings it about is {least}; it "
        f"brings {name} {more} more in receipts"
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
    lump = found.cure_reservation
    cure = (
        ""
        if lump is None
        else (
            f" A fee of {currency} {significant(found.cure_fee)} per vehicle, the "
            f"host's own cost, with a reservation of {money(lump, currency)} a year, "
            "cures it."
        )
    )
    return (
        f"Facing that fee, {guest} alone would build {percent(fewer)} fewer vehicles "
        f"there, which costs everybody together {money(found.lost, currency)}.{cure}"
    )


def is_neutral(told: Deal) -> bool:
    """Return whether every party weighs futures by their mean alone."""
    sides = told.table.talks.sides if told.table else ()
    return all(side.tail_weight == 0.0 for side in sides)


def view_lines(told: Deal, party: str) -> list[str]:
    """Return the deal as told to one party: gives, gets, risks, asks next.

    Raises
    ------
    UseError
        If the party is not at the table.
    """
    if party not in told.game.parties:
        known = ", ".join(told.game.parties)
        message = f"{party} is not at the table. View the deal as one of: {known}."
        raise UseError(message)
    name, currency = names_of(told)[party], told.case.settings.case.currency
    alone, share = told.game.alone[party], told.splits["nash"][party]
    worth = (
        f"  Alone: {money(alone, currency)}. With the deal: {money(share, currency)} "
        f"by Nash ({gain(share - alone, currency)})."
    )
    return [
        f"The deal for {name}",
        worth,
        f"  Gives: {_gives(told, party)}",
        f"  Gets: {_gets(told, party)}",
        f"  Risks: {_risks(told, party)}",
        f"  Ask next: {_asks(told, party)}",
    ]


def _role(told: Deal, party: str) -> str:
    if party in told.seats.governments:
        return "government"
    pair = told.table.pair if told.table else None
    if pair and party == pair.entrant:
        return "entrant"
    return "host" if pair and party == pair.host else "other"


def _gives(told: Deal, party: str) -> str:
    currency = told.case.settings.case.currency
    fee = told.table.ranges[FEE] if told.table else None
    meet = (
        "a fee"
        if fee is None or fee.nash is None
        else (f"about {currency} {significant(fee.nash)} per vehicle")
    )
    part = next((s for s in told.support if s.government == party), None)
    least = money(part.support.minimum, currency) if part else ""
    return {
        "entrant": f"{meet} to the host, and the tooling of its programme.",
        "host": "line time, crew and conversion of the guest's vehicles.",
        "government": f"support of at least {least}." if part else "nothing.",
        "other": "nothing that the other parties pay for.",
    }[_role(told, party)]


def _gets(told: Deal, party: str) -> str:
    currency = told.case.settings.case.currency
    part = next((s for s in told.support if s.government == party), None)
    more = money(part.support.worth_to_state, currency) if part else ""
    return {
        "entrant": "a plant near its market without building one.",
        "host": "a price for line time that it would not use as well alone.",
        "government": f"{more} more in receipts than without it."
        if part
        else "nothing.",
        "other": "its part of what the joint plan adds.",
    }[_role(told, party)]


def _risks(told: Deal, party: str) -> str:
    currency = told.case.settings.case.currency
    own = [s for s in told.stay if s.party == party]
    if not own:
        return "its receipts follow the volumes that are really built."
    worst = min(own, key=lambda s: s.gain)
    where = branch_of(told, worst.scenario)
    change = gain(worst.gain, currency)
    text = f"its worst future is {where}: {change} against acting alone"
    if _role(told, party) == "entrant" and told.stop_week is not None:
        week = money(told.stop_week, currency)
        return (
            f"{text}; its vehicles stop whenever the host's plant stops, and each week "
            f"costs it {week} before fees."
        )
    return f"{text}."


def _asks(told: Deal, party: str) -> str:
    return {
        "entrant": "a price that falls with volume, relief from payment while the "
        "host's plant stands still, and room to leave if volumes fail.",
        "host": "a reservation fee or take-or-pay for the volume promised, and an exit "
        "fee that covers what it loses.",
        "government": "a clawback in proportion to missing vehicles, and proof of what "
        "would happen without it.",
        "other": "a part of what it adds, or to act alone.",
    }[_role(told, party)]
