"""The care for the tables of decisions: who recorded something, and texts that are about matters, not people."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

WHO_RECORDED = Care(
    DataClass.PERSON,
    "weten wie een standpunt heeft vastgelegd, en namens wie",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)
WHO_IS_ASKED = Care(
    DataClass.PERSON,
    "weten wie is gevraagd, wie heeft geantwoord en wie erbij was",
    "zolang het netwerk bestaat",
    "blijft: verwijst naar het register; de naam daar wordt gewist",
)
OWN_CHOICE = Care(
    DataClass.PERSON,
    "iemand de eigen agenda en het eigen weekbericht geven",
    "zolang het account bestaat",
    "gaat weg met het account",
)
BY = "recorded_by_id on_behalf_of_id"

declare(
    "decisions.Proposal",
    {RECORD_KEY: "id revision", NO_PERSON: "code classification linked_to withdrawn_at withdrawal_reason"},
)
declare(
    "decisions.ProposalVersion",
    {
        RECORD_KEY: "id proposal",
        NO_PERSON: "number title sender addressee author portfolio_holder background intended_effect arguments "
        "caveats finances legal communication follow_up is_material change_note dated_on sent_at content_hash",
    },
)
declare(
    "decisions.DecisionPoint",
    {RECORD_KEY: "id version", NO_PERSON: "label kind text parent addressed_to forwarded_to advice"},
)
declare("decisions.ProposalAttachment", {RECORD_KEY: "id version", NO_PERSON: "position title file"})
declare("decisions.ProposalInsert", {RECORD_KEY: "id version", NO_PERSON: "position name frozen"})
declare(
    "decisions.Stage",
    {
        RECORD_KEY: "id proposal",
        NO_PERSON: "number title role rule quorum labels after due_on is_follow_up",
    },
)
declare("decisions.RouteTemplate", {RECORD_KEY: "id revision", NO_PERSON: "title stages"})
declare("decisions.Recess", {RECORD_KEY: "id revision", NO_PERSON: "title first_on last_on"})
declare(
    "decisions.Consultation",
    {RECORD_KEY: "id revision stage", NO_PERSON: "body organisation organ due_on"},
)
declare(
    "decisions.Position",
    {
        RECORD_KEY: "id consultation point",
        NO_PERSON: "answer text decided_on evidence evidence_file recorded_at",
        WHO_RECORDED: BY,
        WHO_IS_ASKED: "reported_by",
    },
)
declare(
    "decisions.GateOverride",
    {RECORD_KEY: "id stage", NO_PERSON: "motive decided_on recorded_at", WHO_RECORDED: "recorded_by_id"},
)
declare(
    "decisions.RemarkOwner",
    {RECORD_KEY: "id position", NO_PERSON: "owner recorded_at", WHO_RECORDED: "recorded_by_id"},
)
declare(
    "decisions.Disposition",
    {RECORD_KEY: "id position", NO_PERSON: "effect answer in_version recorded_at", WHO_RECORDED: BY},
)
declare(
    "decisions.ReportLink",
    {
        RECORD_KEY: "id consultation",
        NO_PERSON: "token_hash made_at expires_at used_at withdrawn_at",
        WHO_IS_ASKED: "person",
    },
)
declare(
    "decisions.Report",
    {
        RECORD_KEY: "id revision link",
        NO_PERSON: "said decided_on evidence evidence_file reported_at state reason settled_at",
        WHO_RECORDED: "settled_by_id",
    },
)
declare(
    "decisions.Reminder",
    {
        RECORD_KEY: "id consultation",
        NO_PERSON: "kind days_before about_due_on sent_at",
        WHO_IS_ASKED: "person",
        WHO_RECORDED: "sent_by_id",
    },
)
declare(
    "decisions.CalendarFeed",
    {RECORD_KEY: "id", NO_PERSON: "token_hash made_at revoked_at", OWN_CHOICE: "user"},
)
declare("decisions.WeeklyMail", {RECORD_KEY: "id", NO_PERSON: "is_wanted told_at", OWN_CHOICE: "user"})
declare(
    "decisions.PackBundle",
    {
        RECORD_KEY: "id revision proposal",
        NO_PERSON: "state done total file asked_at moved_at",
        WHO_RECORDED: "asked_by_id",
    },
)
declare(
    "decisions.ObligationTerms",
    {RECORD_KEY: "id point", NO_PERSON: "kind first_year last_year rate fte reminder_on is_solidary"},
)
declare(
    "decisions.BudgetEntry",
    {
        RECORD_KEY: "id consultation",
        NO_PERSON: "label year form decided_on evidence evidence_file recorded_at",
        WHO_RECORDED: BY,
    },
)
declare(
    "decisions.EvaluationEntry",
    {
        RECORD_KEY: "id proposal",
        NO_PERSON: "label year form body decided_on evidence evidence_file note recorded_at",
        WHO_RECORDED: BY,
    },
)
declare(
    "decisions.ContinuationOverride",
    {
        RECORD_KEY: "id proposal",
        NO_PERSON: "body motive decided_on evidence recorded_at",
        WHO_RECORDED: "recorded_by_id",
    },
)
