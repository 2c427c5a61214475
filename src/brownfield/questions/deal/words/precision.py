"""How is told how sure values, shares and fees are?"""

from brownfield.questions.deal.coalitions.game import Coalition
from brownfield.questions.deal.question import Deal
from brownfield.questions.deal.terms.ranges import FEE
from brownfield.questions.deal.words.names import RULE_WORDS, group, names_of
from brownfield.tell.numbers import listed, money, significant

WORTH_TELLING = 1e-3  # share of what there is to share


def precision(told: Deal) -> str | None:
    """Return how far values, shares and fees may be off, if that is worth telling."""
    game = told.game
    if game.slack <= max(WORTH_TELLING * abs(game.surplus), 1e-6 * abs(game.total)):
        return None
    parts = [_values(told), _fees(told), _joint(told), _shares(told)]
    return " ".join(part for part in parts if part)


def fee_off(told: Deal) -> float:
    """Return by how much the ends of the quoted fee may be off, case currency."""
    return told.table.ranges[FEE].off if told.table else 0.0


def _values(told: Deal) -> str:
    """Return which group's value is known least, and what it is at most."""
    game, currency = told.game, told.case.settings.case.currency
    widest = max(game.coalitions(), key=game.is_open)
    known = sum(1 for c in game.coalitions() if game.is_open(c) <= _close(told))
    low, high = (
        money(game.values[widest], currency),
        money(game.bound(widest), currency),
    )
    return (
        f"Of {len(game.values)} groups {known} have a value proved to "
        f"{money(_close(told), currency)}; widest is that of {_who(told, widest)}, "
        f"{low} to {high}. More time (--time-limit) or a smaller --gap sharpens it."
    )


def _fees(told: Deal) -> str:
    """Return how sharp the fee is for the plan found."""
    if told.table is None or told.table.ranges[FEE].low is None:
        return ""
    off, currency = fee_off(told), told.case.settings.case.currency
    if off == float("inf"):
        return "No fee is proved yet to leave everybody better off than alone."
    if off == 0.0:
        return "For the plan found, both ends of the fee are proved."
    return (
        f"For the plan found, each end of the fee is within {currency} "
        f"{significant(off)} per vehicle."
    )


def _joint(told: Deal) -> str:
    """Return how much more than the plan talked about a better one may be worth."""
    game, table = told.game, told.table
    talking = told.seats.companies if told.private else told.game.parties
    is_open = game.is_open(frozenset(talking))
    if is_open <= _close(told):
        return ""
    currency = told.case.settings.case.currency
    each = ""
    if table is not None:
        talks, host = table.talks, table.pair.host
        worth = talks.forms[FEE].worth[host]
        one = sum(v * p for v, p in zip(worth, talks.chances, strict=True))
        each = f", {currency} {significant(is_open / one)} per vehicle"
    return (
        f"A better plan of {_who(told, frozenset(talking))} may be worth up to "
        f"{money(is_open, currency)} more{each}, to share on top."
    )


def _shares(told: Deal) -> str:
    """Return by how much the shares of the rules may be off."""
    currency = told.case.settings.case.currency
    off = {
        rule: max(high - told.splits[rule][p] for p, (_, high) in shares.items())
        for rule, shares in told.split_ranges.items()
    }
    if not off or not told.game.has_surplus:
        return ""
    parts = [
        f"{RULE_WORDS[rule]} {money(most, currency)}" for rule, most in off.items()
    ]
    return f"A share may be larger by up to: {listed(parts)}."


def _close(told: Deal) -> float:
    game = told.game
    return max(WORTH_TELLING * abs(game.surplus), 1e-6 * abs(game.total))


def _who(told: Deal, coalition: Coalition) -> str:
    return group(names_of(told), coalition)
