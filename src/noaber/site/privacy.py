"""The care for the tables of the packages that Noaber stands on: sign-in, sessions, background work."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

SIGN_IN_ADDRESS = Care(
    DataClass.BUSINESS_CONTACT,
    "aanmelden",
    "zolang het account open is",
    "wordt gewist bij het sluiten van het account",
)
SIGN_IN_SECRET = Care(
    DataClass.SECURITY,
    "aanmelden en de tweede factor",
    "zolang het account open is",
    "wordt gewist met het account",
)
SESSION = Care(
    DataClass.SECURITY,
    "aangemeld blijven en eigen sessies zien",
    "14 dagen na het laatste gebruik",
    "wordt gewist",
)
SESSION_TRACE = Care(
    DataClass.PERSON,
    "eigen sessies herkennen en beëindigen",
    "14 dagen na het laatste gebruik",
    "wordt gewist met de sessie",
)
PROVIDER_ACCOUNT = Care(
    DataClass.PERSON,
    "aanmelden met het account van de eigen organisatie",
    "zolang het account open is",
    "wordt gewist met het account",
)
PROVIDER_SECRET = Care(
    DataClass.SECURITY,
    "de aanmelddienst van een organisatie aanroepen",
    "zolang die is ingesteld",
    "niet nodig",
)
TASK = Care(DataClass.NONE, "werk op de achtergrond; alleen nummers, geen teksten", "30 dagen", "niet nodig")

declare(
    "account.EmailAddress", {RECORD_KEY: "id user", SIGN_IN_ADDRESS: "email", NO_PERSON: "verified primary"}
)
declare(
    "account.EmailConfirmation",
    {RECORD_KEY: "id email_address", NO_PERSON: "created sent", SIGN_IN_SECRET: "key"},
)
declare(
    "mfa.Authenticator",
    {RECORD_KEY: "id user", NO_PERSON: "type created_at last_used_at", SIGN_IN_SECRET: "data"},
)
declare(
    "socialaccount.SocialAccount",
    {
        RECORD_KEY: "id user",
        NO_PERSON: "provider last_login date_joined",
        PROVIDER_ACCOUNT: "uid extra_data",
    },
)
declare(
    "socialaccount.SocialApp",
    {
        RECORD_KEY: "id",
        NO_PERSON: "provider provider_id name client_id",
        PROVIDER_SECRET: "secret key settings",
    },
)
declare(
    "socialaccount.SocialToken",
    {RECORD_KEY: "id app account", NO_PERSON: "expires_at", PROVIDER_SECRET: "token token_secret"},
)
declare("sessions.Session", {SESSION: "session_key session_data", NO_PERSON: "expire_date"})
declare(
    "usersessions.UserSession",
    {
        RECORD_KEY: "id user",
        SESSION_TRACE: "created_at ip last_seen_at user_agent data",
        SESSION: "session_key",
    },
)
declare("auth.Group", {RECORD_KEY: "id", NO_PERSON: "name"})
declare("auth.Group_permissions", {RECORD_KEY: "id group permission"})
declare("auth.Permission", {RECORD_KEY: "id content_type", NO_PERSON: "name codename"})
declare("contenttypes.ContentType", {RECORD_KEY: "id", NO_PERSON: "app_label model"})
declare(
    "django_tasks_database.DBTaskResult",
    {
        RECORD_KEY: "id",
        TASK: "status enqueued_at started_at finished_at args_kwargs priority task_path worker_ids queue_name "
        "backend_name run_after return_value exception_class_path traceback",
    },
)
