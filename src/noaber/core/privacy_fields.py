"""The care for core's own tables."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

ACTOR = Care(
    DataClass.PERSON,
    "nagaan wie wat heeft vastgelegd (BIO2 8.15)",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)
AUDIT_FACT = Care(
    DataClass.PERSON,
    "nagaan wat er is vastgelegd (BIO2 8.15)",
    "zolang het netwerk bestaat",
    "blijft: alleen nummers en codes, nooit namen of teksten",
)
SEAL = Care(
    DataClass.NONE, "laten zien dat het logboek niet is veranderd", "zolang het netwerk bestaat", "niet nodig"
)
MAIL_ADDRESS = Care(
    DataClass.BUSINESS_CONTACT,
    "een bericht bezorgen en nagaan of het is bezorgd",
    "90 dagen na verzending",
    "wordt direct leeggemaakt",
)
MAIL_TEXT = Care(
    DataClass.PERSON,
    "een bericht bezorgen en opnieuw kunnen verzenden",
    "90 dagen na verzending",
    "wordt direct leeggemaakt",
)
MAIL_LINK = Care(
    DataClass.SECURITY,
    "een bericht bezorgen; kan een link bevatten die een sleutel is",
    "90 dagen na verzending; met een geheime link tot de verzending",
    "wordt direct leeggemaakt",
)
HOUSEKEEPING = Care(DataClass.NONE, "het systeem laten draaien en bewaken", "30 dagen", "niet nodig")

declare(
    "core.AuditEntry",
    {
        RECORD_KEY: "sequence",
        NO_PERSON: "at verb origin result",
        ACTOR: "actor_id on_behalf_of_id",
        AUDIT_FACT: "object_type object_id facts",
        SEAL: "previous_hash hash",
    },
)
declare("core.AuditHead", {RECORD_KEY: "id sequence", SEAL: "hash"})
declare("core.Demonstration", {RECORD_KEY: "id", NO_PERSON: "started_at reached_on story"})
declare(
    "core.OutboxMail",
    {
        RECORD_KEY: "id key message_id",
        NO_PERSON: "template is_restricted is_secret state attempt_count attempts_before queued_at "
        "enqueued_at next_attempt_at claimed_at settled_at emptied_at",
        MAIL_ADDRESS: "to unsubscribe_url",
        MAIL_TEXT: "subject",
        MAIL_LINK: "text",
    },
)
declare(
    "core.OutboxAttachment",
    {RECORD_KEY: "id mail position", NO_PERSON: "is_inline", MAIL_TEXT: "name media_type content"},
)
declare(
    "core.OutboxAttempt",
    {
        RECORD_KEY: "id mail number",
        NO_PERSON: "started_at ended_at result reply_code",
        MAIL_ADDRESS: "detail",
    },
)
declare(
    "core.ScheduledRun",
    {RECORD_KEY: "id job slot_at", HOUSEKEEPING: "state attempt_count enqueued_at ended_at outcome"},
)
UPLOAD = Care(
    DataClass.PERSON,
    "stukken bewaren en tonen aan wie ze mag lezen",
    "zolang het onderdeel bestaat waar het bestand bij hoort",
    "wordt verwijderd; de regel blijft zonder inhoud",
)
declare(
    "core.StoredFile",
    {
        RECORD_KEY: "id owner_kind owner_key stored_name",
        NO_PERSON: "media_type size sha256 sensitive_kinds uploaded_at is_removed removed_at",
        UPLOAD: "name",
        ACTOR: "uploaded_by_id",
    },
)
