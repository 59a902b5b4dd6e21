"""The care for the tables of finance: agreements are about money; only who recorded one is a person."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

WHO_RECORDED = Care(
    DataClass.PERSON,
    "weten wie een afspraak heeft vastgelegd, en namens wie",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)

declare("finance.Agreement", {RECORD_KEY: "id revision", NO_PERSON: "code"})
declare(
    "finance.AgreementStatement",
    {
        RECORD_KEY: "id agreement mark",
        NO_PERSON: "number title source proposed_on rate first_year last_year fte facilities largest_paid decided_by "
        "recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.BudgetLine", {RECORD_KEY: "id statement", NO_PERSON: "side position title purpose amount_cents"}
)
WHO_TO_ASK = Care(
    DataClass.BUSINESS_CONTACT,
    "wie een factuur krijgt, weet bij wie hij terecht kan",
    "zolang de factuur bewaard blijft: zeven jaar (AWR, artikel 52)",
    "blijft: een functie of team met een algemeen adres, geen persoon",
)
INVOICED = Care(
    DataClass.BUSINESS_CONTACT,
    "een factuur bewaren zoals zij is verstuurd",
    "zeven jaar (AWR, artikel 52)",
    "blijft: organisaties, en een functie of team met een algemeen adres",
)
declare("finance.Host", {RECORD_KEY: "id revision organisation"})
declare(
    "finance.HostStatement",
    {
        RECORD_KEY: "id host",
        NO_PERSON: "number from_on iban vat_number recorded_at",
        WHO_TO_ASK: "contact_name contact_email contact_phone",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.Buyer", {RECORD_KEY: "id revision organisation"})
declare(
    "finance.BuyerStatement",
    {
        RECORD_KEY: "id buyer",
        NO_PERSON: "number profile buyer_reference order_reference recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.Participant", {RECORD_KEY: "id revision agreement organisation"})
declare(
    "finance.ParticipationStatement",
    {
        RECORD_KEY: "id participant",
        NO_PERSON: "number from_on until_on reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.BillingYear", {RECORD_KEY: "id revision agreement", NO_PERSON: "year"})
declare(
    "finance.BillingTerms",
    {
        RECORD_KEY: "id billing_year",
        NO_PERSON: "number reference_on rate rounding vat_treatment vat_rate vat_reason payment_days motive "
        "recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.ContributionRun",
    {
        RECORD_KEY: "id revision terms billing_year",
        NO_PERSON: "number budget_cents reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.RunContribution",
    {
        RECORD_KEY: "id run organisation",
        NO_PERSON: "name population source is_provisional days amount_cents",
    },
)
declare(
    "finance.RunStep",
    {
        RECORD_KEY: "id run",
        NO_PERSON: "kind note recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.InvoiceSeries", {RECORD_KEY: "id", NO_PERSON: "year last_number"})
declare(
    "finance.Invoice",
    {
        RECORD_KEY: "id series buyer contribution credits",
        NO_PERSON: "kind sequence number reference issued_on due_on total_cents reason recorded_at",
        INVOICED: "content ubl",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.LeaveOutStep",
    {
        RECORD_KEY: "id credit_note",
        NO_PERSON: "number is_left_out reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
PAYMENT = Care(
    DataClass.PERSON,
    "weten wie heeft betaald en waarvoor; meestal een organisatie, soms een persoon",
    "zeven jaar (AWR, artikel 52)",
    "blijft: de bankadministratie moet volledig en ongewijzigd bewaard worden",
)
declare("finance.BankAccount", {RECORD_KEY: "id revision", NO_PERSON: "iban"})
declare(
    "finance.BankStatement",
    {
        RECORD_KEY: "id account",
        NO_PERSON: "statement_id sequence first_on last_on opening_cents closing_cents file_name file_sha256 "
        "file_kind contents entry_count entries_digest recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.BankEntry",
    {
        RECORD_KEY: "id statement account fingerprint",
        NO_PERSON: "position amount_cents direction booked_on value_on is_reversal reference reference_kind",
        PAYMENT: "counterparty_name counterparty_iban on_behalf_of text rest",
    },
)
declare(
    "finance.Allocation",
    {
        RECORD_KEY: "id entry invoice outgoing releases",
        NO_PERSON: "amount_cents confidence reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.BudgetYear", {RECORD_KEY: "id revision agreement", NO_PERSON: "year"})
declare("finance.BudgetPost", {RECORD_KEY: "id agreement", NO_PERSON: "code side"})
declare(
    "finance.BudgetProposal",
    {
        RECORD_KEY: "id budget_year",
        NO_PERSON: "number kind reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.BudgetChange",
    {RECORD_KEY: "id proposal post", NO_PERSON: "title purpose before_cents after_cents"},
)
declare(
    "finance.BudgetStep",
    {
        RECORD_KEY: "id proposal",
        NO_PERSON: "kind note recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.Pledge", {RECORD_KEY: "id revision agreement organisation", NO_PERSON: "year item kind party"}
)
declare(
    "finance.PledgeStatement",
    {
        RECORD_KEY: "id pledge",
        NO_PERSON: "number name fte tariff_cents amount_cents note recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.Delivery",
    {
        RECORD_KEY: "id pledge reverses",
        NO_PERSON: "first_on last_on fte amount_cents evidence recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
SUPPLIER = Care(
    DataClass.BUSINESS_CONTACT,
    "weten wie een rekening stuurde en waar die betaald wordt; meestal een bedrijf, soms een zelfstandige",
    "zeven jaar (AWR, artikel 52)",
    "blijft: de administratie moet volledig en ongewijzigd bewaard worden",
)
declare(
    "finance.Commitment",
    {
        RECORD_KEY: "id budget_year post subject_kind subject_key",
        NO_PERSON: "number title amount_cents recorded_at",
        SUPPLIER: "party",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.CommitmentStep",
    {
        RECORD_KEY: "id commitment",
        NO_PERSON: "kind note recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.CarriedCommitment",
    {
        RECORD_KEY: "id before after",
        NO_PERSON: "reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.PurchaseBook", {RECORD_KEY: "id revision", NO_PERSON: "name"})
declare(
    "finance.IncomingInvoice",
    {
        RECORD_KEY: "id book",
        NO_PERSON: "number kind supplier_number number_key issued_on due_on net_cents vat_cents prepaid_cents "
        "rounding_cents description source recorded_at",
        SUPPLIER: "supplier supplier_key supplier_id iban addressed_to",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.IncomingStep",
    {
        RECORD_KEY: "id invoice",
        NO_PERSON: "kind note recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.SpendingBooking",
    {
        RECORD_KEY: "id invoice budget_year post commitment reverses",
        NO_PERSON: "amount_cents deducted_cents booked_on reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
for _name, _keys in (
    ("PurchasePayment", "entry invoice"),
    ("PurchaseSetOff", "credit_note invoice"),
    ("BankBooking", "entry budget_year post"),
    ("ResultReturn", "adoption payer entry"),
):
    declare(
        f"finance.{_name}",
        {
            RECORD_KEY: f"id {_keys} releases",
            NO_PERSON: "amount_cents reason recorded_at",
            WHO_RECORDED: "recorded_by_id on_behalf_of_id",
        },
    )
declare(
    "finance.ResultSetOff",
    {
        RECORD_KEY: "id adoption payer invoice releases",
        NO_PERSON: "amount_cents set_off_on reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.VatSettlement",
    {
        RECORD_KEY: "id entry agreement releases",
        NO_PERSON: "year amount_cents due_cents deductible_cents reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.Scenario", {RECORD_KEY: "id revision", NO_PERSON: "code"})
declare(
    "finance.ScenarioStatement",
    {
        RECORD_KEY: "id scenario",
        NO_PERSON: "number name explanation question reason is_public recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.Grant", {RECORD_KEY: "id revision", NO_PERSON: "code"})
declare(
    "finance.GrantStatement",
    {
        RECORD_KEY: "id grant applicant",
        NO_PERSON: "number title funder scheme file recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.GrantLine",
    {
        RECORD_KEY: "id grant budget_year post",
        NO_PERSON: "number recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.GrantStep",
    {
        RECORD_KEY: "id grant answers replaces",
        NO_PERSON: "kind happened_on amount_cents reference evidence reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.FundedActivity", {RECORD_KEY: "id revision", NO_PERSON: "code"})
declare(
    "finance.FundedActivityStatement",
    {
        RECORD_KEY: "id activity lead theme grant",
        NO_PERSON: "number title funder status status_on amount_cents recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.DeliveryStatement",
    {
        RECORD_KEY: "id buyer",
        NO_PERSON: "number channel recorded_at",
        INVOICED: "email",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.Transmission",
    {
        RECORD_KEY: "id invoice",
        NO_PERSON: "number channel profile recorded_at",
        INVOICED: "recipient",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.TransmissionStep",
    {
        RECORD_KEY: "id transmission",
        NO_PERSON: "number kind attempt reason external_id next_at recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.ReminderScheme", {RECORD_KEY: "id revision", NO_PERSON: "code"})
declare(
    "finance.ReminderStatement",
    {
        RECORD_KEY: "id scheme",
        NO_PERSON: "number first_days second_days demand_days answer_days motive recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.DisputeStep",
    {
        RECORD_KEY: "id invoice",
        NO_PERSON: "number is_disputed reason recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.PaymentReminder",
    {
        RECORD_KEY: "id invoice",
        NO_PERSON: "step sent_on due_on pay_until paid_cents open_cents network recorded_at",
        INVOICED: "recipient",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.Report", {RECORD_KEY: "id revision agreement", NO_PERSON: "year kind until_on"})
declare(
    "finance.ReportStatement",
    {
        RECORD_KEY: "id report",
        NO_PERSON: "number content seal recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "finance.ReportAdoption",
    {
        RECORD_KEY: "id report statement",
        NO_PERSON: "note recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("finance.VatPassing", {RECORD_KEY: "id revision agreement", NO_PERSON: "year"})
declare(
    "finance.VatPassingStatement",
    {
        RECORD_KEY: "id vat_passing",
        NO_PERSON: "number is_passed_on motive recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
