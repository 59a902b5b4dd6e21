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
    "finance.propose_budget": _("Begroting of begrotingswijziging voorgesteld"),
    "finance.approve_budget": _("Begroting of begrotingswijziging goedgekeurd"),
    "finance.withdraw_budget": _("Voorstel voor de begroting ingetrokken"),
    "finance.record_pledge": _("Toezegging van cofinanciering vastgelegd"),
    "finance.report_delivery": _("Levering van cofinanciering gemeld"),
    "finance.reverse_delivery": _("Levering van cofinanciering teruggenomen"),
    "finance.request_commitment": _("Geld aangevraagd op een post"),
    "finance.commit": _("Verplichting vastgelegd"),
    "finance.release_commitment": _("Verplichting vrijgegeven"),
    "finance.take_in_purchase": _("Inkoopfactuur opgenomen"),
    "finance.approve_purchase": _("Inkoopfactuur akkoord"),
    "finance.refuse_purchase": _("Inkoopfactuur afgewezen"),
    "finance.book_purchase": _("Inkoopfactuur geboekt"),
    "finance.reverse_purchase": _("Boeking van een inkoopfactuur teruggedraaid"),
    "finance.import_bank_file": _("Bankbestand ingelezen"),
    "finance.allocate": _("Betaling verrekend met facturen"),
    "finance.release_allocation": _("Verrekening losgemaakt"),
    "finance.refund": _("Terugbetaling vastgelegd"),
    "finance.set_aside": _("Boeking apart gezet"),
    "finance.record_scenario": _("Scenario bewaard"),
    "finance.withdraw_scenario": _("Scenario ingetrokken"),
    "finance.write_report": _("Verslag of jaarrekening gemaakt"),
    "finance.adopt_report": _("Verslag of jaarrekening vastgesteld"),
    "finance.record_vat_passing": _("Vastgelegd of btw wordt doorgeschoven"),
}
