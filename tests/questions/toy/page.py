"""How is a count told in a browser?"""

from brownfield.tell.page import Page
from tests.questions.toy.document import Document


def page(document: Document) -> Page:
    """Return the page."""
    return Page(
        kicker="A count",
        title=document.title,
        document_title="A count",
        headline=f"{document.total:,.0f} vehicles",
        footer="Written by a test.",
    )
