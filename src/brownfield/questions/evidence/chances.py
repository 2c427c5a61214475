"""What is told of the chance at which another plan becomes the best?"""

from collections.abc import Iterator
from dataclasses import dataclass

from brownfield.tell.numbers import money, percent


@dataclass(frozen=True)
class ToldChance:
    """The break-even of an event that claims are about.

    Attributes
    ----------
    event
        Its node in `scenarios`, or rows of it.
    statements
        Claims that bear on it.
    now
        Its chance in the case, in [0, 1].
    claimed
        Its mean chance after all that is claimed, in [0, 1].
    at
        The chance at which another plan becomes the best, all else as in the case;
        None = at no chance.
    plan
        That plan; blank = none.
    is_above
        Whether it is the best above that chance; None without `at`.
    lead_before, lead_after
        How far it is ahead of the best plan of the case a hundredth before and after
        the change, valued anew, case currency; None without `at`.
    lead_of_better
        How far a plan searched anew after the change is ahead of it, case currency;
        0 = none is better, None = not looked for.
    is_verified
        Whether plans valued anew change places there.
    """

    event: str
    statements: tuple[str, ...]
    now: float
    claimed: float
    at: float | None
    plan: str
    is_above: bool | None
    lead_before: float | None
    lead_after: float | None
    lead_of_better: float | None
    is_verified: bool


def sentences(chances: tuple[ToldChance, ...], currency: str) -> Iterator[str]:
    """Yield a sentence for each event that claims are about."""
    for one in chances:
        said = (
            f"the case says {percent(one.now)}, with all claims {percent(one.claimed)}"
        )
        if one.at is None:
            yield f"No chance of {one.event} makes another plan the best ({said})."
        else:
            side = "above" if one.is_above else "below"
            turn = f"becomes the best if the chance of {one.event} is {side}"
            sure = _sure(one, currency)
            yield (
                f"Chances: {one.plan} {turn} {percent(one.at)}, all else as in the "
                f"case ({said}).{sure}"
            )


def _sure(one: ToldChance, currency: str) -> str:
    """Return what plans valued anew say of it."""
    if not one.is_verified:
        return " Plans valued anew do not change places there: take it as rough."
    lead = money(one.lead_after or 0.0, currency)
    sentence = f" Valued anew it is {lead} ahead a hundredth further"
    if one.lead_of_better:
        more = money(one.lead_of_better, currency)
        return f"{sentence}, and a plan {more} better still was found."
    return f"{sentence}."
