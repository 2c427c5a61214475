"""The terms of a deal are moved in its address; the arithmetic is by hand."""

from dataclasses import replace

import pytest

from brownfield.desk.pages.visit import Desk
from brownfield.desk.store import runs
from brownfield.desk.store.cases import kept_case
from brownfield.questions.deal.contracts.talks import Form, Side, Talks
from brownfield.questions.deal.moving import Lever, Payoffs, to_text
from tests.desk.conftest import Reader

# Two futures of equal chance. Joint plan: guest 100 or 60, host -20 or 0; alone: guest
# 50, host 0. A unit of the fee moves 1 or 0.5 from guest to host, 0.75 on average.
# At a fee of 20: guest 80 - 15 - 50 = 15, host -10 + 15 = 5. At 10: host -2.5.
FEE = Form("fee", "GBP", {"G": (-1.0, -0.5), "H": (1.0, 0.5)}, high=30.0)
TALKS = Talks(
    chances=(0.5, 0.5),
    sides=(Side("G", (100.0, 60.0), (50.0, 50.0)), Side("H", (-20.0, 0.0), (0.0, 0.0))),
    forms={"fee": FEE},
)
LEVER = Lever("fee", "GBP", 0.0, 40.0, 30.0, 20.0, 40 / 3, 40.0)
PAYOFFS = Payoffs("G", "H", "GBP", {"G": "<b>Guest", "H": "Host"}, (LEVER,), TALKS)


@pytest.fixture
def deal(desk: Desk) -> str:
    """Return the address of the terms of a deal."""
    with desk.space.changing() as link:
        case = kept_case(link, "mini")
        number = runs.ask(link, case, "deal", {}, digest="d", who="Ann")
        runs.begin(link)
        answer = runs.Answered("meet", "", "{}", "<p>", "<p>", to_text(PAYOFFS))
        runs.finish(link, number, answer)
    return f"/runs/{number}/terms"


@pytest.mark.parametrize(
    ("asked", "gains", "told"),
    [
        ("", [15.0, 5.0], "Everybody gains: nobody would leave."),
        ("?amount-fee=20", [15.0, 5.0], "Everybody gains: nobody would leave."),
        ("?amount-fee=10", [22.5, -2.5], "Host would leave: alone they have more."),
        ("?amount-fee=", [30.0, -10.0], "Host would leave: alone they have more."),
        (
            "?amount-fee=32",
            [6.0, 14.0],
            "nobody would leave. More than is allowed: fee.",
        ),
    ],
)
def test_terms_are_told_from_the_address(
    reader: Reader, deal: str, asked: str, gains: list[float], told: str
) -> None:
    """Without an amount those where the parties meet; a blank one is no payment."""
    page = reader.client.get(f"{deal}.json{asked}").json()
    assert [one["gain"] for one in page["gains"]] == pytest.approx(gains)
    assert page["verdict"].endswith(told)
    text = reader.client.get(f"{deal}{asked}").text
    assert told in text
    assert "&lt;b&gt;Guest" in text


def test_an_amount_stays_as_it_was_typed(reader: Reader, deal: str) -> None:
    """To its last digit, so that the form sends the same terms again."""
    page = reader.client.get(f"{deal}.json?amount-fee=1234567.25").json()
    assert [one["value"] for one in page["sliders"]] == ["1234567.25"]


@pytest.mark.parametrize("amount", ["much", "nan", "inf", "1e999"])
def test_an_amount_that_is_none_is_told(reader: Reader, deal: str, amount: str) -> None:
    """With the name of the payment."""
    found = reader.client.get(f"{deal}.json?amount-fee={amount}")
    assert found.status_code == 400
    assert "fee" in found.json()["lines"][0]


def test_only_a_deal_has_terms(reader: Reader) -> None:
    """A plan has none, and says so."""
    reader.send("/cases/mini/ask/plan")
    assert reader.client.get("/runs/1/terms").status_code == 404


