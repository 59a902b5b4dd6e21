"""The addresses of finance."""

from django.urls import path

from noaber.finance.views import (
    agreement,
    agreement_changes,
    bank,
    bank_changes,
    bank_entry,
    bank_import,
    billing,
    billing_changes,
    buyers,
    contributions,
    invoices,
    leaving_out,
    runs,
    what_if,
)

app_name = "finance"

YEAR = "bijdragen/factureren/<slug:agreement_code>/<int:year>"
RUN = f"{YEAR}/ronde/<int:number>"
INVOICE = "facturen/<slug:number>"
ENTRY = "bank/<int:key>"

urlpatterns = [
    path("bijdragen/", contributions.contribution_page, name="contributions"),
    path("bijdragen/wat-als/", what_if.what_if_page, name="what_if"),
    path("bijdragen/afspraak/", agreement.agreement_page, name="agreement"),
    path("bijdragen/afspraak/nieuw/", agreement_changes.new_page, name="new_agreement"),
    path("bijdragen/afspraak/<slug:code>/wijzigen/", agreement_changes.change_page, name="change_agreement"),
    path(
        "bijdragen/afspraak/<slug:code>/intrekken/",
        agreement_changes.withdraw_page,
        name="withdraw_agreement",
    ),
    path("bijdragen/factureren/", billing.billing_page, name="billing"),
    path("bijdragen/factureren/beheerorganisatie/", billing_changes.host_page, name="host"),
    path("bijdragen/factureren/betalers/", buyers.buyers_page, name="buyers"),
    path("bijdragen/factureren/betalers/<str:code>/", buyers.buyer_page, name="buyer"),
    path(
        "bijdragen/factureren/<slug:agreement_code>/deelname/<str:code>/",
        buyers.participation_page,
        name="participation",
    ),
    path(f"{YEAR}/", billing.year_page, name="billing_year"),
    path(f"{YEAR}/instellen/", billing_changes.terms_page, name="billing_terms"),
    path(f"{YEAR}/ronde/nieuw/", billing_changes.new_run_page, name="new_run"),
    path(f"{RUN}/", runs.run_page, name="run"),
    path(f"{RUN}/goedkeuren/", billing_changes.approve_page, name="approve_run"),
    path(f"{RUN}/versturen/", billing_changes.issue_page, name="issue_run"),
    path(f"{RUN}/intrekken/", billing_changes.withdraw_page, name="withdraw_run"),
    path("facturen/", invoices.invoices_page, name="invoices"),
    path(f"{INVOICE}/", invoices.invoice_page, name="invoice"),
    path(f"{INVOICE}/pdf/", invoices.pdf_file, name="invoice_pdf"),
    path(f"{INVOICE}/ubl/", invoices.ubl_file, name="invoice_ubl"),
    path(f"{INVOICE}/crediteren/", invoices.credit_page, name="credit_invoice"),
    path(f"{INVOICE}/weer-factureren/", leaving_out.bill_again_page, name="bill_again"),
    path("bank/", bank.bank_page, name="bank"),
    path("bank/zekere-bevestigen/", bank.confirm_certain_page, name="confirm_certain"),
    path("bank/inlezen/", bank_import.read_in_page, name="read_bank_file"),
    path("bank/inlezen/<uuid:key>/", bank_import.preview_page, name="bank_file"),
    path("bank/inlezen/<uuid:key>/weggooien/", bank_import.throw_away_page, name="throw_bank_file_away"),
    path(f"{ENTRY}/", bank_entry.entry_page, name="bank_entry"),
    path(f"{ENTRY}/verrekenen/", bank_changes.allocate_page, name="allocate"),
    path(f"{ENTRY}/terugbetaald/", bank_changes.refund_page, name="refund"),
    path(f"{ENTRY}/apart/", bank_changes.aside_page, name="set_aside"),
    path(f"{ENTRY}/losmaken/<int:booked>/", bank_changes.release_page, name="release_allocation"),
]
