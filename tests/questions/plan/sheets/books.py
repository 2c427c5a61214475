"""Workbooks as their files hold them, and a small reader of their formulas."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL = r"\$?([A-Z]+)\$?(\d+)"
RANGE = re.compile(f"{CELL}:{CELL}")
PLACE = re.compile(rf"(?:(\w+)!)?{CELL}(?!\()")


@dataclass(frozen=True)
class Held:
    """What a cell holds: its formula, if any, and its value."""

    formula: str | None
    value: str | float | None


Sheets = dict[str, dict[str, Held]]


def read(path: Path) -> Sheets:
    """Return the cells of each sheet by name, e.g. ``B7``."""
    with zipfile.ZipFile(path) as archive:
        words = _words(archive)
        return {
            name: dict(_cells(archive.read(part), words))
            for name, part in _parts(archive)
        }


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = _tree(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.attrib["Id"]: one.attrib["Target"] for one in links}
    book = _tree(archive.read("xl/workbook.xml"))
    for sheet in book.iter(f"{MAIN}sheet"):
        target = targets[sheet.attrib[LINK]].removeprefix("/xl/")
        yield sheet.attrib["name"], f"xl/{target}"


def _tree(part: bytes) -> ET.Element:
    return ET.fromstring(part)  # noqa: S314 (tests wrote it themselves)


def _words(archive: zipfile.ZipFile) -> list[str]:
    shared = _tree(archive.read("xl/sharedStrings.xml"))
    return ["".join(one.itertext()) for one in shared.iter(f"{MAIN}si")]


def _cells(part: bytes, words: list[str]) -> Iterator[tuple[str, Held]]:
    for cell in _tree(part).iter(f"{MAIN}c"):
        formula, held = cell.findtext(f"{MAIN}f"), cell.findtext(f"{MAIN}v")
        kind = cell.attrib.get("t", "n")
        value: str | float | None = held
        if held is not None and kind in ("s", "n"):
            value = words[int(held)] if kind == "s" else float(held)
        yield cell.attrib["r"], Held(formula, value)


def rows(sheet: dict[str, Held]) -> dict[int, list[str | float | None]]:
    """Return the values of a sheet, row by row as a spreadsheet numbers them."""
    found: dict[int, list[str | float | None]] = {}
    for name, held in sheet.items():
        found.setdefault(int(re.sub("[A-Z]", "", name)), []).append(held.value)
    return found


def labelled(sheet: dict[str, Held], *words: str) -> list[float]:
    """Return the numbers of the row that begins with some words."""
    (row,) = (r for r in rows(sheet).values() if list(words) == r[: len(words)])
    return [value for value in row if isinstance(value, float)]


def formulas(book: Sheets) -> dict[tuple[str, str], str]:
    """Return every formula by sheet and cell."""
    return {
        (name, cell): held.formula
        for name, sheet in book.items()
        for cell, held in sheet.items()
        if held.formula is not None
    }


def worked_out(book: Sheets, name: str, cell: str) -> float:
    """Return what a cell comes to, from the numbers that are no formulas alone."""
    held = book[name][cell] if cell in book[name] else Held(None, None)
    if held.formula is None:
        return held.value if isinstance(held.value, float) else 0.0
    known: dict[str, Callable[..., object]] = {
        "SUM": sum,
        "SUMIF": _sum_if,
        "SUMPRODUCT": lambda a, b: sum(x * y for x, y in zip(a, b, strict=True)),
        "numbers": lambda text: [worked_out(book, name, one) for one in _within(text)],
        "words": lambda text: [
            book[name].get(one, Held(None, "")).value for one in _within(text)
        ],
        "place": lambda sheet, one: worked_out(book, sheet or name, one),
    }
    text = _in_python(held.formula)
    # The formulas are our own, a few sums and products.
    return float(eval(text, {"__builtins__": {}}, known))  # noqa: S307 (see above)


def _in_python(formula: str) -> str:
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"<{len(kept) - 1}>"

    is_if = formula.startswith("SUMIF(")
    text = RANGE.sub(lambda m: keep(f"numbers({m[0]!r})"), formula)
    text = PLACE.sub(lambda m: keep(f"place({m[1]!r}, {m[2] + m[3]!r})"), text)
    for number, python in enumerate(kept):
        said = python.replace("numbers", "words") if is_if and not number else python
        text = text.replace(f"<{number}>", said)
    return text.replace("^", "**")


def _sum_if(names: list[object], wanted: str, amounts: list[float]) -> float:
    pairs = zip(names, amounts, strict=True)
    return sum((amount for name, amount in pairs if name == wanted), 0.0)


def _within(text: str) -> list[str]:
    """Return the cells of a range, row by row."""
    match = RANGE.fullmatch(text)
    assert match
    first, above, last, below = match.groups()
    return [
        f"{_letters(column)}{row}"
        for row in range(int(above), int(below) + 1)
        for column in range(_number(first), _number(last) + 1)
    ]


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = 26 * found + ord(letter) - ord("A") + 1
    return found


def _letters(number: int) -> str:
    before, last = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + last)
