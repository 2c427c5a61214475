"""How is a count told in a browser?"""

from html import escape

from tests.questions.toy.document import Document


def render(document: Document) -> str:
    """Return the page."""
    head = f"<!doctype html><title>{escape(document.title)}</title>"
    return f"{head}<p>{document.total:,.0f} vehicles</p>"
