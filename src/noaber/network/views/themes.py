"""The themes of the strategy, who holds them and which team works on them."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.addresses import body_address
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import list_table
from noaber.core.requests import Request, asof_of, public
from noaber.network.queries.bodies import bodies
from noaber.network.queries.themes import themes


@public
def theme_list(request: Request) -> HttpResponse:
    """The themes of the day with their mayors and teams."""
    asof = asof_of(request)
    teams = {row.theme_code: row for row in bodies(request.actor, asof) if row.theme_code}
    rows = [
        {
            "name": theme.name,
            "holders": ", ".join(holder.shown for holder in theme.holders),
            "team": teams[theme.code].name if theme.code in teams else "",
            "team_url": body_address(teams[theme.code].code, asof) if theme.code in teams else "",
            "field": theme.safety_field,
        }
        for theme in themes(request.actor, asof)
    ]
    columns = [
        Column("name", _("Thema")),
        Column("holders", _("In portefeuille bij")),
        Column("team", _("Team"), "link", url_key="team_url"),
        Column("field", _("Veiligheidsveld")),
    ]
    table = list_table(request.GET, name="themas", caption=_("Thema's"), columns=columns, rows=rows)
    intro = _("Waar het netwerk zich op richt, welke burgemeester het draagt en welk team het uitvoert.")
    context = {"heading": PageHeading(_("Thema's"), intro=intro), "asof": asof_bar(asof, request.GET.dict())}
    return table.respond(request, "network/themes.html", context)
