"""What the verbs of accounts are called in the audit log."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from noaber.core.verbs import Words

WORDS: Final[Words] = {
    "accounts.accept_by_provider": _("Uitnodiging aanvaard bij het inloggen van de organisatie"),
    "accounts.accept_invitation": _("Uitnodiging aanvaard"),
    "accounts.change_password": _("Wachtwoord gewijzigd"),
    "accounts.change_security": _("Manier van inloggen gewijzigd"),
    "accounts.close_account": _("Account gesloten"),
    "accounts.create_administrator": _("Beheerder gemaakt"),
    "accounts.create_demonstration_user": _("Gebruiker van de demonstratie gemaakt"),
    "accounts.discard_prepared": _("Klaargezet formulier weggegooid"),
    "accounts.end_assistance": _("Assistent beëindigd"),
    "accounts.end_role": _("Rol beëindigd"),
    "accounts.end_session": _("Op één apparaat uitgelogd"),
    "accounts.end_sessions": _("Op andere apparaten uitgelogd"),
    "accounts.erase_account": _("Account gewist"),
    "accounts.fail_sign_in": _("Inloggen mislukt"),
    "accounts.grant_role": _("Rol gegeven"),
    "accounts.invite": _("Iemand uitgenodigd"),
    "accounts.name_assistant": _("Assistent aangewezen"),
    "accounts.prepare_form": _("Formulier klaargezet voor een ander"),
    "accounts.resend_invitation": _("Uitnodiging opnieuw verstuurd"),
    "accounts.reset_second_factor": _("Tweede factor verwijderd"),
    "accounts.sign_in": _("Ingelogd"),
    "accounts.sign_out": _("Uitgelogd"),
    "accounts.switch_principal": _("Gewisseld voor wie iemand werkt"),
    "accounts.use_prepared": _("Klaargezet formulier vastgelegd"),
    "accounts.withdraw_invitation": _("Uitnodiging ingetrokken"),
    "accounts.withdraw_promise": _("Uitnodiging van een assistent ingetrokken"),
}
