"""allauth's forms with our words: labels that say it, no placeholders that pass for labels (settings name these)."""

from typing import Any, Final

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noaber.accounts.forms import PASSWORD_HELP

Words = dict[str, tuple[str | Promise, str | Promise]]
CODE_HELP = _("Zes cijfers, of een herstelcode van acht.")
PASSKEY_NAME_LENGTH: Final = 60  # the store of allauth has no bound of its own
PASSKEY_NAME = (_("Naam van deze toegangssleutel"), _("Bijvoorbeeld: laptop van het werk."))


class OurWords:
    """Mixin: `words` gives each field its label and help."""

    words: Words = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class SignInForm(OurWords, LoginForm):  # type: ignore[misc]
    words = {
        "login": (_("E-mailadres"), ""),
        "password": (_("Wachtwoord"), ""),
        "remember": (_("Ingelogd blijven op dit apparaat (14 dagen)"), ""),
    }


class ChangeOwnPasswordForm(OurWords, ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": (_("Uw wachtwoord nu"), ""),
        "password1": (_("Nieuw wachtwoord"), PASSWORD_HELP),
        "password2": (_("Nog een keer het nieuwe wachtwoord"), ""),
    }


class ForgottenPasswordForm(OurWords, ResetPasswordForm):  # type: ignore[misc]
    words = {"email": (_("E-mailadres"), "")}


class NewPasswordForm(OurWords, ResetPasswordKeyForm):  # type: ignore[misc]
    words = {
        "password1": (_("Nieuw wachtwoord"), PASSWORD_HELP),
        "password2": (_("Nog een keer het nieuwe wachtwoord"), ""),
    }


class ConfirmPasswordForm(OurWords, ReauthenticateForm):  # type: ignore[misc]
    words = {"password": (_("Uw wachtwoord"), "")}


class SecondStepForm(OurWords, AuthenticateForm):  # type: ignore[misc]
    words = {"code": (_("Code"), CODE_HELP)}


class ConfirmCodeForm(OurWords, ReauthenticateCodeForm):  # type: ignore[misc]
    words = {"code": (_("Code"), CODE_HELP)}


class ActivateAppForm(OurWords, ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": (_("Code uit de app"), _("Zes cijfers."))}


class NamedPasskey(OurWords):
    """Mixin: a name that fits on a line of the list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]  # type: ignore[attr-defined]
        name.validators.append(MaxLengthValidator(PASSKEY_NAME_LENGTH))
        name.widget.attrs["maxlength"] = PASSKEY_NAME_LENGTH


class AddPasskeyForm(NamedPasskey, AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that replaces the password, unless someone wants a bare security key."""

    words = {
        "name": PASSKEY_NAME,
        "passwordless": (
            _("Ook zonder wachtwoord inloggen met deze sleutel"),
            _("Uw apparaat vraagt dan om uw vingerafdruk, gezicht of pincode."),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(NamedPasskey, EditWebAuthnForm):  # type: ignore[misc]
    words = {"name": PASSKEY_NAME}
