"""What the themes are called: in the taxonomy, in the network, and before."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import may_fill_in, require_form
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import list_table
from noaber.core.requests import Request, asof_of, public
from noaber.network.api import SafetyFieldRow, safety_fields
from noaber.strategy.access import may_name_theme
from noaber.strategy.forms.themes import ThemeNamesForm
from noaber.strategy.queries.themes import NamingRow, namings
from noaber.strategy.rules.themes.names import ThemeNames
from noaber.strategy.services.themes.names import name_theme
from noaber.strategy.views.places import THEMES, start_crumbs


@public
def theme_list(request: Request) -> HttpResponse:
    """The taxonomy in which priorities are counted, with the network's own names."""
    asof = asof_of(request)
    own = {row.field: row for row in namings(asof)}
    may_name = may_fill_in(may_name_theme(request.actor)) and not asof.is_asked
    columns = [
        Column("code", _("Code")),
        Column("name", _("Naam in het Kernbeleid Veiligheid")),
        Column("own", _("Naam in het netwerk")),
        Column("earlier", _("Eerdere namen")),
    ]
    table = list_table(
        request.GET,
        name="themanamen",
        caption=_("Veiligheidsthema's"),
        columns=[*columns, Column("change", _("Wijzig"), "link")] if may_name else columns,
        rows=[_cells(row, own.get(row.code)) for row in safety_fields() if row.parent],
        empty_text=_("Er staan nog geen veiligheidsthema's in het register."),
    )
    intro = _("Prioriteiten zijn te vergelijken doordat zij bij een thema uit deze lijst horen.")
    context = {
        **crumbs_of(start_crumbs(asof), _("Namen van thema's")),
        "heading": PageHeading(_("Namen van thema's"), intro=intro),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return table.respond(request, "strategy/periods.html", context)


def _cells(row: SafetyFieldRow, own: NamingRow | None) -> Row:
    return {
        "code": row.code,
        "name": row.name,
        "own": own.names.name if own else "",
        "earlier": ", ".join(own.names.earlier) if own else "",
        "change": _("wijzig"),
        "url": f"{THEMES}{row.code}/",
    }


def name_page(request: Request, field: str) -> HttpResponse:
    """Record the names of one theme."""
    require_form(may_name_theme(request.actor))
    row = next((each for each in safety_fields() if each.code == field and each.parent), None)
    if row is None:
        raise Http404
    known = next((each for each in namings(AsOf(request.today)) if each.field == field), None)
    form = ThemeNamesForm(
        sent(request),
        known=known.names if known else ThemeNames(row.name),
        revision=known.revision if known else 0,
    )

    def save() -> str:
        seen, now = form.cleaned_data["revision"], clock.now()
        name_theme(field, form.names, actor=request.actor, now=now, expected_revision=seen)
        return THEMES

    return edit(request, form, _page(row), save)


def _page(row: SafetyFieldRow) -> EditPage:
    return EditPage(
        title=_("Namen van een thema"),
        kicker=f"{row.code} {row.name}",
        crumbs=[*start_crumbs(), (_("Namen van thema's"), THEMES)],
        back_url=THEMES,
        saved=_("De namen zijn vastgelegd."),
        submit_label=_("Leg vast"),
    )
