"""How far is a run, as it is told here and from another server?"""

from brownfield.desk.runs.board import FRESH, LONG, Board
from brownfield.desk.runs.worker import Step
from brownfield.solve.backends.solution import Progress


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Return the seconds that it shows."""
        return self.now


def test_what_another_server_tells_goes_on_until_the_next_word() -> None:
    """3 s when it was told, 4 s a second later: the figure moves on every server."""
    clock = Clock()
    here, there = Board(clock), Board(clock)
    there.begin(7)
    clock.now += 3.0
    here.tell(7, there.words(7))
    clock.now += 1.0
    found, known = here.seen(7), there.seen(7)
    assert found is not None
    assert found == known
    assert found.seconds == 4.0


def test_what_was_told_long_ago_is_not_believed() -> None:
    """The server that told it may be gone."""
    clock = Clock()
    here, there = Board(clock), Board(clock)
    there.begin(7)
    here.tell(7, there.words(7))
    clock.now += FRESH + 0.1
    assert here.seen(7) is None


def test_a_run_that_ended_is_told_with_no_word() -> None:
    """And what no version of ours says is passed over."""
    here, there = Board(), Board()
    there.begin(7)
    here.tell(7, there.words(7))
    for odd in ("{", "[1]", '{"title": "a", "colour": "red"}'):
        here.tell(7, odd)
        assert here.seen(7) is not None
    there.end(7)
    assert there.words(7) == ""
    here.tell(7, there.words(7))
    assert here.seen(7) is None


def test_what_is_heard_is_not_told_on() -> None:
    """Only who has the worker speaks of it; a long title is told in part."""
    here, there = Board(), Board()
    there.begin(7)
    there.note(7, Step("x" * 1000, Progress(1.0, 2.0, 1.0, 0.5)), None)
    here.tell(7, there.words(7))
    found = here.seen(7)
    assert found is not None
    assert len(found.title) == LONG
    assert here.words(7) == ""
