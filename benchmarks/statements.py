"""How many statements of news articles are found, and is their speaker right?

Run: python benchmarks/statements.py gum_news_attribution.jsonl

A line of the file is an article: `text`, and `attributions`, each with `content` (start
and end of what is said, characters) and `source_text` (who says so). Drafts and
attributions are paired one to one, those that overlap most first; a pair counts where
both share at least half of the characters that either covers. Beside it stands the
gentler rule: half of the shorter one. A speaker is right if it shares a word with the
source, as written or by name. Spans are exact if the text there is the words.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from brownfield.reading.extractor import Extractor, drafted, usual_extractor
from brownfield.reading.plain import PlainExtractor
from brownfield.reading.statement import Statement

LITTLE = frozenset(("the", "a", "an", "of", "and", "to", "for", "in"))
Pairs = list[tuple[int, int]]


def main() -> None:
    """Print one line for each extractor and rule."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    for extractor in (usual_extractor(), PlainExtractor()):
        begun = time.process_time()
        found = [statements(one["text"], extractor) for one in articles]
        words = sum(len(one["text"].split()) for one in articles)
        seconds = (time.process_time() - begun) / words * 1000
        for rule in ("either", "shorter"):
            print(extractor.name, rule, score(articles, found, rule), end=" ")
            print(f"{seconds:.2f} CPU s a thousand words")


def statements(text: str, extractor: Extractor) -> list[Statement]:
    """Return drafts that say something: refusals are left out."""
    found = drafted(text, extractor=extractor)
    return [one for one in found if one.attribution not in ("refusal", "absence")]


def score(articles: list[Any], found: list[list[Statement]], rule: str) -> str:
    """Return precision, recall, speaker and spans, as printed."""
    hits = right = exact = 0
    for article, drafts in zip(articles, found, strict=True):
        known = article["attributions"]
        pairs = paired(drafts, known, rule)
        hits += len(pairs)
        right += sum(speaks(drafts[i], known[j]) for i, j in pairs)
        exact += sum(
            article["text"][one.span_start : one.span_end] == one.words
            for one in drafts
        )
    drafted_all = sum(map(len, found))
    gold = sum(len(one["attributions"]) for one in articles)
    return (
        f"precision {hits / drafted_all:.2f} recall {hits / gold:.2f} "
        f"speaker {right / max(hits, 1):.2f} exact {exact / drafted_all:.0%}"
    )


def paired(drafts: list[Statement], known: list[Any], rule: str) -> Pairs:
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
    drafts: list[Statement], known: list[Any], rule: str
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
