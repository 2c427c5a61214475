"""How is told what support is justified, and what simple contracts cost?"""

from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.staying.distortion import Distortion
from brownfield.questions.deal.support.larger import Need
from brownfield.questions.deal.support.public import PublicPart
from brownfield.questions.deal.words.names import (
    form_words,
    is_neutral,
    is_some,
    names_of,
)
from brownfield.tell.labels import labels
from brownfield.tell.numbers import listed, money, percent, price, significant

FEW = 1e-4  # share of its vehicles that a guest may leave out unmentioned


def support_sentence(told: Deal, part: PublicPart) -> str:
    """Return what support the deal needs and whether it is earned back."""
    currency, support = told.case.settings.case.currency, part.support
    name = labels(told.case).parties.get(part.government, part.government)
    more = money(support.worth_to_state, currency)
    if support.gap == 0.0:
        return (
            f"What is best for all comes about without {name}: no support is needed, "
            "and none would be justified."
        )
    if not is_some(told, support.minimum):
        return (
            f"The joint plan needs nothing of {name}: others' support brings it about."
        )
    gap, least = money(support.gap, currency), money(support.minimum, currency)
    companies = [names_of(told)[party] for party in told.seats.companies]
    return (
        f"Without {name}, {listed(companies)} would not choose the joint plan: before "
        f"support it leaves {gap} less than the best without it. The least support "
        f"that brings it about is {least}{_of_which(part, currency)}; it brings {name} "
        f"{more} more in receipts{_verdict(part, currency)}.{_per_job(part, currency)}"
    )


def larger_sentence(told: Deal) -> str | None:
    """Return what a plan beyond aid rules would be worth, and what it would need."""
    found, currency = told.larger, told.case.settings.case.currency
    if found is None:
        return _none_in_time(told)
    needs = [
        _need(told, state, need)
        for state, need in found.needs.items()
        if not need.is_legal
    ]
    first = (
        f"A larger plan would be worth {money(found.more, currency)} more to everybody "
        "together, but not within the aid allowed."
    )
    return " ".join([first, *needs])


def _none_in_time(told: Deal) -> str | None:
    """Return that time ended before a plan beyond aid rules, if that may be why."""
    game = told.game
    is_limited = any(part.support.ceiling is not None for part in told.support)
    is_open = game.is_open(frozenset(game.parties)) > 1e-3 * abs(game.surplus)
    if not is_limited or not is_open:
        return None
    return (
        "In the time given no plan beyond aid rules was found that is worth more; "
        "more time (--time-limit) may find one."
    )


def _need(told: Deal, state: str, need: Need) -> str:
    """Return how much aid a larger plan needs, above which assumed ceiling."""
    currency, limit = told.case.settings.case.currency, need.limit
    name = names_of(told)[state]
    ceiling = money(need.part.support.ceiling or 0.0, currency)
    rule = limit.policy if limit else ""
    if limit is None or limit.share is None:
        than = f"more than the {ceiling} allowed by {rule}"
    else:
        than = (
            f"{percent(need.amount / need.capital) if need.capital else 'all'} of the "
            f"{money(need.capital, currency)} that it spends on tooling and openings "
            f"there, more than the {percent(limit.share)} ({ceiling}) assumed in {rule}"
        )
    more = money(need.part.support.worth_to_state, currency)
    forgone = money(need.part.support.gap, currency)
    return (
        f"Before support it leaves the companies {forgone} less than their best "
        f"without {name}, and needs aid of at least {money(need.amount, currency)}: "
        f"{than}. It would bring {name} {more} more in receipts."
    )


def _of_which(part: PublicPart, currency: str) -> str:
    """Return what of the least support is packages and what a grant."""
    support = part.support
    if not support.packages:
        return ", as a grant"
    packages, grant = support.packages, support.minimum - support.packages
    if grant <= 1e-6 * support.minimum:
        return ", as packages"
    return f": packages of {money(packages, currency)}, a grant of " + money(
        grant, currency
    )


def _verdict(part: PublicPart, currency: str) -> str:
    """Return whether support is earned back and allowed."""
    support = part.support
    earned = (
        ", so it is earned back" if support.is_earned_back else ", less than it costs"
    )
    if support.is_proportionate:
        return earned
    limit = money(support.ceiling, currency)
    return (
        f"{earned}; but no more than {limit} is allowed, so no legal amount is enough"
    )


def _per_job(part: PublicPart, currency: str) -> str:
    if part.cost_per_job is None:
        return ""
    return f" A further job costs {price(part.cost_per_job, currency)}."


def simplicity_sentence(told: Deal) -> str | None:
    """Return which simple contract shares risk best and what it costs."""
    found, currency = told.simplicity, told.case.settings.case.currency
    if found is None:
        return None
    if found.cost <= told.game.rounding + 1e-6 * abs(found.bound):
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
    if found.fewer < FEW:
        return f"Free to choose, {guest} would build no fewer vehicles at that fee."
    return (
        f"This holds if the contract fixes volumes: free to choose at that fee, "
        f"{guest} would build {percent(found.fewer)} fewer vehicles there, which costs "
        f"everybody together {money(found.lost, currency)}{_of_surplus(told, found)}."
        f"{_cure(told, found)}"
    )


def _of_surplus(told: Deal, found: Distortion) -> str:
    """Return that free volumes cost more than there is to share."""
    if found.lost <= told.game.surplus:
        return ""
    return ", more than the deal adds: no volume at all would then be better"


def _cure(told: Deal, found: Distortion) -> str:
    """Return the two-part price that distorts least, and what it leaves."""
    lump, currency = found.cure_reservation, told.case.settings.case.currency
    if lump is None or found.cure_lost >= found.lost:
        return ""
    fee = f"a fee of {currency} {significant(found.cure_fee)} per vehicle"
    if found.cure_fee < 1e-3 * found.fee:
        fee = "no fee per vehicle"
    left = found.cure_lost
    if left <= max(1e-3 * found.lost, told.game.rounding):
        then = "avoids that"
    else:
        then = f"leaves {money(left, currency)} of that"
    return (
        f" With volumes left free, {fee} and a reservation of "
        f"{money(lump, currency)} a year {then}."
    )
