"""What the verbs of finance are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "finance.record_agreement": _("Afspraak over bijdragen vastgelegd"),
    "finance.withdraw_agreement": _("Afspraak over bijdragen ingetrokken"),
    "finance.record_host": _("Beheerorganisatie vastgelegd"),
    "finance.record_participation": _("Deelname vastgelegd"),
    "finance.record_buyer": _("Wensen voor facturen vastgelegd"),
    "finance.set_billing_terms": _("Vastgelegd hoe een jaar wordt gefactureerd"),
    "finance.make_run": _("Factuurronde gemaakt"),
    "finance.approve_run": _("Factuurronde goedgekeurd"),
    "finance.withdraw_run": _("Factuurronde ingetrokken"),
    "finance.issue_run": _("Facturen gemaakt"),
    "finance.credit_invoice": _("Factuur gecrediteerd"),
    "finance.bill_again": _("Gemeente doet weer mee bij het factureren"),
    "finance.import_bank_file": _("Bankbestand ingelezen"),
    "finance.allocate": _("Betaling verrekend met facturen"),
    "finance.release_allocation": _("Verrekening losgemaakt"),
    "finance.refund": _("Terugbetaling vastgelegd"),
    "finance.set_aside": _("Boeking apart gezet"),
}
