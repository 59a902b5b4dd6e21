"""``/stijl/``: every part of the screens in every state, to look at, to test and to copy from."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem
from noaber.core.components.table import list_table, plain_table
from noaber.core.requests import public
from noaber.core.views import gallery_samples as samples


@public
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery; its table sorts, filters and downloads like any other."""
    table = list_table(
        request.GET,
        name="gemeenten",
        caption=_("Gemeenten en hun besluit"),
        columns=samples.place_columns(),
        rows=samples.place_rows(),
        filters=samples.place_filters(),
        default_sort="name",
        page_size=5,
        notes=(_("Bron: verzonnen voor deze pagina."),),
    )
    return table.respond(request, "core/gallery.html", _parts())


def _parts() -> dict[str, object]:
    """Everything else on the page, by its name in the template."""
    return {
        "breadcrumbs": (NavItem(_("Begin"), "/"), NavItem(_("Stijl"), "")),
        "heading": samples.heading(),
        "scrolling": plain_table(
            name="breed",
            caption=_("Een brede tabel schuift op een telefoon"),
            columns=samples.place_columns(),
            rows=samples.place_rows()[:3],
            phone="scroll",
        ),
        "empty_table": plain_table(
            name="leeg", caption=_("Lege tabel"), columns=samples.place_columns(), rows=()
        ),
        "form": form_panel(
            samples.sample_form(),
            submit_label=_("Besluit vastleggen"),
            cancel_url="#formulier",
            fieldsets=(
                (_("Het overleg"), ("name", "held_on", "seats", "district")),
                (_("De vraag"), ("kind", "partners")),
            ),
        ),
        "wrong_form": form_panel(
            samples.sample_form(is_filled_in=True), submit_label=_("Verwijderen"), submit_tone="danger"
        ),
        "notices": samples.notices(),
        "facts": samples.facts(),
        "statuses": samples.statuses(),
        "tabs": samples.tabs(),
        "progresses": samples.progresses(),
        "counts": samples.counts(),
        "timeline": samples.timeline(),
        "thread": samples.thread(),
        "bars": samples.bars(),
        "differences": samples.differences(),
        "amounts_map": samples.amounts_map(),
        "status_map": samples.status_map(),
        "empty": samples.empty_state(),
        "conflict": samples.conflict(),
    }
