"""How does the document of a stress test become one HTML file?"""

from typing import Any

from altair.utils.schemapi import debug_mode

from brownfield.questions.stress.document import Document
from brownfield.questions.stress.sections import sections
from brownfield.questions.stress.words.headline import absent_lines, setting_line
from brownfield.questions.stress.words.keys import headline, keys
from brownfield.tell.shell import filled, shell

PAGE = "stress.html.j2"


def render(document: Document) -> str:
    """Return the report of a stress test as HTML text."""
    with debug_mode(arg=False):  # its checks of each piece take seconds
        shown = sections(document)
    content: dict[str, Any] = {
        "title": document.title,
        "notice": document.notice,
        "answer": headline(document),
        "absent": absent_lines(document),
        "keys": keys(document),
        "setting": setting_line(document),
        "sections": shown,
        "case_name": document.case,
        "digest": document.case_digest[:12],
        "versions": ", ".join(f"{k} {v}" for k, v in document.versions.items()),
        "seed": document.setting.seed,
    }
    figures = [section.figure for section in shown if section.figure is not None]
    return filled(PAGE, content | shell(figures))
