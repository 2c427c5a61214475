"""What does `brownfield evidence review` ask, and what does it write?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brownfield.answers import ask
from brownfield.case.read import read_case
from brownfield.case.said.grades import band_title, grade_of
from brownfield.case.said.texts import text_at, words_of
from brownfield.case.write import write_case
from brownfield.console.say import DONE, say, warn
from brownfield.errors import DataError, UseError
from brownfield.questions.evidence.claims.linking import assumed, is_link
from brownfield.questions.evidence.claims.review import KEYS, Reviewer, acted
from brownfield.tables.databases.address import Address, Place
from brownfield.tables.databases.writing import check_target
from brownfield.tables.problems import TableError
from brownfield.tables.writing.staging import check_writable
from brownfield.tell.numbers import significant

if TYPE_CHECKING:
    from brownfield.case.case import Case

AROUND = 80  # characters of the article that are shown on each side of the words


@dataclass(frozen=True)
class Asked:
    """How a case is reviewed.

    Attributes
    ----------
    out
        Where the reviewed case is written; None = nothing is asked, only shown.
    report
        Where the page is written; None = none is.
    reviewer
        Who reviews; blank = not said.
    is_all
        Whether statements that are confirmed or rejected are shown too.
    """

    out: Place | None
    report: Path | None
    reviewer: str
    is_all: bool


def review(path: str, asked: Asked) -> int:
    """Show each draft, take what is typed about it, and write the case and its page.

    Raises
    ------
    UseError
        If there is no such case, the place to write is taken, or nothing is to be
        written.
    """
    if asked.out is None and asked.report is None:
        message = (
            "Name where the reviewed case goes (--out DIR), or a page of what there is "
            "to review (--report FILE)."
        )
        raise UseError(message)
    case = read_case(path)
    if asked.out is not None:
        case = _reviewed(case, asked.out, asked)
    if asked.report is not None:
        ask("evidence", case, draws=0).write_report(asked.report)
        say(f"Report: {asked.report}")
    return DONE


def _reviewed(case: Case, out: Place, asked: Asked) -> Case:
    """Return the case after a review, which is written; as it is without a draft."""
    names = _names(case, is_all=asked.is_all)
    if not names:
        say("No draft is left to review. --all shows what was reviewed.")
        return case
    _check_free(out)
    by = Reviewer(asked.reviewer, datetime.now(tz=UTC).date().isoformat())
    noun = "statement" if asked.is_all else "draft"
    say(f"{len(names)} {noun}{'s' if len(names) > 1 else ''}. {_keys()}")
    session = Session(case, names, by)
    session.run(_typed())
    write_case(session.case.checked(), out)
    left = len(_names(session.case, is_all=False))
    say(f"{out} is written; drafts left: {left}.")
    return session.case


def _check_free(out: Place) -> None:
    """Say that a place is taken before anything is typed, not after all of it."""
    if isinstance(out, Address):
        check_target(out, overwrite=False)
        return
    if out.exists():
        message = f"{out} is there already. Choose another place for --out."
        raise UseError(message)
    check_writable(out)


def _names(case: Case, *, is_all: bool) -> list[str]:
    rows = case.tables["statements"].select("statement", "status").iter_rows()
    return [name for name, status in rows if is_all or status == "draft"]


def _typed() -> Iterator[str]:
    """Yield each line as it is typed; Ctrl-C ends them, as the end of input does."""
    try:
        for line in sys.stdin:
            yield line.strip()
    except KeyboardInterrupt:
        say("")


def _keys() -> str:
    return "\n".join(["Keys:", *(f"  {key:<28} {what}" for key, what in KEYS.items())])


@dataclass
class Session:
    """A review under way.

    Attributes
    ----------
    case
        The case after all that was typed.
    names
        Statements to look at, in order; parts of one that is split follow it.
    by
        Who reviews.
    place
        Place of the one that is shown.
    before
        Cases before each change, with the place it was made at.
    """

    case: Case
    names: list[str]
    by: Reviewer
    place: int = 0
    before: list[tuple[Case, int]] = field(default_factory=list)

    def run(self, typed: Iterator[str]) -> None:
        """Take lines until they end, q is typed, or every statement was looked at."""
        say(self._shown())
        for line in typed:
            if line == "q":
                return
            if not line:
                self.place += 1
                if self.place >= len(self.names):
                    return
                say(self._shown())
            else:
                self._take(line)

    def _take(self, line: str) -> None:
        """Do what a line says: undo, list, or change the statement."""
        if line == "?":
            say(_keys())
        elif line == "u":
            self._undo()
        elif line.split()[0] == "l" and not is_link(line):
            say("\n".join(assumed(self.case, line[1:])))
        else:
            self._change(line)

    def _change(self, line: str) -> None:
        try:
            after = acted(self.case, self.names[self.place], line, self.by).checked()
        except (UseError, DataError) as error:
            warn(f"brownfield: {_first(error)}\n")
            return
        new = [n for n in _names(after, is_all=True) if n not in self._every()]
        self.names[self.place + 1 : self.place + 1] = new  # what was split off
        self.before.append((self.case, self.place))
        self.case = after
        say(self._shown())

    def _undo(self) -> None:
        if not self.before:
            say("Nothing is left to undo.")
            return
        self.case, self.place = self.before.pop()
        names = self._every()
        self.names = [name for name in self.names if name in names]
        say(f"Taken back.{self._shown()}")

    def _every(self) -> set[str]:
        return set(_names(self.case, is_all=True))

    def _shown(self) -> str:
        place = f"{self.place + 1} of {len(self.names)}"
        return f"\n[{place}] {shown(self.case, self.names[self.place])}"


def _first(error: Exception) -> str:
    """Return what is wrong; of several things the first."""
    return str(error.problems[0] if isinstance(error, TableError) else error)


def shown(case: Case, name: str) -> str:
    """Return a statement as a reviewer sees it: who, how, words, article, links."""
    rows: list[dict[str, Any]] = case.tables["statements"].to_dicts()
    row = next(one for one in rows if one["statement"] == name)
    who = row["speaker"] or "nobody named"
    band = f", {band_title(row['band'])}" if row["band"] else ""
    details = (row["attribution"], row["modality"], row["date"], row["status"])
    how = ", ".join(part.replace("_", " ") for part in details if part)
    lines = [f"{name}: {who} ({how}, {grade_of(row).title}{band})", row["claim"] or ""]
    lines += [*_around(case, row), *_judged(row), *_links(case, name)]
    return "\n  ".join(lines)


def _judged(row: dict[str, Any]) -> Iterator[str]:
    """Yield what it is about, whether its speaker gains, and where it comes from."""
    if row["about"]:
        yield f"about {row['about']}"
    if row["speaker_gains"] is not None:
        yield f"its speaker {'gains' if row['speaker_gains'] else 'does not gain'}"
    if row["origin"]:
        yield f"of the origin {row['origin']}"


def _around(case: Case, row: dict[str, Any]) -> Iterator[str]:
    """Yield the words in their article, with some before and after them."""
    documents = case.tables["documents"].filter(document=row["document"] or "")
    text = text_at(case.folder, documents["text"].item()) if len(documents) else None
    words = words_of(row, text) if text else None
    if text and words:
        start, end = row["span_start"], row["span_end"]
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        yield " ".join(f"In the text: …{before}[{words}]{after}…".split())


def _links(case: Case, name: str) -> Iterator[str]:
    for row in case.tables["assumption_links"].filter(statement=name).to_dicts():
        where = f" ({row['where']})" if row["where"] else ""
        ends = [row[end] for end in ("low", "mode", "high") if row[end] is not None]
        said = "".join(f" {significant(end)}" for end in ends)
        relation = row["relation"].replace("_", " ")
        yield f"{relation} {row['table']}.{row['column']}{where}{said}"
