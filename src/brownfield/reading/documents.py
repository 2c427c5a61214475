"""What does a file say, as plain text?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from brownfield.errors import DataError, UseError
from brownfield.reading.extras import needed

MOST = 50_000_000  # bytes of a file that is read


@dataclass(frozen=True)
class Document:
    """The text of a file.

    Attributes
    ----------
    name
        Name of the file.
    title
        Its title, where the file names one; blank = it does not.
    text
        Its words, without the furniture of a page.
    sha256
        SHA-256 of the text in UTF-8, hexadecimal.
    """

    name: str
    title: str
    text: str = field(repr=False)
    sha256: str


Read = tuple[str, str]  # text, title


def read_document(path: Path) -> Document:
    """Return the text of a file: plain text, Markdown, HTML, PDF, .docx or .eml.

    Raises
    ------
    UseError
        If there is no such file, or it is too large.
    DataError
        If it is broken, or not what its name says.
    MissingExtraError
        If a library to read it is not installed.
    """
    if not path.is_file():
        message = f"There is no file {path}. Name a text, web page, PDF, .docx or .eml."
        raise UseError(message)
    if path.stat().st_size > MOST:
        message = f"{path} is larger than {MOST // 10**6} MB. Save its text alone."
        raise UseError(message)
    text, title = _text_of(path, path.read_bytes())
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(path.name, title, text, digest)


def _text_of(path: Path, data: bytes) -> Read:
    reader = READERS.get(path.suffix.lower(), _plain)
    try:
        return reader(data)
    except (ValueError, KeyError, OSError, LookupError, TypeError) as error:
        message = (
            f"{path} cannot be read: {error}. Open it, save its words as plain text "
            "(.txt) and read that."
        )
        raise DataError(message) from error


def _plain(data: bytes) -> Read:
    """Return text as given; marks of Markdown stay, so that places stay."""
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in BOMS else ("utf-8-sig",):
        try:
            return data.decode(encoding), ""
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace"), ""


BOMS = (b"\xff\xfe", b"\xfe\xff")


def _page(data: bytes) -> Read:
    """Return the article of a web page, without menus and adverts."""
    trafilatura = needed("trafilatura", "the text of a web page")
    page = trafilatura.bare_extraction(
        data.decode("utf-8", "replace"), include_comments=False, with_metadata=True
    )
    if page is None or not page.text:
        return "", ""
    return str(page.text), str(page.title or "")


def _pdf(data: bytes) -> Read:
    pypdf = needed("pypdf", "the text of a PDF")
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        pages = [page.extract_text() or "" for page in reader.pages]
    except pypdf.errors.PyPdfError as error:
        raise ValueError(error) from error
    title = (reader.metadata or {}).get("/Title") or ""
    return "\n".join(pages), str(title)


def _docx(data: bytes) -> Read:
    docx = needed("docx", "the text of a .docx")
    package = needed("docx.opc.exceptions", "the text of a .docx")
    try:
        document = docx.Document(BytesIO(data))
    except (package.PackageNotFoundError, BadZipFile, SyntaxError) as error:
        raise ValueError(error) from error
    paragraphs = [one.text for one in document.paragraphs]
    return "\n".join(paragraphs), str(document.core_properties.title or "")


def _mail(data: bytes) -> Read:
    """Return the body of an e-mail; of a web page the words."""
    mail: Any = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    title = str(mail["subject"] or "")
    body = mail.get_body(("plain", "html"))
    if body is None:
        return "", title
    content = body.get_content()
    if not isinstance(content, str):
        return _plain(content)[0], title
    is_page = body.get_content_subtype() == "html"
    return (_page(content.encode())[0] if is_page else content), title


READERS: dict[str, Callable[[bytes], Read]] = {
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".pdf": _pdf,
    ".docx": _docx,
    ".eml": _mail,
}
"""How each kind of file is read, by its ending; any other as plain text."""
