"""Which parties of a case does a person mean?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.errors import UseError
from brownfield.tables.problems import did_you_mean, listed
from brownfield.tell.labels import labels

if TYPE_CHECKING:
    from brownfield.case.case import Case


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
        names = labels(case).parties
        hint = did_you_mean(word, names, "")
        message = f"There is no party {word!r}. The case has: {listed(names)}. {hint}"
        raise UseError(message.strip())
    return party


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").casefold().split())
