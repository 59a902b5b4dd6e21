"""One search box over everything that rooms register."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.core.components.filters import ChoiceFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import list_table
from noaber.core.points import search
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import sort_key

MAX_WORDS = 8


@public
def search_page(request: Request) -> HttpResponse:
    """Everything in which all typed words occur, as far as the actor may see it."""
    typed = request.GET.get("q", "").strip()[:200]
    words = sort_key(typed)[1].split()[:MAX_WORDS]
    hits = search(request.actor, words, asof_of(request)) if words else []
    rows = [{"title": hit.title, "url": hit.url, "kind": hit.kind, "text": hit.text} for hit in hits]
    columns = [
        Column("title", _("Gevonden"), "link"),
        Column("kind", _("Soort")),
        Column("text", _("Waarover")),
    ]
    empty = _("Niets gevonden. Probeer een deel van het woord.") if words else _("Typ hierboven wat u zoekt.")
    table = list_table(
        request.GET,
        name="gevonden",
        caption=_("Gevonden"),
        columns=columns,
        rows=rows,
        filters=[ChoiceFilter("kind", _("Soort"), "soort")],
        empty_text=empty,
        kept=("q",),
    )
    title = _("Zoeken naar “%(typed)s”") % {"typed": typed} if typed else _("Zoeken")
    return table.respond(request, "site/search.html", {"heading": PageHeading(title), "typed": typed})
