"""Does hostile text go through reading and onto a page, in bounded time?"""

import html
import re
from pathlib import Path
from time import process_time

import pytest

import brownfield
from brownfield.case.write import write_case
from brownfield.console.evidence import reading
from brownfield.reading.documents import read_document
from brownfield.reading.plain import PlainExtractor
from tests.questions.evidence.small import claimed
from tests.test_cli import run

QUOTES = 10_000
MOST = 60.0  # seconds of processor time that one text may take
NASTY = "</p><script>alert('x')</script><img src=x onerror=alert(1)>\"'&amp;"
RIGHT = '"זה שלנו," אמר דן.\n"هذا لنا" قال.\n"ours," said Bob.\n'
TEXTS = {
    "marks": '"' * QUOTES,
    "pairs": '"It is so," he said. ' * (QUOTES // 2),
    "unbalanced": "“" * (QUOTES // 2) + " said Bob " + "”" * (QUOTES // 2),
    "right to left": '"זה שלנו," אמר דן.\n"هذا لنا" قال.\n\u202e"ours," said Bob.\n'
    * 50,
    "markup": f'"{NASTY}" said {NASTY}.\n{NASTY} declined to comment.\n' * 20,
    "broken": '"a\x00b\x1b[31m," said Ann.\n\ufffe"' * 20,
}
SAFE = re.compile(r"<script>alert|<img src=x|onerror=alert\(1\)>")


@pytest.mark.parametrize("name", TEXTS)
def test_from_reading_to_both_pages(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing raises, nothing is unescaped, and the article stands there as it was.

    Long texts are read by quotation marks; `tests/reading` reads them by grammar.
    """
    if len(TEXTS[name]) >= QUOTES:
        monkeypatch.setattr(reading, "usual_extractor", PlainExtractor)
    article = tmp_path / "article.txt"
    article.write_bytes(TEXTS[name].encode())
    write_case(claimed([], []), tmp_path / "case")
    begun, out = process_time(), tmp_path / "out"
    pages = tmp_path / "drafts.html", tmp_path / "known.html"
    asked = "evidence", "read", str(tmp_path / "case"), str(article)
    done = run(*asked, "--out", str(out), "--report", str(pages[0]))
    assert done.exit_code == 0, done.output
    assert brownfield.read_case(out).tables["documents"].height == 1
    found = run("evidence", str(out), "--draws", "0", "--report", str(pages[1]))
    drafted = brownfield.read_case(out).tables["statements"].height
    assert found.exit_code == (0 if drafted else 1), found.output
    for page in pages if drafted else pages[:1]:
        _check_page(page.read_text(encoding="utf-8"), read_document(article).text)
    assert process_time() - begun < MOST


def _check_page(page: str, text: str) -> None:
    """Check that a page has the text of its article, and none of its markup."""
    assert not SAFE.search(page)
    shown = page.partition('<p class="article" dir="auto">')[2].partition("</p>")[0]
    words = html.unescape(re.sub(r"<[^>]*>", "", shown))
    assert words.replace("\x00", "") == text.replace("\x00", "").replace("\r", "\n")
