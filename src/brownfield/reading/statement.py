"""What is kept of a statement that was found in a text?"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Attribution = Literal[
    "on_record_quote",
    "mixed",
    "paraphrase",
    "document",
    "anonymous",
    "second_hand",
    "unattributed",
    "narrator",
    "refusal",
    "absence",
]
Bound = Literal["exact", "about", "more_than", "less_than", "by_reference"]
Modality = Literal[
    "fact",
    "planned",
    "conditional",
    "probable",
    "possible",
    "considering",
    "opinion",
    "none",
]


@dataclass(frozen=True)
class Number:
    """A number in a statement.

    Attributes
    ----------
    words
        As written.
    value
        The number, in `unit`; None = it refers to another number only.
    bound
        exact, about, more than, less than, or by reference.
    unit
        As written; blank = none.
    year
        Calendar year it is for; None = not said.
    """

    words: str
    value: float | None
    bound: Bound
    unit: str
    year: int | None


@dataclass(frozen=True)
class Statement:
    """A draft of a statement: what stands in a text, nothing of it judged.

    Attributes
    ----------
    words
        What was said, as written: the text from `span_start` to `span_end`.
    span_start, span_end
        Where it stands in the text, characters.
    quote_sha
        SHA-256 of the words in UTF-8.
    speaker
        Who said it, by name; blank = nobody is named.
    speaker_words
        As the text names the speaker there: He, the minister.
    through
        Who passed it on, the nearest to the text first.
    attribution
        How it is said to be known.
    modality
        How firm it is.
    polarity
        positive, or negative if it denies.
    numbers
        Numbers in it.
    more
        Where it goes on, e.g. after "he said": pairs of start and end.
    document
        Name of the text.
    status
        draft, until a person confirms it.
    """

    words: str
    span_start: int
    span_end: int
    quote_sha: str
    speaker: str
    speaker_words: str
    through: tuple[str, ...]
    attribution: Attribution
    modality: Modality
    polarity: Literal["positive", "negative"]
    numbers: tuple[Number, ...]
    more: tuple[tuple[int, int], ...]
    document: str
    status: Literal["draft"] = "draft"


def digest_of(words: str) -> str:
    """Return the SHA-256 of words in UTF-8, hexadecimal."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
