"""Draw every page for a few people, wide and on a phone, on the demonstration and on an empty installation.

``make screens``, or ``python tools/screens.py /mijn/ /draad/`` for some pages. The pictures and contact sheets
(one sheet per person, size and installation) come in .screens/, to be looked through in .screens/index.html.
"""

import html
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browsing import PHONE, QUIET, WIDE, Visit, chromium  # noqa: E402
from tests.consistency.query_counts import COUNTS  # noqa: E402
from tests.databases import DEMONSTRATION, EMPTY, Installations  # noqa: E402
from tests.people import PEOPLE  # noqa: E402
from tests.servers.noaber import noaber_server  # noqa: E402

TARGET: Final = ROOT / ".screens"
SIZES: Final = {"1280": WIDE, "390": PHONE}
VISITORS: Final = ("nobody", "coordinator", "mayor of Zwolle", "controller", "administrator")
PUBLIC: Final = ("/", "/account/login/", "/account/password/reset/", "/bestaat-niet/")
PROCESSES: Final = 2
THUMBNAIL: Final = 320  # pixels wide on a contact sheet
TALLEST: Final = 1600  # of a thumbnail; a longer page is cut off


@dataclass(frozen=True, slots=True)
class Sheet:
    """One contact sheet: who looks at what, how wide, on which installation."""

    kind: str
    address: str
    person: str
    size: str
    paths: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.person.replace(' ', '-').lower()}-{self.size}"


def draw(sheet: Sheet) -> list[Path]:
    """Take the pictures of one sheet, in a process of its own."""
    folder = TARGET / sheet.name
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        visit = Visit.begin(browser.new_context(viewport=SIZES[sheet.size], locale="nl-NL"), sheet.address)
        if sheet.person != "nobody":
            visit.sign_in_as(PEOPLE[sheet.person])
        pictures = [_picture(visit, path, folder) for path in sheet.paths]
        browser.close()
    _contact_sheet(pictures, TARGET / f"{sheet.name}.png")
    return pictures


def _picture(visit: Visit, path: str, folder: Path) -> Path:
    page = visit.open(path)
    name = path.strip("/").translate(str.maketrans("/?=&", "----")) or "voor"
    picture = folder / f"{name}.png"
    page.screenshot(path=picture, full_page=True)
    return picture


def _contact_sheet(pictures: Sequence[Path], target: Path) -> None:
    """Lay the pictures side by side, five on a row, each with its name."""
    thumbnails = [(picture.stem, _thumbnail(picture)) for picture in pictures]
    rows = [thumbnails[start : start + 5] for start in range(0, len(thumbnails), 5)]
    heights = [max(image.height for _, image in row) + 30 for row in rows]
    canvas = Image.new("RGB", (5 * (THUMBNAIL + 10), sum(heights)), "#d8d8d8")
    pen = ImageDraw.Draw(canvas)
    top = 0
    for row, height in zip(rows, heights, strict=True):
        for column, (name, image) in enumerate(row):
            left = column * (THUMBNAIL + 10) + 5
            pen.text((left, top + 6), name, fill="black")
            canvas.paste(image, (left, top + 24))
        top += height
    canvas.save(target)


def _thumbnail(picture: Path) -> Image.Image:
    with Image.open(picture) as image:
        height = round(image.height * THUMBNAIL / image.width)
        small = image.convert("RGB").resize((THUMBNAIL, height), Image.Resampling.LANCZOS)
    return small.crop((0, 0, THUMBNAIL, min(height, TALLEST)))


def sheets(addresses: dict[str, str], paths: tuple[str, ...]) -> Iterator[Sheet]:
    """All sheets; on an empty installation there is nobody to sign in as."""
    for size in SIZES:
        yield Sheet(EMPTY, addresses[EMPTY], "nobody", size, PUBLIC)
        for person in VISITORS:
            pages = (*PUBLIC, *paths) if person == "nobody" else paths
            yield Sheet(DEMONSTRATION, addresses[DEMONSTRATION], person, size, tuple(dict.fromkeys(pages)))


def write_index(drawn: Iterable[Sheet]) -> None:
    """A page with all contact sheets, each leading to its pictures."""
    parts = ["<!doctype html><meta charset=utf-8><title>Noaber</title><style>img{max-width:100%}</style>"]
    for sheet in drawn:
        parts.append(f"<h2>{html.escape(sheet.name)}</h2><p>")
        pictures = sorted((TARGET / sheet.name).glob("*.png"))
        parts += [
            f'<a href="{sheet.name}/{picture.name}">{html.escape(picture.stem)}</a> ' for picture in pictures
        ]
        parts.append(f'<p><img src="{sheet.name}.png" alt="{html.escape(sheet.name)}">')
    (TARGET / "index.html").write_text("\n".join(parts), encoding="utf-8")


def main(paths: Sequence[str]) -> int:
    installations = Installations()
    with tempfile.TemporaryDirectory(prefix="noaber-screens-") as folder:
        copies = {kind: installations.copy(kind, Path(folder) / kind) for kind in (EMPTY, DEMONSTRATION)}
        with noaber_server(copies[EMPTY]) as empty, noaber_server(copies[DEMONSTRATION]) as full:
            addresses = {EMPTY: empty.address, DEMONSTRATION: full.address}
            planned = list(sheets(addresses, tuple(paths) or tuple(COUNTS)))
            with ProcessPoolExecutor(PROCESSES) as processes:
                pictures = list(processes.map(draw, planned))
    write_index(planned)
    print(f"{sum(map(len, pictures))} beelden in {TARGET.relative_to(ROOT)}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
