"""Which tables hold what was said, in which words, and what it bears on?"""

from brownfield.tables.columns import Column, Table
from brownfield.tables.declared.shorthand import key, label, number, table

BANDS = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.2),
    "unlikely": (0.2, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.8),
    "very likely": (0.8, 0.95),
    "almost certain": (0.95, 0.99),
}
"""What each word for a probability stands for, shares (ICD 203, 2015)."""

REFUSALS = ("decline", "refusal", "absence")
"""Words of `attribution` for those who say nothing."""


def _place(name: str, meaning: str) -> Column:
    return Column(
        name=name, kind="integer", unit="characters", meaning=meaning, lower=0
    )


DOCUMENTS = table(
    "documents",
    "An article, notice or letter that statements are taken from.",
    key("document", "Id."),
    label("title", "Its title."),
    label("publisher", "Who printed it."),
    label("date", "Date."),
    label("url", "Where."),
    label("sha256", "SHA-256 of its text, hexadecimal; blank = the text is not kept."),
    label(
        "text",
        "File with its text, within the folder of the tables; blank = it is not kept.",
    ),
    reach="shown",
)

STATEMENTS = table(
    "statements",
    "Something somebody said or printed.",
    key("statement", "Id."),
    label("date", "Date."),
    label("publisher", "Who printed it."),
    label("speaker", "Who said it."),
    label("speaker_role", "In which role."),
    label("attribution", "How it is attributed."),
    label("modality", "done, planned, considering, possible, denied or none."),
    label("claim", "What was said, in our words."),
    label(
        "about",
        "What it is about, in words: statements about one thing stand side by side in "
        "time; blank = only the cells it bears on.",
    ),
    Column(
        name="speaker_gains",
        kind="boolean",
        meaning="Whether its speaker gains if it is believed; blank = not judged.",
    ),
    label("url", "Where."),
    label("document", "Where it stands.", reference=("documents",)),
    _place("span_start", "Where its words begin in the text of the document."),
    _place("span_end", "Where they end."),
    label("quote_sha", "SHA-256 of its words, hexadecimal."),
    label(
        "status",
        "Whether a person has looked at it. A draft moves no number.",
        allowed=("draft", "confirmed", "rejected"),
        default="confirmed",
    ),
    label(
        "reliability",
        "How far the source is to be trusted: A fully, B usually, C fairly, D not "
        "usually, E not at all, F cannot be judged; blank = by how it is attributed.",
        allowed=tuple("ABCDEF"),
    ),
    Column(
        name="credibility",
        kind="integer",
        meaning="How far what is said is to be trusted: 1 confirmed by others, 2 "
        "probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged; "
        "blank = by how firm it is.",
        lower=1,
        upper=6,
    ),
    label(
        "band",
        "How likely a reviewer takes it to be true, in words; blank = not said.",
        allowed=tuple(BANDS),
    ),
    label("reviewer", "Who confirmed it."),
    label("reviewed", "When."),
    label(
        "origin",
        "Where it first comes from: statements of one origin count once; blank = "
        "itself.",
    ),
    label("through", "Who passed it on, the nearest first, separated by semicolons."),
    label("superseded_by", "Later statement in its place.", reference=("statements",)),
    reach="shown",
)

ASSUMPTION_LINKS = table(
    "assumption_links",
    "A row of `assumptions` that a statement bears on, and what it says of it.",
    key("table", "Table of the cell, as in `assumptions`."),
    Column(
        name="where",
        meaning="Row, as in `assumptions`; blank = every row.",
        is_key=True,
    ),
    key("column", "Column of the cell, as in `assumptions`."),
    key("statement", "Which statement.", reference=("statements",)),
    Column(
        name="relation",
        meaning="What it does to the range.",
        is_required=True,
        allowed=("supports", "contradicts", "bounds_low", "bounds_high", "context"),
    ),
    number("low", "unit of the cell", "Low end if it is true.", lower=None),
    number(
        "mode",
        "unit of the cell",
        "Likeliest if it is true; the bound of one that bounds.",
        lower=None,
    ),
    number("high", "unit of the cell", "High end if it is true.", lower=None),
    reach="shown",
)

TABLES: tuple[Table, ...] = (DOCUMENTS, STATEMENTS, ASSUMPTION_LINKS)
