"""Which numbers may be typed for an option, and what is said about others?"""

from collections.abc import Callable

from brownfield.errors import UseError
from brownfield.tables.cells.bounds import Bounds, read_number

Reader = Callable[[object], float]

GAP = Bounds(lower=0, upper=1, example="0.001")
SECONDS = Bounds(lower=0, is_above=True, example="60")
JOBS = Bounds(lower=1, is_whole=True, example="2")
YEARS = Bounds(lower=2, is_whole=True, example="20000")
BUDGET = Bounds(lower=0, example="2000000")
SHARE = Bounds(lower=0, upper=1, example="0.5")
YEAR = Bounds(is_whole=True, example="2030")
WEEKS = Bounds(lower=0, upper=520, is_above=True, example="6")
SPREAD = Bounds(lower=0, upper=0.5, is_above=True, example="0.3")
CORRELATION = Bounds(lower=0, upper=1, is_below=True, example="0.5")
HOSTS = (
    "Whether companies at whose plants a party could build talk as well; if not given, "
    "only where --parties is not given and there is room."
)
SEED = Bounds(lower=0, is_whole=True, example="1")


def number(option: str, allowed: Bounds) -> Reader:
    """Return a function that reads what was typed for an option.

    Raises
    ------
    UseError
        By the function, if it is not a number or not allowed.
    """

    def read(given: object) -> float:
        found = read_number(str(given))
        if found is None or not allowed.has(found):
            message = f"{option} is {given}. {allowed.must(str(given))}."
            raise UseError(message)
        return int(found) if allowed.is_whole else found

    return read
