"""The statement for the VAT compensation fund: which part of the tax of a year each municipality may ask back."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Note, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import Row, TableColumn
from noaber.core.models import Demonstration
from noaber.core.rules.money import format_euro
from noaber.finance.queries.reports.passings import VatPassingRow
from noaber.finance.queries.reports.vat_passing import OwnVat, VatStatement
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
    first, *others = _own_notes(found)
    return [first, _law(), *others]


def own_vat_notes(found: Sequence[OwnVat]) -> list[str]:
    """The notes of each year that is in the table of one payer, with the year; and what holds of all of them."""
    notes = [f"{each.year}: {note}" for each in found for note in _own_notes(each.statement)]
    return [*notes, _law()] if notes else []


def _law() -> str:
    return _(
        "Doorschuiven steunt op de transparantieregeling bij de Wet op het BTW-compensatiefonds. Of een gemeente "
        "de btw terugkrijgt, hangt af van waarvoor zij die gebruikt; dat beoordeelt de gemeente zelf."
    )


def _own_notes(found: VatStatement) -> list[str]:
    """What is of one year alone."""
    notes = [
        _(
            "Dit is de btw op inkoopfacturen die op het jaar zijn geboekt, die de beheerorganisatie niet aftrekt: "
            "%(total)s. Zij is verdeeld naar rato van de bijdragen; centen over gaan naar de grootste resten."
        )
        % {"total": format_euro(found.total_cents)}
    ]
    if found.corrections_cents:
        notes.append(
            _(
                "Daarin zit een correctie van %(corrected)s op eerdere jaren: wat na hun vaststelling veranderde aan "
                "de btw van die jaren, en de btw van jaren waarin niemand een factuur kreeg."
            )
            % {"corrected": format_euro(found.corrections_cents)}
        )
    if not found.is_final:
        notes.append(_("De jaarrekening is nog niet vastgesteld. Dit kan nog veranderen."))
    return notes


def own_vat_table(found: Sequence[OwnVat]) -> DataTable:
    """The part of one payer in each year that is passed on."""
    columns = [
        TableColumn("year", _("Jaar")),
        TableColumn("asked", _("Uw bijdrage"), "money"),
        TableColumn("total", _("Btw van alle gemeenten samen"), "money"),
        TableColumn("vat", _("Uw deel van de btw"), "money"),
        TableColumn("state", _("Stand")),
    ]
    rows: list[Row] = [
        {
            "year": str(each.year),
            "agreement": each.agreement_code,
            "asked": each.asked_cents,
            "total": each.statement.total_cents,
            "vat": each.own_cents,
            "state": _("vastgesteld") if each.statement.is_final else _("concept"),
        }
        for each in found
    ]
    return DataTable(_("Btw die naar u is doorgeschoven (BCF)"), columns, rows)


def vat_file_name(found: OwnVat) -> str:
    return f"bcf-opgave-{found.agreement_code}-{found.year}"


def own_vat_pdf(found: OwnVat, code: str, name: str) -> bytes:
    """The statement of one payer for one year."""
    return _pdf(
        _("BCF-opgave %(year)s van %(name)s") % {"year": found.year, "name": name},
        found.passing,
        found.statement,
        [(_("Gemeente"), f"{name} ({code})"), (_("Afspraak"), found.title)],
        own_vat_table([found]),
    )


def vat_pdf(agreement_title: str, passing: VatPassingRow, found: VatStatement) -> bytes:
    """The statement of all municipalities together."""
    title = _("BCF-opgave %(year)s") % {"year": passing.year}
    return _pdf(title, passing, found, [(_("Afspraak"), agreement_title)], vat_table(found, passing.year))


def _pdf(
    title: str, passing: VatPassingRow, found: VatStatement, facts: list[tuple[str, str]], table: DataTable
) -> bytes:
    blocks: list[Block] = [
        *([] if found.is_final else [Note(_("Concept"), _("De jaarrekening is nog niet vastgesteld."))]),
        Paragraph(_("Waarom wordt doorgeschoven: %(motive)s") % {"motive": passing.motive}),
        table,
        Heading(_("Waar dit op rust")),
        Bullets(vat_notes(found)),
    ]
    paper = Paper(
        title=title,
        network=network_name() or "Noaber",
        kind=_("Opgave voor het BTW-compensatiefonds"),
        made_at=clock.now(),
        facts=[*facts, (_("Jaar"), str(passing.year))],
        blocks=blocks,
        is_demonstration=Demonstration.objects.exists(),
    )
    return to_pdf(paper)
