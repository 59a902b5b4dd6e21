"""The care for the tables of strategy: plans are public; only who recorded something is a person."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

WHO_RECORDED = Care(
    DataClass.PERSON,
    "weten wie een periode of de prioriteiten heeft vastgelegd, en namens wie",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)

declare("strategy.PolicyPeriod", {RECORD_KEY: "id revision", NO_PERSON: "code"})
declare(
    "strategy.PeriodStatement",
    {
        RECORD_KEY: "id period",
        NO_PERSON: "number title starts_on ends_on state decided_on source decided_by note recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "strategy.LinkedPlan",
    {RECORD_KEY: "id statement organisation", NO_PERSON: "position title starts_on ends_on proposal"},
)
declare("strategy.LocalPlan", {RECORD_KEY: "id revision period organisation", NO_PERSON: "source kind"})
declare(
    "strategy.LocalPlanStatement",
    {
        RECORD_KEY: "id plan file",
        NO_PERSON: "number title starts_on ends_on council_on link recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "strategy.LocalPriority",
    {RECORD_KEY: "id statement field", NO_PERSON: "rank wording page ambition"},
)
declare(
    "strategy.PriorityRequest",
    {
        RECORD_KEY: "id period organisation",
        NO_PERSON: "sent_at due_on",
        Care(
            DataClass.PERSON,
            "weten wie om prioriteiten is gevraagd, zodat niemand te vaak een e-mail krijgt",
            "zolang het netwerk bestaat",
            "blijft: een nummer; de naam erachter wordt gewist",
        ): "person sent_by_id",
    },
)

WHO_SCORED = Care(
    DataClass.PERSON,
    "weten wie voor welke zetel scores gaf; op het scherm staat alleen welke zetels nog niet alles scoorden",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)
declare(
    "strategy.SelectionRound",
    {RECORD_KEY: "id revision period body", NO_PERSON: "number title places opened_at"},
)
declare(
    "strategy.RoundWithdrawal",
    {RECORD_KEY: "id round", NO_PERSON: "reason recorded_at", WHO_RECORDED: "recorded_by_id"},
)
declare(
    "strategy.Criterion",
    {RECORD_KEY: "id round", NO_PERSON: "position code name meaning weight computed"},
)
declare(
    "strategy.ThemeOption",
    {RECORD_KEY: "id round field", NO_PERSON: "position code name evaluation offence named_by answered"},
)
declare("strategy.Measured", {RECORD_KEY: "id option criterion", NO_PERSON: "part whole"})
declare(
    "strategy.Score",
    {
        RECORD_KEY: "id option criterion seat",
        NO_PERSON: "value motive recorded_at",
        WHO_SCORED: "scorer_id",
        WHO_RECORDED: "recorded_by_id",
    },
)
declare(
    "strategy.ThemeChoice",
    {
        RECORD_KEY: "id round proposal",
        NO_PERSON: "decided_on source recorded_at",
        WHO_RECORDED: "recorded_by_id",
    },
)
declare("strategy.ChoiceChange", {RECORD_KEY: "id choice", NO_PERSON: "reason"})
declare("strategy.ChoiceLine", {RECORD_KEY: "id choice option", NO_PERSON: "is_chosen reason"})
declare("strategy.NamedTheme", {RECORD_KEY: "id revision field"})
declare(
    "strategy.ThemeNaming",
    {
        RECORD_KEY: "id theme",
        NO_PERSON: "number name earlier recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)

SAID = "number said_on recorded_at"
MEASURED = "base_value base_on target_value target_on"
declare("strategy.Goal", {RECORD_KEY: "id revision period theme", NO_PERSON: "code"})
declare(
    "strategy.GoalStatement",
    {
        RECORD_KEY: "id goal owner",
        NO_PERSON: f"title aim due_on is_innovation reason {SAID}",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "strategy.GoalUpdate",
    {
        RECORD_KEY: "id goal",
        NO_PERSON: f"status sentence asked {SAID}",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("strategy.Activity", {RECORD_KEY: "id revision goal", NO_PERSON: "number"})
declare(
    "strategy.ActivityStatement",
    {
        RECORD_KEY: "id activity body",
        NO_PERSON: f"title starts_on ends_on state is_innovation is_withdrawn reason {SAID}",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare("strategy.ActivityDoer", {RECORD_KEY: "id statement organisation"})
declare("strategy.GoalIndicator", {RECORD_KEY: "id revision goal", NO_PERSON: "number"})
declare(
    "strategy.IndicatorStatement",
    {
        RECORD_KEY: "id indicator",
        NO_PERSON: f"title unit {MEASURED} source offence area is_withdrawn reason {SAID}",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "strategy.IndicatorValue",
    {
        RECORD_KEY: "id indicator",
        NO_PERSON: f"value source is_withdrawn reason {SAID}",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "strategy.Participation",
    {
        RECORD_KEY: "id period theme organisation",
        NO_PERSON: f"kind sentence {SAID}",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)

WHO_SAID = "recorded_by_id on_behalf_of_id"
declare("strategy.Result", {RECORD_KEY: "id revision period theme", NO_PERSON: "code"})
declare(
    "strategy.ResultStatement",
    {
        RECORD_KEY: "id result",
        NO_PERSON: "number title reached since_on state reason recorded_at",
        WHO_RECORDED: WHO_SAID,
    },
)
declare(
    "strategy.ResultPartner",
    {RECORD_KEY: "id statement organisation body", NO_PERSON: "position role sentence"},
)
declare(
    "strategy.PartnerWords",
    {
        RECORD_KEY: "id result organisation body",
        NO_PERSON: "number sentence said_on recorded_at",
        WHO_RECORDED: WHO_SAID,
    },
)
declare("strategy.ResultEvidence", {RECORD_KEY: "id statement file", NO_PERSON: "position title link"})
declare(
    "strategy.FigureClaim",
    {RECORD_KEY: "id statement", NO_PERSON: "offence area base_year end_year percentage"},
)
declare("strategy.JointPosition", {RECORD_KEY: "id revision theme", NO_PERSON: "code"})
declare(
    "strategy.JointPositionStatement",
    {
        RECORD_KEY: "id position",
        NO_PERSON: "number title stance since_on is_left reason recorded_at",
        WHO_RECORDED: WHO_SAID,
    },
)
declare(
    "strategy.LobbyEntry",
    {
        RECORD_KEY: "id position seat replaces",
        NO_PERSON: "forum said_on said outcome recorded_at",
        WHO_RECORDED: WHO_SAID,
    },
)
for model, whose in (
    ("LobbyWithdrawal", "entry"),
    ("GrantNeedWithdrawal", "need"),
    ("GrantStepWithdrawal", "step"),
):
    declare(
        f"strategy.{model}",
        {RECORD_KEY: f"id {whose}", NO_PERSON: "reason recorded_at", WHO_RECORDED: WHO_SAID},
    )
declare("strategy.GrantFile", {RECORD_KEY: "id revision theme", NO_PERSON: "code"})
declare(
    "strategy.GrantStatement",
    {RECORD_KEY: "id grant", NO_PERSON: "number title fund about recorded_at", WHO_RECORDED: WHO_SAID},
)
declare(
    "strategy.GrantNeed",
    {RECORD_KEY: "id grant organisation", NO_PERSON: "text recorded_at", WHO_RECORDED: WHO_SAID},
)
declare(
    "strategy.GrantStep",
    {
        RECORD_KEY: "id grant file",
        NO_PERSON: "kind happened_on text link recorded_at",
        WHO_RECORDED: WHO_SAID,
    },
)

declare(
    "strategy.Survey",
    {
        RECORD_KEY: "id revision period",
        NO_PERSON: "code kind title introduction closes_on is_named opened_on opened_at",
    },
)
declare("strategy.SurveyQuestion", {RECORD_KEY: "id survey theme", NO_PERSON: "number kind text"})
declare(
    "strategy.SurveyResponse",
    {
        RECORD_KEY: "id survey organisation",
        NO_PERSON: SAID,
        Care(
            DataClass.PERSON,
            "weten wie de antwoorden van een organisatie gaf; op het scherm staat alleen of zij antwoordde",
            "zolang het netwerk bestaat",
            "blijft: een nummer; de naam erachter wordt gewist",
        ): WHO_SAID,
    },
)
declare("strategy.SurveyAnswer", {RECORD_KEY: "id response question", NO_PERSON: "opinion text"})
declare(
    "strategy.SurveyClosing",
    {RECORD_KEY: "id survey", NO_PERSON: "closed_on recorded_at", WHO_RECORDED: "recorded_by_id"},
)
declare(
    "strategy.SurveyExtension",
    {RECORD_KEY: "id survey", NO_PERSON: "closes_on said_on recorded_at", WHO_RECORDED: "recorded_by_id"},
)
declare(
    "strategy.SurveyWithdrawal",
    {
        RECORD_KEY: "id survey",
        NO_PERSON: "reason withdrawn_on recorded_at",
        WHO_RECORDED: "recorded_by_id",
    },
)
declare(
    "strategy.SurveyReminder",
    {
        RECORD_KEY: "id survey organisation",
        NO_PERSON: "sent_at",
        Care(
            DataClass.PERSON,
            "weten wie een brief over een peiling kreeg, zodat niemand te vaak een e-mail krijgt",
            "zolang het netwerk bestaat",
            "blijft: een nummer; de naam erachter wordt gewist",
        ): "person sent_by_id",
    },
)
declare("strategy.StrategyText", {RECORD_KEY: "id revision period theme", NO_PERSON: "part"})
declare(
    "strategy.StrategyTextStatement",
    {RECORD_KEY: "id text", NO_PERSON: f"body is_shared reason {SAID}", WHO_RECORDED: WHO_SAID},
)
declare("strategy.Review", {RECORD_KEY: "id revision period", NO_PERSON: "kind final_at"})
declare(
    "strategy.ReviewStatement",
    {
        RECORD_KEY: "id review",
        NO_PERSON: f"state conclusion due_on decided_on source composed {SAID}",
        WHO_RECORDED: WHO_SAID,
    },
)
declare("strategy.ThemeConclusion", {RECORD_KEY: "id statement theme option", NO_PERSON: "text"})
declare(
    "strategy.ReviewFinding", {RECORD_KEY: "id statement theme", NO_PERSON: "position text recommendation"}
)
declare(
    "strategy.ReviewReaction",
    {
        RECORD_KEY: "id review statement organisation",
        NO_PERSON: f"text {SAID}",
        WHO_RECORDED: WHO_SAID,
    },
)
declare(
    "strategy.ReactionAnswer",
    {RECORD_KEY: "id reaction", NO_PERSON: f"effect answer {SAID}", WHO_RECORDED: WHO_SAID},
)
declare(
    "strategy.LocalBundle",
    {
        RECORD_KEY: "id revision period",
        NO_PERSON: "state done total file asked_at moved_at",
        WHO_RECORDED: "asked_by_id",
    },
)
