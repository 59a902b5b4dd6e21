"""The shape of how a year is billed, of a run, and of who keeps the books."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.core.rules.money import format_euro
from noaber.finance.forms.agreements.what_if import RateField
from noaber.finance.models import PROFILES, ROUNDINGS, VAT_TREATMENTS
from noaber.finance.queries.billing.terms import HostRow
from noaber.finance.rules.billing.composing import BuyerWishes
from noaber.finance.rules.billing.participation import Participation
from noaber.finance.rules.billing.terms import LONGEST_MOTIVE, LONGEST_REASON, MOST_DAYS, Rounding, YearRules
from noaber.finance.rules.invoices.invoice import Payee, Profile, Vat, VatTreatment
from noaber.finance.rules.rate_text import rate_to_type
from noaber.finance.services.billing.paid_money import PaidMoney

PAID_MONEY = {
    PaidMoney.RELEASE: gettext_lazy(
        "Maak de betaling los. U kunt haar daarna anders boeken of terugbetalen."
    ),
    PaidMoney.REFUND: gettext_lazy(
        "Laat de betaling staan. Deze factuur is dan te veel betaald, tot u het geld teruggeeft."
    ),
}
LINES = forms.Textarea(attrs={"rows": 2})


class PercentField(forms.Field):
    """A percentage typed as 21 or 21,5; the value is a Decimal, zero when it is left empty."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> Decimal:
        typed = str(value or "").strip().rstrip("%").strip().replace(",", ".")
        if not typed:
            return Decimal(0)
        whole, _dot, part = typed.partition(".")
        if not (whole.isascii() and whole.isdigit() and len(whole) < 4 and len(part) < 3):
            raise ValidationError(_("Schrijf een percentage, bijvoorbeeld 21."))
        if part and not (part.isascii() and part.isdigit()):
            raise ValidationError(_("Schrijf een percentage, bijvoorbeeld 21."))
        return Decimal(typed)


