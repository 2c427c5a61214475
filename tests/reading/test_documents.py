"""Is the text of each kind of file read, and a broken one told?"""

from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest

from brownfield import extras
from brownfield.errors import DataError, MissingExtraError, UseError
from brownfield.reading.documents import read_document
from brownfield.reading.extractor import usual_extractor

WORDS = "Host Works declined to comment on the plan for the plant."
PAGE = f"""<html><head><title>A plan</title></head><body>
<nav><a href="/">Home</a><a href="/b">Buy</a></nav>
<article><h1>A plan</h1><p>{WORDS} {"It has room for more cars. " * 8}</p></article>
</body></html>"""


def test_text_is_read_as_given(tmp_path: Path) -> None:
    """Marks of Markdown stay, so that places stay; the digest is of the text."""
    path = tmp_path / "notice.md"
    path.write_text(f"# A *plan*\r\n{WORDS}", encoding="utf-8", newline="")
    found = read_document(path)
    assert found.text == f"# A *plan*\r\n{WORDS}"
    assert found.sha256 == sha256(found.text.encode()).hexdigest()


def test_text_of_windows(tmp_path: Path) -> None:
    """Letters that are no UTF-8 are read as Windows wrote them."""
    path = tmp_path / "notice.txt"
    path.write_bytes("caf\u00e9 \u201cplan\u201d".encode("cp1252"))
    assert read_document(path).text == "caf\u00e9 \u201cplan\u201d"


def test_a_page_without_its_furniture(tmp_path: Path) -> None:
    """The article stays, the menu goes."""
    pytest.importorskip("trafilatura", reason="the extra `text` is not installed")
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    found = read_document(path)
    assert WORDS in found.text
    assert "Buy" not in found.text
    assert found.title == "A plan"


def test_a_word_document(tmp_path: Path) -> None:
    """Its paragraphs, one a line."""
    docx = pytest.importorskip("docx", reason="the extra `text` is not installed")
    made = docx.Document()
    made.add_paragraph("A plan")
    made.add_paragraph(WORDS)
    made.save(tmp_path / "notice.docx")
    assert read_document(tmp_path / "notice.docx").text == f"A plan\n{WORDS}"


def test_a_mail(tmp_path: Path) -> None:
    """Its plain body, and the subject as title."""
    mail = EmailMessage()
    mail["Subject"] = "A plan"
    mail.set_content(WORDS)
    (tmp_path / "notice.eml").write_bytes(mail.as_bytes())
    found = read_document(tmp_path / "notice.eml")
    assert (found.title, found.text.strip()) == ("A plan", WORDS)


def test_a_pdf(tmp_path: Path) -> None:
    """A page without words has none; a file that is no PDF is told."""
    pypdf = pytest.importorskip("pypdf", reason="the extra `text` is not installed")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "blank.pdf")
    assert read_document(tmp_path / "blank.pdf").text == ""


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_broken_file(ending: str, tmp_path: Path) -> None:
    """What to do stands in the message."""
    library = "pypdf" if ending == "pdf" else "docx"
    pytest.importorskip(library, reason="the extra `text` is not installed")
    path = tmp_path / f"broken.{ending}"
    path.write_bytes(b"PK\x03\x04 nothing of the kind")
    with pytest.raises(DataError, match="save its words as plain text"):
        read_document(path)


def test_no_file() -> None:
    """It is named."""
    with pytest.raises(UseError, match="There is no file absent"):
        read_document(Path("absent.txt"))


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command to install it is told; quotations are read all the same."""

    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", absent)
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    with pytest.raises(MissingExtraError, match=r"pip install 'brownfield\[text\]'"):
        read_document(path)
    assert usual_extractor().name == "quotations"
