"""Is a text cut where marks begin and end, and put together again the same?"""

from time import process_time

from brownfield.tell.marked import Mark, Piece, pieces

TEXT = "abcdefgh"


def test_marks_stand_alone_within_and_across() -> None:
    """``A`` holds b to f, ``B`` d and e within it, ``C`` f to g across its end."""
    marks = [Mark(1, 6, "A", "a"), Mark(3, 5, "B", "b"), Mark(5, 7, "C", "c")]
    found = list(pieces(TEXT, marks, anchor="w-", target="#c-"))
    assert found == [
        Piece("a"),
        Piece("bc", "a", "w-A", "#c-A"),
        Piece("de", "b; a", "w-B", "#c-B"),
        Piece("f", "c; a", "w-C", "#c-C"),
        Piece("g", "c", "", "#c-C"),
        Piece("h"),
    ]


def test_marks_without_a_place_are_left_out() -> None:
    """Before the text, behind it, and with an end before their beginning."""
    marks = [Mark(-1, 2, "A", "a"), Mark(7, 9, "B", "b"), Mark(4, 4, "C", "c")]
    assert list(pieces(TEXT, marks)) == [Piece(TEXT)]


def test_many_marks_within_each_other() -> None:
    """A thousand of them take a moment, and the text stays."""
    count = 1000
    marks = [Mark(at, 2 * count - at, f"{at}", "x") for at in range(count)]
    begun = process_time()
    found = list(pieces("y" * 2 * count, marks))
    assert process_time() - begun < 5.0
    assert "".join(one.words for one in found) == "y" * 2 * count
    assert found[-1].note == "x"
    assert found[count].note == "x; x; x"
