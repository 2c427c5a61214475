"""A case in PostgreSQL is the case; what its server does not do is told."""

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from brownfield.case.read import check_case, read_case
from brownfield.case.write import write_case
from brownfield.errors import MissingExtraError, UseError
from brownfield.tables.databases import connecting, writing
from brownfield.tables.databases.address import address_of, masked
from brownfield.tables.databases.connecting import connect, quoted
from brownfield.tables.databases.locks import ALONE
from brownfield.tables.problems import TableError
from tests.postgresql import PASSWORD, Server
from tests.test_cli import run

ROOT = Path(__file__).parents[2]
HOSTILE = [
    'a"b',
    "a'b",
    "x; DROP SCHEMA mini CASCADE; --",
    '"; DROP TABLE case; --',
    "Robert'); DROP TABLE demand;--",
    "$$; SELECT 1; $$",
    "%s %(a)s {0} ?",
    "select",
    "Mixed Case",
    "a\\b\nc\td",
    "ä" * 31,  # 62 bytes
    "x" * 63,
]
"""Names of schemas: words of SQL, the end of a text in it, as long as can be."""


def quoted_in_address(name: str) -> str:
    """Return a name as it stands behind # in an address."""
    return "".join(f"%{byte:02X}" for byte in name.encode())


@pytest.mark.parametrize("name", ["mini", "starter", "merseyside"])
def test_a_case_in_a_schema_is_the_case(server: Server, name: str) -> None:
    """Written and read, it has the digest of its folder, and no problem."""
    case = read_case(name)
    write_case(case, server.url(name))
    assert read_case(server.url(name)).digest == case.digest
    assert not check_case(server.url(name)).problems


def test_commands_read_and_write_a_schema(server: Server, tmp_path: Path) -> None:
    """What is told of it is what is told of the folder; copied back, so are its cells.

    The name of a case is that of its schema.
    """
    there, back = server.url("mini"), tmp_path / "mini"
    assert run("convert", "mini", there).exit_code == 0
    assert (
        run("capacity", there, "--json").stdout
        == run("capacity", "mini", "--json").stdout
    )
    plans = [json.loads(run("plan", one, "--json").stdout) for one in (there, "mini")]
    for plan in plans:
        del plan["seconds"]
    assert plans[0] == plans[1]
    assert run("convert", there, str(back)).exit_code == 0
    again = run("convert", str(back), there)
    assert "is there already" in str(again.exception)
    assert run("convert", str(back), there, "--overwrite", "--wide").exit_code == 0
    assert read_case(there).digest == read_case("mini").digest
    itself = run("convert", there, there)
    assert "is the case itself" in str(itself.exception)


def test_the_recipe_of_the_docs_runs(server: Server, tmp_path: Path) -> None:
    """Each line of docs/how-to.md about PostgreSQL, with the server of the tests."""
    page = (ROOT / "docs" / "how-to.md").read_text(encoding="utf-8")
    section = page.split("## Keep cases in PostgreSQL\n")[1].split("\n## ")[0]
    block = section.split("```console\n")[1].split("```")[0]
    lines = block.replace("postgresql://ann@db.example/team", server.url()).splitlines()
    assert len(lines) == 5
    for line in lines:
        program, *words = line.split()
        placed = [str(tmp_path / w) if w == "starter-copy" else w for w in words]
        assert program == "brownfield"
        assert run(*placed).exit_code == 0, line


@pytest.mark.parametrize("name", HOSTILE)
def test_a_schema_may_have_any_name(server: Server, name: str) -> None:
    """Nothing in it is a statement; no other schema is changed."""
    write_case(read_case("mini"), server.url("mini"))
    there = server.url(quoted_in_address(name))
    write_case(read_case("mini"), there)
    assert read_case(there).digest == read_case("mini").digest
    assert read_case(there).name == name
    found = server.run("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_'")
    assert {one for (one,) in found} == {"public", "information_schema", "mini", name}


