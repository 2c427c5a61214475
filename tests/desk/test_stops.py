"""A stop is chosen in an address, or drawn as a circle, and asked as a stress test."""

import pytest

from brownfield.desk.pages.rooms.outline import Frame, coasts, frame_of, kilometres
from brownfield.desk.pages.visit import Desk
from brownfield.desk.store import runs
from brownfield.desk.store.cases import kept_case
from brownfield.questions.stress.weeks.events import outages_of
from tests.desk.conftest import Reader

STOPS = "/cases/mini/stops"


def test_a_degree_is_as_long_as_it_is() -> None:
    """6,371 km x pi / 180 = 111.19 km; at 60 degrees north a longitude is half."""
    assert kilometres((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.19, abs=0.01)
    half = kilometres((0.0, 60.0), (1.0, 60.0))
    assert half == pytest.approx(55.60, abs=0.01)


def test_a_map_shows_all_places() -> None:
    """A frame of 20 by 10 degrees around 0, 0: its corners are those of the map."""
    found = Frame(-10.0, 5.0, 20.0, 10.0)
    assert found.at((-10.0, 5.0)) == (0.0, 0.0)
    assert found.at((0.0, 0.0)) == pytest.approx((500.0, found.tall / 2), abs=0.1)
    assert found.closer(2, [(0.0, 0.0)]) == Frame(-5.0, 2.5, 10.0, 5.0)
    around = frame_of([(-3.0, 53.0), (118.0, 31.0)])
    assert around.has((-3.0, 53.0))
    assert around.has((118.0, 31.0))
    assert coasts(around).startswith("M")


def chosen(reader: Reader, asked: str) -> list[str]:
    """Return what stops."""
    page = reader.client.get(f"{STOPS}.json?{asked}").json()
    return [one["value"] for one in page["targets"] if one["is_chosen"]]


def test_a_stop_is_chosen_or_drawn(reader: Reader) -> None:
    """A plant by its name, or every plant within 100 km of Liverpool."""
    assert chosen(reader, "") == []
    assert chosen(reader, "target=facility:CN&target=place:hal") == [
        "facility:CN",
        "place:hal",
    ]
    circle = "latitude=53.4&longitude=-2.9&radius=100"
    assert "facility:HAL" in chosen(reader, circle)
    assert "facility:CN" not in chosen(reader, circle)
    text = reader.client.get(f"{STOPS}?target=facility:HAL&weeks=4").text
    assert "Host line stops for 4 weeks." in text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("weeks=0", "weeks is"),
        ("weeks=long", "weeks is"),
        ("residual=1", "residual is"),
        ("radius=-3", "radius is"),
    ],
)
def test_a_number_that_is_none_is_told(reader: Reader, asked: str, told: str) -> None:
    """With what it must be."""
    found = reader.client.get(f"{STOPS}.json?{asked}")
    assert found.status_code == 400
    assert told in found.json()["lines"][0]


def test_a_stop_is_replayed_as_a_what_if(reader: Reader, desk: Desk) -> None:
    """Six weeks of the plant at half rate, once; the same stop is the same run."""
    form: dict[str, str | list[str]] = {
        "target": ["facility:HAL"],
        "weeks": "6",
        "residual": "0.5",
    }
    for number in (1, 2):
        sent = reader.send(f"{STOPS}", **form)
        assert sent.headers["Location"] == "/runs/1", (number, sent.text)
    with desk.space.reading() as link:
        asked = runs.run_of(link, 1)
        case = kept_case(link, "mini")
        found = desk.known.read(desk.space, link, case).case()
    assert (asked.question, asked.options) == ("stress", {"events": ["stop-hal-6w"]})
    (hazard,) = outages_of(found, "stop-hal-6w")
    assert hazard.element == ("facility", "HAL")
    assert (hazard.lengths.mode, hazard.residual, hazard.rate) == (6.0, 0.5, 0.0)
    assert case.version == 1


def test_nothing_is_no_stop(reader: Reader) -> None:
    """It says what to choose."""
    sent = reader.send(STOPS, weeks="6")
    assert sent.status_code == 400
    assert "Choose a place on the map" in sent.text
