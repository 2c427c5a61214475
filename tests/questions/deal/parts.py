"""Parts of a deal for tests that ask for no more: groups, talks, support."""

from collections.abc import Sequence
from dataclasses import dataclass

from brownfield.case.case import Case
from brownfield.questions.deal.coalitions.coalitions import Coalitions
from brownfield.questions.deal.coalitions.game import Game
from brownfield.questions.deal.coalitions.seats import seats
from brownfield.questions.deal.search.waves import coalitions
from brownfield.questions.deal.search.workers import Planner
from brownfield.questions.deal.support.larger import with_legal
from brownfield.questions.deal.support.public import PublicPart, public_part
from brownfield.questions.deal.terms.ranges import Range
from brownfield.questions.deal.terms.tables import Table, fee_range, tables_of
from brownfield.solve.batch import silent


@dataclass(frozen=True)
class Talked:
    """The groups of a case and what follows from them, when it is asked for."""

    case: Case
    found: Coalitions

    @property
    def game(self) -> Game:
        """Values of the groups."""
        return self.found.game

    def tables(self) -> tuple[Table | None, Table | None]:
        """Return the talks without and with governments, every form of them."""
        return tables_of(self.found, self.case, self.case.settings.deal.power)

    def private(self) -> Table:
        """Return the talks between companies."""
        found, _ = self.tables()
        assert found is not None
        return found

    def fee(self) -> Range:
        """Return the range of the fee between companies, and no other form."""
        found = self.found
        power = self.case.settings.deal.power
        parties = found.seats.companies
        fee = fee_range(found.private, parties, found.alone, self.case, power=power)
        assert fee is not None
        return fee

    def support(self, government: str = "G") -> PublicPart:
        """Return the part of a government."""
        return public_part(self.found, self.case, government)


def talked(case: Case, parties: Sequence[str] = (), *, jobs: int = 1) -> Talked:
    """Return the groups of a deal, planned."""
    found = coalitions(case, seats(case, parties), Planner(jobs, silent))
    return Talked(case, with_legal(found, case))
