"""The care for the tables of figures: counts and no persons, but who recorded something and who looks at a signal."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

WHO_RECORDED = Care(
    DataClass.PERSON,
    "weten wie cijfers heeft ingelezen, en namens wie",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)

WHO_LOOKS = Care(
    DataClass.PERSON,
    "weten wie naar een signaal kijkt",
    "zolang het netwerk bestaat",
    "blijft: verwijst naar het register; de naam daar wordt gewist",
)
SAID = Care(
    DataClass.NONE,
    "weten wat er met een signaal is gedaan en wat er over een cijfer bekend is; niet openbaar",
    "zolang het netwerk bestaat",
    "niet nodig: gaat over cijfers en niet over personen",
)
WANTS = Care(
    DataClass.PERSON,
    "weten wie het maandbericht wil, waarover en hoe vaak; en wie het kreeg",
    "zolang het netwerk bestaat",
    "blijft: verwijst naar het register; de naam daar wordt gewist",
)

declare("figures.Offence", {RECORD_KEY: "code", NO_PERSON: "title"})
declare("figures.SourceTable", {RECORD_KEY: "id revision", NO_PERSON: "code"})
declare(
    "figures.Release",
    {
        RECORD_KEY: "id table areas neighbourhoods changes names",
        NO_PERSON: "number published_at first_period last_period cell_count new_count changed_count gone_count "
        "provisional source is_invented recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "figures.SignalMonth",
    {
        RECORD_KEY: "id release",
        NO_PERSON: "period tested level signal_count sure_count recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("figures.SignalCard", {RECORD_KEY: "id revision offence", NO_PERSON: "area since"})
declare(
    "figures.SignalReading",
    {
        RECORD_KEY: "id card month",
        NO_PERSON: "count expected upper p_value q_value is_discovery is_signal recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "figures.SignalStep",
    {
        RECORD_KEY: "id card",
        NO_PERSON: "act post happened_on recorded_at",
        SAID: "reason text owner follow_up",
        WHO_LOOKS: "person",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "figures.Annotation",
    {
        RECORD_KEY: "id offence",
        NO_PERSON: "area first_period last_period recorded_at",
        SAID: "text",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "figures.AnnotationWithdrawal",
    {
        RECORD_KEY: "id annotation",
        NO_PERSON: "recorded_at",
        SAID: "text",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
BY = {WHO_RECORDED: "recorded_by_id on_behalf_of_id"}
declare(
    "figures.ReportChoice",
    {RECORD_KEY: "id", NO_PERSON: "recorded_at", WANTS: "person area frequency kinds", **BY},
)
declare("figures.ReportInvitation", {RECORD_KEY: "id", NO_PERSON: "recorded_at", WANTS: "person area", **BY})
declare(
    "figures.ReportRun",
    {
        RECORD_KEY: "id revision release",
        NO_PERSON: "period edition state done total asked_at moved_at",
        WHO_RECORDED: "asked_by_id",
    },
)
declare(
    "figures.ReportDelivery",
    {RECORD_KEY: "id run", NO_PERSON: "attempt recorded_at", WANTS: "person area", **BY},
)
declare(
    "figures.SavedMeasure",
    {
        RECORD_KEY: "id offence release",
        NO_PERSON: "starts months_before months_after comparison chosen excluded recorded_at",
        SAID: "name",
        **BY,
    },
)
declare(
    "figures.SavedMeasureRemoval",
    {RECORD_KEY: "id measure", NO_PERSON: "recorded_at", SAID: "text", **BY},
)
