"""How is text put on a slide?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from brownfield.extras import needed
from brownfield.tell.figures.style import INK, MUTED
from brownfield.tell.paper.text import clean, kept_together

if TYPE_CHECKING:
    from brownfield.tell.paper.paper import Figure

FONT = "Arial"  # where it is missing, a double of the same widths takes its place
EXTRA, PURPOSE = "slides", "a file of slides"
DASH = "\u2013"
NO_EDGE = 0.05  # inches between the side of a box without a ground and its text


@dataclass(frozen=True)
class Box:
    """A place on a slide, inches from its corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Face:
    """How text looks: size in points, colour, weight, and the side it stands at."""

    size: float
    colour: str = INK
    is_bold: bool = False
    to: str = "left"


class Pen:
    """Writes on a slide of python-pptx.

    Parameters
    ----------
    slide
        The slide.
    """

    def __init__(self, slide: Any) -> None:
        self.slide = slide
        self._util = needed("pptx.util", PURPOSE, EXTRA)
        self._text = needed("pptx.enum.text", PURPOSE, EXTRA)
        self._colour = needed("pptx.dml.color", PURPOSE, EXTRA)

    def at(self, box: Box) -> tuple[Any, Any, Any, Any]:
        """Return left, top, width and height of a box in the units of the library."""
        sides = (box.left, box.top, box.width, box.height)
        left, top, width, height = map(self._util.Inches, sides)
        return left, top, width, height

    def points(self, size: float) -> Any:
        """Return a size of type in the units of the library."""
        return self._util.Pt(size)

    def colour(self, shade: str) -> Any:
        """Return a colour, given as ``#rrggbb``."""
        return self._colour.RGBColor.from_string(shade.removeprefix("#").upper())

    def title(self, text: str, box: Box) -> None:
        """Write the title of the slide, which its outline and screen readers name."""
        shape = self.slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = self.at(box)
        self._write(shape.text_frame, [text], Face(24, is_bold=True))

    def text(
        self, text: str, box: Box, face: Face, fill: str = "", line: str = ""
    ) -> None:
        """Write text in a box of its own, with a ground and a line around it if any."""
        shape = self.slide.shapes.add_textbox(*self.at(box))
        self._write(shape.text_frame, [kept_together(text)], face)
        if fill:
            self.ground(shape, fill)
        if line:
            shape.line.color.rgb = self.colour(line)

    def bullets(self, lines: Sequence[str], box: Box, face: Face) -> None:
        """Write sentences one below the other."""
        shape = self.slide.shapes.add_textbox(*self.at(box))
        said = [kept_together(f"{DASH} {one}") for one in lines]
        self._write(shape.text_frame, said, face)
        for paragraph in shape.text_frame.paragraphs:
            paragraph.space_after = self.points(5)

    def figure(self, one: Figure, box: Box, fill: str) -> None:
        """Write a number in large type under its name."""
        shape = self.slide.shapes.add_textbox(*self.at(box))
        self.ground(shape, fill)
        lines = [one.name, one.value, *([one.note] if one.note else [])]
        small = Face(11, MUTED)
        self._write(shape.text_frame, lines, small, edge=0.1)
        value, *note = shape.text_frame.paragraphs[1:]
        self._set(value, Face(18, is_bold=True))
        for paragraph in note:
            self._set(paragraph, replace(small, size=10))

    def ground(self, shape: Any, shade: str) -> None:
        """Fill a shape or a cell with a colour."""
        shape.fill.solid()
        shape.fill.fore_color.rgb = self.colour(shade)

    def cell(self, cell: Any, text: str, face: Face) -> None:
        """Write a cell of a table."""
        cell.margin_left = cell.margin_right = self._util.Inches(0.06)
        cell.margin_top = cell.margin_bottom = self._util.Inches(0.02)
        cell.vertical_anchor = self._text.MSO_ANCHOR.MIDDLE
        self._fill(cell.text_frame, [text], face)

    def _write(
        self, frame: Any, lines: Sequence[str], face: Face, edge: float = NO_EDGE
    ) -> None:
        """Fill a frame whose text keeps its size and begins at its upper corner."""
        frame.auto_size = self._text.MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = self._text.MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = self._util.Inches(edge)
        upper = 0.0 if edge == NO_EDGE else edge / 2
        frame.margin_top = frame.margin_bottom = self._util.Inches(upper)
        self._fill(frame, lines, face)

    def _fill(self, frame: Any, lines: Sequence[str], face: Face) -> None:
        frame.word_wrap = True
        frame.text = clean(lines[0])
        for text in lines[1:]:
            frame.add_paragraph().text = clean(text)
        for paragraph in frame.paragraphs:
            self._set(paragraph, face)

    def _set(self, paragraph: Any, face: Face) -> None:
        paragraph.alignment = getattr(self._text.PP_ALIGN, face.to.upper())
        for run in paragraph.runs:
            run.font.name, run.font.bold = FONT, face.is_bold
            run.font.size = self.points(face.size)
            run.font.color.rgb = self.colour(face.colour)
