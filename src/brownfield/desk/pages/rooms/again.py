"""How is a plan made with other terms, and set beside the plan as it is?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from brownfield.desk.pages.rooms.terms import amounts_of, payoffs_of
from brownfield.desk.pages.visit import Desk, Moved, Visit
from brownfield.desk.store.cases import Cells, Kept, kept_case
from brownfield.desk.store.runs import ask, kept_text, run_of
from brownfield.desk.store.states import rows_of_table
from brownfield.desk.tables.as_what_if import add_what_if, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brownfield.desk.store.link import Link

CONTRACTS = "contracts"


def plan_again(desk: Desk, visit: Visit) -> Moved:
    """Keep moved terms as a what-if, plan with and without it, and compare.

    Raises
    ------
    AbsentError
        If the run has no terms that can be moved.
    UseError
        If an amount is no number, or no contract can say it.
    """
    number = visit.at("run")
    with desk.space.changing() as link:
        run = run_of(link, number)
        moving, payoffs = payoffs_of(run, kept_text(link, number, "terms"))
        amounts = amounts_of(payoffs, visit)
        moving.moved(payoffs, amounts)  # a payment that is none is told
        rows = moving.contracts(payoffs, amounts)
        case = kept_case(link, run.case)
        name = f"terms-of-run-{number}"
        contracts = rows_of_table(link, case, CONTRACTS).values()
        said = _said(rows, list(contracts), name)
        given = list(run.options.get("what_ifs", []))
        name = add_what_if(link, case, name, said, visit.who)
        asked = _asked(desk, link, kept_case(link, run.case), given, name, visit.who)
    desk.queue.call()
    return Moved(f"/compare?{'&'.join(f'run={one}' for one in asked)}")


def _said(rows: Sequence[Cells], contracts: Sequence[Cells], name: str) -> list[Cells]:
    """Return the rows of `what_ifs` that put terms in the place of contracts.

    What a pair had agreed goes where a payment between the two is among the terms; it
    would be paid twice.
    """
    pairs = [{row["payer"], row["payee"]} for row in rows]
    gone = [
        one["contract"]
        for one in contracts
        if {one.get("payer"), one.get("payee")} in pairs and one.get("contract")
    ]
    about = {"table": CONTRACTS}
    dropped = [
        {**about, "op": "drop", "where": words_of(CONTRACTS, {"contract": one})}
        for one in gone
    ]
    new = (
        {"contract": f"{name}-{number}-{row['form']}", **row}
        for number, row in enumerate(rows, 1)
    )
    added = [{**about, "op": "add", "where": words_of(CONTRACTS, r)} for r in new]
    return [*dropped, *added]


def _asked(
    desk: Desk,
    link: Link,
    case: Kept,
    given: list[str],
    name: str,
    who: str,
) -> list[int]:
    digest = desk.known.read(desk.space, link, case).case().digest
    each: list[dict[str, Any]] = [
        {"what_ifs": given} if given else {},
        {"what_ifs": [*given, name]},
    ]
    return [ask(link, case, "plan", one, digest=digest, who=who) for one in each]
