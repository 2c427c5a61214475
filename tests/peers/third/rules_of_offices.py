"""What do headquarters cost?"""

from tests.peers.third.decisions import Book
from tests.peers.third.programme import ONE


def state_offices(book: Book) -> None:
    """Charge every function that stands somewhere, from the year it opens."""
    begin = book.world.case.settings.case.first_year
    for spot in book.world.spots:
        for row in spot.rows["functions"]:
            site = spot.find("sites", site=row["site"])
            opens = begin if row["opens"] is None else max(row["opens"], begin)
            if site is None or spot.year < opens:
                continue
            heads = row["staff"] if row["staff"] is not None else 0.0
            metres = heads * row["space"]
            rent = 0.0 if site["rent"] is None else site["rent"] * metres
            cost = heads * site["pay"] + rent
            book.pay(row["owner"], spot, ONE, -cost, "operating")
            if spot.year == opens:
                given = heads * site["incentive"]
                book.pay(row["owner"], spot, ONE, given, "one_off")
                book.pay(row["owner"], spot, ONE, -heads * site["fit_out"], "one_off")
