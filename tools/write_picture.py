"""Which picture does the README show? A report's options and map, wide and narrow.

Run ``brownfield plan merseyside --report report.html`` and then ``python
tools/write_picture.py report.html``. The charts are those of the page as the browser
Chromium draws them; only question and legends of the page stand beside them.
"""

import re
import subprocess
import sys
import tempfile
from html import escape, unescape
from pathlib import Path

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
CLOSE = ('"name":"zoom","value":"All places"', '"name":"zoom","value":"Close up"')
WIDTHS = {"wide": 1400, "narrow": 420}  # pixels of the window
FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
EDGE, LINE = 14, 20  # pixels: round the picture; from one line of text to the next
LETTER = 7.0  # pixels, about the width of a letter of a legend
AREAS = {"wide": (55.0, 0.0, 615.0, 340.0), "narrow": (135.0, 50.0, 530.0, 330.0)}
"""What is shown of the wide map: left, top, width and height in pixels."""
Chart = tuple[float, float, str]
"""Width and height in pixels, and what is drawn."""


def write(page: Path) -> None:
    """Write both pictures from a report of a plan."""
    PICTURES.mkdir(exist_ok=True)
    pages = {name: drawn(page, width) for name, width in WIDTHS.items()}
    for name, told in pages.items():
        options = chart(told, "options-0")
        ways = part(
            chart(pages["wide"], "map-0"),
            AREAS[name],
            most=options[0] if name == "narrow" else AREAS[name][2],
        )
        whole = picture(told, options, ways, is_wide=name == "wide")
        (PICTURES / f"plan-{name}.svg").write_text(whole, "utf-8")


def drawn(page: Path, width: int) -> str:
    """Return the page as a browser of that width (pixels) has drawn it."""
    with tempfile.TemporaryDirectory() as folder:
        close = Path(folder) / "close.html"
        close.write_text(page.read_text("utf-8").replace(*CLOSE), "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu"]
        command += ["--virtual-time-budget=6000", f"--window-size={width},12000"]
        command += ["--dump-dom", close.as_uri()]
        done = subprocess.run(  # noqa: S603 (our own words)
            command, capture_output=True, text=True, check=True
        )
    return done.stdout


def picture(page: str, options: Chart, ways: Chart, *, is_wide: bool) -> str:
    """Return the picture: question, options side by side, where the vehicles go."""
    title = unescape(re.findall(r"<h1>(.*?)</h1>", page, re.S)[0])
    period = re.findall(r"(?i)plan for (\d+-\d+)", page)[0]
    year = re.findall(r"<output>(\d+)</output>", page)[0]
    heads = (
        f"What each option is worth, {period}, and to whom",
        f"The best plan in {year}: where the vehicles go",
    )
    wide = options[0] + ways[0] + 2 * EDGE if is_wide else max(options[0], ways[0])
    top, above = titled(title, wide)
    first, y = panel(page, "options", heads[0], options, (EDGE, above))
    at = (options[0] + 2 * EDGE, above) if is_wide else (EDGE, y + EDGE)
    second, end = panel(page, "map", heads[1], ways, at)
    tall = max(y, end) + EDGE
    whole = top + first + second
    return sheet(wide + 2 * EDGE, tall, whole, title)


def titled(title: str, wide: float) -> tuple[str, float]:
    """Return the question, on as many lines as it needs, and where it ends."""
    rows, size = [""], 20
    for word in title.split():
        longer = f"{rows[-1]} {word}".strip()
        rows = [*rows[:-1], longer] if len(longer) * 11.8 < wide else [*rows, word]
    places = [EDGE + size + 26 * number for number in range(len(rows))]
    lines = [
        text(row, EDGE, y, size=size, weight="bold")
        for row, y in zip(rows, places, strict=True)
    ]
    return "".join(lines), places[-1] + EDGE


