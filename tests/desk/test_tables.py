"""Tables on the desk: cells are changed, checked and marked."""

import json

import pytest

from brownfield.case.read import read_case
from brownfield.desk.pages.visit import Desk
from brownfield.desk.store.cases import kept_case
from brownfield.desk.store.states import state
from brownfield.desk.tables import latest
from brownfield.desk.tables.latest import Latest
from brownfield.desk.tables.reading import read
from brownfield.tables.files.raw import RawTable
from brownfield.tables.habits.reading import Reading
from brownfield.tables.habits.tidy import reading_of
from tests.desk.conftest import Reader

DEMAND = "/cases/mini/tables/demand"


def save(reader: Reader, row: int, **cells: tuple[str, str]) -> int:
    """Change cells of a row of `demand`; return the status."""
    fields = {f"was-{name}": was for name, (was, _) in cells.items()}
    fields |= {f"now-{name}": now for name, (_, now) in cells.items()}
    return int(reader.send(f"{DEMAND}/rows/{row}", **fields).status_code)


def test_a_wrong_cell_is_told_beside_it_and_mended(reader: Reader) -> None:
    """It is kept, marked and counted; no question is asked until it is mended."""
    assert save(reader, 1, price=("21500", "abc")) == 303
    page = reader.client.get(f"{DEMAND}.json").json()
    (line,) = [one for one in page["rows"] if one["row"] == 1]
    assert line["cells"]["price"] == "abc"
    assert [one["column"] for one in line["remarks"]] == ["price"]
    assert page["num_problems"] == 1
    text = reader.client.get(DEMAND).text
    assert "This column holds a number" in text
    assert reader.send("/cases/mini/ask/plan").status_code == 400
    assert reader.client.get("/runs.json").json()["runs"] == []
    assert save(reader, 1, price=("abc", "21500")) == 303
    assert reader.client.get(f"{DEMAND}.json").json()["num_problems"] == 0
    assert reader.send("/cases/mini/ask/plan").headers["Location"] == "/runs/1"


def test_a_script_hears_what_is_wrong_with_the_row(reader: Reader) -> None:
    """The address of the JSON takes the same form, and gives the row."""
    form = {"was-year": "2027", "now-year": "1800"}
    told = reader.send(f"{DEMAND}/rows/1.json", **form).json()
    (cell,) = [one for one in told["cells"] if one["name"] == "year"]
    assert cell["value"] == "1800"
    assert cell["remarks"][0]["is_problem"]


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("price", "abc", "This column holds a number"),
        ("price", "-1", "at least 0"),
        ("price", "", "needed"),
        ("product", "VX", "VE"),
        ("price", "23000", ""),
    ],
)
def test_a_cell_is_judged_as_it_is_typed(
    reader: Reader, column: str, text: str, told: str
) -> None:
    """Type, limits, blanks and references; nothing is kept."""
    asked = {"column": column, "text": text}
    found = reader.client.get(f"{DEMAND}/rows/1/judge.json", params=asked).json()
    words = " ".join(one["words"] for one in found["remarks"])
    assert told in words
    assert len(found["remarks"]) == bool(told)
    assert reader.client.get("/cases/mini/history.json").json()["version"] == 0


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("20000 to 24000", ("20000", "22000", "24000")),
        ("20000 to 21000 TO 24e3", ("20000", "21000", "24000")),
    ],
)
def test_a_range_is_an_assumption(
    reader: Reader, typed: str, ends: tuple[str, ...]
) -> None:
    """The cell gets the likeliest number; the same cell has one row of assumptions."""
    assert save(reader, 1, price=("21500", "1 to 2")) == 303
    assert save(reader, 1, price=("1.5", typed)) == 303
    row = reader.client.get(f"{DEMAND}.json").json()["rows"][0]
    assert row["cells"]["price"] == ends[1]
    page = reader.client.get("/cases/mini/tables/assumptions.json").json()
    where = "product=VE, place=uk, year=2027"
    assert [one["cells"] for one in page["rows"]] == [
        {"table": "demand", "where": where, "column": "price"}
        | dict(zip(("low", "mode", "high"), ends, strict=True))
    ]
    assert page["num_problems"] == 0
    reader.send("/cases/mini/history/undo")
    reader.send("/cases/mini/history/undo")
    page = reader.client.get("/cases/mini/tables/assumptions.json").json()
    assert page["count"] == 0


