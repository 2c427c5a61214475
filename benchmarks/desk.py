"""How fast and how large are pages of the desk, with many readers at once?

A desk with `merseyside` and an answered plan of `mini` listens on this machine. Readers
ask for pages one after another, half a second to a second and a half between two;
editors change a cell of `mini` each second. Told are seconds until a page is there,
processor time of the whole program a page, and bytes on the wire. Readers run in the
same process, so their time counts.

    python benchmarks/desk.py
    python benchmarks/desk.py --readers 50 --editors 5 --pages 200
"""

import argparse
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
    "/runs/1/page",
    "/cases/merseyside",
    "/cases/merseyside/ask/plan",
    "/cases/merseyside/tables",
    "/cases/merseyside/tables/assumptions",
)
ROW = "/cases/mini/tables/demand/rows"
SEED = 5


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


def read(home: str, count: int, seed: int, told: Told) -> None:
    """Ask for pages, one after another."""
    chosen = random.Random(seed)  # noqa: S311 (no secret)
    for _ in range(count):
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


def edit(home: str, row: int, count: int, told: Told) -> None:
    """Change a cell of a row of one's own, again and again."""
    jar = urllib.request.HTTPCookieProcessor(CookieJar())
    opener = urllib.request.build_opener(jar)
    page = opener.open(home).read().decode()
    mark = re.findall(r'name="mark" value="(\w+)"', page)[0]
    was = ""
    for number in range(count):
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


def main() -> None:
    """Serve, read, edit, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--editors", type=int, default=1)
    parser.add_argument("--pages", type=int, default=10, help="of each reader")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        space = filled(Path(folder))
        with listening("127.0.0.1", 0) as door:
            port = door.getsockname()[1]
            app = application(Desk(space, Queue(space)), Rules("127.0.0.1", port))
            config = uvicorn.Config(app, log_config=None, lifespan="off")
            server = uvicorn.Server(config)
            serving = threading.Thread(target=server.run, kwargs={"sockets": [door]})
            serving.start()
            try:
                _measure(f"http://127.0.0.1:{port}", given)
            finally:
                server.should_exit = True
                serving.join()


def _measure(home: str, given: argparse.Namespace) -> None:
    for page in PAGES:
        asked = urllib.request.Request(home + page, headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            print(f"{page:40} {len(answer.read()) / 1e3:8.1f} kB")
    told, before = Told(), time.process_time()
    people = [
        threading.Thread(target=read, args=(home, given.pages, SEED + n, told))
        for n in range(given.readers)
    ]
    people += [
        threading.Thread(target=edit, args=(home, n + 1, given.pages, told))
        for n in range(given.editors)
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    _print(told, time.process_time() - before)


def _print(told: Told, spent: float) -> None:
    for page, found in sorted(told.seconds.items()):
        middle, late = (_share(found, share) for share in (0.5, 0.95))
        print(f"{page:40} {len(found):5} median {middle:.3f} s, p95 {late:.3f} s")
    count = sum(map(len, told.seconds.values()))
    each = 1e3 * spent / count
    print(f"{count} answers, {len(told.wrong)} errors, {each:.1f} CPU ms each")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"largest memory {most / 1e3:.0f} MB")
    for line in told.wrong[:5]:
        print(line)


def _share(found: list[float], share: float) -> float:
    return sorted(found)[min(int(share * len(found)), len(found) - 1)]


if __name__ == "__main__":
    main()