def panel(
    page: str, figure: str, head: str, drawing: Chart, at: tuple[float, float]
) -> tuple[str, float]:
    """Return a chart under its heading and legend, and where it ends."""
    (x, y), (wide, tall, inner) = at, drawing
    told = text(head, x, y + LINE, weight="bold")
    y, right = y + 2 * LINE, x
    for shade, name in legend(page, figure):
        if right + 18 + len(name) * LETTER > x + wide:
            y, right = y + LINE, x
        box = f'<rect x="{right}" y="{y - 10}" width="12" height="12" fill="{shade}"/>'
        told += box + text(name, right + 17, y, size=12)
        right += 32 + len(name) * LETTER
    y += 8
    placed = f'<svg x="{x}" y="{y}" width="{wide}" height="{tall}"'
    return told + inner.replace("<svg", placed, 1), y + tall


def legend(page: str, figure: str) -> list[tuple[str, str]]:
    """Return colour and name of each entry of a figure's legend."""
    after = page.split(f'<figure id="{figure}"')[1].split("</ul>")[0]
    return [
        (shade, unescape(name))
        for shade, name in re.findall(r'fill="(#\w+)".*?</svg>(.*?)</li>', after)
    ]


def chart(page: str, name: str) -> Chart:
    """Return a chart of a drawn page, without what only a browser needs."""
    after = page.split(f'id="chart-{name}"')[1]
    found = re.search(r'<svg[^>]*? width="(\d+)" height="(\d+)".*?</svg>', after, re.S)
    if found is None:
        message = f"the page has no chart {name}"
        raise LookupError(message)
    wide, tall = (float(size) for size in found.groups())
    inner = re.sub(
        r' (aria-[\w-]+|role|class|style|pointer-events)="[^"]*"', "", found[0]
    )
    inner = re.sub(r"<svg[^>]*>", f'<svg viewBox="0 0 {wide} {tall}">', inner, count=1)
    inner = re.sub(r"(\d\.\d)\d+", r"\1", inner).replace(f'font-family="{FAMILY}" ', "")
    inner = re.sub(
        r"<path [^>]*?(/>|></path>)", lambda one: seen(one[0], wide, tall), inner
    )
    own = re.sub(r"(clip\d+)", rf"{name}-\1", inner)  # names are those of one page
    return wide, tall, own


def seen(path: str, wide: float, tall: float) -> str:
    """Return a path; nothing where it is a land outside the frame."""
    shape = re.search(r' d="([^"]*)" fill="#e9edf0"', path)
    if shape is None:
        return path
    lands = re.findall(r"M[^M]*", shape[1])
    near = [land for land in lands if meets(land, wide, tall)]
    return path.replace(shape[1], "".join(near)) if near else ""


def meets(land: str, wide: float, tall: float) -> bool:
    """Return whether the box around a land meets the frame."""
    points = [
        (float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", land)
    ]
    across, down = zip(*points, strict=True)
    is_beside = max(across) < 0 or min(across) > wide
    return not (is_beside or max(down) < 0 or min(down) > tall)


def part(drawing: Chart, area: tuple[float, float, float, float], most: float) -> Chart:
    """Return a part of a chart: left, top, width, height; at most so wide (pixels)."""
    left, top, wide, tall = area
    scale = min(1.0, most / wide)
    box = f'viewBox="{left} {top} {wide} {tall}"'
    inner = re.sub(r'viewBox="[^"]*"', box, drawing[2], count=1)
    return round(wide * scale), round(tall * scale), inner


def text(
    words: str, x: float, y: float, *, size: int = 14, weight: str = "normal"
) -> str:
    """Return words in the picture, their left end at a point (pixels)."""
    look = f'font-size="{size}px" font-weight="{weight}" fill="#1c2733"'
    return f'<text x="{x}" y="{y}" {look}>{escape(words)}</text>'


def sheet(wide: float, tall: float, inner: str, title: str) -> str:
    """Return a whole drawing on white."""
    size = f'width="{wide:.0f}" height="{tall:.0f}" viewBox="0 0 {wide:.0f} {tall:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FAMILY}" '
        f'role="img"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{inner}</svg>\n'
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]))
