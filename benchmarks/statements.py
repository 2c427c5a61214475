"""How many statements of news articles are found, and is their speaker right?

Run: python benchmarks/statements.py gum_news_attribution.jsonl tests/reading/news.txt

A line of a .jsonl file is an article: `text`, and `attributions`, each with `content`
(start and end of what is said, characters) and `source_text` (who says so). In any
other file articles follow an empty line each, and `{who~what}` marks what somebody is
said to say; marks may stand in each other.

Drafts and attributions are paired one to one, those that overlap most first; a pair
counts where both share at least half of the characters that either covers. Beside it
stands the gentler rule: half of the shorter one. A speaker is right if it shares a word
with the source, as written or by name. Spans are exact if the text there is the words.
A source "?" counts for nothing: what may be read either way, or goes on with what
stands before it.
"""

import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brownfield.reading.extractor import Extractor, drafted, usual_extractor
from brownfield.reading.plain import PlainExtractor
from brownfield.reading.statement import Statement

EITHER = "?"
LITTLE = frozenset(("the", "a", "an", "of", "and", "to", "for", "in"))
MARK = re.compile(r"\{([^{}~]*)~|\}")
Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class Score:
    """How many drafts, attributions and pairs there are.

    Attributes
    ----------
    drafts, known, hits
        Drafts, attributions, and pairs of both.
    right
        Pairs whose speaker is right.
    exact
        Drafts whose words stand where they are said to.
    """

    drafts: int
    known: int
    hits: int
    right: int
    exact: int

    @property
    def precision(self) -> float:
        """Return the share of drafts that are attributions."""
        return self.hits / max(self.drafts, 1)

    @property
    def recall(self) -> float:
        """Return the share of attributions that are drafted."""
        return self.hits / max(self.known, 1)

    @property
    def speaker(self) -> float:
        """Return the share of pairs whose speaker is right."""
        return self.right / max(self.hits, 1)

    def __str__(self) -> str:
        """Return it as one line."""
        return (
            f"precision {self.precision:.2f} recall {self.recall:.2f} "
            f"speaker {self.speaker:.2f} exact {self.exact / max(self.drafts, 1):.0%} "
            f"({self.drafts} drafts, {self.known} attributions)"
        )


def main() -> None:
    """Print one line for each file, extractor and rule."""
    for path in map(Path, sys.argv[1:]):
        articles = read(path)
        for extractor in (usual_extractor(), PlainExtractor()):
            begun = time.process_time()
            found = [statements(one["text"], extractor) for one in articles]
            words = sum(len(one["text"].split()) for one in articles)
            seconds = (time.process_time() - begun) / words * 1000
            for rule in ("either", "shorter"):
                print(path.name, extractor.name, rule, score(articles, found, rule))
            print(f"{seconds:.2f} CPU s a thousand words")


def read(path: Path) -> list[Any]:
    """Return the articles of a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return [unmarked(one) for one in text.split("\n\n")]


def unmarked(marked: str) -> dict[str, Any]:
    """Return an article without its marks, and what they say."""
    parts: list[str] = []
    opened: list[tuple[str, int]] = []
    known, at, length = [], 0, 0
    for found in MARK.finditer(marked):
        parts.append(marked[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found[0] == "}":
            who, start = opened.pop()
            known.append({"source_text": who, "content": [start, length]})
        else:
            opened.append((found[1], length))
    return {"text": "".join([*parts, marked[at:]]), "attributions": known}


def statements(text: str, extractor: Extractor) -> list[Statement]:
    """Return drafts that say something: refusals are left out."""
    found = drafted(text, extractor=extractor)
    return [one for one in found if one.attribution not in ("refusal", "absence")]


def score(articles: list[Any], found: list[list[Statement]], rule: str) -> Score:
    """Return precision, recall, speaker and spans of all articles together."""
    each = [
        counted(article, drafts, rule)
        for article, drafts in zip(articles, found, strict=True)
    ]
    return Score(*(sum(column) for column in zip(*each, strict=True)))


def counted(article: Any, drafts: Sequence[Statement], rule: str) -> tuple[int, ...]:
    """Return drafts, attributions, pairs, right speakers and exact places."""
    text, known = article["text"], article["attributions"]
    sure = [one for one in known if one["source_text"] != EITHER]
    other = [one for one in known if one["source_text"] == EITHER]
    hit = {i for i, _ in paired(drafts, sure, rule)}
    near = {i for _, i, _ in overlaps(drafts, other, "shorter")}
    kept = [one for i, one in enumerate(drafts) if i in hit or i not in near]
    pairs = paired(kept, sure, rule)
    right = sum(speaks(kept[i], sure[j]) for i, j in pairs)
    exact = sum(text[one.span_start : one.span_end] == one.words for one in kept)
    return len(kept), len(sure), len(pairs), right, exact


def paired(drafts: Sequence[Statement], known: list[Any], rule: str) -> Pairs:
    """Return places of drafts and attributions that belong together."""
    near = sorted(overlaps(drafts, known, rule), reverse=True)
    left, right, pairs = set[int](), set[int](), []
    for _, i, j in near:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def overlaps(
    drafts: Sequence[Statement], known: list[Any], rule: str
) -> Iterator[tuple[float, int, int]]:
    """Yield how far drafts and attributions overlap, where it is half or more."""
    for i, draft in enumerate(drafts):
        for j, other in enumerate(known):
            start, end = other["content"]
            shared = min(draft.span_end, end) - max(draft.span_start, start)
            both = max(draft.span_end, end) - min(draft.span_start, start)
            least = min(draft.span_end - draft.span_start, end - start)
            share = shared / (both if rule == "either" else least)
            if share >= 0.5:
                yield share, i, j


def speaks(draft: Statement, known: Any) -> bool:
    """Return whether a draft names the source."""
    source = set((known["source_text"] or "").lower().split()) - LITTLE
    named = set(f"{draft.speaker} {draft.speaker_words}".lower().split()) - LITTLE
    return bool(source & named)


if __name__ == "__main__":
    main()
