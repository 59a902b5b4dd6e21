"""The addresses of finance."""

from django.urls import path

from noaber.finance.views import (
    agreement,
    agreement_changes,
    billing,
    billing_changes,
    buyers,
    contributions,
    invoices,
    runs,
    what_if,
)

app_name = "finance"

YEAR = "bijdragen/factureren/<slug:agreement_code>/<int:year>"
RUN = f"{YEAR}/ronde/<int:number>"
INVOICE = "facturen/<slug:number>"

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
]