def test_two_ranges_of_a_row_are_two_assumptions(reader: Reader) -> None:
    """Sent together, with a new key of the row: they name it as it is then."""
    cells = {"price": ("21500", "1 to 3"), "volume": ("25000", "4 to 6")}
    assert save(reader, 1, year=("2027", "2026"), **cells) == 303
    page = reader.client.get("/cases/mini/tables/assumptions.json").json()
    found = {one["cells"]["column"]: one["cells"] for one in page["rows"]}
    assert {name: one["mode"] for name, one in found.items()} == {
        "price": "2",
        "volume": "5",
    }
    assert {one["where"] for one in found.values()} == {
        "product=VE, place=uk, year=2026"
    }


def test_a_range_in_a_new_row_is_an_assumption(reader: Reader) -> None:
    """As in a row that is there; a range in `assumptions` itself is a wrong cell."""
    cells = {"product": "VE", "place": "uk", "year": "2026", "price": "1 to 3"}
    sent = reader.send(f"{DEMAND}/new", **{f"now-{n}": c for n, c in cells.items()})
    page = reader.client.get(f"{sent.headers['Location']}.json").json()
    assert json.loads(page["was"]) == {**cells, "price": "2"}
    assumptions = "/cases/mini/tables/assumptions"
    reader.send(f"{assumptions}/new", **{"now-low": "1 to 2"})
    page = reader.client.get(f"{assumptions}.json").json()
    first, second = (one["cells"] for one in page["rows"])
    assert [first[n] for n in ("column", "low", "mode", "high")] == ["price", *"123"]
    assert second == {"low": "1 to 2"}


@pytest.mark.parametrize("typed", ["2 to 1", "1 to", "to 2", "1 to 2 to 3 to 4"])
def test_what_is_no_range_stays_a_wrong_cell(reader: Reader, typed: str) -> None:
    """And is told beside it."""
    assert save(reader, 1, price=("21500", typed)) == 303
    page = reader.client.get(f"{DEMAND}.json").json()
    assert (page["rows"][0]["cells"]["price"], page["num_problems"]) == (typed, 1)


def test_two_readers_do_not_write_over_each_other(reader: Reader) -> None:
    """The second one is told who was quicker, and what stands there."""
    assert save(reader, 1, price=("21500", "22000")) == 303
    found = reader.send(
        f"{DEMAND}/rows/1", **{"was-price": "21500", "now-price": "23000"}
    )
    assert found.status_code == 409
    assert "column price is 22000 now" in found.text


def test_a_row_is_added_and_taken_away(reader: Reader) -> None:
    """Both can be taken back."""
    cells = {"now-product": "VE", "now-place": "uk", "now-year": "2026"}
    made = reader.send(f"{DEMAND}/new", **cells, **{"now-volume": "7"})
    assert made.headers["Location"] == f"{DEMAND}/rows/13"
    was = reader.client.get(f"{DEMAND}/rows/13.json").json()["was"]
    assert reader.send(f"{DEMAND}/rows/13/drop", was=was).status_code == 303
    assert reader.client.get(f"{DEMAND}/rows/13").status_code == 404
    reader.send("/cases/mini/history/undo")
    assert reader.client.get(f"{DEMAND}/rows/13.json").json()["was"] == was
    reader.send("/cases/mini/history/restore", version="0")
    assert reader.client.get(f"{DEMAND}.json").json()["count"] == 12


def test_rows_are_sought_and_put_in_order(reader: Reader) -> None:
    """By the numbers of a column, and by words in any cell."""
    asked = f"{DEMAND}.json?order=volume&down=1"
    rows = reader.client.get(asked).json()["rows"]
    volumes = [float(one["cells"]["volume"]) for one in rows]
    assert volumes == sorted(volumes, reverse=True)
    assert len(set(volumes)) > 1
    found = reader.client.get(f"{DEMAND}.json?words=vh").json()
    assert {one["cells"]["product"] for one in found["rows"]} == {"VH"}
    assert reader.client.get(f"{DEMAND}.json?words=%25").json()["count"] == 0


@pytest.mark.parametrize("page", ["0", "-1", "1e9", "9999999", "x", "', 1"])
def test_a_page_that_is_none_is_no_error(reader: Reader, page: str) -> None:
    """What stands in an address is a number, or the first page is shown."""
    assert reader.client.get(f"{DEMAND}?page={page}").status_code == 200


