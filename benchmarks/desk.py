"""How fast and how large are pages of the desk, with many readers at once?

A desk with `merseyside` and an answered plan of `mini` listens on this machine, in a
process of its own. Readers ask for pages one after another, half a second to a second
and a half between two; editors change a cell of `mini` each second. Told are seconds
until a page is there, processor time of the server a page, its memory at the beginning
and at the end, and bytes on the wire.

    python benchmarks/desk.py
    python benchmarks/desk.py --readers 50 --editors 5 --minutes 5
"""

import argparse
import itertools
import multiprocessing
import os
import random
import re
import resource
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from multiprocessing.connection import Connection
from pathlib import Path

import uvicorn

from brownfield.case.read import read_case
from brownfield.desk.app.application import application
from brownfield.desk.app.rules import Rules
from brownfield.desk.app.server import listening
from brownfield.desk.pages.visit import Desk
from brownfield.desk.runs.queue import Queue
from brownfield.desk.runs.worker import Task, answered
from brownfield.desk.store import runs
from brownfield.desk.store.cases import keep
from brownfield.desk.store.states import state
from brownfield.desk.store.workspace import Workspace, opened

PAGES = (
    "/",
    "/runs",
    "/runs/1",
    "/runs/1/page",
    "/cases/mini/tables/demand",
    "/cases/merseyside/stops?target=facility:halewood",
    "/cases/merseyside",
    "/cases/merseyside/ask/plan",
    "/cases/merseyside/tables",
    "/cases/merseyside/tables/assumptions",
)
ROW = "/cases/mini/tables/demand/rows"
SEED = 5
END = "end"


@dataclass
class Told:
    """Seconds of every page, by address, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def note(self, page: str, seconds: float) -> None:
        """Note a page that was there after so many seconds."""
        self.seconds.setdefault(page, []).append(seconds)


def filled(folder: Path) -> Workspace:
    """Return a workspace with two cases and an answer."""
    space = opened(folder)
    with space.changing() as link:
        keep(link, read_case("merseyside"), "merseyside", "benchmark")
        mini = keep(link, read_case("mini"), "mini", "benchmark")
        number = runs.ask(link, mini, "plan", {}, digest="", who="benchmark")
        runs.begin(link)
        cells = state(link, mini, 0)
        task = Task(number, "mini", cells, {}, "plan", {})
        runs.finish(link, number, answered(task, lambda _: None))
    return space


def read(home: str, until: float, seed: int, told: Told) -> None:
    """Ask for pages, one after another."""
    chosen = random.Random(seed)  # noqa: S311 (no secret)
    while time.monotonic() < until:
        page = chosen.choice(PAGES)
        _timed(home, page, told)
        time.sleep(chosen.uniform(0.5, 1.5))


def _timed(home: str, page: str, told: Told) -> None:
    began = time.perf_counter()
    asked = urllib.request.Request(home + page, headers={"Accept-Encoding": "gzip"})  # noqa: S310 (our own address)
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
            answer.read()
    except OSError as error:
        told.wrong.append(f"{page}: {error}")
        return
    told.note(page, time.perf_counter() - began)


def edit(home: str, row: int, until: float, told: Told) -> None:
    """Change a cell of a row of one's own, again and again."""
    jar = urllib.request.HTTPCookieProcessor(CookieJar())
    opener = urllib.request.build_opener(jar)
    page = opener.open(home).read().decode()
    mark = re.findall(r'name="mark" value="(\w+)"', page)[0]
    was = ""
    for number in itertools.count():
        if time.monotonic() > until:
            return
        form = {"mark": mark, "was-note": was, "now-note": str(number)}
        data = urllib.parse.urlencode(form).encode()
        began = time.perf_counter()
        try:
            opener.open(f"{home}{ROW}/{row}.json", data, timeout=60).read()
        except OSError as error:
            told.wrong.append(f"edit: {error}")
            return
        told.note("a change of a cell", time.perf_counter() - began)
        was = str(number)
        time.sleep(1.0)


def serve(folder: Path, pipe: Connection) -> None:
    """Serve a workspace until a word comes; tell the port first, then what it took."""
    space = opened(folder)
    with listening("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
        app = application(Desk(space, Queue(space)), Rules("127.0.0.1", port))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        serving.start()
        pipe.send(port)
        while pipe.recv() != END:
            pipe.send((time.process_time(), _memory()))
        server.should_exit = True
        serving.join()


def _memory() -> float:
    """Return the memory that this process holds now, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def main() -> None:
    """Serve, read, edit, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--editors", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=0.5)
    given = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        filled(Path(folder))
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=serve, args=(Path(folder), theirs))
        process.start()
        try:
            _measure(f"http://127.0.0.1:{ours.recv()}", ours, given)
        finally:
            ours.send(END)
            process.join()


def _measure(home: str, server: Connection, given: argparse.Namespace) -> None:
    for page in PAGES:
        asked = urllib.request.Request(home + page, headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            print(f"{page:50} {len(answer.read()) / 1e3:8.1f} kB")
    told, until = Told(), time.monotonic() + 60 * given.minutes
    before = _asked(server)
    people = [
        threading.Thread(target=read, args=(home, until, SEED + n, told))
        for n in range(given.readers)
    ]
    people += [
        threading.Thread(target=edit, args=(home, n + 1, until, told))
        for n in range(given.editors)
    ]
    for one in people:
        one.start()
    halfway = threading.Timer(30 * given.minutes, lambda: _tell(server, "halfway"))
    halfway.start()
    for one in people:
        one.join()
    halfway.join()
    after = _asked(server)
    _print(told, after[0] - before[0])
    print(
        f"memory of the server {before[1]:.0f} MB at first, {after[1]:.0f} MB at last"
    )
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


def _tell(server: Connection, when: str) -> None:
    print(f"memory of the server {_asked(server)[1]:.0f} MB {when}")


def _asked(server: Connection) -> tuple[float, float]:
    """Return processor seconds and memory, MB, of the server."""
    server.send("and now?")
    found: tuple[float, float] = server.recv()
    return found


def _print(told: Told, spent: float) -> None:
    for page, found in sorted(told.seconds.items()):
        middle, late = (_share(found, share) for share in (0.5, 0.95))
        print(f"{page:50} {len(found):5} median {middle:.3f} s, p95 {late:.3f} s")
    pages = [
        one for name, of_it in told.seconds.items() if name in PAGES for one in of_it
    ]
    middle, late = _share(pages, 0.5), _share(pages, 0.95)
    print(f"every page: median {middle:.3f} s, p95 {late:.3f} s")
    count = sum(map(len, told.seconds.values()))
    each = 1e3 * spent / count
    print(f"{count} answers, {len(told.wrong)} errors, {each:.1f} CPU ms each")
    for line in told.wrong[:5]:
        print(line)


def _share(found: list[float], share: float) -> float:
    return sorted(found)[min(int(share * len(found)), len(found) - 1)]


if __name__ == "__main__":
    main()
