"""Which rows of law stand behind the duty on a vehicle, and which were set aside?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from brownfield.derive.trade.part_origin import TOLERANCE
from brownfield.derive.trade.traced.crossing import (
    Law,
    Part,
    as_sent_from,
    goods_of,
    makers_of_kit,
)
from brownfield.derive.trade.traced.lines import (
    FREE,
    NOT_USED,
    PAID,
    REFUSED,
    SET_ASIDE,
    Line,
    Row,
    Values,
    due,
    line,
)
from brownfield.tables.declared.trade_and_policy import REMEDIES

SPARED = "countervailing"
SUFFIXES = ("+drawback", "+anti_dumping", "+undertaking", "+countervailing")
AGREED = ("preference", "quota")
ORIGIN = ("non_originating_share", "limit", "headroom", "missing_part")


@dataclass(frozen=True)
class Delivery:
    """A vehicle at the border of its market.

    Attributes
    ----------
    row
        Its delivery, with what crosses the border.
    values
        Its customs values.
    pieces
        Its parts.
    origin
        Its origin test by agreement.
    """

    row: Row
    values: Values
    pieces: Sequence[Part]
    origin: Mapping[str, Row]

    @property
    def has_undertaking(self) -> bool:
        """Whether an undertaking stands in place of its countervailing duty."""
        return "+undertaking" in self.row["regime"]

    @property
    def base(self) -> str:
        """Its regime without what comes on top."""
        name = str(self.row["regime"])
        for suffix in SUFFIXES:
            name = name.removesuffix(suffix)
        return name


def at_market(law: Law, sent: Delivery) -> list[Line]:
    """Return the rows behind the duty on a vehicle, before any refund."""
    if sent.row["importer"] == sent.row["exporter"]:
        return [Line("mfn", None, FREE, why="within one customs territory")]
    lines = [*_base(law, sent)]
    for kind in REMEDIES:
        lines += _extra(law, sent, kind)
    return lines


def _base(law: Law, sent: Delivery) -> Iterator[Line]:
    """Yield the base rate that is paid, and those that are not."""
    goods = goods_of(sent.row)
    rows = [r for kind in ("mfn", *AGREED) for r in law.of(goods, kind)]
    used = next((row for row in rows if _is_used(row, sent)), None)
    if used is None:
        yield Line("mfn", None, FREE, why="no mfn row fits")
    for row in rows:
        test = sent.origin.get(row["agreement"]) if row["kind"] in AGREED else None
        about = {} if test is None else {name: test[name] for name in ORIGIN}
        yield line(row, sent.values, *_outcome(row, used, test), **about)


def _is_used(row: Row, sent: Delivery) -> bool:
    if row["kind"] == "quota":
        return bool(row["measure"] == sent.row["quota"])
    if sent.row["quota"] is not None and not sent.has_undertaking:
        return False
    return bool(sent.base == ("mfn" if row["kind"] == "mfn" else row["agreement"]))


def _outcome(row: Row, used: Row | None, test: Row | None) -> tuple[str, str]:
    if row is used:
        return PAID, "the vehicle originates" if test else ""
    if row["kind"] == "mfn":
        return SET_ASIDE, f"{used['measure']} takes its place" if used else ""
    if test and not test["is_originating"]:
        return REFUSED, _failed(test)
    return NOT_USED, "open, but this delivery enters another way"


def _failed(test: Row) -> str:
    """Return why a vehicle does not originate."""
    reasons = []
    if test["missing_part"]:
        reasons.append(f"part group {test['missing_part']} does not originate")
    if test["headroom"] is not None and test["headroom"] < -TOLERANCE:
        reasons.append("foreign share over the limit")
    return ", ".join(reasons) or "no rule of origin for its heading"


def _extra(law: Law, sent: Delivery, kind: str) -> list[Line]:
    """Return an extra duty: the highest of what is asked is due, unless undertaken."""
    ways = [way for way in _ways(law, sent, kind) if way]
    if not ways:
        return []
    highest = max(ways, key=due)
    lower = [
        _spared(one, NOT_USED, "a higher duty of the kind is due")
        for way in ways
        for one in way
        if way is not highest
    ]
    if kind == SPARED and sent.has_undertaking:
        kept = "the undertaking takes its place"
        return [
            *_undertaken(law, sent),
            *(_spared(one, SET_ASIDE, kept) for one in highest),
            *lower,
        ]
    return [*highest, *lower]


def _ways(law: Law, sent: Delivery, kind: str) -> Iterator[list[Line]]:
    """Yield what is asked by the last port, by origin and on parts inside."""
    for row in law.of(goods_of(sent.row), kind):
        yield [line(row, sent.values, PAID, "by the last port")]
    for maker in makers_of_kit(sent.row, sent.pieces):
        rulings = law.by_origin.get(as_sent_from(sent.row, maker), ())
        reason = f"by origin: parts of {maker} merely put together"
        yield [line(r, sent.values, PAID, reason) for r in rulings if r["kind"] == kind]
    yield [
        line(
            row,
            part.values,
            PAID,
            "on a part inside",
            part_group=part.part_group,
            source=part.source,
        )
        for part in sent.pieces
        for row in law.on_parts.get(part.at(sent.row["importer"]), ())
        if row["kind"] == kind
    ]


def _spared(one: Line, outcome: str, why: str) -> Line:
    """Return a line that is not paid after all."""
    return replace(
        one,
        outcome=outcome,
        duty_per_vehicle=0.0,
        spared=one.duty_per_vehicle,
        why=f"{one.why}; {why}",
    )


def _undertaken(law: Law, sent: Delivery) -> Iterator[Line]:
    for row in law.of(goods_of(sent.row), "undertaking"):
        paid = line(row, sent.values, PAID, "sold at its least price or more")
        yield replace(paid, base=None, base_value=None, duty_per_vehicle=0.0)
