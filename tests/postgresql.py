"""A PostgreSQL server of the tests: begun in a folder of its own, and stopped again."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from brownfield.tables.databases.address import address_of
from brownfield.tables.databases.connecting import connect, quoted

DEBIAN = Path("/usr/lib/postgresql")
NEEDED = ("initdb", "pg_ctl", "postgres")
UNPRIVILEGED = ("postgres", "nobody")
"""Who runs the server where the tests are run by root, which PostgreSQL refuses."""
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "max_connections=60",
    "shared_buffers=32MB",
)
RULES = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
PASSWORD = "a-word:that/nobody@may#read"  # noqa: S105 (of a server that ends with the tests)
ATTEMPTS = 3  # another program may take the port first


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Attributes
    ----------
    folder
        Of its socket, whose users need no password.
    port
        On 127.0.0.1, whose users need one.
    """

    folder: Path
    port: int

    def url(self, schema: str = "", *, user: str = "owner", more: str = "") -> str:
        """Return an address by the socket."""
        place = str(self.folder).replace("/", "%2F")
        behind = f"#{schema}" if schema else ""
        return f"postgresql://{user}@{place}:{self.port}/team{more}{behind}"

    def tcp(self, schema: str = "", *, user: str = "owner") -> str:
        """Return an address by the network, which asks for a password."""
        behind = f"#{schema}" if schema else ""
        return f"postgresql://{user}@127.0.0.1:{self.port}/team{behind}"

    def run(self, *statements: str) -> list[Any]:
        """Run statements as the owner; return the rows of the last one."""
        link = connect(address_of(self.url()))
        try:
            found = [link.execute(statement) for statement in statements][-1]
            return list(found.fetchall()) if found.description else []
        finally:
            link.close()

    def empty(self) -> None:
        """Take away all schemas that tests made."""
        found = self.run(
            "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' "
            "AND nspname NOT IN ('public', 'information_schema')"
        )
        for (name,) in found:
            self.run(f"DROP SCHEMA {quoted(name)} CASCADE")


def program(name: str) -> str | None:
    """Return where a program of the server is; None if it is not installed."""
    found = sorted(DEBIAN.glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


def missing() -> str:
    """Return why there is no server; blank if there can be one."""
    if find_spec("psycopg") is None:
        return "the extra postgresql is not installed"
    lacks = [name for name in NEEDED if program(name) is None]
    if lacks:
        return f"PostgreSQL is not installed: {', '.join(lacks)}"
    if os.name != "posix" or (os.geteuid() == 0 and not _other_user()):
        return "there is no user that may run PostgreSQL"
    return ""


def _other_user() -> str:
    known = {one.pw_name for one in pwd.getpwall()}
    return next((name for name in UNPRIVILEGED if name in known), "")


def _as_who() -> dict[str, Any]:
    """Return the options of a process: who runs it, if the tests are run by root."""
    if os.geteuid():
        return {}
    return {"user": _other_user(), "group": _group(), "extra_groups": []}


def _group() -> int:
    return pwd.getpwnam(_other_user()).pw_gid


@contextmanager
def running() -> Iterator[Server]:
    """Give a server; it is stopped and gone after the block."""
    with tempfile.TemporaryDirectory(prefix="brownfield-pg-") as name:
        folder = Path(name)
        if not os.geteuid():
            shutil.chown(folder, _other_user(), _group())
        _call("initdb", "-D", f"{name}/data", "-U", "owner", "-N", "-E", "UTF8")
        (folder / "data" / "pg_hba.conf").write_text(RULES)
        with _stopped_after(folder):
            server = Server(folder, _started(folder))
            _fill(server)
            yield server


@contextmanager
def _stopped_after(folder: Path) -> Iterator[None]:
    """Stop the server of a folder after the block, and if this process is killed in it.

    A process of its own waits for the end of a pipe, which is also its end when nobody
    is left to close it.
    """
    stop = [str(program("pg_ctl")), "-D", f"{folder}/data", "-m", "immediate", "stop"]
    waiting = subprocess.Popen(
        ["sh", "-c", 'cat; "$@"; rm -rf "$0"', str(folder), *stop],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        start_new_session=True,
        **_as_who(),
    )
    try:
        yield
    finally:
        waiting.communicate()


def _started(folder: Path) -> int:
    """Return the port of a server that was started."""
    data, log = str(folder / "data"), str(folder / "log")
    for _ in range(ATTEMPTS):
        port = _free_port()
        options = [f"port={port}", f"unix_socket_directories={folder}", *SETTINGS]
        told = " ".join(f"-c {option}" for option in options)
        begin = ("pg_ctl", "-D", data, "-l", log, "-w", "-o", told, "start")
        done = _call(*begin, check=False)
        if done == 0:
            return port
    pytest.fail((folder / "log").read_text())


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _call(name: str, *parts: str, check: bool = True) -> int:
    command: Sequence[str] = [str(program(name)), *parts]
    done = subprocess.run(
        command,
        check=False,
        stdout=subprocess.DEVNULL,  # a server keeps a pipe open
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        **_as_who(),
    )
    assert done.returncode == 0 or not check, command
    return done.returncode


def _fill(server: Server) -> None:
    """Make the database of the tests and who may do what in it."""
    first = server.url().replace("/team", "/postgres")
    link = connect(address_of(first))
    link.execute("CREATE DATABASE team")
    link.close()
    server.run(
        f"CREATE ROLE ann LOGIN PASSWORD '{PASSWORD}'",
        "CREATE ROLE guest LOGIN",
        "GRANT CREATE ON DATABASE team TO ann",
        "REVOKE CREATE ON DATABASE team FROM PUBLIC",
    )
