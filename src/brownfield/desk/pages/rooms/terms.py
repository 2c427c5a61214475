"""What would other terms of a deal leave each party?"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from brownfield.desk.pages.asking import above
from brownfield.desk.pages.visit import Cell, Desk, Shown, Visit, address
from brownfield.desk.store.runs import Run, kept_text, run_of
from brownfield.desk.store.workspace import AbsentError
from brownfield.errors import UseError
from brownfield.questions.registry import every_room
from brownfield.tell.numbers import gain, significant

AMOUNT = "amount-"  # before the form of a payment in an address
KEPT = 8  # deals whose payoffs are remembered


@dataclass(frozen=True)
class Slider:
    """A payment that can be moved.

    Attributes
    ----------
    name, label, unit
        Its field, its form in words, and the unit of its amount.
    low, high, step
        Ends of the slider and its step.
    value
        Amount; blank = the payment is not part of the terms.
    told
        Between which amounts everybody gains, in words.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    step: float
    value: str
    told: str


@dataclass(frozen=True)
class Gain:
    """What the terms leave a party.

    Attributes
    ----------
    party, name
        Party, and its printed name.
    gain
        Present value against acting alone, case currency.
    words
        The same in words.
    is_loser
        Whether it has less than alone, and would leave.
    """

    party: str
    name: str
    gain: float
    words: str
    is_loser: bool


@dataclass(frozen=True)
class Terms:
    """What the page of moved terms shows.

    Attributes
    ----------
    run
        Number of the run of the deal.
    currency
        Of every amount of money.
    sliders
        Payments.
    gains
        What they leave each party.
    verdict
        Who would leave, and what is not allowed, in a sentence.
    is_good
        Whether nobody would leave and all is allowed.
    """

    run: int
    currency: str
    sliders: list[Slider]
    gains: list[Gain]
    verdict: str
    is_good: bool

    def as_rows(self) -> list[list[Cell]]:
        """Return a row for each party."""
        heads: list[Cell] = ["party", "name", f"gain, {self.currency}"]
        rows: list[list[Cell]] = [[o.party, o.name, o.gain] for o in self.gains]
        return [heads, *rows]


def terms(desk: Desk, visit: Visit) -> Shown:
    """Return what the terms of an address leave each party.

    Raises
    ------
    AbsentError
        If the run has no terms that can be moved.
    UseError
        If an amount is no number.
    """
    number = visit.at("run")
    with desk.space.reading() as link:
        run = run_of(link, number)
        text = kept_text(link, number, "terms")
    moving, payoffs = payoffs_of(run, text)
    amounts = amounts_of(payoffs, visit)
    page = _page(number, payoffs, moving.moved(payoffs, amounts))
    where = (*above(run.case), (f"Run {number}", address("runs", number)))
    return Shown("terms.html.j2", f"Terms of {run.case}", page, where)


def payoffs_of(run: Run, text: str) -> tuple[Any, Any]:
    """Return the module that moves the terms of a run, and its payoffs.

    Raises
    ------
    AbsentError
        If the run has no terms that can be moved.
    """
    if not text:
        message = f"Run {run.id} has no terms to be moved; a deal with a guest has."
        raise AbsentError(message)
    return _payoffs(run.question, text)


@lru_cache(maxsize=KEPT)
def _payoffs(question: str, text: str) -> tuple[Any, Any]:
    """Return the module that moves terms, and the payoffs of a text."""
    (room,) = [one for one in every_room() if one.name == question]
    moving = room.module("moving")
    return moving, moving.from_text(text)


def amounts_of(payoffs: Any, visit: Visit) -> dict[str, float]:
    """Return the amounts of an address; where the parties meet if it has none.

    Raises
    ------
    UseError
        If an amount is no number.
    """
    if not any(name.startswith(AMOUNT) for name in visit.asked):
        return {one.form: one.start for one in payoffs.levers if one.start is not None}
    typed = {one.form: visit.one(f"{AMOUNT}{one.form}") for one in payoffs.levers}
    return {form: _number(form, text) for form, text in typed.items() if text.strip()}


def _number(form: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        message = f"{form} is {text!r}. Give a number, e.g. 1500."
        raise UseError(message) from error


def _page(run: int, payoffs: Any, moved: Any) -> Terms:
    gains = [
        Gain(
            party,
            payoffs.names.get(party, party),
            worth,
            gain(worth, payoffs.currency),
            party in moved.losers,
        )
        for party, worth in moved.gains.items()
    ]
    return Terms(
        run=run,
        currency=payoffs.currency,
        sliders=[_slider(one, moved.amounts, payoffs.names) for one in payoffs.levers],
        gains=gains,
        verdict=_verdict(gains, moved.beyond),
        is_good=not (moved.losers or moved.beyond),
    )


def _slider(lever: Any, amounts: dict[str, float], names: dict[str, str]) -> Slider:
    form, _, between = lever.form.partition(" ")
    label = form.replace("_", " ").replace(":", " of ")
    if between:
        label += f", {' to '.join(names.get(p, p) for p in between.split('>'))}"
    value = amounts.get(lever.form)
    sentence = "no amount of it alone leaves everybody better off"
    if lever.least is not None:
        most = "any" if lever.most is None else significant(lever.most)
        least = significant(lever.least)
        sentence = f"the deal found that everybody gains from {least} to {most}"
    return Slider(
        name=f"{AMOUNT}{lever.form}",
        label=label,
        unit=lever.unit,
        low=lever.low,
        high=lever.high,
        step=_step(lever.high - lever.low),
        value="" if value is None else f"{value:.12g}",
        told=sentence,
    )


def _step(width: float) -> float:
    """Return a power of ten that makes at least 200 steps."""
    step = 1e-9
    while step * 10 * 200 <= width:
        step *= 10
    return float(f"{step:.0e}")


def _verdict(gains: list[Gain], beyond: tuple[str, ...]) -> str:
    losers = [one.name for one in gains if one.is_loser]
    sentence = "Everybody gains: nobody would leave."
    if losers:
        sentence = f"{' and '.join(losers)} would leave: alone they have more."
    if beyond:
        names = ", ".join(name.replace("_", " ") for name in beyond)
        sentence += f" More than is allowed: {names}."
    return sentence