def test_names_of_tables_and_columns_are_names(server: Server) -> None:
    """Tables that are no tables of a case are not read, whatever they are called."""
    write_case(read_case("mini"), server.url("mini"))
    evil = quoted('demand"; DROP TABLE mini.demand; --')
    column = quoted('price"; DROP TABLE mini.demand; --')
    server.run(
        f"CREATE TABLE mini.{evil} (a text)",
        f"ALTER TABLE mini.demand ADD COLUMN {column} text DEFAULT 'x'",
    )
    checked = check_case(server.url("mini"))
    assert [one.rule for one in checked.problems] == ["unknown_column"]
    assert any("DROP TABLE" in one.message for one in checked.notes)
    rows = server.run("SELECT count(*) FROM mini.demand")
    assert rows == [(read_case("mini").tables["demand"].height,)]


@pytest.mark.parametrize(
    ("kind", "cell", "found"),
    [
        ("double precision", "'Infinity'", "Infinity"),
        ("double precision", "'-Infinity'", "-Infinity"),
        ("double precision", "'NaN'", "NaN"),
        ("text", "'1.5 apples'", "1.5 apples"),
        ("date", "'2026-01-30'", "2026-01-30"),
        ("boolean", "true", "true"),
    ],
)
def test_what_is_no_number_is_told(
    server: Server, kind: str, cell: str, found: str
) -> None:
    """Infinite numbers and those that are none, as in a file; with its place."""
    write_case(read_case("mini"), server.url("mini"))
    server.run(f"ALTER TABLE mini.demand ALTER price TYPE {kind} USING {cell}")
    problems = check_case(server.url("mini")).problems
    assert {one.value for one in problems if one.column == "price"} == {found}
    assert problems[0].place.startswith(f"{server.url('mini')}, table demand, column")


@pytest.mark.parametrize(
    ("kind", "using"),
    [
        ("numeric", "price::numeric"),
        ("numeric(20, 4)", "price::numeric"),
        ("text", "' ' || price::text || ' '"),
        ("real", "price::real"),
        ("integer", "price::integer"),
    ],
)
def test_a_number_of_another_type_is_the_number(
    server: Server, kind: str, using: str
) -> None:
    """The prices of mini are whole, so that each type holds them without loss."""
    write_case(read_case("mini"), server.url("mini"))
    server.run(f"ALTER TABLE mini.demand ALTER price TYPE {kind} USING {using}")
    assert read_case(server.url("mini")).digest == read_case("mini").digest


def test_null_and_an_empty_text_are_blank(server: Server) -> None:
    """A view is read as a table is; blank optional cells change no digest."""
    write_case(read_case("mini"), server.url("mini"))
    server.run(
        "ALTER TABLE mini.demand RENAME TO kept",
        "ALTER TABLE mini.kept SET SCHEMA public",
        "CREATE VIEW mini.demand AS SELECT *, '' AS note FROM public.kept",
    )
    try:
        assert read_case(server.url("mini")).digest == read_case("mini").digest
    finally:
        server.run("DROP TABLE public.kept CASCADE")


