"""The care for the tables of accounts."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

ACCOUNT_ADDRESS = Care(
    DataClass.BUSINESS_CONTACT,
    "inloggen en bericht krijgen over het account",
    "zolang het account open is, en daarna tot de persoon wordt gewist",
    "wordt vervangen door een adres zonder naam",
)
ACCOUNT_NAME = Care(
    DataClass.PERSON,
    "laten zien wie iets heeft vastgelegd",
    "zolang het netwerk bestaat",
    "wordt vervangen door “(naam gewist)”",
)
ACCOUNT_USE = Care(
    DataClass.PERSON,
    "zien of een account nog wordt gebruikt",
    "zolang het account bestaat",
    "wordt leeggemaakt of zegt zonder naam niets",
)
PASSWORD = Care(
    DataClass.SECURITY,
    "inloggen",
    "zolang het account open is",
    "wordt gewist bij het sluiten van het account",
)
LINK = Care(
    DataClass.SECURITY,
    "een uitnodiging herkennen; alleen de afdruk van de link",
    "14 dagen geldig",
    "zegt niets over personen",
)
PERSON_KEY = Care(
    DataClass.PERSON,
    "het account aan de persoon in het register verbinden",
    "zolang de uitnodiging bestaat",
    "wordt leeggemaakt",
)
TYPED_AHEAD = Care(
    DataClass.BUSINESS_CONTACT,
    "een formulier dat een assistent invulde, tot de opdrachtgever het vastlegt",
    "tot het is vastgelegd of weggegooid, hoogstens 60 dagen",
    "wordt leeggemaakt",
)
WHO_ACTS = Care(
    DataClass.PERSON,
    "bepalen wie wat mag, en namens wie",
    "zolang het netwerk bestaat",
    "blijft: nummers; de namen erachter worden gewist",
)

declare(
    "accounts.User",
    {
        RECORD_KEY: "id",
        PASSWORD: "password",
        ACCOUNT_ADDRESS: "email",
        ACCOUNT_NAME: "display_name",
        ACCOUNT_USE: "last_login joined_at closed_at is_active",
    },
)
declare("accounts.RoleGrant", {RECORD_KEY: "id", WHO_ACTS: "user role valid_from valid_until granted_by"})
declare(
    "accounts.Invitation",
    {
        RECORD_KEY: "id",
        ACCOUNT_ADDRESS: "email",
        ACCOUNT_NAME: "display_name",
        PERSON_KEY: "person_key",
        LINK: "token_hash",
        WHO_ACTS: "role invited_by",
        NO_PERSON: "invited_at expires_at accepted_at withdrawn_at",
    },
)
declare(
    "accounts.Assistance", {RECORD_KEY: "id", WHO_ACTS: "principal assistant kind valid_from valid_until"}
)
declare(
    "accounts.PromisedAssistance",
    {RECORD_KEY: "id invitation", WHO_ACTS: "principal kind valid_from valid_until"},
)
declare(
    "accounts.PreparedForm",
    {
        RECORD_KEY: "id",
        WHO_ACTS: "principal assistant",
        TYPED_AHEAD: "fields",
        NO_PERSON: "path title prepared_at outcome",
    },
)
declare("accounts.DemonstrationUser", {RECORD_KEY: "user", NO_PERSON: "description position"})
