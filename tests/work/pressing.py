"""Ctrl-C is pressed once what a test waits for came."""

from collections.abc import Callable, Iterable, Iterator


def telling(results: Iterable[str], came: Callable[[str], None]) -> Iterator[str]:
    """Yield results; each is told first."""
    for result in results:
        came(result)
        yield result


def pressing(wanted: set[str], press: Callable[[], None]) -> Callable[[str], None]:
    """Return a listener that presses Ctrl-C once all that is wanted came."""

    def came(event: str) -> None:
        if event in wanted:
            wanted.remove(event)
            if not wanted:
                press()

    return came