def test_a_view_without_end_is_not_read(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is ended by the server after a time, and told."""
    monkeypatch.setattr("brownfield.tables.databases.reading.MOST_SECONDS", 1)
    write_case(read_case("mini"), server.url("mini"))
    server.run(
        "DROP TABLE mini.places",
        "CREATE VIEW mini.places AS SELECT 'UK' AS place FROM "
        "generate_series(1, 10000000000) AS n WHERE n < 0",
    )
    problems = check_case(server.url("mini")).problems
    assert "takes too long to work out" in problems[0].message


def test_what_stands_in_a_schema_is_not_lost(server: Server) -> None:
    """Tables of somebody else, and a case others look at, are kept; nothing is half."""
    write_case(read_case("mini"), server.url("mini"))
    case, there = read_case("starter"), server.url("mini")
    server.run("CREATE VIEW public.prices AS SELECT price FROM mini.demand")
    with pytest.raises(UseError, match=r"views or other things.*Take them away first"):
        write_case(case, there, overwrite=True)
    server.run("DROP VIEW public.prices", "CREATE TABLE mini.notes (a text)")
    with pytest.raises(UseError, match=r"not only a case \(it holds notes\)"):
        write_case(case, there, overwrite=True)
    server.run("DROP TABLE mini.notes")
    assert read_case(there).digest == read_case("mini").digest
    write_case(case, there, overwrite=True)
    assert read_case(there).digest == case.digest


def test_who_stops_half_way_leaves_what_was_there(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C after three tables: no schema, or the old case in it."""
    write_case(read_case("mini"), server.url("mini"))
    write_one = writing._write_one
    written: list[str] = []

    def stopped(link: Any, place: str, frame: pl.DataFrame) -> None:
        if len(written) % 4 == 3:
            written.clear()
            raise KeyboardInterrupt
        written.append(place)
        write_one(link, place, frame)

    monkeypatch.setattr(writing, "_write_one", stopped)
    for name in ("fresh", "mini"):
        with pytest.raises(KeyboardInterrupt):
            write_case(read_case("starter"), server.url(name), overwrite=True)
    assert read_case(server.url("mini")).digest == read_case("mini").digest
    with pytest.raises(UseError, match="There is no schema 'fresh'"):
        read_case(server.url("fresh"))


def test_a_writer_is_waited_for(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers and writers, each for as long as a person waits; then they are told."""
    write_case(read_case("mini"), server.url("mini"))
    monkeypatch.setattr(connecting, "PATIENCE", 0.1)
    link = connect(address_of(server.url()))
    link.execute("BEGIN")
    link.execute(ALONE, ["mini"])
    told = "somebody else is writing there. Try again in a moment"
    with pytest.raises(UseError, match=told):
        read_case(server.url("mini"))
    with pytest.raises(UseError, match=told):
        write_case(read_case("mini"), server.url("mini"), overwrite=True)
    link.close()
    assert read_case(server.url("mini")).digest == read_case("mini").digest


def test_a_server_that_is_not_there_is_told(server: Server) -> None:
    """With host and port, and what to look at."""
    nobody = server.tcp("mini").replace(f":{server.port}", ":1")
    with pytest.raises(
        UseError, match=r"(?s)cannot be reached: .*the server running\?"
    ):
        read_case(nobody)


@pytest.mark.parametrize("word", [None, "wrong-word"])
def test_a_password_is_asked_for_and_never_told(
    server: Server, monkeypatch: pytest.MonkeyPatch, word: str | None
) -> None:
    """A missing and a wrong one; the right one stands nowhere, either."""
    if word:
        monkeypatch.setenv("PGPASSWORD", word)
    with pytest.raises(UseError) as caught:
        read_case(server.tcp("mini", user="ann"))
    assert "Put the password in ~/.pgpass or the variable" in str(caught.value)
    assert "wrong-word" not in str(caught.value)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    write_case(read_case("mini"), server.tcp("mini", user="ann"))
    case = read_case(server.tcp("mini", user="ann"))
    assert case.digest == read_case("mini").digest
    assert PASSWORD not in repr(vars(case))


def test_no_file_of_an_answer_holds_the_password(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither the folder of a run nor its page, nor what is printed."""
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    there, run_folder = server.tcp("mini", user="ann"), str(tmp_path / "run")
    write_case(read_case("mini"), there)
    page = str(tmp_path / "page.html")
    done = run("plan", there, "--out", run_folder, "--report", page, "--json")
    assert done.exit_code == 0
    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert len(files) > 2
    assert not [one for one in files if PASSWORD.encode() in one.read_bytes()]
    assert PASSWORD not in done.output


@pytest.mark.parametrize(
    "typed",
    [
        "postgresql://ann:secret@127.0.0.1/team#mini",
        "postgres://ann:secret@127.0.0.1/team",
        "POSTGRESQL://ann:sec/ret@127.0.0.1/team#mini",
        "postgresql://ann:sec#ret@127.0.0.1/team#mini",
        "postgresql://ann:12#secret@127.0.0.1/team",
        "postgresql://ann:12/secret@127.0.0.1/team",
        "postgresql://ann:sec@ret@127.0.0.1/team#mini",
        "postgresql://ann:sec?ret@127.0.0.1/team#mini",
        "postgresql://127.0.0.1/team?user=ann&password=secret#mini",
        "postgresql://127.0.0.1/team?sslpassword=secret",
        "postgresql://ann@127.0.0.1:secret/team",
        "postgrsql://ann:secret@127.0.0.1/team#mini",
        "mysql://ann:secret@127.0.0.1/team",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_told(typed: str) -> None:
    """Whatever slip is beside it: others read screens, logs and lists of processes."""
    for command in ("check", "plan", "capacity"):
        done = run(command, typed)
        told = f"{done.exception} {done.output}"
        assert isinstance(done.exception, UseError)
        assert "sec" not in told.replace("second", "")
        assert "ret@" not in told
    target = run("convert", "mini", typed)
    assert isinstance(target.exception, UseError)
    assert "sec" not in f"{target.exception} {target.output}"


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ("x" * 64, "has 64 bytes; PostgreSQL keeps 63"),
        ("%C3%A4" * 32, "has 64 bytes"),
        ("pg_case", "PostgreSQL's own"),
        ("a%00b", "is not called so"),
    ],
)
def test_a_name_that_would_be_cut_is_refused(schema: str, told: str) -> None:
    """PostgreSQL keeps 63 bytes of a name and says nothing: two cases would be one."""
    with pytest.raises(UseError, match=told):
        address_of(f"postgresql://ann@db.example/team#{schema}")


def test_an_address_is_shown_without_its_parameters() -> None:
    """What is typed is kept for the connection."""
    typed = "postgresql://ann@db.example:5433,[::1]:5434/team?sslmode=require#my%20case"
    found = address_of(typed)
    assert (str(found), found.schema) == (typed, "my case")
    assert found.shown == "postgresql://ann@db.example:5433,[::1]:5434/team#my%20case"
    assert masked("x://ann:se:cret@db/team") == "x://ann:...@db/team"


def test_a_schema_that_is_not_there_is_told_with_those_there_are(
    server: Server,
) -> None:
    """The nearest name; without a name all of them; a database that lacks."""
    write_case(read_case("mini"), server.url("mini"))
    with pytest.raises(UseError, match=r"no schema 'mimi' in .* Did you mean 'mini'"):
        read_case(server.url("mimi"))
    with pytest.raises(
        UseError, match=r"write #NAME behind it\. Schemas with a case: mi"
    ):
        read_case(server.url())
    with pytest.raises(UseError, match=r"createdb"):
        read_case(server.url("mini").replace("/team", "/teem"))
    with pytest.raises(UseError, match="the schema stands behind #"):
        read_case(server.url(more="?schema=mini"))
    server.run("CREATE SCHEMA void")
    with pytest.raises(TableError, match="The case has no table `case`"):
        read_case(server.url("void"))


def test_who_may_not_is_told_what_to_ask_for(server: Server) -> None:
    """The grant that an owner gives; once it is given, the case is read."""
    there = server.url("mini", user="guest")
    with pytest.raises(
        UseError, match=r'GRANT CREATE ON DATABASE "team", or .* "guest"'
    ):
        write_case(read_case("mini"), there)
    write_case(read_case("mini"), server.url("mini"))
    with pytest.raises(TableError, match="permission denied for schema mini"):
        read_case(there)
    server.run(
        'GRANT USAGE ON SCHEMA mini TO "guest"',
        'GRANT SELECT ON ALL TABLES IN SCHEMA mini TO "guest"',
    )
    assert read_case(there).digest == read_case("mini").digest
    with pytest.raises(UseError, match="must be owner of"):
        write_case(read_case("mini"), there, overwrite=True)


def test_the_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(
        MissingExtraError, match=r"pip install 'brownfield\[postgresql\]'"
    ):
        read_case("postgresql://ann@127.0.0.1/team#mini")
