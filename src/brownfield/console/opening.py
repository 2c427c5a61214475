"""Which case does a person mean, and how is it planned?"""

from brownfield.asking.parties import parties_of
from brownfield.case.case import Case
from brownfield.case.read import read_case_and_say
from brownfield.console.options import Options
from brownfield.console.say import warn


def opened(path: str, options: Options) -> Case:
    """Return the case with the options applied; say what was read in its own way."""
    case, told = read_case_and_say(path)
    for words in told:
        warn(f"brownfield: {words}\n")
    case = case.apply(*options.what_ifs)
    asked = {
        "gap": options.gap,
        "time_limit_seconds": options.time_limit,
        "method": options.method,
        "solver": options.solver,
    }
    changes = {key: value for key, value in asked.items() if value is not None}
    case = case.with_settings("solve", changes)
    if options.parties is None:
        return case
    return case.choose(parties_of(case, options.parties))
