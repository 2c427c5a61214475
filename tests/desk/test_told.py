"""What a stranger could not see: marks, meanings, links, failures, differences."""

import time

import pytest

from brownfield.case.read import read_case
from brownfield.desk.pages.answers.beside import beside, named
from brownfield.desk.pages.visit import Desk, Visit
from brownfield.desk.store import runs
from brownfield.desk.store.cases import keep, kept_case
from brownfield.desk.store.link import BusyError, Link
from tests.desk.conftest import Reader
from tests.desk.test_pages import put
from tests.desk.test_tables import DEMAND, save


def test_a_changed_cell_is_marked(reader: Reader) -> None:
    """With what stood there when the case was read; changed back it is not."""
    save(reader, 1, price=("21500", "20000"))
    save(reader, 1, price=("20000", "19000"))
    line = reader.client.get(f"{DEMAND}.json").json()["rows"][0]
    assert (line["was"], line["is_new"]) == ({"price": "21500"}, False)
    assert "was 21500" in reader.client.get(DEMAND).text
    assert "It was 21500" in reader.client.get(f"{DEMAND}/rows/1").text
    save(reader, 1, price=("19000", "21500"))
    assert "was 21500" not in reader.client.get(DEMAND).text


def test_rows_that_came_and_went_are_counted(reader: Reader) -> None:
    """Beside the table in the list: a cell, a new row, a row that is gone."""
    save(reader, 1, price=("21500", "20000"))
    reader.send(f"{DEMAND}/new", **{"now-product": "VE", "now-place": "uk"})
    was = reader.client.get(f"{DEMAND}/rows/2.json").json()["was"]
    reader.send(f"{DEMAND}/rows/2/drop", was=was)
    page = reader.client.get("/cases/mini/tables.json").json()
    found = {one["name"]: one["num_changed"] for one in page["filled"]}
    assert (found["demand"], found["products"]) == (3, 0)
    rows = reader.client.get(f"{DEMAND}.json").json()["rows"]
    assert [one["row"] for one in rows if one["is_new"]] == [13]


@pytest.mark.parametrize("typed", ["24k", "£24000", "24,000"])
def test_a_cell_is_told_as_what_it_is_read(reader: Reader, typed: str) -> None:
    """As one types and once it is kept; it is no problem."""
    asked = {"column": "price", "text": typed}
    found = reader.client.get(f"{DEMAND}/rows/1/judge.json", params=asked).json()
    told = [(one["words"], one["is_problem"]) for one in found["remarks"]]
    assert told == [("Read as 24000.", False)]
    save(reader, 1, price=("21500", typed))
    page = reader.client.get(f"{DEMAND}.json").json()
    assert page["num_problems"] == 0
    said = [one["words"] for one in page["rows"][0]["remarks"]]
    assert said == ["Read as 24000."]


def test_a_number_no_computer_holds_is_told(reader: Reader) -> None:
    """With the largest that may stand there."""
    asked = {"column": "price", "text": "1e400"}
    found = reader.client.get(f"{DEMAND}/rows/1/judge.json", params=asked).json()
    assert "Enter a number of at most 1e+15" in found["remarks"][0]["words"]


def test_what_cannot_be_done_leads_to_where_it_is_mended(reader: Reader) -> None:
    """To the cell and back to the case; no short names of rules."""
    save(reader, 1, price=("21500", "abc"))
    found = reader.send("/cases/mini/ask/plan")
    assert found.status_code == 400
    assert f'href="{DEMAND}/rows/1#now-price"' in found.text
    assert "This column holds a number" in found.text
    assert "wrong_type" not in found.text
    assert 'href="/cases/mini"' in found.text


def test_a_wrong_cell_is_told_above_its_table(reader: Reader) -> None:
    """Where a narrow screen shows it, with a link to the cell."""
    hidden = 'aria-label="What is wrong on this page" hidden'
    assert hidden in reader.client.get(DEMAND).text
    save(reader, 1, price=("21500", "abc"))
    text = reader.client.get(DEMAND).text
    assert hidden not in text
    assert text.index(f"{DEMAND}/rows/1#now-price") < text.index("<table")


def test_units_name_the_money_of_the_case(reader: Reader) -> None:
    """Not "case currency"."""
    text = reader.client.get(DEMAND).text
    assert "GBP per vehicle" in text
    assert "case currency" not in text


def test_back_to_a_version_is_what_differs(reader: Reader) -> None:
    """Not every step on the way: two changes of a cell are one."""
    save(reader, 1, price=("21500", "20000"))
    save(reader, 1, price=("20000", "19000"))
    reader.send("/cases/mini/history/restore", version="0")
    page = reader.client.get("/cases/mini/history.json").json()
    last = page["versions"][0]
    assert last["told"] == "back to version 0"
    assert [(one["was"], one["now"]) for one in last["edits"]] == [("19000", "21500")]


