"""How is case.toml, or the sheet or table `case`, read and written?"""

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from brownfield.tables.files.headings import is_own
from brownfield.tables.files.raw import RawSettings, Source
from brownfield.tables.problems import Problem
from brownfield.tables.settings import Section, Settings
from brownfield.tables.settings_words import hint_of, message_of

FILE = "case.toml"
MOST_BYTES = 1_000_000  # 1 MB
OWN_KEYS = (
    "alternatives",
    "plan.objective_weights",
    "deal.power",
)  # sections with free keys


def read_toml(source: Source, path: Path) -> None:
    """Add the settings in case.toml to `source`, or the reason they are unreadable."""
    data = path.read_bytes()[: MOST_BYTES + 1]
    try:
        if len(data) > MOST_BYTES:
            message = f"it is larger than {MOST_BYTES / 1e6:.0f} MB"
            raise ValueError(message)
        text = data.decode("utf-8-sig")
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        source.problems.append(_toml_problem(path.name, data, error))
        source.unread.add("case")
        return
    raw = RawSettings(content=content, file=path.name, lines=_toml_lines(text))
    source.settings.append(raw)


def written_settings(folder: Path | None) -> str | None:
    """Return the text of case.toml in a folder, with its comments; None without one.

    Parameters
    ----------
    folder
        Folder of a case; None = it is kept otherwise.
    """
    file = None if folder is None else folder / FILE
    return file.read_text(encoding="utf-8-sig") if file and file.is_file() else None


def settings_of_pairs(
    pairs: Iterable[tuple[str | None, str | None]], file: str, sheet: str | None
) -> RawSettings:
    """Return settings given as rows of key and value.

    Parameters
    ----------
    pairs
        Key such as ``case.title`` and its text, in sheet order below the header.
    file, sheet
        Where they come from; lines are counted only for a sheet.
    """
    content: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for position, (key, value) in enumerate(pairs):
        if key is None or not key.strip() or value is None or not value.strip():
            continue
        if is_own(key.strip()):
            continue
        _put(content, key.strip(), value.strip())
        if sheet is not None:
            lines[key.strip()] = position + 2
    return RawSettings(content=content, file=file, sheet=sheet, lines=lines)


def pairs_of_settings(settings: Settings) -> list[tuple[str, str]]:
    """Return settings as rows of key and value; the inverse of reading them."""
    pairs = []
    for section, content in _plain(settings).items():
        for key, value in content.items():
            if isinstance(value, dict):
                pairs += [(f"{section}.{key}.{k}", str(v)) for k, v in value.items()]
            elif isinstance(value, list | tuple):
                pairs.append((f"{section}.{key}", ", ".join(value)))
            else:
                pairs.append((f"{section}.{key}", str(value)))
    return [(key, value) for key, value in pairs if value]


def toml_of_settings(settings: Settings) -> str:
    """Return the text of case.toml."""
    blocks = []
    for section, content in _plain(settings).items():
        nested = {k: v for k, v in content.items() if isinstance(v, dict)}
        flat = {k: v for k, v in content.items() if k not in nested}
        blocks.append(_toml_block(section, flat))
        blocks += [_toml_block(f"{section}.{k}", v) for k, v in nested.items()]
    return "\n".join(block for block in blocks if block)


def check_settings(raw: RawSettings) -> tuple[Settings | None, list[Problem]]:
    """Return the checked settings, or None and a problem for each wrong key."""
    try:
        return Settings.model_validate(raw.content), []
    except ValidationError as error:
        return None, [_settings_problem(raw, dict(e)) for e in error.errors()]


def _plain(settings: Settings) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = settings.model_dump(exclude_none=True)
    return content


def _put(content: dict[str, Any], key: str, value: str) -> None:
    section, _, rest = key.partition(".")
    inside = content.setdefault(section, {})
    free = rest.partition(".")
    if f"{section}.{free[0]}" in OWN_KEYS and free[2]:
        inside.setdefault(free[0], {})[free[2]] = value
    elif rest in _list_keys(section):
        inside[rest] = [part.strip() for part in value.split(",") if part.strip()]
    else:
        inside[rest] = value


def _list_keys(section: str) -> set[str]:
    field = Settings.model_fields.get(section)
    model = field.annotation if field else None
    if not (isinstance(model, type) and issubclass(model, Section)):
        return set()
    return {
        name
        for name, entry in model.model_fields.items()
        if str(entry.annotation).startswith("tuple")
    }


def _toml_block(name: str, content: dict[str, Any]) -> str:
    if not content:
        return ""
    lines = [f"{_quoted(key)} = {_toml_value(v)}\n" for key, v in content.items()]
    return f"[{name}]\n" + "".join(lines)


def _toml_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml_value(item) for item in value) + "]"
    return repr(value)


def _quoted(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml_value(key)


def _toml_lines(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := re.match(r"\s*\[([^\[\]]+)\]", line):
            section = match[1].strip()
            lines.setdefault(section, number)
        elif match := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line):
            lines.setdefault(f"{section}.{match[1]}".strip("."), number)
    return lines


def _toml_problem(file: str, data: bytes, error: Exception) -> Problem:
    match = re.search(r"at line (\d+)", str(error))
    line = int(match[1]) if match else None
    if isinstance(error, UnicodeDecodeError):
        line = data.count(b"\n", 0, error.start) + 1
    return Problem(
        table="case",
        file=file,
        sheet=None,
        line=line,
        column=None,
        value=None,
        rule="settings",
        message=f"The settings cannot be read: {error}",
        hint="Write `key = value`, texts in double quotes, and save as UTF-8",
    )


def _settings_problem(raw: RawSettings, error: dict[str, Any]) -> Problem:
    location = tuple(str(part) for part in error["loc"])
    key = ".".join(location)
    while key and key not in raw.lines and "." in key:
        key = key.rpartition(".")[0]
    is_missing = error["type"] == "missing"
    value = error["input"]
    return Problem(
        table="case",
        file=raw.file,
        sheet=raw.sheet,
        line=raw.lines.get(key),
        column=".".join(location),
        value=None if is_missing or isinstance(value, dict) else str(value),
        rule="settings",
        message=message_of(error),
        hint=hint_of(error),
    )
