"""Which case, and which parties of it, does a person mean?"""

from collections.abc import Sequence
from dataclasses import dataclass

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.errors import UseError
from brownfield.tables.problems import did_you_mean, listed
from brownfield.tell.labels import labels


@dataclass(frozen=True)
class Options:
    """Options that several commands share.

    Attributes
    ----------
    what_ifs
        What-ifs applied in order.
    parties
        Parties that decide, separated by commas; None = as the case says.
    gap, time_limit
        Replace those of case.toml where given.
    jobs
        Most solves side by side; None = as many as there are cores.
    """

    what_ifs: Sequence[str]
    parties: str | None = None
    gap: float | None = None
    time_limit: float | None = None
    jobs: int | None = None


def opened(path: str, options: Options) -> Case:
    """Return the case with the options applied."""
    case = read_case(path).apply(*options.what_ifs)
    changes: dict[str, object] = {}
    if options.gap is not None:
        changes["gap"] = options.gap
    if options.time_limit is not None:
        changes["time_limit_seconds"] = options.time_limit
    case = case.with_settings("solve", changes)
    if options.parties is None:
        return case
    return case.choose(parties_of(case, options.parties))


def parties_of(case: Case, text: str) -> tuple[str, ...]:
    """Return the parties typed for ``--parties``, in that order.

    Raises
    ------
    UseError
        If nobody is named, or somebody whom the case does not have.
    """
    words = [part.strip() for part in text.split(",") if part.strip()]
    if not words:
        message = (
            "--parties names nobody. Write names separated by commas: --parties a,b"
        )
        raise UseError(message)
    return tuple(_known_party(case, word) for word in words)


def party_of(case: Case, word: str) -> str | None:
    """Return the party of a short or printed name, in any letter case.

    None if there is none, or more than one.
    """
    names = labels(case).parties
    if word in names:
        return word
    meant = [
        party
        for party, printed in names.items()
        if _folded(word) in (_folded(party), _folded(printed))
    ]
    return meant[0] if len(meant) == 1 else None


def _known_party(case: Case, word: str) -> str:
    party = party_of(case, word)
    if party is None:
        known = labels(case).parties
        hint = did_you_mean(word, known, "")
        message = f"There is no party {word!r}. The case has: {listed(known)}. {hint}"
        raise UseError(message.strip())
    return party


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())
