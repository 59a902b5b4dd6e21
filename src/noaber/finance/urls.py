"""The addresses of finance."""

from django.urls import path

from noaber.finance.views import solidarity
from noaber.finance.views.agreements import agreement, contributions, what_if
from noaber.finance.views.agreements import changes as agreement_changes
from noaber.finance.views.bank import changes as bank_changes
from noaber.finance.views.bank import entries, entry, importing, refunding
from noaber.finance.views.billing import changes as billing_changes
from noaber.finance.views.billing import leaving_out, runs, years
from noaber.finance.views.budget import changes as budget_changes
from noaber.finance.views.budget import co_funding, pledges, year_budget
from noaber.finance.views.dunning import changes as dunning_changes
from noaber.finance.views.dunning import payer_account, reminders
from noaber.finance.views.grants import activity_changes, funded_activities, grant
from noaber.finance.views.grants import changes as grant_changes
from noaber.finance.views.invoices import buyers, invoice, sending, sending_changes
from noaber.finance.views.reports import (
    audit_files,
    figure,
    payers,
    public_money,
    report,
    result_set_offs,
    returns,
    vat_passing,
)
from noaber.finance.views.reports import changes as report_changes
from noaber.finance.views.scenarios import changes as scenario_changes
from noaber.finance.views.scenarios import comparison, scenario
from noaber.finance.views.spending import (
    bank_bookings,
    budget_post,
    commitments,
    journal,
    purchase_booking,
    purchase_changes,
    purchase_payments,
    purchases,
    set_offs,
    vat_settlements,
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
REPORT = f"{BUDGET}/verslag/<slug:period>"
SCENARIO = "bijdragen/scenarios/<slug:code>"
ACTIVITIES = "subsidies/activiteiten"
GRANT = "subsidies/<slug:code>"

urlpatterns = [
    path("bijdragen/", contributions.contribution_page, name="contributions"),
    path("bijdragen/wat-als/", what_if.what_if_page, name="what_if"),
    path("bijdragen/scenarios/", scenario.scenarios_page, name="scenarios"),
    path("bijdragen/scenarios/nieuw/", scenario_changes.new_page, name="new_scenario"),
    path("bijdragen/scenarios/vergelijken/", comparison.comparison_page, name="compare_scenarios"),
    path(f"{SCENARIO}/", scenario.scenario_page, name="scenario"),
    path(f"{SCENARIO}/pdf/", scenario.scenario_pdf_file, name="scenario_pdf"),
    path(f"{SCENARIO}/wijzigen/", scenario_changes.change_page, name="change_scenario"),
    path(f"{SCENARIO}/intrekken/", scenario_changes.withdraw_page, name="withdraw_scenario"),
    path("bijdragen/solidariteit/", solidarity.solidarity_page, name="solidarity"),
    path("bijdragen/afspraak/", agreement.agreement_page, name="agreement"),
    path("bijdragen/afspraak/nieuw/", agreement_changes.new_page, name="new_agreement"),
    path("bijdragen/afspraak/<slug:code>/wijzigen/", agreement_changes.change_page, name="change_agreement"),
    path(
        "bijdragen/afspraak/<slug:code>/intrekken/",
        agreement_changes.withdraw_page,
        name="withdraw_agreement",
    ),
    path("bijdragen/factureren/", years.billing_page, name="billing"),
    path("bijdragen/factureren/beheerorganisatie/", billing_changes.host_page, name="host"),
    path("bijdragen/factureren/betalers/", buyers.buyers_page, name="buyers"),
    path("bijdragen/factureren/betalers/<str:code>/", buyers.buyer_page, name="buyer"),
    path(
        "bijdragen/factureren/betalers/<str:code>/verzending/",
        sending_changes.delivery_page,
        name="delivery",
    ),
    path(
        "bijdragen/factureren/<slug:agreement_code>/deelname/<str:code>/",
        buyers.participation_page,
        name="participation",
    ),
    path(f"{YEAR}/", years.year_page, name="billing_year"),
    path(f"{YEAR}/instellen/", billing_changes.terms_page, name="billing_terms"),
    path(f"{YEAR}/ronde/nieuw/", billing_changes.new_run_page, name="new_run"),
    path(f"{RUN}/", runs.run_page, name="run"),
    path(f"{RUN}/goedkeuren/", billing_changes.approve_page, name="approve_run"),
    path(f"{RUN}/versturen/", billing_changes.issue_page, name="issue_run"),
    path(f"{RUN}/verzenden/", sending_changes.send_run_page, name="send_run"),
    path(f"{RUN}/intrekken/", billing_changes.withdraw_page, name="withdraw_run"),
    path("bijdragen/gemeente/<str:code>/", payers.payer_page, name="payer"),
    path(
        "bijdragen/gemeente/<str:code>/bcf/<slug:agreement_code>/<int:year>/",
        payers.payer_vat_file,
        name="payer_vat",
    ),
    path("bijdragen/gemeente/<str:code>/pdf/", payers.payer_pdf_file, name="payer_pdf"),
    path("bijdragen/gemeente/<str:code>/zip/", payers.payer_zip_file, name="payer_zip"),
    path("facturen/", invoice.invoices_page, name="invoices"),
    path("facturen/verzending/", sending.transmissions_page, name="transmissions"),
    path("facturen/overzicht/<str:code>/", payer_account.account_page, name="account"),
    path("facturen/overzicht/<str:code>/pdf/", payer_account.account_file, name="account_pdf"),
    path("facturen/herinneren/", reminders.reminders_page, name="reminders"),
    path("facturen/herinneren/versturen/", dunning_changes.send_page, name="send_reminders"),
    path("facturen/herinneren/instellen/", dunning_changes.terms_page, name="reminder_terms"),
    path(f"{INVOICE}/", invoice.invoice_page, name="invoice"),
    path(f"{INVOICE}/pdf/", invoice.pdf_file, name="invoice_pdf"),
    path(f"{INVOICE}/ubl/", invoice.ubl_file, name="invoice_ubl"),
    path(f"{INVOICE}/crediteren/", invoice.credit_page, name="credit_invoice"),
    path(f"{INVOICE}/verzenden/", sending_changes.send_invoice_page, name="send_invoice"),
    path(f"{INVOICE}/afgeven/", sending_changes.hand_over_page, name="hand_over_invoice"),
    path(f"{INVOICE}/betwisten/", dunning_changes.dispute_page, name="dispute_invoice"),
    path(f"{INVOICE}/betwisting-opheffen/", dunning_changes.settle_page, name="settle_dispute"),
    path(f"{INVOICE}/herinnering/<slug:step>/", reminders.reminder_file, name="reminder_letter"),
    path(f"{INVOICE}/weer-factureren/", leaving_out.bill_again_page, name="bill_again"),
    path("bank/", entries.bank_page, name="bank"),
    path("bank/afschriften/", entries.statements_page, name="bank_statements"),
    path("bank/zekere-bevestigen/", entries.confirm_certain_page, name="confirm_certain"),
    path("bank/inlezen/", importing.read_in_page, name="read_bank_file"),
    path("bank/inlezen/<uuid:key>/", importing.preview_page, name="bank_file"),
    path("bank/inlezen/<uuid:key>/weggooien/", importing.throw_away_page, name="throw_bank_file_away"),
    path(f"{ENTRY}/", entry.entry_page, name="bank_entry"),
    path(f"{ENTRY}/verrekenen/", bank_changes.allocate_page, name="allocate"),
    path(f"{ENTRY}/terugbetaald/", refunding.refund_page, name="refund"),
    path(f"{ENTRY}/terugbetaling/", refunding.refund_of_page, name="refund_of"),
    path(f"{ENTRY}/teruggedraaid/", bank_changes.undo_page, name="undo_payment"),
    path(f"{ENTRY}/apart/", bank_changes.aside_page, name="set_aside"),
    path(f"{ENTRY}/inkoop/", purchase_payments.entry_for_purchase_page, name="entry_for_purchase"),
    path(f"{ENTRY}/boeken/", bank_bookings.book_entry_page, name="book_entry"),
    path(f"{ENTRY}/van-post/<int:booked>/", bank_bookings.release_page, name="release_entry_booking"),
    path(f"{ENTRY}/btw/", vat_settlements.settle_vat_page, name="settle_vat"),
    path(f"{ENTRY}/btw/<int:booked>/losmaken/", vat_settlements.release_page, name="release_vat_settlement"),
    path(f"{ENTRY}/losmaken/<int:booked>/", bank_changes.release_page, name="release_allocation"),
    path("begroting/", year_budget.budget_page, name="budget"),
    path("begroting/verplichtingen/", commitments.commitments_page, name="commitments"),
    path(f"{COMMITMENT}/", commitments.commitment_page, name="commitment"),
    path(f"{COMMITMENT}/vastleggen/", commitments.commit_page, name="commit"),
    path(f"{COMMITMENT}/vrijgeven/", commitments.release_page, name="release_commitment"),
    path(f"{COMMITMENT}/meenemen/", commitments.carry_page, name="carry_commitment"),
    path(f"{BUDGET}/verplichtingen/nieuw/", commitments.new_commitment_page, name="new_commitment"),
    path(f"{BUDGET}/journaal/", journal.journal_page, name="journal"),
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
    path(f"{PURCHASE}/boeken/", purchase_booking.book_purchase_page, name="book_purchase"),
    path(f"{PURCHASE}/betaald/", purchase_payments.pay_purchase_page, name="pay_purchase"),
    path(f"{PURCHASE}/terugontvangen/", purchase_payments.refund_purchase_page, name="refund_purchase"),
    path(f"{PURCHASE}/verrekenen/", set_offs.set_off_page, name="set_off_purchase"),
    path(
        f"{PURCHASE}/verrekening/<int:key>/losmaken/", set_offs.release_set_off_page, name="release_set_off"
    ),
    path(
        f"{PURCHASE}/betaling/<int:key>/losmaken/",
        purchase_payments.release_payment_page,
        name="release_purchase_payment",
    ),
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
    path(f"{BUDGET}/", year_budget.budget_year_page, name="budget_year"),
    path(f"{BUDGET}/wijzigen/", budget_changes.change_budget_page, name="change_budget"),
    path(f"{BUDGET}/post/<slug:code>/", budget_post.post_page, name="budget_post"),
    path(f"{BUDGET}/verslag/", report.reports_page, name="reports"),
    path(f"{BUDGET}/verslag/nieuw/", report_changes.new_report_page, name="new_report"),
    path(f"{REPORT}/", report.report_page, name="report"),
    path(f"{REPORT}/cijfer/<slug:figure>/", figure.figure_page, name="report_figure"),
    path(f"{REPORT}/toelichten/", report_changes.write_report_page, name="write_report"),
    path(f"{REPORT}/vaststellen/", report_changes.adopt_report_page, name="adopt_report"),
    path(f"{REPORT}/pdf/", report.report_pdf_file, name="report_pdf"),
    path(f"{REPORT}/xlsx/", report.report_xlsx_file, name="report_xlsx"),
    path(f"{BUDGET}/terug/", returns.returns_page, name="result_returns"),
    path(f"{BUDGET}/terug/<str:code>/", returns.return_page, name="return_result"),
    path(f"{BUDGET}/terug/<str:code>/verrekenen/", result_set_offs.set_off_page, name="set_off_result"),
    path(
        f"{BUDGET}/terug/verrekening/<int:key>/losmaken/",
        result_set_offs.release_set_off_page,
        name="release_result_set_off",
    ),
    path(
        f"{BUDGET}/terug/betaling/<int:key>/losmaken/",
        returns.release_return_page,
        name="release_result_return",
    ),
    path(f"{BUDGET}/btw/", vat_passing.vat_page, name="vat_passing"),
    path(f"{BUDGET}/btw/pdf/", vat_passing.vat_pdf_file, name="vat_passing_pdf"),
    path(f"{BUDGET}/btw/instellen/", vat_passing.vat_settings_page, name="set_vat_passing"),
    path(f"{BUDGET}/controle/xlsx/", audit_files.audit_xlsx_file, name="audit_xlsx"),
    path(f"{BUDGET}/controle/zip/", audit_files.audit_zip_file, name="audit_zip"),
    path("openbaar/geld/", public_money.public_money_page, name="public_money"),
    path("open-data/geld.json", public_money.public_money_json, name="public_money_json"),
    path(f"{PROPOSAL}/", budget_changes.proposal_page, name="budget_proposal"),
    path(f"{PROPOSAL}/goedkeuren/", budget_changes.approve_budget_page, name="approve_budget"),
    path(f"{PROPOSAL}/intrekken/", budget_changes.withdraw_budget_page, name="withdraw_budget"),
    path("subsidies/", grant.grants_page, name="grants"),
    path("subsidies/nieuw/", grant_changes.new_page, name="new_grant"),
    path(f"{ACTIVITIES}/", funded_activities.activities_page, name="funded_activities"),
    path(f"{ACTIVITIES}/nieuw/", activity_changes.new_page, name="new_funded_activity"),
    path(f"{ACTIVITIES}/inlezen/", activity_changes.hand_in_page, name="hand_in_activities"),
    path(f"{ACTIVITIES}/inlezen/<uuid:key>/", activity_changes.list_page, name="activity_list"),
    path(
        f"{ACTIVITIES}/inlezen/<uuid:key>/weggooien/",
        activity_changes.discard_page,
        name="discard_activity_list",
    ),
    path(f"{ACTIVITIES}/<slug:code>/", funded_activities.activity_page, name="funded_activity"),
    path(f"{ACTIVITIES}/<slug:code>/wijzigen/", activity_changes.change_page, name="change_funded_activity"),
    path(f"{GRANT}/", grant.grant_page, name="grant"),
    path(f"{GRANT}/wijzigen/", grant_changes.change_page, name="change_grant"),
    path(f"{GRANT}/stap/", grant_changes.step_page, name="grant_step"),
    path(f"{GRANT}/stap/<int:key>/verbeteren/", grant_changes.correct_page, name="correct_grant_step"),
    path(f"{GRANT}/stap/<int:key>/intrekken/", grant_changes.withdraw_page, name="withdraw_grant_step"),
]
