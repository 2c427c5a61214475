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
    changes: dict[str, object] = {}
    if options.gap is not None:
        changes["gap"] = options.gap
    if options.time_limit is not None:
        changes["time_limit_seconds"] = options.time_limit
    if options.solver is not None:
        changes["solver"] = options.solver
    case = case.with_settings("solve", changes)
    if options.parties is None:
        return case
    return case.choose(parties_of(case, options.parties))
