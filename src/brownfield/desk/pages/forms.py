"""How do the options of a question become fields of a form, and what was typed?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from brownfield.asking.options import Given, options_of
from brownfield.asking.shared import shared_with
from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.case.case import Case

YES, NO = "yes", "no"
ELSEWHERE = ("cluster", "jobs")  # who serves says where a run is at work: one process
NAMED = {
    "what_ifs": ("what_ifs", "what_if"),
    "under": ("what_ifs", "what_if", "all"),
    "events": ("hazards", "hazard"),
}
"""Options that name rows: table and column, then words beside them."""
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Attributes
    ----------
    name, label, help
        Its name, the option as it is typed in a terminal, and what it means.
    kind
        check, choice, several (choices, any of them), lines (a text each) or text.
    value
        What stands there at first; for several and lines separated by line ends.
    choices
        Words to choose from.
    usual
        What holds where nothing is typed; blank = nothing in particular.
    """

    name: str
    label: str
    help: str
    kind: Literal["check", "choice", "several", "lines", "text"]
    value: str
    choices: tuple[str, ...] = ()
    usual: str = ""


def options_for(asked: type) -> list[Given]:
    """Return the options that a form has: those of the question, then of all.

    Files of the server and other machines are out of reach, and words for a terminal
    have no meaning.
    """
    both = [*options_of(asked), *shared_with(asked)]
    near = [one for one in both if one.name not in ELSEWHERE]
    kept = [one for one in near if Path not in (one.kind, *get_args(one.kind))]
    return [one for one in kept if not one.option.is_words_only]


def fields_of(asked: type, case: Case, typed: Mapping[str, list[str]]) -> list[Field]:
    """Return the fields of a form, filled with what was typed before.

    Parameters
    ----------
    asked
        Options of a question.
    case
        The case, whose what-ifs may be chosen.
    typed
        Texts by name of the field; empty = nothing was typed yet.
    """
    return [_field(one, case, typed) for one in options_for(asked)]


def _field(one: Given, case: Case, typed: Mapping[str, list[str]]) -> Field:
    kind, choices = _kind(one, case)
    value = "\n".join(typed.get(one.name, ())) if typed else _first(one)
    usual = _blank(one)
    printed = "" if usual in (None, "", ()) or kind == "check" else str(usual)
    return Field(one.name, one.flag, one.option.help, kind, value, choices, printed)


def _kind(one: Given, case: Case) -> tuple[Any, tuple[str, ...]]:
    """Return kind and choices of a field."""
    if one.name in NAMED:
        table, column, *more = NAMED[one.name]
        return "several", (*more, *dict.fromkeys(case.tables[table][column]))
    if get_origin(one.kind) is tuple:
        return "lines", ()
    if one.kind is bool:
        return "check", ()
    words = (YES, NO) if bool in get_args(one.kind) else one.option.choices
    return ("choice", ("", *words)) if words else ("text", ())


def _blank(one: Given) -> Any:
    """Return what holds where nothing is typed, as for the command."""
    is_own = one.option.typed_default is not ...
    return one.option.typed_default if is_own else one.default


def _first(one: Given) -> str:
    return YES if one.kind is bool and _blank(one) else ""


def typed_options(asked: type, typed: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the options that are not at their default, by field.

    Raises
    ------
    UseError
        If a number or word is not allowed; the message names the option.
    """
    return dict(_given(options_for(asked), typed))


def _given(
    options: Iterable[Given], typed: Mapping[str, list[str]]
) -> Iterator[tuple[str, Any]]:
    for one in options:
        value = _value(one, typed.get(one.name, []))
        if value != one.default:
            yield one.name, list(value) if isinstance(value, tuple) else value


def _value(one: Given, texts: list[str]) -> Any:
    """Return what was typed for an option, as its field holds it."""
    words = [line.strip() for text in texts for line in text.splitlines()]
    words = [word for word in words if word]
    if get_origin(one.kind) is tuple:
        return tuple(words)
    if one.kind is bool:
        return bool(words)
    if not words:
        return _blank(one)
    if bool in get_args(one.kind):
        return words[-1] == YES
    return _read(one, words[-1])


def _read(one: Given, word: str) -> Any:
    limits, choices = one.option.limits, one.option.choices
    if choices and word not in choices:
        message = f"{one.flag} is {word!r}; allowed: {', '.join(choices)}."
        raise UseError(message)
    if limits is None:
        return word
    number = limits.read(word)
    if number is None:
        message = f"{one.flag} is {word}. {limits.must(word)}."
        raise UseError(message)
    return number
