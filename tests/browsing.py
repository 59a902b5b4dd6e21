"""A real browser for the journeys: Chromium without its own network traffic, watched while it works.

`Visit` wraps one page. It fails a test on what a user would not see but would suffer from: script errors,
refusals of the content security policy, requests to any other host, answers of 500.
"""

import shutil
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize

from tests.depth import IS_ALL

BROWSERS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET: Final = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-domain-reliability",
    "--disable-client-side-phishing-detection",
    "--no-first-run",
    "--no-pings",
    "--metrics-recording-only",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
)
WIDE: Final[ViewportSize] = {"width": 1280, "height": 900}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}


class BrowserMissing(Exception):
    """No Chromium on this machine; the message is the line to type."""


def chromium() -> str:
    """Where the browser is."""
    for name in BROWSERS:
        path = shutil.which(name)
        if path:
            return path
    raise BrowserMissing("Chromium ontbreekt. Typ: apt-get install chromium-headless-shell")


@dataclass
class Visit:
    """One browser window on one server, with what went wrong in it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, context: BrowserContext, address: str) -> "Visit":
        visit = cls(context.new_page(), address)
        visit.page.on("console", visit._on_console)
        visit.page.on("pageerror", lambda error: visit.faults.append(f"script error: {error}"))
        visit.page.on("request", visit._on_request)
        visit.page.on("response", visit._on_response)
        return visit

    def open(self, path: str) -> Page:
        """Go to a path of the server."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def sign_in_as(self, function: str) -> Page:
        """Choose a demonstration role by (part of) the text on its button."""
        self.open("/account/rollen/")
        self.page.get_by_role("button", name=function).first.click()
        self.page.wait_for_url(lambda url: "/account/rollen/" not in url)
        return self.page

    def look(self) -> None:
        """Fail when this page, as it stands now, is not what every page must be, wide and on a phone."""
        found = self.faults_of_page()
        assert not found, f"{self.page.url}\n" + "\n".join(found)

    def faults_of_page(self) -> list[str]:
        """What runs off the side, and what axe finds, at both widths."""
        found, size = [], self.page.viewport_size
        # A link that was just pressed: on a busy machine the new page may have no root element yet.
        self.page.locator("body").wait_for(state="attached")
        self.page.wait_for_load_state()
        for name, other in (("wide", WIDE), ("phone", PHONE)):
            self.page.set_viewport_size(other)
            if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                found.append(f"{name}: wider than the window")
            if other is WIDE and (cut := self.page.evaluate(CUT_OFF)):
                found.append(f"{name}: wider than its frame: {cut}")
            found += [f"{name}: {fault}" for fault in accessibility_faults(self.page)]
        self.page.set_viewport_size(size or WIDE)
        return found

    def _on_console(self, message: ConsoleMessage) -> None:
        is_answer = "Failed to load resource" in message.text  # judged by its status in _on_response
        if message.type == "error" and not is_answer:
            self.faults.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != urlsplit(self.address).netloc:
            self.faults.append(f"asked another host: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")


# Rows of a table and tiles of the map are drawn from the same few classes, and a long list is most of what axe has to
# read; the first of them stand for the others. Of letters in a drawing axe cannot tell the ground: the tests of figures
# hold the colours of charts against it, and those of core the words on a map against the grounds.
REPEATED: Final = (
    "tbody tr:nth-child(n+6)",
    ".noaber-map__row:nth-child(n+5)",
    ".figures-chart__drawing svg",
    ".noaber-areas text",
)
# Tables that run off their frame, where there is room for all their columns.
CUT_OFF: Final = """
[...document.querySelectorAll(".noaber-table-frame--stack")]
  .filter(frame => frame.scrollWidth > frame.clientWidth)
  .map(frame => frame.closest("section")?.id)
  .join(", ")
"""
# Contrast that axe cannot judge counts as found. Only what is found leaves the browser: an answer is long.
JUDGE: Final = """
async leftOut => {
  const answer = await axe.run(leftOut, {resultTypes: ["violations", "incomplete"], preload: false});
  const undecided = answer.incomplete.filter(rule => rule.id.startsWith("color-contrast"));
  return [...answer.violations, ...undecided].flatMap(rule =>
    rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`));
}
"""


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds, one line per element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    left_out = [] if IS_ALL else [[each] for each in REPEATED]
    found: list[str] = page.evaluate(JUDGE, {"exclude": left_out})
    return found
