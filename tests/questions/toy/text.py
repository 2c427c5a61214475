"""How is a count told in a terminal?"""

from tests.questions.toy.document import Document


def text(document: Document) -> str:
    """Return one line a product."""
    return "\n".join(f"{name}: {n:,.0f}" for name, n in document.vehicles.items())


def remarks(document: Document) -> list[str]:
    """Return what is said on standard error."""
    return [] if document.vehicles else ["brownfield: there is no such demand."]


def is_answered(document: Document) -> bool:
    """Return whether anything was counted."""
    return bool(document.vehicles)
