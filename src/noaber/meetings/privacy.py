"""The care for the tables of meetings: who was there and who recorded it; texts are about matters, not people."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

WHO_RECORDED = Care(
    DataClass.PERSON,
    "weten wie een standpunt heeft vastgelegd, en namens wie",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)
WHO_WAS_THERE = Care(
    DataClass.PERSON,
    "weten wie is gevraagd, wie heeft geantwoord en wie erbij was",
    "zolang het netwerk bestaat",
    "blijft: verwijst naar het register; de naam daar wordt gewist",
)

declare(
    "meetings.Sitting",
    {
        RECORD_KEY: "id revision",
        NO_PERSON: "body held_on starts_at ends_at location state quorum sequence",
    },
)
declare(
    "meetings.AgendaItem",
    {
        RECORD_KEY: "id sitting",
        NO_PERSON: "number treated_as kind title text consultation minutes decision",
    },
)
declare(
    "meetings.WithoutQuorum",
    {
        RECORD_KEY: "id sitting",
        NO_PERSON: "motive recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("meetings.ItemFile", {RECORD_KEY: "id item", NO_PERSON: "title file"})
declare(
    "meetings.Attendance",
    {RECORD_KEY: "id sitting", NO_PERSON: "post state proxy_post", WHO_WAS_THERE: "person"},
)
declare(
    "meetings.Release",
    {
        RECORD_KEY: "id sitting",
        NO_PERSON: "paper item file is_public released_at",
        WHO_RECORDED: "released_by_id",
    },
)
declare(
    "meetings.ReleasedItem",
    {
        RECORD_KEY: "id release item",
        NO_PERSON: "number treated_as kind title text decision minutes",
    },
)
declare(
    "meetings.ActionItem",
    {
        RECORD_KEY: "id revision",
        NO_PERSON: "body holder agenda_item kind title due_on state agreed_on",
    },
)
declare(
    "meetings.ActionStep",
    {RECORD_KEY: "id action", NO_PERSON: "state text recorded_at", WHO_RECORDED: "recorded_by_id"},
)