def test_pasted_ranges_are_assumptions(reader: Reader) -> None:
    """Of rows that are there and of new ones; a key pasted twice has one."""
    head = "product\tplace\tyear\tvolume\tprice"
    rows = ["VE\tuk\t2027\t1\t10 to 20", "VE\tuk\t2026\t2 to 3 to 8\t1"]
    again = "VE\tuk\t2027\t1\t20 to 40"
    sent = reader.send(f"{DEMAND}/take", rows="\n".join([head, *rows, again]))
    assert sent.status_code == 303, sent.text
    found = reader.client.get("/cases/mini/tables/assumptions.json").json()
    told = {
        (one["cells"]["where"][-4:], one["cells"]["column"]): [
            one["cells"][end] for end in ("low", "mode", "high")
        ]
        for one in found["rows"]
    }
    assert told[("2026", "volume")] == ["2", "3", "8"]
    assert found["num_problems"] == 0
    assert len(told) == 2
    (line,) = [
        one["cells"]
        for one in reader.client.get(f"{DEMAND}.json?words=2026").json()["rows"]
    ]
    assert line["volume"] == "3"


def test_an_answer_that_cannot_be_written_is_told(
    desk: Desk, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its run failed and says why, also once that can be kept; it is asked again."""
    is_full = True

    def finish(_: object, __: int, ___: object) -> None:
        raise BusyError("database or disk is full")

    def end(link: Link, number: int, state: str, why: str) -> None:
        if is_full:
            raise BusyError("database or disk is full")
        runs.end(link, number, state, why)

    monkeypatch.setattr("brownfield.desk.runs.queue.finish", finish)
    monkeypatch.setattr("brownfield.desk.runs.queue.end", end)
    monkeypatch.setattr("brownfield.desk.runs.queue.PATIENCE", 0.05)
    number = put(desk.space, {"parties": "G"})
    desk.queue.open()
    try:
        wait(reader, number)
        told = reader.client.get(f"/runs/{number}").text
        assert "Its answer could not be written" in told
        assert "database or disk is full" in told
        assert "failed" in reader.client.get("/runs").text
        is_full = False
        while kept(desk, number).is_open:
            time.sleep(0.01)
    finally:
        desk.queue.close()
    assert kept(desk, number).state == runs.FAILED
    again = reader.send(f"/runs/{number}/again")
    assert again.headers["Location"] == f"/runs/{number + 1}"


def wait(reader: Reader, number: int) -> None:
    """Wait until a run is told as ended."""
    while reader.client.get(f"/runs/{number}.json").json()["run"]["state"] in runs.OPEN:
        time.sleep(0.05)


def kept(desk: Desk, number: int) -> runs.Run:
    """Return a run as it is kept."""
    with desk.space.reading() as link:
        return runs.run_of(link, number)


def test_answers_side_by_side_have_names_and_differences(desk: Desk) -> None:
    """Of two versions, asked alike: 7 and 9 differ by 2; 5 m and 4 m by 1 m less."""
    numbers = [put(desk.space, {}), put(desk.space, {"gap": 0.5})]
    texts = ('{"value": 7.0, "cost": 5e6}', '{"value": 9.0, "cost": 4e6}')
    for number, text in zip(numbers, texts, strict=True):
        with desk.space.changing() as link:
            runs.begin(link)
            runs.finish(link, number, runs.Answered("worth", "", text, "", ""))
    asked = {"run": [str(number) for number in numbers]}
    page = beside(desk, Visit({}, asked, "Ann")).content
    assert {one.name: (one.cells, one.differences[1]) for one in page.lines} == {
        "value": (["7.00", "9.00"], "+2.00"),
        "cost": (["5.00 m", "4.00 m"], "-1.00 m"),
    }
    with desk.space.reading() as link:
        kept_case(link, "mini")
        first, second = (runs.run_of(link, number) for number in numbers)
    assert named([first, second]) == ["as it is", "gap 0.5"]
    assert named([first, first]) == ["as it is", "as it is"]


def test_what_its_figures_are_is_said_wherever_a_case_is(
    desk: Desk, reader: Reader
) -> None:
    """The notice of a case stands on its pages, of its runs, and on the list of all."""
    said = "This is a what-if study on public figures"
    with desk.space.changing() as link:
        kept = keep(link, read_case("merseyside"), "merseyside", "Ann")
        number = runs.ask(link, kept, "plan", {}, digest="1", who="Ann")
        other = runs.ask(link, kept_case(link, "mini"), "plan", {}, digest="2", who="")
    of_case = "/cases/merseyside"
    places = ("/", "/runs", f"{of_case}/compare", of_case, f"{of_case}/tables/demand")
    for address in (*places, f"{of_case}/ask/deal", f"/runs/{number}"):
        assert reader.client.get(address).text.count(said) == 1, address
    for address in ("/cases/mini", f"/runs/{other}"):
        assert said not in reader.client.get(address).text, address
