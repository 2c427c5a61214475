"""How is a document written as JSON text that every reader accepts?"""

import json
from math import isfinite
from typing import Any


def json_text(content: Any) -> str:
    """Return a document as JSON; numbers that are not finite become null.

    JSON has no infinity and no nan: most readers refuse a document that holds one.
    """
    return json.dumps(_finite(content), indent=2, ensure_ascii=False, allow_nan=False)


def _finite(content: Any) -> Any:
    if isinstance(content, float):
        return content if isfinite(content) else None
    if isinstance(content, dict):
        return {key: _finite(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_finite(value) for value in content]
    return content
