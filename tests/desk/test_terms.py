"""The terms of a deal are moved in its address; the arithmetic is by hand."""

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
