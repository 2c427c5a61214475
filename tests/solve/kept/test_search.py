"""Plans found by a kept model are those that the case asks for.

The toy: the far plant is worth 500,000; the near one 250,000, for it costs 250,000 and
its tooling of 1,000,000.
"""

import pickle

import pytest

from brownfield.questions.why.forced.force import forced_plan
from brownfield.questions.why.forced.targets import target_of
from brownfield.solve.backends.solution import Limits, Solution
from brownfield.solve.kept import search
from brownfield.solve.kept.kept import Kept, kept_of
from brownfield.solve.kept.search import Searched, kept_for, search_of, wide
from brownfield.solve.method import searched
from brownfield.solve.run import plan
from tests.questions.why.toy import toy

CASE = toy()
NEAR = target_of(CASE, "build_option=here")


def is_never(_: object) -> bool:
    """Say that one search is enough."""
    return False


@pytest.fixture(name="kept", scope="module")
def kept_toy() -> Kept:
    """Return the model of the toy with every way, kept."""
    return kept_of(wide(CASE), Limits(gap=0.0), learns=False)


def test_plans_by_a_kept_model_are_worth_what_paper_says(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are audited, and the model told them."""
    asked, best_at = list[float](), Kept.best_at

    def noted(*told: object) -> object:
        found = best_at(*told)  # type: ignore[arg-type]  # as it was called
        asked.append(found.value)
        return found

    monkeypatch.setattr(search, "needs_second", is_never)
    monkeypatch.setattr(Kept, "best_at", noted)
    best = plan(CASE, search=Searched(kept))
    forced = forced_plan(CASE, NEAR, is_in=True, search=Searched(kept))
    assert (best.is_sound, forced.is_sound) == (True, True)
    assert best.value == pytest.approx(500_000.0)
    assert forced.value == pytest.approx(250_000.0)
    assert asked == pytest.approx([500_000.0, 250_000.0])


def test_a_small_model_is_searched_twice_as_ever(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kept model is not asked."""
    monkeypatch.setattr(Kept, "best_at", None)
    assert plan(CASE, search=Searched(kept)).value == pytest.approx(500_000.0)


def test_ctrl_c_leaves_a_plan_that_says_so(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a search does."""

    def pressed(*_: object) -> Solution:
        raise KeyboardInterrupt

    monkeypatch.setattr(search, "needs_second", is_never)
    monkeypatch.setattr(Kept, "best_at", pressed)
    assert plan(CASE, search=Searched(kept)).status == "interrupted"


def test_rows_travel_between_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model made of rows of another is not looked at again, and stays."""
    kept = kept_for(CASE)
    assert kept is not None
    assert kept_for(CASE) is kept
    rows = pickle.loads(pickle.dumps(kept.rows))  # noqa: S301  # our own bytes
    search._LATEST.clear()
    monkeypatch.setattr(search, "kept_of", None)
    again = kept_for(CASE, rows)
    assert again is not None
    assert again.best(again.model, Limits()).value == pytest.approx(500_000.0)
    assert search_of(None) is searched
