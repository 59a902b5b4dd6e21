"""The addresses of accounts: ours, before those of django-allauth under /account/."""

from django.urls import path

from noaber.accounts.views import (
    account,
    assistants,
    demonstration,
    entrance,
    invitations,
    passkeys,
    prepared,
    users,
)

app_name = "accounts"

# What allauth offers and this house does not: whoever asks finds nothing there.
CLOSED = (
    "signup/",
    "email/",
    "confirm-email/",
    "confirm-email/<str:key>/",
    "login/code/confirm/",
    "reauthenticate/code/",  # a password or a second factor confirms who somebody is, mail does not
    "reauthenticate/code/confirm/",
    "password/set/",
    "3rdparty/",
    "3rdparty/signup/",
    "3rdparty/login/error/",  # errors of a provider are shown where they happen
    "social/signup/",
    "social/connections/",
    "social/login/cancelled/",
    "social/login/error/",
)

urlpatterns = [
    path("account/", account.overview, name="overview"),
    path("account/sessions/", account.sessions, name="sessions"),
    path("account/sessions/overige/beeindigen/", account.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<int:pk>/beeindigen/", account.end_session, name="end_session"),
    path("account/tweede-factor/", entrance.second_factor_needed, name="second_factor_needed"),
    path(
        "account/2fa/webauthn/keys/<int:pk>/remove/",
        passkeys.RemovePasskeyView.as_view(),
        name="remove_passkey",
    ),
    path("account/uitnodiging/<str:token>/", entrance.accept_invitation, name="accept_invitation"),
    path("account/assistenten/", assistants.assistants, name="assistants"),
    path("account/assistenten/<int:pk>/beeindigen/", assistants.end_assistance, name="end_assistance"),
    path(
        "account/assistenten/uitnodiging/<int:pk>/intrekken/",
        assistants.withdraw_promise,
        name="withdraw_promise",
    ),
    path("account/namens/", assistants.principals, name="principals"),
    path("account/namens/stoppen/", assistants.stop_on_behalf, name="stop_on_behalf"),
    path("account/namens/<int:pk>/", assistants.switch_principal, name="switch_principal"),
    path("account/klaargezet/", prepared.prepared, name="prepared"),
    path("account/klaargezet/<int:pk>/weggooien/", prepared.discard, name="discard_prepared"),
    path("account/rollen/", demonstration.roles, name="demonstration_roles"),
    path("account/rol/<int:pk>/", demonstration.choose_role, name="choose_role"),
    *(path(f"account/{address}", entrance.closed) for address in CLOSED),
    path("beheer/gebruikers/", users.users, name="users"),
    path("beheer/gebruikers/<int:pk>/", users.user, name="user"),
    path("beheer/gebruikers/<int:pk>/sluiten/", users.close, name="close_account"),
    path("beheer/gebruikers/<int:pk>/tweede-factor/", users.reset_factor, name="reset_factor"),
    path("beheer/rollen/<int:pk>/beeindigen/", users.end_role, name="end_role"),
    path("beheer/uitnodigingen/", invitations.invitations, name="invitations"),
    path("beheer/uitnodigingen/nieuw/", invitations.invite, name="invite"),
    path("beheer/uitnodigingen/<int:pk>/", invitations.invitation, name="invitation"),
    path("beheer/uitnodigingen/<int:pk>/opnieuw/", invitations.resend, name="resend_invitation"),
    path("beheer/uitnodigingen/<int:pk>/intrekken/", invitations.withdraw, name="withdraw_invitation"),
]
