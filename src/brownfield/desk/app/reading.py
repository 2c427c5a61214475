"""What did a reader send, and who is it?"""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from getpass import getuser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from brownfield.desk.app.gate import cookies
from brownfield.desk.app.rules import COOKIE, Rules, new_session
from brownfield.desk.app.showing import Reader
from brownfield.desk.pages.visit import Visit
from brownfield.desk.passing import passing
from brownfield.desk.tables.uploads import Sheet
from brownfield.errors import UseError
from brownfield.tables.cells.controls import printable

WHO, MARK = "desk-who", "mark"
MOST_WHO = 40  # characters of a name
MOST_FILES, MOST_FIELDS = 80, 2_000  # of a form
MOST_PART = 1_000_000  # bytes of a field that is no file
UNMARKED = (
    "The form is of another session: the server was started again, or cookies are not "
    "kept. Load the page again and send it once more."
)


class ForeignError(UseError):
    """A form does not carry the mark of its session."""


def reader_of(request: Request, rules: Rules) -> Reader:
    """Return who asks; a new session where there is none yet."""
    kept = cookies(request.headers)
    session = kept.get(COOKIE, "") or new_session()
    usual = "somebody" if rules.token else _user()
    who = named(unquote(kept.get(WHO, ""))) or usual
    return Reader(session, session != kept.get(COOKIE), who, rules.mark(session))


def named(text: str) -> str:
    """Return a name of a person as it is kept."""
    return " ".join(printable(text).split())[:MOST_WHO]


def _user() -> str:
    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # nobody has that number, or no pwd
        return "planner"


@asynccontextmanager
async def visit_of(
    request: Request, rules: Rules, reader: Reader, *, is_change: bool
) -> AsyncIterator[Visit]:
    """Give what a reader asks; files that were sent are there until the block ends.

    Raises
    ------
    ForeignError
        If a form does not carry the mark of its session.
    """
    place = {name: str(part) for name, part in request.path_params.items()}
    if not is_change:
        asked = {k: request.query_params.getlist(k) for k in request.query_params}
        yield Visit(place, asked, reader.who)
        return
    limits = {"max_files": MOST_FILES, "max_fields": MOST_FIELDS}
    with passing() as folder:
        async with request.form(**limits, max_part_size=MOST_PART) as form:
            if not rules.is_mark(reader.session, _text(form, MARK)):
                raise ForeignError(UNMARKED)
            sheets = await run_in_threadpool(_sheets, form, folder)
            yield Visit(place, _texts(form), reader.who, sheets)


def _text(form: FormData, name: str) -> str:
    field = form.get(name, "")
    return field if isinstance(field, str) else ""


def _texts(form: FormData) -> dict[str, list[str]]:
    return {
        name: [one for one in form.getlist(name) if isinstance(one, str)]
        for name in form
        if name != MARK
    }


def _sheets(form: FormData, folder: Path) -> tuple[Sheet, ...]:
    """Keep the files of a form under numbers; names are only told."""
    sheets = []
    for number, (_, one) in enumerate(form.multi_items()):
        if isinstance(one, UploadFile) and one.filename:
            path = folder / str(number)
            with path.open("wb") as target:
                shutil.copyfileobj(one.file, target)
            name = PurePosixPath(one.filename.replace("\\", "/")).name
            sheets.append(Sheet(name, path))
    return tuple(sheets)
