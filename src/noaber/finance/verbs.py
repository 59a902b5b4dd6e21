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
    "finance.import_bank_file": _("Bankbestand ingelezen"),
    "finance.allocate": _("Betaling verrekend met facturen"),
    "finance.release_allocation": _("Verrekening losgemaakt"),
    "finance.refund": _("Terugbetaling vastgelegd"),
    "finance.set_aside": _("Boeking apart gezet"),
    "finance.set_reminder_terms": _("Vastgelegd wanneer wordt herinnerd"),
    "finance.send_reminders": _("Herinnering verstuurd"),
    "finance.dispute_invoice": _("Factuur als betwist vastgelegd"),
    "finance.settle_dispute": _("Betwisting van een factuur opgeheven"),
    "finance.record_delivery": _("Vastgelegd hoe facturen worden verstuurd"),
    "finance.send_invoices": _("Facturen klaargezet voor verzending"),
    "finance.transmit_invoice": _("Verzending van een factuur een stap verder"),
    "finance.hand_over_invoice": _("Factuur afgegeven"),
}