def test_changes_become_a_what_if(reader: Reader, desk: Desk) -> None:
    """Cells, a row more and a row less; the case is as it was before them."""
    save(reader, 1, price=("21500", "20000"))
    was = reader.client.get(f"{DEMAND}/rows/2.json").json()["was"]
    reader.send(f"{DEMAND}/rows/2/drop", was=was)
    cells = {
        "product": "VE",
        "place": "eu",
        "year": "2026",
        "volume": "9",
        "price": "8",
    }
    reader.send(f"{DEMAND}/new", **{f"now-{n}": cell for n, cell in cells.items()})
    kept = reader.send("/cases/mini/history/keep", first="0", name="mine")
    assert kept.status_code == 303, kept.text
    with desk.space.reading() as link:
        case = kept_case(link, "mini")
        now = read("mini", state(link, case, case.version)).case()
    mini = read_case("mini")
    assert now.tables["demand"].equals(mini.tables["demand"])
    changed = now.apply("mine").tables["demand"]
    assert changed.height == mini.tables["demand"].height
    assert changed["price"][0] == 20_000.0
    assert changed.row(-1, named=True)["volume"] == 9.0
    twice = reader.send("/cases/mini/history/keep", first="0", name="mine")
    assert twice.status_code == 400


def test_a_key_is_no_matter_of_a_what_if(reader: Reader) -> None:
    """It says what to do instead, and nothing is changed."""
    save(reader, 1, year=("2027", "2026"))
    found = reader.send("/cases/mini/history/keep", first="0", name="mine")
    assert found.status_code == 400
    assert "Take the row away and add another one" in found.text
    assert reader.client.get("/cases/mini/history.json").json()["version"] == 1


def test_every_address_of_a_page_leads_somewhere(reader: Reader) -> None:
    """The links of every page, and their JSON, are there."""
    todo, seen = ["/", DEMAND], set[str]()
    while todo:
        address = todo.pop(0)
        if address in seen or len(seen) > 60:
            continue
        seen.add(address)
        found = reader.client.get(address)
        assert found.status_code == 200, address
        if found.headers["Content-Type"].startswith("text/html"):
            links = [part.split('"')[0] for part in found.text.split('href="')[1:]]
            here = address.split("?")[0]
            todo += [
                link.replace("&amp;", "&") if link.startswith("/") else here + link
                for link in links
                if link.startswith(("/", "?"))
            ]
    assert {DEMAND, f"{DEMAND}.json", f"{DEMAND}/csv"} <= seen


def test_a_table_that_is_not_changed_is_not_read_again(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change of one cell only its table is read, and the answer is the same."""
    read_so: list[str] = []

    def noting(raw: RawTable, currency: str) -> Reading:
        read_so.append(raw.name)
        return reading_of(raw, currency)

    monkeypatch.setattr(latest, "reading_of", noting)
    assert reader.client.get(f"{DEMAND}.json").json()["num_problems"] == 0
    assert len(set(read_so)) == len(read_so) > 5
    read_so.clear()
    assert save(reader, 1, price=("21500", "24k")) == 303
    page = reader.client.get(f"{DEMAND}.json").json()
    assert [one["words"] for one in page["rows"][0]["remarks"]] == ["Read as 24000."]
    assert read_so == ["demand"]


def test_tables_read_from_memory_are_as_if_read_afresh(
    desk: Desk, reader: Reader
) -> None:
    """Problems, notes, spelled cells and typed rows agree after every change."""
    known = Latest()
    changes = [("price", "24k"), ("price", "abc"), ("year", "1800"), ("year", "2027")]
    was = {"price": "21500", "year": "2027"}
    for column, text in changes:
        assert save(reader, 1, **{column: (was[column], text)}) == 303
        was[column] = text
        with desk.space.reading() as link:
            case = kept_case(link, "mini")
            cells = state(link, case, case.version)
        again, afresh = read("mini", cells, known), read("mini", cells)
        assert again.spelled == afresh.spelled
        assert again.checked.problems == afresh.checked.problems
        assert again.checked.notes == afresh.checked.notes
        for name, frame in again.checked.tables.items():
            assert frame.equals(afresh.checked.tables[name]), name
