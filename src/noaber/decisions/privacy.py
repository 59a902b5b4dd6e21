"""The care for the tables of decisions: who recorded something, and texts that are about matters, not people."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

WHO_RECORDED = Care(
    DataClass.PERSON,
    "weten wie een standpunt heeft vastgelegd, en namens wie",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)

declare("decisions.Proposal", {RECORD_KEY: "id revision", NO_PERSON: "code classification"})
declare(
    "decisions.ProposalVersion",
    {
        RECORD_KEY: "id proposal",
        NO_PERSON: "number title sender addressee background intended_effect arguments caveats finances follow_up "
        "dated_on sent_at content_hash",
    },
)
declare(
    "decisions.DecisionPoint",
    {RECORD_KEY: "id version", NO_PERSON: "label kind text parent addressed_to forwarded_to advice"},
)
declare(
    "decisions.Stage",
    {RECORD_KEY: "id proposal", NO_PERSON: "number title role rule quorum labels after due_on"},
)
declare("decisions.Consultation", {RECORD_KEY: "id revision stage", NO_PERSON: "body organisation"})
declare(
    "decisions.Position",
    {
        RECORD_KEY: "id consultation point",
        NO_PERSON: "answer text decided_on evidence recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "decisions.GateOverride",
    {RECORD_KEY: "id stage", NO_PERSON: "motive decided_on recorded_at", WHO_RECORDED: "recorded_by_id"},
)