AGREED = replace(
    PAYOFFS,
    guest="E",
    host="H",
    names={"E": "Entrant", "H": "Host"},
    levers=(
        replace(LEVER, form="fee_per_vehicle"),
        replace(LEVER, form="capex_share", start=None),
        replace(LEVER, form="price_down", start=None),
    ),
    talks=Talks(
        chances=TALKS.chances,
        sides=tuple(
            replace(side, party=party)
            for side, party in zip(TALKS.sides, "EH", strict=True)
        ),
        forms={
            name: replace(FEE, name=name, worth={"E": (-1.0, -0.5), "H": (1.0, 0.5)})
            for name in ("fee_per_vehicle", "capex_share", "price_down")
        },
    ),
)


@pytest.fixture
def agreed(desk: Desk) -> str:
    """Return the address of terms between two companies of `mini`."""
    with desk.space.changing() as link:
        case = kept_case(link, "mini")
        number = runs.ask(link, case, "deal", {}, digest="d", who="Ann")
        runs.begin(link)
        answer = runs.Answered("meet", "", "{}", "<p>", "<p>", to_text(AGREED))
        runs.finish(link, number, answer)
    return f"/runs/{number}/terms"


def test_moved_terms_are_planned_again(reader: Reader, desk: Desk, agreed: str) -> None:
    """As a what-if of contracts, once; the host pays its share of the tooling."""
    terms = {"amount-fee_per_vehicle": "3000", "amount-capex_share": "0.25"}
    for _ in range(2):
        sent = reader.send(f"{agreed}/plan", **terms)
        assert sent.headers["Location"] == "/compare?run=2&run=3", sent.text
    with desk.space.reading() as link:
        asked = [runs.run_of(link, number) for number in (2, 3)]
        case = kept_case(link, "mini")
        found = desk.known.read(desk.space, link, case).case()
    assert [one.question for one in asked] == ["plan", "plan"]
    assert [one.options for one in asked] == [{}, {"what_ifs": ["terms-of-run-1"]}]
    rows = found.apply("terms-of-run-1").tables["contracts"]
    columns = ("payer", "payee", "form", "amount")
    assert rows.select(columns).rows() == [
        ("E", "H", "fee_per_vehicle", 3000.0),
        ("H", "E", "capex_share", 0.25),
    ]
    assert case.version == 1


def test_terms_that_no_contract_says_are_told(reader: Reader, agreed: str) -> None:
    """And nothing is changed."""
    sent = reader.send(f"{agreed}/plan", **{"amount-price_down": "10"})
    assert sent.status_code == 400
    assert "no contract with price down" in sent.text
    assert reader.client.get("/cases/mini/history.json").json()["version"] == 0


def test_a_contract_that_is_replaced_is_not_paid_twice(
    reader: Reader, desk: Desk, agreed: str
) -> None:
    """What the two had agreed goes."""
    cells = {"contract": "old", "payer": "E", "payee": "H", "amount": "900"}
    cells |= {"form": "fee_per_vehicle"}
    new = {f"now-{name}": cell for name, cell in cells.items()}
    reader.send("/cases/mini/tables/contracts/new", **new)
    reader.send(f"{agreed}/plan", **{"amount-fee_per_vehicle": "3000"})
    with desk.space.reading() as link:
        case = kept_case(link, "mini")
        found = desk.known.read(desk.space, link, case).case()
    assert found.apply("terms-of-run-1").tables["contracts"]["amount"].to_list() == [
        3000.0
    ]


def test_gains_are_had_as_a_table(reader: Reader, deal: str) -> None:
    """With numbers in full: at a fee of 10 guest 22.5, host -2.5."""
    text = reader.client.get(f"{deal}.csv?amount-fee=10").text
    assert text.splitlines() == [
        'party,name,"gain, GBP"',
        "G,<b>Guest,22.5",
        "H,Host,-2.5",
    ]
