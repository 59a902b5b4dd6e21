"""/cijfers/publicaties/: every publication that was taken in, and what each changed."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import list_table
from noaber.core.requests import Request
from noaber.figures.access import may_read_figures
from noaber.figures.models import Release
from noaber.figures.queries.releases import releases
from noaber.figures.rules.periods import period_text
from noaber.figures.rules.tables import MONTHLY, TABLES
from noaber.figures.views.choosing import PUBLISHED
from noaber.figures.views.places import FIGURES


def releases_page(request: Request) -> HttpResponse:
    require(may_read_figures(request.actor))
    table = list_table(
        request.GET,
        name="publicaties",
        caption=_("Publicaties die zijn ingelezen"),
        columns=_columns(),
        rows=[_row(each) for each in releases()],
        empty_text=_("Er is nog geen publicatie ingelezen."),
        notes=[_("Nieuw, herzien en vervallen: vergeleken met de vorige versie van dezelfde tabel.")],
    )
    heading = PageHeading(
        _("Publicaties van cijfers"),
        intro=_("Elke publicatie blijft bewaard. Open een dag om de cijfers te zien zoals zij toen waren."),
    )
    crumbs = crumbs_of([(_("Cijfers"), FIGURES)], _("Publicaties"))
    return table.respond(request, "figures/releases.html", {"heading": heading, **crumbs})


def _columns() -> list[Column]:
    return [
        Column("table", _("Tabel")),
        Column("number", _("Versie"), "number"),
        Column("published", _("Gepubliceerd"), "moment", url_key="url"),
        Column("span", _("Maanden of jaren"), is_sortable=False),
        Column("cells", _("Cijfers"), "number"),
        Column("new", _("Nieuw"), "number"),
        Column("changed", _("Herzien"), "number"),
        Column("gone", _("Vervallen"), "number"),
        Column("kind", _("Soort gegevens")),
    ]


def _row(release: Release) -> Row:
    day = timezone.localtime(release.published_at).date()
    is_monthly = release.table.code == MONTHLY
    title = TABLES[release.table.code].title if release.table.code in TABLES else release.table.code
    first, last = period_text(release.first_period), period_text(release.last_period)
    return {
        "table": f"{release.table.code} {title}",
        "number": release.number,
        "published": release.published_at,
        "url": f"{FIGURES}?{PUBLISHED}={day.isoformat()}" if is_monthly else "",
        "span": f"{first} – {last}",
        "cells": release.cell_count,
        "new": release.new_count,
        "changed": release.changed_count,
        "gone": release.gone_count,
        "kind": _("voorbeeldgegevens, verzonnen") if release.is_invented else _("echte cijfers"),
    }
