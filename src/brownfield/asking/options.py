"""What may be asked of a question, and how is that typed, called and documented?

The options of a question are the fields of one frozen dataclass, `Asked`. The command
line, the Python function and the documentation are made from these fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from brownfield.asking.hints import hints
from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.tables.bounds import Bounds

KEY = "option"  # of a field's metadata


@dataclass(frozen=True)
class Option:
    """How a field of `Asked` is typed.

    Attributes
    ----------
    help
        What it means, one sentence.
    flag
        As typed, e.g. ``--what-if``; blank = made from the field's name.
    off_flag
        As typed to turn it off; blank = it can only be turned on.
    limits
        Numbers allowed; None = it is no number.
    choices
        Words allowed; none = any.
    is_words_only
        Whether it bears on the words in the terminal alone.
    typed_default
        What stands there if it is not typed, where that is not the field's default.
    """

    help: str
    flag: str = ""
    off_flag: str = ""
    limits: Bounds | None = None
    choices: tuple[str, ...] = ()
    is_words_only: bool = False
    typed_default: Any = ...


@dataclass(frozen=True)
class Given:
    """One option of a question.

    Attributes
    ----------
    name
        Field that holds it; no two options of a question share one.
    kind
        Type of the field.
    default
        What stands there if it is not given.
    option
        How it is typed.
    """

    name: str
    kind: Any
    default: Any
    option: Option

    @property
    def flag(self) -> str:
        """As typed."""
        return self.option.flag or f"--{self.name.replace('_', '-')}"


def option(
    help_text: str,
    flag: str = "",
    limits: Bounds | None = None,
    **others: Any,
) -> Mapping[str, Option]:
    """Return the metadata of a field of `Asked`; see `Option`."""
    return {KEY: Option(help_text, flag, limits=limits, **others)}


def options_of(kind: type) -> Iterator[Given]:
    """Yield the options of a dataclass; a field that is one itself gives its own."""
    for one, hint in _hinted(kind):
        if isinstance(hint, type) and is_dataclass(hint):
            yield from options_of(hint)
        elif KEY in one.metadata:
            yield Given(one.name, hint, _default(one), one.metadata[KEY])


def _hinted(kind: type) -> Iterator[tuple[Field[Any], Any]]:
    """Yield the fields of a dataclass, each with its type."""
    kinds = hints(kind)
    for one in fields(kind):
        yield one, kinds[one.name]


def _default(one: Field[Any]) -> Any:
    return None if one.default is MISSING else one.default


def asked_with(kind: Any, given: Mapping[str, Any]) -> Any:
    """Return the options of a question as its dataclass.

    Parameters
    ----------
    kind
        The dataclass.
    given
        Values by field; others stand at their default.

    Raises
    ------
    UseError
        If there is no such option, or a word is not among those allowed.
    """
    by_name = {one.name: one for one in options_of(kind)}
    for name, value in given.items():
        if name not in by_name:
            message = f"There is no option {name!r}; there are: {', '.join(by_name)}."
            raise UseError(message)
        _check_choice(by_name[name], value)
    return _filled(kind, given)


def _filled(kind: Any, given: Mapping[str, Any]) -> Any:
    values = {}
    for one, hint in _hinted(kind):
        if isinstance(hint, type) and is_dataclass(hint):
            values[one.name] = _filled(hint, given)
        elif one.name in given:
            values[one.name] = _as_path(hint, given[one.name])
    return kind(**values)


def _as_path(kind: Any, value: Any) -> Any:
    """Return a text as a path where a path is meant."""
    is_path = Path in (kind, *get_args(kind)) and isinstance(value, str)
    return Path(value) if is_path else value


def _check_choice(one: Given, value: Any) -> None:
    allowed = one.option.choices
    if allowed and value not in allowed:
        message = f"{one.flag} is {value!r}; allowed: {', '.join(allowed)}."
        raise UseError(message)
