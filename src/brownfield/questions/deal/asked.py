"""What may be asked of a deal?"""

from dataclasses import dataclass, field

from brownfield.asking.options import option

HOSTS = (
    "Whether companies at whose plants a party could build talk as well; if not given, "
    "only where --parties is not given and there is room."
)


@dataclass(frozen=True)
class Asked:
    """What is wanted of a deal.

    Attributes
    ----------
    parties
        Who talks, by short or printed names separated by commas; None = those of
        ``[deal]``, else all with decisions.
    view
        Party to tell the deal to; None = everybody.
    hosts
        Whether hosts talk as well; None = as there is room, unless parties are named.
    """

    parties: str | None = field(
        default=None,
        metadata=option("Who talks: 2 to 5 parties, separated by commas."),
    )
    view: str | None = field(
        default=None,
        metadata=option("Tell the deal to this party.", is_words_only=True),
    )
    hosts: bool | None = field(
        default=None,
        metadata=option(HOSTS, "--seat-hosts", off_flag="--leave-hosts"),
    )
