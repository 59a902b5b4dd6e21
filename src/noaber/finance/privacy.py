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
    "finance.BudgetLine",
    {RECORD_KEY: "id statement", NO_PERSON: "side position title purpose amount_cents"},
)
