"""The ledger of a year for who audits it: one workbook, or one ZIP of CSV files; both hold the same tables."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.components.downloads import workbook_file
from noaber.core.documents.tables import Sheet, to_csv
from noaber.core.models import Demonstration
from noaber.finance.papers.payer import zipped
from noaber.finance.queries.reports.audit_tables import AuditTable

README: Final = "leesmij.txt"


def audit_notes() -> list[str]:
    """How the tables hang together."""
    return [
        _(
            "Elke tabel heeft een kolom id. Een kolom die eindigt op _id wijst naar een id in een andere tabel."
        ),
        _("Bedragen staan in hele centen (_cents), datums als JJJJ-MM-DD, gemeenten met hun CBS-code."),
        _("contributions.run_id wijst naar runs, invoices.contribution_id naar contributions."),
        _("allocations.entry_id wijst naar bank_entries, allocations.invoice_id naar invoices."),
        _(
            "bank_entries.statement_id wijst naar bank_statements. Met direction debit ging geld eraf, met credit kwam "
            "het bij; amount_cents is altijd boven nul."
        ),
        _(
            "allocations zonder invoice_id: met outgoing_id is het geld teruggegeven, zonder staat het op de "
            "tussenrekening. Een rij met releases_id maakt een andere rij los."
        ),
        _(
            "purchase_payments en bank_bookings wijzen met entry_id naar bank_entries: een inkoopfactuur die ermee is "
            "betaald of terugbetaald, en geld dat zonder factuur op een post staat."
        ),
        _(
            "vat_settlements wijst met entry_id naar bank_entries: een btw-aangifte. due_cents en deductible_cents "
            "zijn wat er op die dag af te dragen en af te trekken was."
        ),
        _(
            "purchase_payments.invoice_id en purchase_set_offs.invoice_id en credit_note_id wijzen naar purchases."
        ),
        _(
            "result_returns en result_set_offs wijzen met adoption_id naar report_adoptions: wat van het resultaat is "
            "terugbetaald, en wat is verrekend met een factuur, misschien van een later jaar (invoice_number)."
        ),
        _("grant_statements, grant_lines en grant_steps wijzen met grant_id naar grants."),
        _("bookings.invoice_id en purchase_steps.invoice_id wijzen naar purchases."),
        _("recorded_by_id is een nummer van een account; wie dat is, weet de beheerder."),
    ]


def audit_workbook(name: str, title: str, tables: Sequence[AuditTable]) -> tuple[str, bytes]:
    """The name of the file and its bytes: a sheet for each table."""
    sheets = [Sheet(table.name, table.columns, table.rows) for table in tables]
    return workbook_file(name, title, sheets, notes=audit_notes())


def audit_zip(tables: Sequence[AuditTable]) -> bytes:
    """A CSV for each table, and a text that tells how they hang together."""
    is_example = Demonstration.objects.exists()
    notes = [_("Voorbeeldgegevens: mensen, adressen en nummers zijn verzonnen")] if is_example else []
    files = {
        f"{table.name}.csv": to_csv(table.name, table.columns, table.rows, notes=notes) for table in tables
    }
    text = "\r\n".join([*notes, *audit_notes()])
    return zipped({README: text.encode(), **files})
