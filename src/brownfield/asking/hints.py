"""Which types do the fields of a class have, those imported for types alone too?"""

import ast
import inspect
import sys
from typing import Any, get_type_hints


def hints(kind: Any) -> dict[str, Any]:
    """Return the types of a class or function, as `typing.get_type_hints` does.

    Names that its module imports under ``if TYPE_CHECKING:`` are known here as well;
    those modules are loaded only where a name is wanted.

    Parameters
    ----------
    kind
        The class or function.

    Returns
    -------
    types
        By name of the field or parameter.

    Raises
    ------
    NameError
        If a type is imported nowhere in its module.
    """
    try:
        return get_type_hints(kind)
    except NameError:
        return get_type_hints(kind, localns=_for_types_alone(kind))


def _for_types_alone(kind: Any) -> dict[str, Any]:
    """Return what the modules of a class or function import for types alone."""
    names: dict[str, Any] = {}
    for one in getattr(kind, "__mro__", (kind,)):
        if one.__module__ != "builtins":
            source = inspect.getsource(sys.modules[one.__module__])
            for statement in _alone(ast.parse(source)):
                exec(ast.unparse(statement), names)  # noqa: S102 (imports of a module)
    return names


def _alone(module: ast.Module) -> list[ast.stmt]:
    """Return the statements under ``if TYPE_CHECKING:``."""
    return [
        statement
        for node in module.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
    ]
