"""``/stijl/``: every part of the screens in every state, to look at, to test and to copy from."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem
from noaber.core.components.table import list_table, plain_table
from noaber.core.gallery import pictures, samples
from noaber.core.requests import public


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
        "notices": samples.notices(),
        "facts": samples.facts(),
        "statuses": samples.statuses(),
        "tabs": samples.tabs(),
        "progresses": samples.progresses(),
        "empty": samples.empty_state(),
        "conflict": samples.conflict(),
        "conflict_to_decide": samples.conflict_to_decide(),
        "counts": pictures.counts(),
        "timeline": pictures.timeline(),
        "thread": pictures.thread(),
        "bars": pictures.bars(),
        "differences": pictures.differences(),
        "amounts_map": pictures.amounts_map(),
        "status_map": pictures.status_map(),
        "boundaries_map": pictures.boundaries_map(),
        **_tables(),
        **_forms(),
    }


def _tables() -> dict[str, object]:
    """A table that is too wide for a phone, and one without rows."""
    columns = samples.place_columns()
    caption = _("Een brede tabel schuift op een telefoon")
    rows = samples.place_rows()[:3]
    return {
        "scrolling": plain_table(name="breed", caption=caption, columns=columns, rows=rows, phone="scroll"),
        "empty_table": plain_table(name="leeg", caption=_("Lege tabel"), columns=columns, rows=()),
    }


def _forms() -> dict[str, object]:
    """A form that nobody touched, and one that came back with errors."""
    meeting = (_("Het overleg"), ("name", "held_on", "seats", "district"))
    question = (_("De vraag"), ("kind", "partners"))
    untouched, wrong = samples.sample_form(), samples.sample_form(is_filled_in=True)
    return {
        "form": form_panel(
            untouched,
            submit_label=_("Besluit vastleggen"),
            cancel_url="#formulier",
            fieldsets=(meeting, question),
        ),
        "wrong_form": form_panel(wrong, submit_label=_("Verwijderen"), submit_tone="danger"),
    }
