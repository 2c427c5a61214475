"""How is told what support is justified, and what simple contracts cost?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.questions.deal.words.names import form_words, named
from brownfield.tell.numbers import money, percent, price, significant

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.questions.deal.facts.support import Need, Support
    from brownfield.questions.deal.facts.volumes import Distortion


def support_sentence(document: Document, support: Support) -> str:
    """Return what support the deal needs and whether it is earned back."""
    currency, name = document.currency, document.names[support.government]
    more = money(support.worth_to_state, currency)
    if support.gap == 0.0:
        return (
            f"What is best for all comes about without {name}: no support is needed, "
            "and none would be justified."
        )
    if not support.is_needed:
        return (
            f"The joint plan needs nothing of {name}: others' support brings it about."
        )
    gap, least = money(support.gap, currency), money(support.minimum, currency)
    return (
        f"Without {name}, {named(document, document.companies)} would not choose the "
        f"joint plan: before support it leaves {gap} less than the best without it. "
        f"The least support that brings it about is {least}"
        f"{_of_which(support, currency)}; it brings {name} {more} more in receipts"
        f"{_verdict(support, currency)}.{_per_job(support, currency)}"
    )


def larger_sentence(document: Document) -> str | None:
    """Return what a plan beyond aid rules would be worth, and what it would need."""
    larger = document.beyond_aid_rules
    if larger is None:
        return _none_in_time(document)
    needs = [_need(document, n) for n in larger.needs.values() if not n.is_legal]
    first = (
        f"A larger plan would be worth {money(larger.more, document.currency)} more to "
        "everybody together, but not within the aid allowed."
    )
    return " ".join([first, *needs])


def _none_in_time(document: Document) -> str | None:
    """Return that time ended before a plan beyond aid rules, if that may be why."""
    if not document.is_larger_open:
        return None
    return (
        "In the time given no plan beyond aid rules was found that is worth more; "
        "more time (--time-limit) may find one."
    )


def _need(document: Document, need: Need) -> str:
    """Return how much aid a larger plan needs, above which assumed ceiling."""
    currency, support = document.currency, need.support
    name, rule = document.names[support.government], need.policy or ""
    ceiling = money(need.limit or 0.0, currency)
    if need.limit_share is None:
        than = f"more than the {ceiling} allowed by {rule}"
    else:
        than = (
            f"{percent(need.share) if need.share is not None else 'all'} of the "
            f"{money(need.capital, currency)} that it spends on tooling and openings "
            f"there, more than the {percent(need.limit_share)} ({ceiling}) assumed in "
            f"{rule}"
        )
    more, forgone = (
        money(support.worth_to_state, currency),
        money(support.gap, currency),
    )
    return (
        f"Before support it leaves the companies {forgone} less than their best "
        f"without {name}, and needs aid of at least {money(need.aid, currency)}: "
        f"{than}. It would bring {name} {more} more in receipts."
    )


def _of_which(support: Support, currency: str) -> str:
    """Return what of the least support is packages and what a grant."""
    if not support.packages:
        return ", as a grant"
    if not support.grant:
        return ", as packages"
    packages, grant = money(support.packages, currency), money(support.grant, currency)
    return f": packages of {packages}, a grant of {grant}"


def _verdict(support: Support, currency: str) -> str:
    """Return whether support is earned back and allowed."""
    earned = (
        ", so it is earned back" if support.is_earned_back else ", less than it costs"
    )
    if support.is_proportionate:
        return earned
    limit = money(support.ceiling, currency)
    return (
        f"{earned}; but no more than {limit} is allowed, so no legal amount is enough"
    )


def _per_job(support: Support, currency: str) -> str:
    if support.cost_per_job is None:
        return ""
    return f" A further job costs {price(support.cost_per_job, currency)}."


def simplicity_sentence(document: Document) -> str | None:
    """Return which simple contract shares risk best and what it costs."""
    simplicity = document.simplicity
    if simplicity is None:
        return None
    if simplicity.is_free:
        return (
            "As the parties weigh futures by their mean, every simple contract is "
            "worth as much as one that follows each future."
            if simplicity.is_neutral
            else f"{form_words(simplicity.best)} shares the risk in full."
        )
    cost = money(simplicity.cost, document.currency)
    return (
        f"{form_words(simplicity.best)}, with a reservation beside it, comes closest "
        f"to sharing risk in full; its simplicity costs {cost}."
    )


def distortion_sentence(document: Document) -> str | None:
    """Return whether the fee makes the guest build fewer vehicles, and the cure."""
    distortion, quoted = document.distortion, document.payments.quoted
    if distortion is None or quoted is None:
        return None
    guest, lost = (
        document.names[quoted.guest],
        money(distortion.lost, document.currency),
    )
    if not distortion.is_felt:
        return f"Free to choose, {guest} would build no fewer vehicles at that fee."
    return (
        f"This holds if the contract fixes volumes: free to choose at that fee, "
        f"{guest} would build {percent(distortion.fewer)} fewer vehicles there, "
        f"which costs everybody together {lost}{_of_surplus(distortion)}."
        f"{_cure(distortion, document.currency)}"
    )


def _of_surplus(distortion: Distortion) -> str:
    """Return that free volumes cost more than there is to share."""
    if not distortion.is_above_surplus:
        return ""
    return ", more than the deal adds: no volume at all would then be better"


def _cure(distortion: Distortion, currency: str) -> str:
    """Return the two-part price that distorts least, and what it leaves."""
    if not distortion.is_cured:
        return ""
    fee = "no fee per vehicle"
    if distortion.has_cure_fee:
        fee = f"a fee of {currency} {significant(distortion.cure_fee)} per vehicle"
    then = f"leaves {money(distortion.cure_lost, currency)} of that"
    if distortion.is_cured_in_full:
        then = "avoids that"
    return (
        f" With volumes left free, {fee} and a reservation of "
        f"{money(distortion.cure_reservation, currency)} a year {then}."
    )
