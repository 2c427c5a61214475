"""What is wrong with a key of case.toml, and what is allowed there?"""

from collections.abc import Mapping
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import ValidationError

from brownfield.errors import UseError
from brownfield.tables.bounds import Bounds
from brownfield.tables.problems import did_you_mean, listed
from brownfield.tables.settings import Section, Settings

BOUND_WORDS = (("ge", "lower"), ("gt", "lower"), ("le", "upper"), ("lt", "upper"))


def message_of(error: Mapping[str, Any]) -> str:
    """Return what is wrong with a key, and what is allowed, without a full stop.

    Parameters
    ----------
    error
        One of the errors of pydantic: type, msg, loc, input.
    """
    words = {"missing": "This key is needed", "extra_forbidden": "This key is unknown"}
    if error["type"] in words:
        return words[error["type"]]
    if error["type"] == "value_error":
        text: str = error["msg"].removeprefix("Value error, ")
        return text
    section, *rest = error["loc"]
    if not rest and section != "alternatives":
        return f"This is a section: write [{section}], and its keys in lines below"
    return _must(tuple(str(part) for part in error["loc"]), error["input"])


def hint_of(error: Mapping[str, Any]) -> str:
    """Return what to do about a wrong key, without a full stop."""
    location = tuple(str(part) for part in error["loc"])
    key = ".".join(location)
    if error["type"] == "extra_forbidden":
        keys = _known(location)
        return did_you_mean(location[-1], keys, f"Known keys: {listed(keys)}")
    if error["type"] == "missing":
        section, _, name = key.rpartition(".")
        return f"Add `{name}` to [{section}]" if section else f"Add [{name}]"
    words = get_args(_field(location).annotation) if len(location) > 1 else ()
    is_choice = bool(words) and all(isinstance(word, str) for word in words)
    otherwise = f"Correct `{key}`"
    return (
        did_you_mean(str(error["input"]), words, otherwise) if is_choice else otherwise
    )


def _known(location: tuple[str, ...]) -> tuple[str, ...]:
    section = _section(location[0]) if len(location) > 1 else Settings
    return tuple((section or Settings).model_fields)


def _section(name: str) -> type[Section] | None:
    field = Settings.model_fields.get(name)
    model = field.annotation if field else None
    if isinstance(model, type) and issubclass(model, Section):
        return model
    return None


def _field(location: tuple[str, ...]) -> Any:
    section = _section(location[0])
    return (
        section.model_fields[location[1]]
        if section
        else Settings.model_fields[location[0]]
    )


def _must(location: tuple[str, ...], given: object) -> str:
    field = _field(location)
    kinds = [k for k in get_args(field.annotation) if k is not NoneType]
    kind = kinds[0] if NoneType in get_args(field.annotation) else field.annotation
    is_inside = len(location) > (2 if _section(location[0]) else 1)
    if get_origin(kind) is dict:
        return _of_dict(get_args(kind)[1], given, is_inside=is_inside)
    if get_origin(kind) is tuple:
        return 'It must be a list of names in double quotes, e.g. ["a", "b"]'
    if get_origin(kind) is Literal:
        return f"It must be one of {listed(get_args(kind))}"
    return _of_kind(kind, field, given)


def _of_dict(kind: Any, given: object, *, is_inside: bool) -> str:
    field = None
    if get_origin(kind) is Annotated:
        kind, field = get_args(kind)[:2]
    if is_inside:
        return _of_kind(kind, field, given)
    example = "name = 2" if kind is float else 'name = "text"'
    return f"It must be a section with a line for each name, e.g. {example}"


def _of_kind(kind: object, field: Any, given: object) -> str:
    if kind is bool:
        return "It must be true or false"
    if kind in (int, float):
        return _bounds(field, is_whole=kind is int).must(str(given))
    return "It must be a text in double quotes"


def _bounds(field: Any, *, is_whole: bool) -> Bounds:
    """Return the bounds that a key declares."""
    bounds: dict[str, Any] = {"is_whole": is_whole}
    for mark in field.metadata if field else ():
        for word, end in BOUND_WORDS:
            if (value := getattr(mark, word, None)) is not None:
                bounds[end] = value
                bounds["is_above"] = bounds.get("is_above", False) or word == "gt"
                bounds["is_below"] = bounds.get("is_below", False) or word == "lt"
    return Bounds(**bounds)


def changed(
    settings: Settings, section: str, changes: Mapping[str, object]
) -> Settings:
    """Return the settings with keys of one section replaced.

    Raises
    ------
    UseError
        If a value is not allowed.
    """
    content = settings.model_dump()
    content[section] |= changes
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(str(part) for part in fault["loc"])
        reason = message_of(dict(fault))
        is_of_key = fault["type"] != "value_error"
        message = (
            f"{key} is {fault['input']}. {reason}."
            if is_of_key
            else f"{key}: {reason}."
        )
        raise UseError(message) from error