class TermsForm(RefusingForm):
    """What the agreement leaves open, for one year."""

    reference_on = DutchDateField(
        label=gettext_lazy("Peildatum van de inwonertallen"),
        help_text=gettext_lazy("De afspraak noemt geen peildatum. Vaak is het 1 januari van het jaar zelf."),
    )
    rate = RateField(
        label=gettext_lazy("Tarief per inwoner"),
        help_text=gettext_lazy("Zoals afgesproken, of met de indexering. Bijvoorbeeld 0,07 of 7 cent."),
    )
    rounding = forms.ChoiceField(
        label=gettext_lazy("Afronding"), choices=[(each.value, text) for each, text in ROUNDINGS.items()]
    )
    vat_treatment = forms.ChoiceField(
        label=gettext_lazy("Btw"),
        choices=[
            ("", gettext_lazy("kies")),
            *((each.value, text) for each, text in VAT_TREATMENTS.items()),
        ],
        help_text=gettext_lazy("Vraag dit na bij de Belastingdienst of uw accountant; Noaber kiest niet."),
    )
    vat_rate = PercentField(
        label=gettext_lazy("Btw-percentage"),
        required=False,
        help_text=gettext_lazy("Alleen als de bijdrage belast is."),
    )
    vat_reason = forms.CharField(
        label=gettext_lazy("Waarom geen btw?"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy(
            "Komt op de factuur, bijvoorbeeld: geen vergoeding voor een prestatie. Alleen als er geen btw op komt."
        ),
    )
    payment_days = forms.IntegerField(
        label=gettext_lazy("Betaaltermijn in dagen"), min_value=1, max_value=MOST_DAYS
    )
    motive = forms.CharField(
        label=gettext_lazy("Waarom zo?"),
        max_length=LONGEST_MOTIVE,
        widget=LINES,
        help_text=gettext_lazy("Bijvoorbeeld wie dit wanneer heeft besloten. Elke gemeente kan het lezen."),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def rules(self, year: int) -> YearRules:
        """What was typed, once the form is valid."""
        said = self.cleaned_data
        treatment = VatTreatment(said["vat_treatment"])
        return YearRules(
            year,
            said["reference_on"],
            said["rate"],
            Rounding(said["rounding"]),
            Vat(treatment, said["vat_rate"], said["vat_reason"]),
            said["payment_days"],
            said["motive"],
        )


def initial_terms(known: YearRules | None, year: int, agreed_rate: Decimal, number: int) -> dict[str, Any]:
    """What the form starts with: what was set, else 1 January of the year at the agreed rate, within 30 days."""
    if known is None:
        first = dt.date(year, 1, 1)
        return {
            "reference_on": first,
            "rate": rate_to_type(agreed_rate),
            "payment_days": 30,
            "number": number,
        }
    return {
        "reference_on": known.reference_on,
        "rate": rate_to_type(known.rate),
        "rounding": known.rounding.value,
        "vat_treatment": known.vat.treatment.value,
        "vat_rate": str(known.vat.rate).replace(".", ",") if known.vat.rate else "",
        "vat_reason": known.vat.reason,
        "payment_days": known.payment_days,
        "motive": known.motive,
        "number": number,
    }


class RunForm(RefusingForm):
    """A run that is about to be worked out. `is_correction`: invoices of this year went out before."""

    reason = forms.CharField(
        label=gettext_lazy("Waarom rekent u opnieuw?"), max_length=LONGEST_MOTIVE, widget=LINES
    )

    def __init__(self, data: Any, *, is_correction: bool) -> None:
        super().__init__(data)
        if not is_correction:
            del self.fields["reason"]


class ReasonForm(RefusingForm):
    """Why something is taken back or taken off."""

    reason = forms.CharField(label=gettext_lazy("Waarom?"), max_length=LONGEST_MOTIVE, widget=LINES)


class CreditForm(ReasonForm):
    """Why an invoice is taken off, and what becomes of what was paid on it."""

    def __init__(self, *args: Any, paid_cents: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_of_paid(self, paid_cents)


class IssueForm(RefusingForm):
    """Making the invoices of a run, and what becomes of what was paid on those that it takes off."""

    def __init__(self, *args: Any, paid_cents: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_of_paid(self, paid_cents)


def ask_of_paid(form: RefusingForm, paid_cents: int) -> None:
    """The question, when something was paid; a payment that comes in meanwhile is asked for by the service."""
    if paid_cents or form.data.get("paid"):
        form.fields["paid"] = forms.ChoiceField(
            label=_("Er is al %(amount)s betaald. Wat gebeurt daarmee?")
            % {"amount": format_euro(paid_cents)},
            choices=[(each.value, text) for each, text in PAID_MONEY.items()],
            widget=forms.RadioSelect,
        )


def paid_of(form: RefusingForm) -> PaidMoney | None:
    """What was chosen, of a form that is valid."""
    chosen = form.cleaned_data.get("paid")
    return PaidMoney(chosen) if chosen else None


class SureForm(RefusingForm):
    """A step that asks nothing but to be taken."""


class HostForm(RefusingForm):
    """Who keeps the books, and what its invoices say."""

    organisation = forms.ChoiceField(label=gettext_lazy("Organisatie"))
    from_on = DutchDateField(label=gettext_lazy("Beheerorganisatie vanaf"))
    iban = forms.CharField(
        label=gettext_lazy("IBAN"),
        max_length=42,
        help_text=gettext_lazy("De rekening waarop de bijdragen binnenkomen."),
    )
    vat_number = forms.CharField(
        label=gettext_lazy("Btw-nummer"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Alleen nodig als er btw op de factuur komt, of bij een vrijstelling."),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Functie of team voor vragen"),
        max_length=100,
        help_text=gettext_lazy("Geen naam van een persoon, bijvoorbeeld: team Financiën."),
    )
    contact_email = forms.EmailField(label=gettext_lazy("E-mailadres voor vragen"), required=False)
    contact_phone = forms.CharField(
        label=gettext_lazy("Telefoonnummer voor vragen"), max_length=20, required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Any,
        *,
        organisations: Sequence[tuple[str, str]],
        known: HostRow | None,
        employer: str = "",
    ) -> None:
        """`employer`: code of who provides the project leader; another host is asked about once more (R52)."""
        super().__init__(data, initial=_initial_host(known))
        names, chosen = dict(organisations), self.data.get("organisation", "")
        if employer in names and chosen in names and chosen != employer:
            text = _(
                "De projectleider werkt namens %(employer)s; die organisatie houdt ook de boeken bij. Zet een vinkje "
                "als het toch een andere wordt."
            )
            self.fields["sure"] = forms.BooleanField(
                label=_("Leg toch %(host)s vast") % {"host": names[chosen]},
                error_messages={"required": text % {"employer": names[employer]}},
            )
        choice = self.fields["organisation"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("kies een organisatie")), *organisations]

    @property
    def payee(self) -> Payee:
        said = self.cleaned_data
        return Payee(said["iban"], said["contact_name"], said["contact_email"], said["contact_phone"])


def _initial_host(known: HostRow | None) -> dict[str, Any]:
    if known is None:
        return {"revision": 0}
    payee = known.payee
    return {
        "organisation": known.code,
        "from_on": known.from_on,
        "iban": payee.iban,
        "vat_number": known.vat_number,
        "contact_name": payee.contact_name,
        "contact_email": payee.contact_email,
        "contact_phone": payee.contact_phone,
        "revision": known.revision,
    }


class BuyerForm(RefusingForm):
    """What a payer wants to find on its invoices."""

    profile = forms.ChoiceField(
        label=gettext_lazy("Soort e-factuur"),
        choices=[(each.value, text) for each, text in PROFILES.items()],
        help_text=gettext_lazy("Kies Peppol alleen als de organisatie daarom vraagt."),
    )
    buyer_reference = forms.CharField(
        label=gettext_lazy("Kenmerk van de organisatie"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Hiermee brengt zij de factuur naar de juiste afdeling."),
    )
    order_reference = forms.CharField(
        label=gettext_lazy("Inkoopnummer of verplichtingennummer"), max_length=100, required=False
    )

    @property
    def wishes(self) -> BuyerWishes:
        said = self.cleaned_data
        return BuyerWishes(Profile(said["profile"]), said["buyer_reference"], said["order_reference"])


class ParticipationForm(RefusingForm):
    """From when until when an organisation takes part."""

    from_on = DutchDateField(
        label=gettext_lazy("Doet mee vanaf"),
        required=False,
        help_text=gettext_lazy("Leeg: vanaf het begin van de afspraak."),
    )
    until_on = DutchDateField(
        label=gettext_lazy("Doet niet meer mee vanaf"),
        required=False,
        help_text=gettext_lazy(
            "Leeg: tot het einde van de afspraak. Wie een deel van een jaar meedoet, betaalt naar dagen."
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Waarom?"), max_length=LONGEST_MOTIVE, widget=LINES)

    @property
    def said(self) -> Participation:
        typed = self.cleaned_data
        return Participation(typed["from_on"], typed["until_on"], typed["reason"])
