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
    budget,
    budget_changes,
    budget_post,
    buyers,
    co_funding,
    commitments,
    contributions,
    invoices,
    pledges,
    purchase_changes,
    purchases,
    runs,
    scenario_changes,
    scenario_comparison,
    scenarios,
    spending_tables,
    what_if,
)

app_name = "finance"

YEAR = "bijdragen/factureren/<slug:agreement_code>/<int:year>"
RUN = f"{YEAR}/ronde/<int:number>"
INVOICE = "facturen/<slug:number>"
ENTRY = "bank/<int:key>"
BUDGET = "begroting/<slug:agreement_code>/<int:year>"
PLEDGE = "begroting/inbreng/<uuid:key>"
COMMITMENT = "begroting/verplichtingen/<int:key>"
PURCHASE = "inkoop/<int:number>"
PROPOSAL = f"{BUDGET}/voorstel/<int:number>"
SCENARIO = "bijdragen/scenarios/<slug:code>"

urlpatterns = [
    path("bijdragen/", contributions.contribution_page, name="contributions"),
    path("bijdragen/wat-als/", what_if.what_if_page, name="what_if"),
    path("bijdragen/scenarios/", scenarios.scenarios_page, name="scenarios"),
    path("bijdragen/scenarios/nieuw/", scenario_changes.new_page, name="new_scenario"),
    path("bijdragen/scenarios/vergelijken/", scenario_comparison.comparison_page, name="compare_scenarios"),
    path(f"{SCENARIO}/", scenarios.scenario_page, name="scenario"),
    path(f"{SCENARIO}/pdf/", scenarios.scenario_pdf_file, name="scenario_pdf"),
    path(f"{SCENARIO}/wijzigen/", scenario_changes.change_page, name="change_scenario"),
    path(f"{SCENARIO}/intrekken/", scenario_changes.withdraw_page, name="withdraw_scenario"),
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
    path("begroting/", budget.budget_page, name="budget"),
    path("begroting/verplichtingen/", commitments.commitments_page, name="commitments"),
    path(f"{COMMITMENT}/", commitments.commitment_page, name="commitment"),
    path(f"{COMMITMENT}/vastleggen/", commitments.commit_page, name="commit"),
    path(f"{COMMITMENT}/vrijgeven/", commitments.release_page, name="release_commitment"),
    path(f"{BUDGET}/verplichtingen/nieuw/", commitments.new_commitment_page, name="new_commitment"),
    path(f"{BUDGET}/journaal/", spending_tables.journal_page, name="journal"),
    path("inkoop/", purchases.purchases_page, name="purchases"),
    path("inkoop/nieuw/", purchase_changes.new_purchase_page, name="new_purchase"),
    path("inkoop/inlezen/", purchase_changes.read_purchase_page, name="read_purchase"),
    path("inkoop/inlezen/<uuid:key>/", purchase_changes.purchase_preview_page, name="purchase_file"),
    path(
        "inkoop/inlezen/<uuid:key>/weggooien/",
        purchase_changes.throw_purchase_away_page,
        name="throw_purchase_away",
    ),
    path(f"{PURCHASE}/", purchases.purchase_page, name="purchase"),
    path(f"{PURCHASE}/akkoord/", purchase_changes.approve_purchase_page, name="approve_purchase"),
    path(f"{PURCHASE}/afwijzen/", purchase_changes.refuse_purchase_page, name="refuse_purchase"),
    path(f"{PURCHASE}/boeken/", purchase_changes.book_purchase_page, name="book_purchase"),
    path(f"{PURCHASE}/terugboeken/", purchase_changes.reverse_purchase_page, name="reverse_purchase"),
    path("begroting/cofinanciering/", co_funding.co_funding_page, name="co_funding"),
    path(f"{PLEDGE}/", pledges.pledge_page, name="pledge"),
    path(f"{PLEDGE}/wijzigen/", pledges.change_pledge_page, name="change_pledge"),
    path(f"{PLEDGE}/melden/", pledges.deliver_page, name="report_delivery"),
    path(
        f"{PLEDGE}/leveringen/<int:delivery>/terugnemen/",
        pledges.reverse_delivery_page,
        name="reverse_delivery",
    ),
    path(f"{BUDGET}/cofinanciering/", co_funding.co_funding_year_page, name="co_funding_year"),
    path(f"{BUDGET}/cofinanciering/nieuw/", pledges.new_pledge_page, name="new_pledge"),
    path(f"{BUDGET}/", budget.budget_year_page, name="budget_year"),
    path(f"{BUDGET}/wijzigen/", budget_changes.change_budget_page, name="change_budget"),
    path(f"{BUDGET}/post/<slug:code>/", budget_post.post_page, name="budget_post"),
    path(f"{PROPOSAL}/", budget_changes.proposal_page, name="budget_proposal"),
    path(f"{PROPOSAL}/goedkeuren/", budget_changes.approve_budget_page, name="approve_budget"),
    path(f"{PROPOSAL}/intrekken/", budget_changes.withdraw_budget_page, name="withdraw_budget"),
]
