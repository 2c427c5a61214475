"""What stands in the JSON of a deal, and what in its words alone?"""

from brownfield.questions.deal import document
from brownfield.questions.deal.asked import Asked
from brownfield.questions.deal.question import Deal
from brownfield.tell.values import values


def test_what_only_words_need_is_in_no_json(told: Deal) -> None:
    """Names, views and what is built are told, and stand in no JSON."""
    content = values(document.document(told, Asked(view="E")))
    assert {"currency", "hosts_left_out", "coalitions", "nash", "terms"} <= set(content)
    assert not {"hosts", "groups", "view", "names", "views", "built"} & set(content)
    assert content["versions"] == dict(document.document(told).source.versions)
