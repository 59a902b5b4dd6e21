"""One search box over everything that rooms register."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column
from noaber.core.components.filters import ChoiceFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.points import SearchHit, search
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import sort_key

MAX_WORDS: Final = 8
EXACTLY: Final = "precies"  # in the address when somebody means what they typed, however odd it looks
_WORD: Final = re.compile(r"[\w'-]{3,}")


@public
def search_page(request: Request) -> HttpResponse:
    """Everything in which all typed words occur, as far as the actor may see it."""
    typed = request.GET.get("q", "").strip()[:200]
    words = sort_key(typed)[1].split()[:MAX_WORDS]
    asof = asof_of(request)
    hits = search(request.actor, words, asof) if words else []
    is_literal = EXACTLY in request.GET
    meant = _meant(request.actor, words, asof) if words and not hits and not is_literal else ""
    if meant:
        hits = search(request.actor, meant.split(), asof)
    hits = _called_so_first(hits, meant.split() or words)
    title = _("Zoeken naar “%(typed)s”") % {"typed": typed} if typed else _("Zoeken")
    context = {
        "heading": PageHeading(title),
        "asof": asof_bar(asof, request.GET.dict()),
        "typed": typed,
        "meant": meant,
        "exactly": f"?{urlencode({'q': typed, EXACTLY: 'ja'})}" + (f"&{asof.query}" if asof.query else ""),
    }
    empty = _("Niets gevonden. Probeer een deel van het woord.") if words else _("Typ hierboven wat u zoekt.")
    return _table(request, hits, empty).respond(request, "site/search.html", context)


def _called_so_first(hits: Sequence[SearchHit], words: Sequence[str]) -> list[SearchHit]:
    """What is called by the typed words before what only says them; further in the order of the rooms."""

    def says_only(hit: SearchHit) -> bool:
        title = sort_key(hit.title)[1]
        return not all(word in title for word in words)

    return sorted(hits, key=says_only)


def _table(request: Request, hits: Sequence[SearchHit], empty_text: str) -> Table:
    columns = [
        Column("title", _("Gevonden"), "link"),
        Column("kind", _("Soort")),
        Column("text", _("Waarover")),
    ]
    return list_table(
        request.GET,
        name="gevonden",
        caption=_("Gevonden"),
        columns=columns,
        rows=[{"title": hit.title, "url": hit.url, "kind": hit.kind, "text": hit.text} for hit in hits],
        filters=[ChoiceFilter("kind", _("Soort"), "soort")],
        empty_text=empty_text,
        kept=("q", EXACTLY),
    )


def _meant(actor: Actor, words: Sequence[str], asof: AsOf) -> str:
    """The words that were meant, when they are mistyped and something is called so; otherwise empty."""
    titles = (hit.title for hit in search(actor, (), asof))
    known = sorted({word for title in titles for word in _WORD.findall(sort_key(title)[1])})
    nearest = [get_close_matches(word, known, n=1, cutoff=0.75) for word in words]
    guessed = [near[0] for near in nearest if near]
    return " ".join(guessed) if len(guessed) == len(words) and search(actor, guessed, asof) else ""
