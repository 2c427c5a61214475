"""What does a study say of grants, fleet rules, carbon, duty and other policies?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.tables.declared.carbon import COVERED
from brownfield.tell.numbers import grouped, listed, money, percent

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.facts.law.granted import Granted
    from brownfield.questions.plan.facts.law.policies import Effect

ROUNDING = 1e-9  # share of a value below which a difference is none
MOST_GRANTS = 4  # grants named before the rest is counted


def grants(document: Document) -> str | None:
    """Return what grants and support pay; None without any."""
    if not document.granted:
        return None
    parts = [
        f"{one.policy} {money(one.paid, document.currency)} for "
        f"{granted_for(one, document.currency)} of {one.party}"
        for one in document.granted[:MOST_GRANTS]
    ]
    rest = len(document.granted) - MOST_GRANTS
    shown = listed([*parts, f"{rest} more"] if rest > 0 else parts)
    return f"Grants and support, {document.period}: {shown}."


def granted_for(one: Granted, currency: str) -> str:
    """Return the vehicles, or the capital, that a grant is paid for."""
    if one.capital:
        return f"capital of {money(one.capital, currency)}"
    return f"{one.vehicles:,.0f} vehicles"


def fleet_rules(document: Document) -> list[str]:
    """Return what each fleet rule asks for, how it is met and what that costs."""
    by_policy = document.fleet.group_by("policy", maintain_order=True).agg(
        pl.col("year").min().alias("first"),
        pl.col("year").max().alias("last"),
        pl.col("asked", "earned", "missing", "amount").sum(),
    )
    return [_fleet_rule(row, document.currency) for row in by_policy.to_dicts()]


def _fleet_rule(row: dict[str, Any], currency: str) -> str:
    first, last = row["first"], row["last"]
    when = f"in {first}" if first == last else f"in {first}-{last}"
    paid = money(abs(row["amount"]), currency)
    cash = f"makers {'gain' if row['amount'] > 0 else 'pay'} {paid}"
    return (
        f"Fleet rule {row['policy']} asks for {grouped(row['asked'])} credits {when}: "
        f"{grouped(row['earned'])} are earned, {grouped(row['missing'])} missing and "
        f"paid for; {cash}."
    )


def carbon(document: Document) -> list[str]:
    """Return what prices and caps of carbon count, and what they cost."""
    if document.carbon is None:
        return []
    binds = pl.col("year").filter(pl.col("worth") > 0)
    by_policy = document.carbon.group_by("policy", maintain_order=True).agg(
        pl.col("tonnes", "above", "paid").sum(),
        pl.col("worth").max(),
        binds.unique().sort().alias("years"),
    )
    return [_carbon(document, row) for row in by_policy.to_dicts()]


def _carbon(document: Document, row: dict[str, Any]) -> str:
    """Return one sentence; a cap that binds says when, and its dearest tonne."""
    currency, tonnes = document.currency, grouped(row["tonnes"])
    said = f"Carbon under {row['policy']}, {document.period}: {tonnes} t"
    if row["above"]:
        said += f", {grouped(row['above'])} t of them above the cap"
    said += f"; {money(row['paid'], currency)} paid"
    if row["worth"]:
        when, worth = (
            listed([str(y) for y in row["years"]]),
            money(row["worth"], currency),
        )
        said += f"; the cap binds in {when}: one tonne more is worth {worth} at most"
    return f"{said}."


def emitted(document: Document) -> str | None:
    """Return which stages the tables say nothing of; None if all are given."""
    if document.emitted.is_empty():
        return None
    given = set(document.emitted["stage"])
    missing = [stage for stage in COVERED if stage not in given]
    if not missing:
        return None
    return (
        f"Only what the tables give, {document.period}: nothing is given of "
        f"{listed(missing)}, so what they emit is not counted."
    )


def effect(document: Document, one: Effect) -> str:
    """Return what one policy did to the plan, one sentence."""
    if one.worth is None:
        return f"Without {one.policy} there is no plan to compare."
    if not one.is_proved:
        return (
            f"Without {one.policy} the plan is worth as much, within what the searches "
            f"left open{_instead(one)}."
        )
    size = money(abs(one.worth), document.currency)
    if is_nothing(one.worth, document.value):
        return f"Without {one.policy} the plan is worth as much{_instead(one)}."
    more = "less" if one.worth > 0 else "more"
    return f"Without {one.policy} the plan is worth {size} {more}{_instead(one)}."


def is_nothing(worth: float, value: float) -> bool:
    """Return whether a difference is rounding beside the value of the plan."""
    return abs(worth) <= ROUNDING * max(1.0, abs(value))


def _instead(one: Effect) -> str:
    """Return what would start without a policy, and what would not."""
    parts = []
    if one.starts_without:
        parts.append(f"it would start {starts(one.starts_without)}")
    if one.starts:
        none = "and not" if parts else "it would not start"
        parts.append(f"{none} {starts(one.starts)}")
    return f": {' '.join(parts)}" if parts else ", and the same is started"


def starts(by_name: Mapping[str, Sequence[str]]) -> str:
    """Return programmes with branch and year of each start; a dash for none."""
    names = [f"{name} ({', '.join(when)})" for name, when in by_name.items()]
    return "; ".join(names) or "-"


def policies(document: Document) -> str:
    """Return how the table of policies is to be read."""
    if not document.policies:
        return "No policy of the case bears on the parties planned."
    return (
        "Each line is a plan of its own, the best one of the case without that policy. "
        "What policies are worth together is not the sum of the lines."
    )


def duty(document: Document) -> str:
    """Return what the table of duty by delivery holds."""
    lines = document.duty_by_delivery["measure"].drop_nulls().len()
    if not lines:
        return "No delivery and no part crosses a border at which a row of law fits."
    return (
        "Each line is one row of trade_measures at one way to a market, or at the "
        "border a part crosses on its way to the plant. What is paid adds up to the "
        "duty of the plan. A line holds for all its years; amounts run from the least "
        "year to the largest. Ways within one customs territory are left out."
    )


def rate(line: Mapping[str, Any]) -> str:
    """Return what a row of law asks for: a share, a fixed amount or both."""
    share, fixed = line["ad_valorem"], line["specific"]
    parts = [percent(share)] if share or not fixed else []
    return " + ".join([*parts, *([grouped(fixed)] if fixed else [])])


def why(line: Mapping[str, Any]) -> str:
    """Return why a row applies, with the origin test where it asks for one."""
    share, limit, left = (
        line[name] for name in ("non_originating_share", "limit", "headroom")
    )
    if share is None:
        return str(line["why"])
    sentence = f"{line['why']}; foreign share {percent(share)}"
    if limit is None:
        return sentence
    room = f"{percent(left)} to spare" if left >= 0 else f"{percent(-left)} too much"
    return f"{sentence} of at most {percent(limit)}, {room}"


def rents(document: Document) -> str:
    """Return what all quota volumes in use are worth, and how to read it."""
    rents = document.quota_rents
    rent, fees = (sum(getattr(r, name) for r in rents) for name in ("rent", "fees"))
    return (
        f"Volumes in use are worth {money(rent, document.currency)} to all who plan, "
        f"expected over {document.period} and not discounted: worth of one more "
        "vehicle in quota, after tax, times vehicles in quota. Licences cost those who "
        f"deliver {money(fees, document.currency)}; what is left over stays with them."
    )


def screens(document: Document) -> tuple[str, ...]:
    """Return a sentence for each ruling that a delivered vehicle might meet."""
    asked = document.screens.filter(pl.col("finding") != "does_not_meet")
    return tuple(_screen(document, row) for row in asked.to_dicts())


def _screen(document: Document, row: Mapping[str, Any]) -> str:
    vehicle, years = document.labels.recipe(row["recipe"]), row["years"]
    if row["screen"] == "kit_as_vehicle":
        about = (
            f"{vehicle}, {years}: {row['importer']} might enter its kit from "
            f"{row['exporter']} as a whole vehicle; no share in the tables decides it"
        )
        how = "a what-if that sets bill_of_materials.hs_code to the vehicle's heading"
    else:
        about = (
            f"{vehicle}, {years}: {row['importer']} might extend {row['measure']} to "
            f"it for its parts from {row['exporter']}{_shares(document, row)}"
        )
        how = f"a what-if that sets bears_on of {row['measure']} to origin"
    missing = f" Unresolved: needs {row['needs']}." if row["needs"] else ""
    return f"{about}.{missing} {_chance(row['futures'], how)}"


def _shares(document: Document, row: Mapping[str, Any]) -> str:
    duty = _ends(row["duty_low"], row["duty_high"])
    most = f"; the duty would be {document.currency} {duty} a vehicle"
    if row["target_share"] is None:
        return most
    return (
        f": they are up to {percent(row['target_share'])} of its parts, and the plant "
        f"adds from {percent(row['value_added_share'])}{most}"
    )


def _ends(low: float, high: float) -> str:
    return " to ".join(dict.fromkeys((grouped(low), grouped(high))))


def _chance(futures: float, how: str) -> str:
    if futures > ROUNDING:
        return f"Futures of probability {percent(futures)} enforce it; planned with."
    return f"No future enforces it, so it is not planned with: ask with {how}."
