"""Is anything lost or half-written when server or worker are killed at any moment?

A server with `mini` is started, an editor changes a cell again and again, and a plan is
asked. At a random moment server or worker is killed (SIGKILL). Then the workspace is
looked at: every change that was answered is there, every run is whole, or waits, or is
offered again; the file is sound. A server that was killed is started again.

    python benchmarks/desk_kills.py --kills 50
"""

import argparse
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

from brownfield.desk.store import runs
from brownfield.desk.store.cases import kept_case
from brownfield.desk.store.edits import edits_between
from brownfield.desk.store.engines.sqlite import FILE
from brownfield.desk.store.states import state
from brownfield.desk.store.workspace import opened
from brownfield.desk.tables.reading import read

SEED = 11
PATIENCE = 120.0  # seconds that a server may take to begin


@dataclass
class Server:
    """A server in a process of its own.

    Attributes
    ----------
    folder
        Its workspace.
    """

    folder: Path
    process: subprocess.Popen[str] = field(init=False)
    home: str = ""

    def start(self) -> None:
        """Start it; return once it answers."""
        command = [sys.executable, "-m", "brownfield", "serve", "mini"]
        command += ["--no-browser", "--workspace", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.stdout:
            found = re.search(r"http://[^ ]+", self.process.stdout.readline())
            if found:
                self.home = found[0].rstrip("/")
                return
        message = "the server did not begin"
        raise TimeoutError(message)

    def workers(self) -> list[int]:
        """Return the processes that it started."""
        tasks = Path(f"/proc/{self.process.pid}/task")
        lines = [one.read_text() for one in tasks.glob("*/children")]
        found = [int(word) for line in lines for word in line.split()]
        return [one for one in found if _is_worker(one)]


def _is_worker(number: int) -> bool:
    """Return whether a process answers questions."""
    try:
        return b"spawn_main" in Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return False


@dataclass
class Editor:
    """Changes a cell again and again.

    Attributes
    ----------
    home
        Address of the server.
    first
        Number that comes first.
    heard
        Numbers that were answered with a row.
    """

    home: str
    first: int
    was: str
    heard: list[int] = field(default_factory=list)
    is_done: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Change the cell until told to stop, or until nobody answers."""
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        opener = urllib.request.build_opener(jar)
        row = f"{self.home}/cases/mini/tables/demand/rows/1.json"
        try:
            page = opener.open(self.home, timeout=30).read().decode()
            mark = re.findall(r'name="mark" value="(\w+)"', page)[0]
            ask = {"mark": mark, "gap": f"{1e-7 * (self.first + 1):.9f}"}
            self._send(opener, f"{self.home}/cases/mini/ask/plan", ask)
            number, was = self.first, self.was
            while not self.is_done.is_set():
                form = {"mark": mark, "was-note": was, "now-note": str(number)}
                self._send(opener, row, form)
                self.heard.append(number)
                number, was = number + 1, str(number)
        except (OSError, ValueError):
            return

    @staticmethod
    def _send(
        opener: urllib.request.OpenerDirector, to: str, form: dict[str, str]
    ) -> None:
        opener.open(to, urllib.parse.urlencode(form).encode(), timeout=30).read()


def look(folder: Path, heard: list[int]) -> tuple[list[str], str, Counter[str]]:
    """Return what is wrong in a workspace, the cell, and its runs by state."""
    wrong: list[str] = []
    link = sqlite3.connect(folder / FILE)
    if link.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        wrong.append("the file is not sound")
    link.close()
    with opened(folder).reading() as link:
        case = kept_case(link, "mini")
        edits = edits_between(link, case, 0, case.version)
        kept = {edit.now for edit in edits}
        wrong += [f"the change to {n} is lost" for n in heard if str(n) not in kept]
        cells = state(link, case, case.version)
        if read("mini", cells).checked.problems:
            wrong.append("the case does not read")
        found = runs.runs(link)
        for run in found:
            if run.state == runs.DONE:
                text = runs.kept_text(link, run.id, "document")
                if json.loads(text)["status"] not in ("optimal", "within_gap"):
                    wrong.append(f"run {run.id} has no whole answer")
                if not runs.has_text(link, run.id, "page"):
                    wrong.append(f"run {run.id} has no page")
    counts = Counter(run.state for run in found)
    return wrong, cells["demand"][1].get("note", ""), counts


def main() -> None:
    """Kill, look, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument(
        "--longest", type=float, default=12.0, help="seconds until the blow falls"
    )
    given = parser.parse_args()
    chosen = random.Random(SEED)  # noqa: S311 (no secret)
    killed, wrong, was, number = Counter[str](), list[str](), "", 0
    heard: list[int] = []
    with tempfile.TemporaryDirectory() as room:
        server = Server(Path(room) / "desk")
        server.start()
        for _ in range(given.kills):
            editor = Editor(server.home, number, was)
            thread = threading.Thread(target=editor.work)
            thread.start()
            time.sleep(chosen.uniform(0.0, given.longest))
            killed[_strike(server, chosen)] += 1
            editor.is_done.set()
            thread.join()
            if server.process.poll() is not None:
                server.start()
            heard += editor.heard
            found, was, counts = look(server.folder, heard)
            wrong += found
            number = max(number, int(was or 0), *editor.heard, 0) + 1
        _settle(server)
        found, was, counts = look(server.folder, heard)
        server.process.send_signal(signal.SIGINT)
        server.process.wait()
    lost = [line for line in found if line.endswith("is lost")]
    print(f"killed: {dict(killed)}")
    print(f"changes of a cell that were answered: {len(heard)}, lost: {len(lost)}")
    print(f"runs by state at the end: {dict(counts)}")
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for line in [*wrong, *found]:
        print("WRONG:", line)
    sys.exit(bool(wrong or found))


def _strike(server: Server, chosen: random.Random) -> str:
    """Kill a worker if there is one and the coin says so, else the server."""
    workers = server.workers()
    if workers and chosen.random() < 0.5:
        os.kill(chosen.choice(workers), signal.SIGKILL)
        return "worker"
    server.process.kill()
    server.process.wait()
    return "server"


def _settle(server: Server) -> None:
    """Wait until no run is open any more."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with opened(server.folder).reading() as link:
            if not any(run.is_open for run in runs.runs(link)):
                return
        time.sleep(0.5)


if __name__ == "__main__":
    main()
