"""What is the best plan of a case worth, by the third formulation?"""

from dataclasses import dataclass, field

from brownfield.case.case import Case
from tests.peers.third.decisions import UNIT, Book, decide
from tests.peers.third.programme import Terms
from tests.peers.third.rules_of_carbon import state_carbon
from tests.peers.third.rules_of_credits import state_credits
from tests.peers.third.rules_of_grants import state_grants
from tests.peers.third.rules_of_money import aim, state_contracts, state_policies
from tests.peers.third.rules_of_offices import state_offices
from tests.peers.third.rules_of_plants import state_plants
from tests.peers.third.rules_of_programmes import state_programmes
from tests.peers.third.world import world_of


@dataclass(frozen=True)
class Optimum:
    """The best value, case currency, and the columns that are not 0."""

    value: float
    columns: dict[object, float] = field(repr=False)


def stated(case: Case) -> tuple[Book, Terms]:
    """Return every decision and rule of a case, and its aim."""
    book = decide(world_of(case))
    state_plants(book)
    state_programmes(book)
    state_contracts(book)
    state_policies(book)
    state_grants(book)
    state_credits(book)
    state_carbon(book)
    state_offices(book)
    return book, aim(book)


def optimum(case: Case, *, is_twice: bool = False) -> Optimum | None:
    """Return the best plan of a case; None if there is none.

    Parameters
    ----------
    case
        The case.
    is_twice
        Whether to search again without presolve, and keep the better of the two.
    """
    book, worth = stated(case)
    found = []
    for presolve in (True, False) if is_twice else (True,):
        values = book.lp.maximum(worth, presolve=presolve)
        if values is not None:
            value = sum(amount * values[c] for c, amount in worth.items()) / UNIT
            found.append((value, values))
    if not found:
        return None
    value, values = max(found, key=lambda pair: pair[0])
    told = {book.lp.names[c]: v for c, v in values.items() if abs(v) > 1e-9}
    return Optimum(value, told)
