"""The care for the tables of figures: which releases there are, and no persons."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

WHO_RECORDED = Care(
    DataClass.PERSON,
    "weten wie cijfers heeft ingelezen, en namens wie",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)

declare("figures.Offence", {RECORD_KEY: "code", NO_PERSON: "title"})
declare("figures.SourceTable", {RECORD_KEY: "id revision", NO_PERSON: "code"})
declare(
    "figures.Release",
    {
        RECORD_KEY: "id table areas neighbourhoods changes",
        NO_PERSON: "number published_at first_period last_period cell_count new_count changed_count gone_count "
        "provisional source is_invented recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
