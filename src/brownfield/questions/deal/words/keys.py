"""Which numbers of a deal stand in large type?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.tell.numbers import money, significant
from brownfield.tell.page import Key

if TYPE_CHECKING:
    from brownfield.questions.deal.document import Document
    from brownfield.questions.deal.facts.support import Support
    from brownfield.questions.deal.facts.talks import Talks


def keys(document: Document) -> tuple[Key, ...]:
    """Return what all are worth together, the fee and the least support."""
    currency, groups = document.currency, document.groups
    to_share = "what there is to share" if groups.has_surplus else "nothing to share"
    quoted, support = document.payments.quoted, document.support_by_government
    return (
        Key("Together", money(groups.total, currency), "expected present value"),
        Key("More than alone", money(groups.surplus, currency), to_share),
        *([_fee_key(document, quoted)] if quoted else []),
        *(_support_key(part, currency) for part in support.values()),
    )


def _fee_key(document: Document, talks: Talks) -> Key:
    """Return the range of the fee, within what aid rules allow."""
    fee, name = talks.fee, f"Fee, {document.currency} per vehicle"
    if document.has_two_talks:
        name += ", without governments"
    if talks.is_illegal:
        return Key(name, "none that is legal", "it needs more aid than allowed", "bad")
    if fee.low is None or fee.high is None:
        return Key(name, "none", "no fee alone is better for all", "bad")
    meet = "" if fee.nash is None else f"they meet at {significant(fee.nash)}"
    return Key(name, f"{significant(fee.low)} to {significant(fee.high)}", meet)


def _support_key(support: Support, currency: str) -> Key:
    """Return the least support, and what speaks against it."""
    name, least = "Least support", money(support.minimum, currency)
    if support.gap == 0.0:
        return Key(name, least, "none is needed", "good")
    earned = "earned back" if support.is_earned_back else "not earned back"
    if not support.is_proportionate:
        allowed = f"only {money(support.ceiling, currency)} allowed"
        return Key(name, least, f"{earned}, but {allowed}", "bad")
    tone = "good" if support.is_earned_back else "bad"
    return Key(name, least, f"{earned}, and allowed", tone)
