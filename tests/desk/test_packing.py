"""Is what goes over the wire packed as a browser takes it, and the same unpacked?"""

import gzip
import sys

import pytest

from brownfield.desk.assets import OF_CHARTS, addresses, assets
from brownfield.desk.packing import takes, tighter
from brownfield.tell import vendored
from tests.desk.conftest import Reader

WHY = "brotli, of the extra web, is not installed"


@pytest.mark.parametrize(
    ("asked", "is_taken"),
    [
        ("gzip, deflate, br", True),
        ("br;q=0.5,gzip", True),
        ("br; q=1.0", True),
        ("gzip, br;q=0", False),
        ("br;q=0.000", False),
        ("gzip, deflate", False),
        ("brx", False),
        ("", False),
    ],
)
def test_a_browser_says_what_it_takes(asked: str, is_taken: bool) -> None:
    """A packing of weight 0 is one that it does not take."""
    assert takes(asked, "br") is is_taken


def test_the_script_that_draws_is_what_its_name_says() -> None:
    """The file has the digest of the manifest; packed with brotli it is the same."""
    assert all(one.is_intact for one in vendored.manifest())
    brotli = pytest.importorskip("brotli", reason=WHY)
    tight = assets()[OF_CHARTS].tight
    assert brotli.decompress(tight).decode() == vendored.script(OF_CHARTS)
    assert len(tight) < len(assets()[OF_CHARTS].packed)


def test_a_script_is_sent_as_it_is_taken(reader: Reader) -> None:
    """With brotli to who takes it, else gzipped; a browser keeps either for good."""
    at = addresses()[OF_CHARTS]
    for asked, packing in (("gzip, br", "br"), ("gzip", "gzip")):
        with reader.client.stream("GET", at, headers={"Accept-Encoding": asked}) as got:
            assert got.headers["content-encoding"] == packing
            assert got.headers["vary"] == "Accept-Encoding"
            assert "immutable" in got.headers["cache-control"]
            size = sum(map(len, got.iter_raw()))
        one = assets()[OF_CHARTS]
        assert size == len(one.tight if packing == "br" else one.packed)


def test_packed_tighter_it_is_the_same() -> None:
    """To the byte, and a page that is asked for again is not packed again."""
    brotli = pytest.importorskip("brotli", reason=WHY)
    page = gzip.compress(b"a page " * 1000)
    assert brotli.decompress(tighter(page)) == b"a page " * 1000
    assert tighter(page) is tighter(page)


def test_without_the_library_pages_are_gzipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing fails; the page is larger."""
    monkeypatch.setitem(sys.modules, "brotli", None)
    assert tighter(gzip.compress(b"another page")) == b""
