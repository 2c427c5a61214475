"""How is told what parties do once they know the future: stay, leave, choose?"""

from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.staying.leave import Leave
from brownfield.questions.deal.staying.stay import Stay
from brownfield.questions.deal.terms.forms import timing
from brownfield.questions.deal.terms.menu import Menu
from brownfield.questions.deal.words.names import (
    alone_open,
    branch_of,
    has_two_talks,
    names_of,
)
from brownfield.tell.numbers import listed, money, percent, significant

FEW = 1e-4  # of the largest amount offered, below which nothing is offered


def stay_sentence(told: Deal) -> str | None:
    """Return who would walk away in which future at the Nash terms."""
    if not told.stay:
        return None
    names, currency = names_of(told), told.case.settings.case.currency
    leaving = [s for s in told.stay if s.leaves]
    clear = [s for s in leaving if s.exit_fee > alone_open(told)]
    if not clear:
        near = _within(told) if leaving else ""
        return (
            f"{_at_terms(told)} {_nobody(told)} would rather have acted alone, in any "
            f"future{near}."
        )
    parts = [_leaving(s, names[s.party], told, currency) for s in clear]
    return f"{_at_terms(told)} {'; '.join(parts)}."


def _nobody(told: Deal) -> str:
    """Return "nobody", or the parties that the terms reach if others talk too."""
    if told.table is None or not told.table.unpaid:
        return "nobody"
    names = names_of(told)
    return f"none of {listed([names[s.party] for s in told.table.talks.sides])}"


def _at_terms(told: Deal) -> str:
    if has_two_talks(told):
        return "At the terms without governments"
    return "At these terms"


def _within(told: Deal) -> str:
    """Return that small regrets are no more than the plans may be off."""
    slack = money(alone_open(told), told.case.settings.case.currency)
    return f" by more than the {slack} the plans may be off"


def _leaving(found: Stay, name: str, told: Deal, currency: str) -> str:
    fee, harm = money(found.exit_fee, currency), money(found.damages, currency)
    kept = f"an exit fee of {fee} keeps it, the others would lose {harm}"
    if found.exit_fee > found.damages:
        kept = f"it loses {fee} by staying, the others only {harm} if it leaves"
    return (
        f"{name} would rather have acted alone in future "
        f"{branch_of(told, found.scenario)} "
        f"(probability {percent(found.probability)}); {kept}"
    )


def leave_sentence(told: Deal) -> str | None:
    """Return who would leave later on, with what it has spent by then."""
    later = [one for one in told.leave if one.node.year > told.leave[0].node.year]
    if not later:
        return None
    regretting = [one for one in later if one.leaves]
    leaving = [one for one in regretting if one.exit_fee > alone_open(told)]
    if not leaving:
        near = _within(told) if regretting else ""
        return (
            f"Later on, with what is spent by then, {_nobody(told)} would leave{near}."
        )
    names = names_of(told)
    parties = dict.fromkeys(one.party for one in leaving)
    parts = [
        _later(told, names[party], [o for o in leaving if o.party == party])
        for party in parties
    ]
    small = len(regretting) - len(leaving)
    return f"Later on, with what is spent by then, {'; '.join(parts)}.{_small(small)}"


def _later(told: Deal, name: str, leaving: list[Leave]) -> str:
    """Return when a party would leave most gladly, and when else."""
    currency = told.case.settings.case.currency
    worst = max(leaving, key=lambda one: one.exit_fee)
    others = [
        f"in {branch} from {min(years)}"
        for branch, years in _years_by_branch(leaving, worst).items()
    ]
    also = f", and {listed(others)} for less" if others else ""
    return (
        f"{name} would leave in {worst.node.year} in future {worst.node.branch} unless "
        f"it owed {money(worst.exit_fee, currency)} for it (the others would lose "
        f"{money(worst.damages, currency)}){also}"
    )


def _years_by_branch(leaving: list[Leave], worst: Leave) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in leaving:
        if one is not worst and one.node.branch != worst.node.branch:
            found.setdefault(one.node.branch, []).append(one.node.year)
    return found


def _small(count: int) -> str:
    """Return that some more regrets are smaller than the plans' precision."""
    if not count:
        return ""
    noun, verb = ("case", "is") if count == 1 else ("cases", "are")
    return f" {count} more {noun} {verb} smaller than what the plans may be off by."


def menu_sentence(told: Deal) -> str | None:
    """Return what the host would offer a guest that alone knows the future."""
    if told.menu is None or told.table is None or not told.menu.offers:
        return None
    names, currency = names_of(told), told.case.settings.case.currency
    pair, offers = told.table.pair, _offers(told, told.menu, currency)
    best, one, known = (
        money(value, currency)
        for value in (told.menu.host, told.menu.host_one_offer, told.menu.host_knowing)
    )
    choice = "a choice" if len(offers) > 1 else "one thing"
    single = (
        "; one offer for all would be worth as much"
        if one == best
        else f", one offer for all {one}"
    )
    return (
        f"If only {names[pair.entrant]} knew which future comes, {names[pair.host]} "
        f"would do best to offer {choice}: {'; '.join(offers)}. That adds {best} to "
        f"it{single}; if it knew the future too it could have {known}."
    )


def _offers(told: Deal, menu: Menu, currency: str) -> list[str]:
    """Return each different offer with the futures it is for."""
    assert told.table is not None  # noqa: S101 (a menu comes from talks)
    scenarios = timing(told.table.plan).leaves
    by_terms: dict[str, list[str]] = {}
    largest = {
        "reservation": max(offer.reservation for offer in menu.offers),
        "fee": max(offer.fee for offer in menu.offers),
    }
    for offer in menu.offers:
        parts = [
            *(
                [f"{money(offer.reservation, currency)} a year"]
                * (offer.reservation > FEW * largest["reservation"])
            ),
            *(
                [f"{currency} {significant(offer.fee)} per vehicle"]
                * (offer.fee > FEW * largest["fee"])
            ),
        ]
        terms = " and ".join(parts) or "nothing to pay"
        future = branch_of(told, scenarios[offer.future])
        by_terms.setdefault(terms, []).append(future)
    served = {offer.future for offer in menu.offers}
    left = [branch_of(told, s) for at, s in enumerate(scenarios) if at not in served]
    told_offers = [f"{terms} for {listed(where)}" for terms, where in by_terms.items()]
    return [*told_offers, *([f"no offer for {listed(left)}"] * bool(left))]
