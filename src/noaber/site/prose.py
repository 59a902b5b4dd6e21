"""Pages that are written, not computed: the help (``help/``) and the statements (``statements/``), in Markdown.

A page begins with its title (``# ...``) and one paragraph that says what it is about: the head of the page. A link to
another page of the help is written as a file (``bijdragen.md``), a picture by its path in this package
(``../static/site/help/thread.png``), so that both also work where the source is read.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from noaber.core.rules.money import keep_together

HERE: Final = Path(__file__).resolve().parent
HELP: Final = HERE / "help"
STATEMENTS: Final = HERE / "statements"
STATIC: Final = HERE / "static"

# HTML in a text is shown as text, so that what comes out is only what these classes style.
MARKDOWN: Final = MarkdownIt("commonmark", {"html": False})
CLASSES: Final = {
    "h2": "utrecht-heading-2",
    "h3": "utrecht-heading-3",
    "ul": "noaber-bullets",
    "ol": "noaber-bullets",
    "img": "site-picture",
}


@dataclass(frozen=True, slots=True)
class Prose:
    """A written page: `title` and `intro` are plain text for the head, `html` is everything below it."""

    name: str
    title: str
    intro: str
    html: SafeString


class ProseError(Exception):
    """A page that is not written as this module asks; found by the tests, never by a reader."""


@cache
def read_prose(path: Path) -> Prose:
    """Read one page; a page without a title and a first paragraph raises `ProseError`."""
    tokens = MARKDOWN.parse(keep_together(path.read_text(encoding="utf-8")))
    if [token.type for token in tokens[:6:3]] != ["heading_open", "paragraph_open"]:
        raise ProseError(f"{path.name} does not begin with a title and a paragraph")
    head, body = tokens[:6], tokens[6:]
    _prepare(body, path)
    html = MARKDOWN.renderer.render(body, MARKDOWN.options, {})
    return Prose(path.stem, _plain(head[1]), _plain(head[4]), mark_safe(html))


def _plain(inline: Token) -> str:
    """The words of a line, without its marks."""
    parts = (" " if child.type == "softbreak" else child.content for child in inline.children or ())
    return "".join(parts)


def _prepare(tokens: Sequence[Token], path: Path) -> None:
    """Give every element the class of the house, and every link and picture its address."""
    for token in tokens:
        if token.nesting >= 0 and token.tag in CLASSES:
            token.attrSet("class", CLASSES[token.tag])
        if token.type == "link_open":
            token.attrSet("href", _address(str(token.attrGet("href")), path))
        elif token.type == "image":
            _place(token, path)
        _prepare(token.children or (), path)
        if token.children:
            token.children = list(_with_links(token.children))


def _with_links(tokens: Sequence[Token]) -> Iterator[Token]:
    """Every picture leads to itself, so that it can be seen whole on a phone."""
    for token in tokens:
        if token.type != "image":
            yield token
            continue
        alt = _("%(picture)s. Open het beeld op ware grootte.") % {"picture": token.content.rstrip(".")}
        yield Token("link_open", "a", 1, attrs={"href": token.attrs["src"], "aria-label": alt})
        yield token
        yield Token("link_close", "a", -1)


def _address(link: str, path: Path) -> str:
    """The address of another page of the help; any other link stays as it is."""
    name, _, anchor = link.partition("#")
    if not name.endswith(".md"):
        return link
    if not (path.parent / name).is_file():
        raise ProseError(f"{path.name} links to {name}, which does not exist")
    return reverse("site:help_page", args=[Path(name).stem]) + (f"#{anchor}" if anchor else "")


def _place(token: Token, path: Path) -> None:
    """Let a picture come from the static files, with its size, so that the page does not jump when it arrives."""
    picture = (path.parent / str(token.attrGet("src"))).resolve()
    if not picture.is_file() or STATIC not in picture.parents:
        raise ProseError(f"{path.name} shows {token.attrGet('src')}, which does not exist")
    width, height = _size(picture)
    token.attrs |= {"src": static(picture.relative_to(STATIC).as_posix()), "width": width, "height": height}
    token.attrSet("loading", "lazy")


def _size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG in pixels: the first eight bytes of its header chunk (PNG, section 11.2.1)."""
    with picture.open("rb") as file:
        return struct.unpack(">II", file.read(24)[16:])
