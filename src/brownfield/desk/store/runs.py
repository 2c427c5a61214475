"""Which questions were asked in a workspace, and what was answered?"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from brownfield.desk.store.workspace import AbsentError, now
from brownfield.version import __version__

if TYPE_CHECKING:
    from brownfield.desk.store.cases import Kept
    from brownfield.desk.store.link import Link

WAITING, RUNNING, DONE = "waiting", "running", "done"
FAILED, STOPPED, LOST = "failed", "stopped", "lost"
"""States of a run. lost: its process died, so that it is offered again."""
OPEN = (WAITING, RUNNING)
ENDED = "The server ended while it was at work."
TEXTS = ("document", "page", "report", "terms", "paper")
LEVEL = 6  # of compression
EMPTY = gzip.compress(b"", LEVEL, mtime=0)
COLUMNS = (
    "runs.id, name, runs.version, question, options, who, asked_at, ended_at, state, "
    "is_cut, headline, trouble"
)


@dataclass(frozen=True)
class Run:
    """A question that was asked of a version of a case.

    Attributes
    ----------
    id
        Its number, which stands in addresses.
    case, version
        Name of the case, and the version that was asked about.
    question, options
        The question, and its options by field where they were given.
    who, asked_at, ended_at
        Who asked and when, UTC; when it ended, None = not yet.
    state
        waiting, running, done, failed, stopped (by a person, without an answer) or
        lost (its process died).
    is_cut
        Whether a person stopped it and took the best answer so far.
    headline
        The answer in a sentence; blank without one.
    trouble
        Why there is no answer, or what must be said of it.
    """

    id: int
    case: str
    version: int
    question: str
    options: Mapping[str, Any]
    who: str
    asked_at: str
    ended_at: str | None
    state: str
    is_cut: bool
    headline: str
    trouble: str

    @property
    def is_open(self) -> bool:
        """Whether it is not ended yet."""
        return self.state in OPEN


@dataclass(frozen=True)
class Answered:
    """What is kept of an answer.

    Attributes
    ----------
    headline
        The answer in a sentence.
    trouble
        What must be said of it; blank for nothing.
    document
        The text of ``--json``.
    page
        The page as the desk shows it.
    report
        The page as a file that stands for itself.
    terms
        What other terms can be told from; blank = nothing.
    paper
        The board paper, to be written as PDF or slides; blank for none.
    is_cut
        Whether a person stopped it.
    """

    headline: str
    trouble: str
    document: str
    page: str
    report: str
    terms: str = ""
    paper: str = ""
    is_cut: bool = False


def key_of(digest: str, question: str, options: Mapping[str, Any]) -> str:
    """Return what is equal for equal questions about equal cases."""
    asked = json.dumps([__version__, digest, question, options], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()


def ask(
    link: Link,
    case: Kept,
    question: str,
    options: Mapping[str, Any],
    *,
    digest: str,
    who: str,
) -> int:
    """Put a question in the queue; return the number of its run.

    The same question about an equal case is not asked twice: the run that waits, is at
    work or has answered it is returned, and is of this version from now on.
    """
    key = key_of(digest, question, options)
    earlier = _known_run(link, key)
    if earlier is not None:
        link.execute(
            "UPDATE runs SET version = ? WHERE id = ? AND case_id = ? AND version < ?",
            [case.version, earlier, case.id, case.version],
        )
        return earlier
    cursor = link.execute(
        "INSERT INTO runs (key, case_id, version, question, options, who, asked_at, "
        "state) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting') RETURNING id",
        (key, case.id, case.version, question, json.dumps(options), who, now()),
    )
    return int(cursor.fetchone()[0])


def runs(link: Link, case: str = "", *, most: int = 200) -> list[Run]:
    """Return the last runs, of one case or of all, the newest first."""
    of_case = "WHERE name = ?" if case else ""
    rows = link.execute(
        f"SELECT {COLUMNS} FROM runs JOIN cases ON cases.id = case_id {of_case} "  # noqa: S608 (two texts of ours)
        "ORDER BY runs.id DESC LIMIT ?",
        [*([case] if case else []), most],
    )
    return [_run(row) for row in rows]


def newest_plan(link: Link, case: Kept) -> Run | None:
    """Return the answered plan of the newest version of a case; None without one.

    What was planned under a what-if is left out.
    """
    row = link.execute(
        f"SELECT {COLUMNS} FROM runs JOIN cases ON cases.id = case_id "  # noqa: S608 (a text of ours)
        "WHERE case_id = ? AND question = 'plan' AND state = 'done' "
        f"AND NOT {link.dialect.has_what_ifs} "
        "ORDER BY runs.version DESC, runs.id DESC LIMIT 1",
        [case.id],
    ).fetchone()
    return None if row is None else _run(row)


def run_of(link: Link, number: int) -> Run:
    """Return a run by its number.

    Raises
    ------
    AbsentError
        If there is none.
    """
    row = link.execute(
        f"SELECT {COLUMNS} FROM runs JOIN cases ON cases.id = case_id "  # noqa: S608 (a text of ours)
        "WHERE runs.id = ?",
        [number],
    ).fetchone()
    if row is None:
        message = f"There is no run {number} in this workspace."
        raise AbsentError(message)
    return _run(row)


def _run(row: Sequence[Any]) -> Run:
    number, case, version, question, options, *rest = row
    who, asked_at, ended_at, state, is_cut, headline, trouble = rest
    asked = question, json.loads(options), who, asked_at, ended_at
    return Run(number, case, version, *asked, state, bool(is_cut), headline, trouble)


def kept_text(link: Link, number: int, what: str) -> str:
    """Return a text of a run, one of `TEXTS`; blank without one."""
    return gzip.decompress(kept(link, number, what) or EMPTY).decode()


def has_text(link: Link, number: int, what: str) -> bool:
    """Return whether a run has a text that is not blank."""
    return (kept(link, number, what) or EMPTY) != EMPTY


def kept(link: Link, number: int, what: str) -> bytes | None:
    """Return a text of a run, gzipped; None without one."""
    row = link.execute(
        f"SELECT {_known(what)} FROM runs WHERE id = ?",  # noqa: S608 (one of five)
        [number],
    ).fetchone()
    return None if row is None else row[0]


def _known(what: str) -> str:
    return {n: n for n in TEXTS}[what]


def has_waiting(link: Link) -> bool:
    """Return whether a run waits."""
    cursor = link.execute("SELECT 1 FROM runs WHERE state = 'waiting' LIMIT 1")
    return cursor.fetchone() is not None


def begin(link: Link) -> Run | None:
    """Take the next run that waits; None if none does."""
    oldest = link.execute(
        "SELECT min(id) FROM runs WHERE state = 'waiting'"
    ).fetchone()[0]
    if oldest is None:
        return None
    link.execute("UPDATE runs SET state = 'running' WHERE id = ?", [oldest])
    return run_of(link, oldest)


def finish(link: Link, number: int, answered: Answered) -> None:
    """Keep the answer of a run, all of it at once; not of one that ended otherwise."""
    texts = [getattr(answered, name) for name in TEXTS]
    packed = [
        gzip.compress(text.encode("utf-8", "replace"), LEVEL, mtime=0) for text in texts
    ]
    link.execute(
        "UPDATE runs SET state = 'done', ended_at = ?, is_cut = ?, headline = ?, "
        "trouble = ?, document = ?, page = ?, report = ?, terms = ?, paper = ? "
        "WHERE id = ? AND state IN ('waiting', 'running')",
        (
            now(),
            int(answered.is_cut),
            answered.headline,
            answered.trouble,
            *packed,
            number,
        ),
    )


def end(link: Link, number: int, state: str, trouble: str) -> None:
    """End a run without an answer."""
    link.execute(
        "UPDATE runs SET state = ?, trouble = ?, ended_at = ? "
        "WHERE id = ? AND state IN ('waiting', 'running')",
        (state, trouble, now(), number),
    )


def settle(link: Link, ours: Collection[int] = ()) -> int:
    """Offer again what was at work when a server died; return how many there are.

    Runs of these numbers are at work still.
    """
    marks = ", ".join("?" * len(ours))
    alive = f" AND id NOT IN ({marks})" if ours else ""
    cursor = link.execute(
        f"UPDATE runs SET state = 'lost', ended_at = ?, trouble = ? WHERE "  # noqa: S608 (marks of ours)
        f"state = 'running'{alive}",
        [now(), ENDED, *ours],
    )
    return cursor.rowcount


def ask_again(link: Link, number: int, who: str) -> int:
    """Ask what a run asked, of the same version; return the number of the new run."""
    key = link.execute("SELECT key FROM runs WHERE id = ?", [number]).fetchone()[0]
    earlier = _known_run(link, key)
    if earlier is not None:
        return earlier
    cursor = link.execute(
        "INSERT INTO runs (key, case_id, version, question, options, who, asked_at, "
        "state) SELECT key, case_id, version, question, options, ?, ?, 'waiting' "
        "FROM runs WHERE id = ? RETURNING id",
        (who, now(), number),
    )
    return int(cursor.fetchone()[0])


def _known_run(link: Link, key: str) -> int | None:
    """Return the run that waits, is at work or has answered a question; None if none.

    What a person stopped early does not count.
    """
    row = link.execute(
        "SELECT id FROM runs WHERE key = ? AND (state IN ('waiting', 'running') "
        "OR (state = 'done' AND is_cut = 0))",
        [key],
    ).fetchone()
    return None if row is None else int(row[0])
