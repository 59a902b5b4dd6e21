"""The statement for the VAT compensation fund: which part of the tax of a year each municipality may ask back."""

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Note, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import Row, TableColumn
from noaber.core.models import Demonstration
from noaber.core.rules.money import format_euro
from noaber.finance.queries.reports.vat_passing import VatPassingRow, VatStatement
from noaber.network.api import network_name


def vat_table(found: VatStatement, year: int) -> DataTable:
    """The share of every payer; together it is the tax of the year to the cent."""
    columns = [
        TableColumn("code", _("Code")),
        TableColumn("name", _("Gemeente")),
        TableColumn("asked", _("Bijdrage"), "money"),
        TableColumn("vat", _("Deel van de btw"), "money"),
    ]
    rows: list[Row] = [
        {
            "code": each.code,
            "name": each.name,
            "asked": each.asked_cents,
            "vat": found.own_cents[each.code],
        }
        for each in found.payers
        if each.code in found.own_cents
    ]
    totals = {
        "name": _("Samen"),
        "asked": sum(each.asked_cents for each in found.payers),
        "vat": sum(found.own_cents.values()),
    }
    return DataTable(_("Btw per gemeente %(year)s") % {"year": year}, columns, rows, totals)


def vat_notes(found: VatStatement) -> list[str]:
    """On what it rests, and what stays with the municipality."""
    notes = [
        _(
            "Dit is de btw op inkoopfacturen die op het jaar zijn geboekt, die de beheerorganisatie niet aftrekt: "
            "%(total)s. Zij is verdeeld naar rato van de bijdragen; centen over gaan naar de grootste resten."
        )
        % {"total": format_euro(found.total_cents)},
        _(
            "Doorschuiven steunt op de transparantieregeling bij de Wet op het BTW-compensatiefonds. Of een gemeente "
            "de btw terugkrijgt, hangt af van waarvoor zij die gebruikt; dat beoordeelt de gemeente zelf."
        ),
    ]
    if not found.is_final:
        notes.append(_("De jaarrekening is nog niet vastgesteld. Dit kan nog veranderen."))
    return notes


def vat_pdf(agreement_title: str, passing: VatPassingRow, found: VatStatement) -> bytes:
    year = passing.year
    blocks: list[Block] = [
        *([] if found.is_final else [Note(_("Concept"), _("De jaarrekening is nog niet vastgesteld."))]),
        Paragraph(_("Waarom wordt doorgeschoven: %(motive)s") % {"motive": passing.motive}),
        vat_table(found, year),
        Heading(_("Waar dit op rust")),
        Bullets(vat_notes(found)),
    ]
    paper = Paper(
        title=_("BCF-opgave %(year)s") % {"year": year},
        network=network_name() or "Noaber",
        kind=_("Opgave voor het BTW-compensatiefonds"),
        made_at=clock.now(),
        facts=[(_("Afspraak"), agreement_title), (_("Jaar"), str(year))],
        blocks=blocks,
        is_demonstration=Demonstration.objects.exists(),
    )
    return to_pdf(paper)
