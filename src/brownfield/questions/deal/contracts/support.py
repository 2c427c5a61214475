"""How much support is justified: no more than the gap, no more than the ceiling?"""

from dataclasses import dataclass

from brownfield.errors import UseError

ROUNDING = 1e-6  # share of a ceiling within which it is kept


@dataclass(frozen=True)
class Support:
    """The support a project needs, and what limits it.

    Attributes
    ----------
    gap
        Case currency, present value, by which the project falls short of what its
        owner has without it; 0 if it does not.
    minimum
        Least the state must spend so that the companies do it, after tax on a grant:
        its packages with a grant that closes what gap they leave, or a grant alone.
    ceiling
        Largest grant that aid rules allow; None = not given.
    worth_to_state
        Receipts and value to the state that come only with the project.
    packages
        Part of the least that the packages of the plan make up; a grant is the rest.
    """

    gap: float
    minimum: float
    ceiling: float | None
    worth_to_state: float
    packages: float = 0.0

    @property
    def is_proportionate(self) -> bool:
        """Whether the least support stays within the ceiling, but for rounding.

        A plan within aid rules may use all of it, as closely as a search keeps a row.
        """
        return self.ceiling is None or self.minimum <= self.ceiling * (1.0 + ROUNDING)

    @property
    def is_earned_back(self) -> bool:
        """Whether the state gains at least what it gives."""
        return self.worth_to_state >= self.minimum

    @property
    def is_possible(self) -> bool:
        """Whether some legal amount closes the gap and is earned back."""
        return self.is_proportionate and self.is_earned_back


def viability_gap(needed: float, amount: float) -> float:
    """Return what a project lacks against what its owner has without it."""
    return max(0.0, needed - amount)


def minimum_grant(gap: float, tax_on_grant: float = 0.0) -> float:
    """Return the smallest grant that closes a gap after tax on the grant.

    Raises
    ------
    UseError
        If the whole grant is taxed away.
    """
    if not 0.0 <= tax_on_grant < 1.0:
        message = f"A tax of {tax_on_grant:g} on the grant leaves nothing of it."
        raise UseError(message)
    return gap / (1.0 - tax_on_grant)


def soft_loan(
    grant: float, years: int, *, state_rate: float, company_rate: float
) -> float | None:
    """Return the loan at the state's rate that is worth a grant to a company.

    The loan is paid back in equal yearly amounts from a year on. It is worth what the
    company lends less the present value, at its own rate, of what it pays back; before
    tax. None if the company borrows no dearer than the state.

    Parameters
    ----------
    grant
        What the loan should be worth, case currency.
    years
        Number of yearly amounts.
    state_rate, company_rate
        Interest of the loan and discount rate of the company, 0.05 = 5 % a year.
    """
    element = 1.0 - _annuity(company_rate, years) / _annuity(state_rate, years)
    return grant / element if element > 0.0 else None


def _annuity(rate: float, years: int) -> float:
    """Return the present value of 1 a year."""
    return sum((1.0 + rate) ** -year for year in range(1, years + 1))


def clawback(grant: float, promised: float, built: float) -> float:
    """Return the part of a grant to be paid back when fewer vehicles are built.

    In proportion to the vehicles missing from the promise.
    """
    if promised <= 0.0:
        return 0.0
    return grant * max(0.0, 1.0 - built / promised)


def cost_per(amount: float, count: float) -> float | None:
    """Return an amount for each of a count; None without any."""
    return amount / count if count > 0.0 else None
