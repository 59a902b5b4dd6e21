"""Take the pictures of the help and of README.md on the demonstration: ``make help-screens``.

``python tools/help_screens.py draad gemeenten`` takes some of them. They stand among the static files of the site
(src/noaber/site/static/site/help/), because the help shows them; few colours keep them small. A page that is not
there stops the run; a test holds that every picture is shown somewhere.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import FloatRect, ViewportSize, sync_playwright  # noqa: E402

from tests.browsing import QUIET, Visit, chromium  # noqa: E402
from tests.databases import DEMONSTRATION, Installations  # noqa: E402
from tests.people import ANONYMOUS, PEOPLE  # noqa: E402
from tests.servers.noaber import noaber_server  # noqa: E402

TARGET: Final = ROOT / "src" / "noaber" / "site" / "static" / "site" / "help"
HEIGHT: Final = 900
COLOURS: Final = 96
MARGIN: Final = 16  # pixels around the part that is shown


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what `person` sees on `path` of the first element that fits `part`, at most `height` pixels.

    `width`: of the window; wider where a table would be cut off.
    """

    name: str
    path: str
    height: int = 600
    person: str = ANONYMOUS
    part: str = "main"
    width: int = 1040


STARTS: Final = (
    "GM0153_20170301-GM0193_20170301-GM0150_20170601-GM0200_20170601-GM0202_20170901-GM0268_20170901"
)
"""Six large municipalities on days on which nothing started: the example of the help is invented."""

SHOTS: Final = (
    Shot("noaber", "/gemeenten/", height=1180, part="body"),
    Shot("inloggen", "/account/login/"),
    Shot("gemeenten", "/gemeenten/", part=".noaber-map", height=760),
    Shot("overleg", "/overleggen/bbg/", person="coordinator", height=900),
    Shot("op-orde", "/op-orde/", person="coordinator"),
    Shot("bijdragen", "/bijdragen/"),
    Shot(
        "factuurronde",
        "/bijdragen/factureren/bijdragen-2020-2023/2023/ronde/1/",
        person="controller",
        height=760,
    ),
    Shot("wat-als", "/bijdragen/wat-als/?tarief=0%2C08", height=700),
    Shot("scenario", "/bijdragen/scenarios/", person="controller", height=620),
    Shot("bank", "/bank/", person="controller", height=800),
    Shot("begroting", "/begroting/bijdragen-2020-2023/2021/", person="controller", height=860),
    Shot(
        "jaarrekening",
        "/begroting/bijdragen-2020-2023/2021/verslag/jaarrekening/",
        height=860,
        person="controller",
    ),
    Shot("subsidies", "/subsidies/activiteiten/", person="controller", height=700),
    Shot("inlezen", "/beheer/inlezen/personen/", person="coordinator"),
    Shot("voorstel", "/voorstellen/veiligheidsstrategie-2019-2022/", height=900),
    Shot(
        "zelf-besluiten",
        "/voorstellen/veiligheidsstrategie-2019-2022/vervolg/GM0193/",
        person="mayor of Zwolle",
        height=960,
    ),
    Shot("schrijven", "/voorstellen/evaluatie-2023/schrijven/", person="coordinator", height=545),
    Shot("vergadering", "/vergaderingen/", person="coordinator", height=660),
    Shot("prioriteiten", "/strategie/2019-2022/prioriteiten/", height=800),
    Shot("keuze", "/strategie/2019-2022/keuze/1/", person="coordinator", height=860),
    Shot("strategie", "/strategie/2019-2022/", height=860),
    Shot("voortgang", "/strategie/2019-2022/voortgang/", height=760),
    Shot("resultaat", "/strategie/2015-2018/resultaten/woninginbraken/", height=860),
    Shot("peiling", "/strategie/2019-2022/peilingen/midterm/uitkomst/", height=860),
    Shot("review", "/strategie/2015-2018/review/endterm/", height=860),
    Shot("cijfers", "/cijfers/gemeente/GM1742/", height=1060, width=1240),
    Shot("signalen", "/cijfers/signalen/?maand=alle", height=1240, person="coordinator", width=1240),
    Shot("maandbericht", "/cijfers/maandberichten/2023-04/GM1742/", height=980, person="coordinator"),
    Shot("effect", f"/cijfers/effect/?soort=1.2.3&starts={STARTS}", height=980, person="coordinator"),
    Shot("assistenten", "/account/assistenten/", person="mayor of Enschede", height=900),
)


def take(visit: Visit, shot: Shot) -> Path:
    """Take one picture."""
    answer = visit.page.goto(f"{visit.address}{shot.path}")
    if answer is None or answer.status != 200:
        raise SystemExit(f"{shot.path} antwoordt {answer.status if answer else 'niet'}")
    box = visit.page.locator(shot.part).first.bounding_box()
    if box is None:
        raise SystemExit(f"{shot.path} heeft geen {shot.part}")
    picture = TARGET / f"{shot.name}.png"
    visit.page.screenshot(path=picture, clip=_with_margin(box, shot), full_page=True)
    _make_small(picture)
    return picture


def _with_margin(box: FloatRect, shot: Shot) -> FloatRect:
    """The part with a little of the page around it, cut off at the height; what is above `main` stays out."""
    side, top = min(MARGIN, box["x"]), 0 if shot.part in {"main", "body"} else MARGIN
    return FloatRect(
        x=box["x"] - side,
        y=box["y"] - top,
        width=box["width"] + 2 * side,
        height=min(box["height"], shot.height) + 2 * top,
    )


def _make_small(picture: Path) -> None:
    with Image.open(picture) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def main(names: Sequence[str]) -> int:
    unknown = set(names) - {shot.name for shot in SHOTS}
    if unknown:
        print(f"onbekend: {', '.join(sorted(unknown))}; kies uit {', '.join(shot.name for shot in SHOTS)}")
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="noaber-help-") as folder, sync_playwright() as playwright:
        copy = Installations().copy(DEMONSTRATION, Path(folder) / "demonstration")
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        with noaber_server(copy) as server:
            for shot in SHOTS:
                if not names or shot.name in names:
                    size = ViewportSize(width=shot.width, height=HEIGHT)
                    visit = Visit.begin(browser.new_context(viewport=size, locale="nl-NL"), server.address)
                    if shot.person != ANONYMOUS:
                        visit.sign_in_as(PEOPLE[shot.person])
                    picture = take(visit, shot)
                    print(f"{picture.relative_to(ROOT)} ({picture.stat().st_size // 1000} kB)", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
