"""Whom the server answers, and whose forms change something."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from brownfield.desk.app.application import application
from brownfield.desk.app.gate import TOO_LARGE, Gate
from brownfield.desk.app.rules import MOST_BYTES, Rules
from brownfield.desk.assets import addresses
from brownfield.desk.pages.visit import Desk
from brownfield.desk.served import FOLDER, Served
from brownfield.errors import UseError
from tests.desk.conftest import HOME, PORT, Reader

TOKEN = "a-word-of-many-letters"  # noqa: S105 (of a test)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", ""])
def test_another_host_is_refused(reader: Reader, host: str) -> None:
    """A foreign name that leads to this machine reads nothing."""
    found = reader.client.get("/", headers={"Host": host})
    assert found.status_code == 421
    assert "mini" not in found.text


@pytest.mark.parametrize(("port", "is_known"), [(80, True), (8080, False)])
def test_an_address_leaves_out_port_80_alone(port: int, is_known: bool) -> None:
    """As browsers do."""
    assert Rules("127.0.0.1", port).is_host("localhost") is is_known
    assert Rules("127.0.0.1", port).is_host(f"localhost:{port}")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_page_changes_nothing(
    reader: Reader, headers: dict[str, str]
) -> None:
    """Even with the right mark."""
    form = {"mark": reader.mark(), "shipped": "mini"}
    found = reader.client.post("/cases", data=form, headers=headers)
    assert found.status_code == 403
    assert len(reader.client.get("/index.json").json()["cases"]) == 1


@pytest.mark.parametrize("mark", ["", "0" * 64, "ä"])
def test_a_form_without_its_mark_changes_nothing(reader: Reader, mark: str) -> None:
    """The mark is that of the session; another one is refused and told."""
    reader.mark()
    form = {"mark": mark, "shipped": "mini"}
    found = reader.client.post("/cases", data=form)
    assert found.status_code == 403
    assert "another session" in found.text
    assert len(reader.client.get("/index.json").json()["cases"]) == 1


def test_the_mark_of_one_session_is_none_of_another(desk: Desk) -> None:
    """Two browsers do not share a mark."""
    app = application(desk, Rules("127.0.0.1", PORT))
    one, other = (Reader(TestClient(app, base_url=HOME)) for _ in range(2))
    assert one.mark() == one.mark()
    assert one.mark() != other.mark()
    form = {"mark": one.mark(), "shipped": "mini"}
    assert other.client.post("/cases", data=form).status_code == 403


def test_every_answer_forbids_scripts_of_others(reader: Reader) -> None:
    """Pages load from this server alone, and nothing inline runs."""
    for address in ("/", "/runs", "/cases/mini", "/nothing", "/assets/0/x.js"):
        headers = reader.client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src")
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_of_an_earlier_version_has_its_style(reader: Reader) -> None:
    """Its address is led to the style as it is now; what is none is not there."""
    found = reader.client.get("/assets/0/desk.css", follow_redirects=False)
    assert found.status_code == 307
    assert found.headers["Location"] == addresses()["desk.css"]
    assert reader.client.get(found.headers["Location"]).status_code == 200


@pytest.mark.parametrize("name", ["vega.min.js", "vega-lite.min.js"])
def test_a_page_that_was_kept_has_its_charts(reader: Reader, name: str) -> None:
    """What drew them in an earlier version is led to what draws them now."""
    found = reader.client.get(f"/assets/0/{name}", follow_redirects=False)
    assert found.headers["Location"] == addresses()["charts.min.js"]


def test_pages_name_no_other_server(reader: Reader) -> None:
    """No address of a page leads outside, and no script stands in it."""
    for address in ("/", "/runs", "/cases/mini", "/cases/mini/ask/plan"):
        text = reader.client.get(address).text
        assert "http:" not in text
        assert "https:" not in text
        assert "<script>" not in text
        assert " on" + "click" not in text


def test_more_than_the_limit_is_refused(reader: Reader) -> None:
    """What is announced as too large is not even read."""
    headers = {"Content-Length": str(MOST_BYTES + 1)}
    found = reader.client.post("/cases", content=b"", headers=headers)
    assert found.status_code == 413
    assert TOO_LARGE in found.text


def test_more_than_announced_is_refused(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body without a length is counted as it comes."""
    monkeypatch.setattr("brownfield.desk.app.gate.MOST_BYTES", 1_000)
    kind = "application/x-www-form-urlencoded"
    found = reader.client.post(
        "/cases",
        content=(b"x" * 600 for _ in range(2)),
        headers={"Content-Type": kind},
    )
    assert found.status_code == 413


def test_a_size_that_is_no_number_is_refused() -> None:
    """A superscript two is a digit to Python, and no number."""
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b""}
    host = (b"host", f"127.0.0.1:{PORT}".encode())
    scope["headers"] = [host, (b"content-length", b"\xb2")]
    rules = Rules("127.0.0.1", PORT)
    refusal = Gate(PlainTextResponse(""), rules).refusal(scope)
    assert refusal is not None
    assert refusal.status_code == 413


def test_with_a_token_only_who_knows_it_comes_in(desk: Desk) -> None:
    """The address with the token lets a browser in; it is kept out of the address."""
    app = application(desk, Rules("0.0.0.0", PORT, TOKEN))  # noqa: S104 (nothing listens)
    client = TestClient(app, base_url="http://desk.example:8000")
    assert client.get("/").status_code == 401
    assert client.get("/?token=wrong").status_code == 401
    came = client.get(f"/?token={TOKEN}", follow_redirects=False)
    assert (came.status_code, came.headers["Location"]) == (303, "/")
    home = f"http://desk.example:8000///evil.example/?token={TOKEN}"
    came = client.get(home, follow_redirects=False)
    assert came.headers["Location"] == "/evil.example/"
    assert client.get("/").status_code == 200
    assert TOKEN not in client.get("/").text


@pytest.mark.parametrize(
    ("host", "token", "told"),
    [
        ("0.0.0.0", "", "--token WORD"),  # noqa: S104 (it is refused)
        ("127.0.0.1", "short", "Take 16 or more"),
    ],
)
def test_others_do_not_come_in_unasked(host: str, token: str, told: str) -> None:
    """Another address needs a token that is long enough."""
    asked = Served(host, 0, FOLDER, token, 1, has_browser=False)
    with pytest.raises(UseError, match=told):
        asked.check()
