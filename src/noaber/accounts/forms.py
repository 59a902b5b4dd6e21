"""The shape of what people fill in; policy is in the services."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from noaber.accounts.models import Assistance, Role
from noaber.core.errors import AccessRefused, DomainError

PASSWORD_HELP = _("Ten minste 12 tekens. Een zin van vier of vijf woorden is sterk en goed te onthouden.")
NO_ROLE = [("", _("geen (rechten volgen uit het register)"))]


class DayField(forms.DateField):
    """A date, with the browser's own calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def add_domain_error(form: forms.Form, error: DomainError, **renamed: str) -> None:
    """Show at its field why a service refused; `renamed` maps the service's names to the form's."""
    if isinstance(error, AccessRefused):
        raise error
    name = renamed.get(error.field, error.field)
    form.add_error(name if name in form.fields else None, error.message)


def day_after(day: dt.date | None) -> dt.date | None:
    """People write until and including a day; the records say until, not including."""
    return day + dt.timedelta(days=1) if day else None


class AcceptInvitationForm(forms.Form):
    """Choosing a password, twice."""

    password = forms.CharField(
        label=_("Wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=PASSWORD_HELP,
    )
    again = forms.CharField(
        label=_("Nog een keer hetzelfde wachtwoord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("password") not in (None, again):
            raise ValidationError(_("De twee wachtwoorden zijn niet gelijk."))
        return again


class InviteForm(forms.Form):
    """Whom to invite; the role only for who may give one."""

    email = forms.EmailField(label=_("E-mailadres"))
    display_name = forms.CharField(
        label=_("Naam op het scherm"),
        max_length=200,
        help_text=_("Zoals anderen deze persoon zien, bijvoorbeeld met de functie erbij."),
    )
    role = forms.ChoiceField(
        label=_("Rol voor het hele netwerk"), choices=[*NO_ROLE, *Role.choices], required=False
    )

    def __init__(self, *args: Any, with_role: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_role:
            del self.fields["role"]


class GrantRoleForm(forms.Form):
    """A network-wide role, from today until a last day."""

    role = forms.ChoiceField(label=_("Rol"), choices=Role.choices)
    last_day = DayField(label=_("Tot en met"), required=False, help_text=_("Leeg is tot u de rol beëindigt."))


class NameAssistantForm(forms.Form):
    """Who assists, how far, and for how long."""

    email = forms.EmailField(label=_("E-mailadres van uw assistent"))
    display_name = forms.CharField(
        label=_("Naam"),
        max_length=200,
        help_text=_("Heeft deze persoon nog geen account? Dan gaat er een uitnodiging uit op deze naam."),
    )
    kind = forms.ChoiceField(
        label=_("Uw assistent mag"),
        choices=[
            (Assistance.Kind.PREPARE, _("voorbereiden: klaarzetten wat u zelf vastlegt")),
            (Assistance.Kind.ACT, _("handelen: namens u vastleggen")),
        ],
        initial=Assistance.Kind.PREPARE,
        widget=forms.RadioSelect,
        help_text=_(
            "Wie voorbereidt, vult formulieren in en zet ze voor u klaar. U kijkt ze na en legt ze zelf vast."
        ),
    )
    valid_from = DayField(label=_("Vanaf"), help_text=_("Vandaag of een latere dag."))
    last_day = DayField(
        label=_("Tot en met"),
        required=False,
        help_text=_("Leeg is tot u het beëindigt of uw mandaat afloopt."),
    )
