"""What do the cases on a page say that their figures are?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from brownfield.desk.store.cases import Kept, kept_case, kept_cases, notice_of
from brownfield.desk.store.runs import run_of

if TYPE_CHECKING:
    from brownfield.desk.pages.visit import Desk
    from brownfield.desk.store.link import Link


def notices(desk: Desk, place: Mapping[str, str]) -> tuple[str, ...]:
    """Return the notice of the case, or of the case of the run, of an address.

    Pages of no case, as the list of them, may tell of all: each notice once.

    Parameters
    ----------
    desk
        The desk.
    place
        Parts of the address by name.

    Raises
    ------
    AbsentError
        If there is no such case or run.
    """
    with desk.space.reading() as link:
        said = [notice_of(link, case) for case in _cases(link, place)]
    return tuple(dict.fromkeys(filter(None, said)))


def _cases(link: Link, place: Mapping[str, str]) -> Iterator[Kept]:
    if "case" in place:
        yield kept_case(link, place["case"])
    elif "run" in place:
        yield kept_case(link, run_of(link, int(place["run"])).case)
    else:
        yield from kept_cases(link)
