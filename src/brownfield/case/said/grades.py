"""How much does a statement weigh, by who said it and how firm it is?

Reliability of the source and credibility of what is said are judged apart (Admiralty
scale). The weight is the product of both; a draft, what was rejected, and a refusal
weigh nothing.
"""

from dataclasses import dataclass
from typing import Any

from brownfield.tables.declared.said import BANDS, REFUSALS

RELIABILITY = {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.3, "E": 0.0, "F": 0.2}
"""Weight of a source by its letter; ours, to be argued with."""
CREDIBILITY = {1: 1.0, 2: 0.8, 3: 0.6, 4: 0.3, 5: 0.0, 6: 0.2}
"""Weight of what is said by its number; ours, to be argued with."""
BY_ATTRIBUTION = {
    "document": "B",
    "on record": "B",
    "on_record_quote": "B",
    "mixed": "B",
    "analyst": "C",
    "paraphrase": "C",
    "anonymous": "D",
    "second_hand": "E",
    "unattributed": "D",
    "narrator": "D",
}
"""Letter proposed where a reviewer gave none; F for any other."""
BY_MODALITY = {
    "done": 2,
    "fact": 2,
    "planned": 2,
    "denied": 2,
    "probable": 3,
    "considering": 3,
    "possible": 3,
    "conditional": 3,
    "opinion": 4,
}
"""Number proposed where a reviewer gave none; 6 for any other."""


@dataclass(frozen=True)
class Grade:
    """How far a statement is to be trusted.

    Attributes
    ----------
    reliability, credibility
        Of the source, A to F; of what is said, 1 to 6.
    is_proposed
        Whether either is proposed by rule and no reviewer gave it.
    weight
        What it counts beside others, in [0, 1].
    """

    reliability: str
    credibility: int
    is_proposed: bool
    weight: float

    @property
    def title(self) -> str:
        """As printed: B2, with a question mark if it is proposed."""
        return f"{self.reliability}{self.credibility}{'?' if self.is_proposed else ''}"


def grade_of(row: dict[str, Any]) -> Grade:
    """Return the grade of a row of `statements`."""
    letter = row["reliability"] or BY_ATTRIBUTION.get(row["attribution"] or "", "F")
    number = row["credibility"] or BY_MODALITY.get(row["modality"] or "", 6)
    is_heard = row["status"] == "confirmed" and row["attribution"] not in REFUSALS
    weight = RELIABILITY[letter] * CREDIBILITY[number] if is_heard else 0.0
    is_proposed = not (row["reliability"] and row["credibility"])
    return Grade(letter, number, is_proposed, weight)


def band_title(word: str) -> str:
    """Return an ICD 203 word with its per cent: likely (55 to 80 %)."""
    low, high = BANDS[word]
    return (
        f"{word} ({low:.0%} to {high:.0%})".replace("% to", " % to")
        .replace("%)", " %)")
        .replace("  ", " ")
    )
