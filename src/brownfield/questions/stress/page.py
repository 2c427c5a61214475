"""How does a stress test become one HTML file?"""

from pathlib import Path
from typing import Any

from altair.utils.schemapi import debug_mode

from brownfield.questions.stress.question import Asked, StressTest
from brownfield.questions.stress.sections import sections
from brownfield.questions.stress.words import headline as stress_words
from brownfield.questions.stress.words import keys as stress_cards
from brownfield.tell.shell import filled, shell, write_page

PAGE = "stress.html.j2"


def write_stress_report(
    test: StressTest, path: Path, asked: Asked | None = None
) -> None:
    """Write the report of a stress test as one self-contained HTML file, atomically.

    Parameters
    ----------
    test
        The stress test.
    path
        The file.
    asked
        What stands first on the page: the events, years or cures that were asked for;
        every answer alike if not given.
    """
    write_page(render_stress(test, asked), path)


def render_stress(test: StressTest, asked: Asked | None = None) -> str:
    """Return the report of a stress test as HTML text; see `write_stress_report`."""
    asked = asked or Asked()
    with debug_mode(arg=False):  # its checks of each piece take seconds
        shown = sections(test, asked)
    plan = test.planned.at.plan
    content: dict[str, Any] = {
        "title": plan.case.settings.case.title or plan.case.name,
        "notice": plan.case.settings.case.notice,
        "answer": stress_cards.headline(test, asked),
        "absent": stress_words.absent_lines(test),
        "keys": stress_cards.keys(test, asked),
        "setting": stress_words.setting_line(test),
        "sections": shown,
        "case_name": plan.case.name,
        "digest": plan.case.asked_digest[:12],
        "versions": ", ".join(f"{k} {v}" for k, v in plan.versions.items()),
        "seed": test.setting.seed,
    }
    figures = [section.figure for section in shown if section.figure is not None]
    return filled(PAGE, content | shell(figures))
