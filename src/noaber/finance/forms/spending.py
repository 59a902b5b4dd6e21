"""The shape of a commitment, of a purchase invoice that is typed or handed in, and of how it is booked."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField, EuroField
from noaber.core.components.refusing import RefusingForm
from noaber.core.errors import DomainError
from noaber.finance.models import KINDS
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.bookings import LONGEST_TEXT, BookingPart, Purchase

ROWS: Final = 5
"""Over how many lines an invoice can be booked at once."""


class CommitmentForm(RefusingForm):
    """Money that is asked for on a line."""

    post = forms.ChoiceField(label=gettext_lazy("Post"))
    title = forms.CharField(label=gettext_lazy("Waarvoor is het geld?"), max_length=LONGEST_TEXT)
    party = forms.CharField(
        label=gettext_lazy("Met wie is de afspraak?"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=gettext_lazy("Een organisatie, geen persoon."),
    )
    amount = EuroField(label=gettext_lazy("Bedrag"))

    def __init__(self, data: Mapping[str, Any] | None, *, posts: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["post"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("kies een post")), *posts]


class PurchasePaymentForm(RefusingForm):
    """Which amount of the bank paid an invoice, or gave it back; what is proposed is filled in."""

    entry = forms.ChoiceField(
        label=gettext_lazy("Welke boeking van de bank?"),
        help_text=gettext_lazy("Alleen geld dat nog niet is verwerkt, staat in de lijst."),
        error_messages={
            "invalid_choice": gettext_lazy(
                "Deze boeking is intussen verwerkt of bestaat niet. Kies een andere."
            )
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, entries: Sequence[tuple[str, str]], proposed: int = 0
    ) -> None:
        super().__init__(data, initial={"entry": str(proposed or "")})
        field = self.fields["entry"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("kies een boeking")), *entries]


class ForPurchaseForm(RefusingForm):
    """Which purchase invoice an entry of the bank is for; what is proposed is filled in."""

    purchase = forms.ChoiceField(label=gettext_lazy("Welke inkoopfactuur of creditnota?"))

    def __init__(
        self, data: Mapping[str, Any] | None, *, purchases: Sequence[tuple[str, str]], proposed: str = ""
    ) -> None:
        super().__init__(data, initial={"purchase": proposed})
        field = self.fields["purchase"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("kies een factuur")), *purchases]

    def refuse(self, error: DomainError) -> None:
        """Nothing else is asked, so a refusal stands at it."""
        self.add_error("purchase", error.message)


class SetOffForm(RefusingForm):
    """Of which invoice a credit note is taken off."""

    invoice = forms.ChoiceField(label=gettext_lazy("Van welke factuur gaat het af?"))
    amount = EuroField(label=gettext_lazy("Bedrag"))
    reason = forms.CharField(
        label=gettext_lazy("Toelichting"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, invoices: Sequence[tuple[str, str]], cents: int
    ) -> None:
        only = invoices[0][0] if len(invoices) == 1 else ""
        super().__init__(data, initial={"invoice": only, "amount": cents})
        field = self.fields["invoice"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("kies een factuur")), *invoices]


class ResultSetOffForm(SetOffForm):
    """Of which invoice what goes back of a result is taken off; `left` is what went back when the page was opened."""

    left = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, *, invoices: Sequence[tuple[str, str]], cents: int, left: int
    ) -> None:
        super().__init__(data, invoices=invoices, cents=cents)
        self.initial["left"] = left


class PurchaseForm(RefusingForm):
    """A supplier's invoice as somebody types it over."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Soort"), choices=[(each.value, text) for each, text in KINDS.items()]
    )
    supplier = forms.CharField(label=gettext_lazy("Leverancier"), max_length=LONGEST_TEXT)
    supplier_id = forms.CharField(label=gettext_lazy("KvK- of btw-nummer"), max_length=40, required=False)
    number = forms.CharField(label=gettext_lazy("Factuurnummer"), max_length=LONGEST_TEXT)
    issued_on = DutchDateField(label=gettext_lazy("Factuurdatum"))
    due_on = DutchDateField(label=gettext_lazy("Te betalen tot en met"), required=False)
    net = EuroField(label=gettext_lazy("Bedrag zonder btw"))
    vat = EuroField(label=gettext_lazy("Btw"), required=False)
    description = forms.CharField(label=gettext_lazy("Omschrijving"), max_length=500, required=False)
    pdf = forms.FileField(
        label=gettext_lazy("De factuur als PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )

    def __init__(self, data: Mapping[str, Any] | None, files: Mapping[str, Any] | None) -> None:
        super().__init__(data, files)  # type: ignore[arg-type]

    @property
    def said(self) -> Purchase:
        typed = self.cleaned_data
        return Purchase(
            DocumentKind(typed["kind"]),
            typed["supplier"],
            typed["number"],
            typed["issued_on"],
            typed["net"],
            typed["vat"] or 0,
            typed["due_on"],
            typed["supplier_id"],
            "",
            typed["description"],
        )


class PurchaseFileForm(RefusingForm):
    """A supplier's e-invoice."""

    file = forms.FileField(
        label=gettext_lazy("E-factuur (UBL)"),
        help_text=gettext_lazy("Een bestand dat eindigt op .xml. De PDF erin wordt bewaard."),
        error_messages={
            "required": gettext_lazy("Kies het bestand dat de leverancier stuurde."),
            "empty": gettext_lazy("Het bestand is leeg."),
        },
        widget=forms.FileInput(attrs={"accept": ".xml,.ubl"}),
    )


class BookingForm(RefusingForm):
    """Over which lines an invoice is booked; rows that are left empty do not count."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, targets: Sequence[tuple[str, str]], cents: int
    ) -> None:
        super().__init__(data, initial={"amount_1": cents})
        for number in range(1, ROWS + 1):
            facts = {"number": number}
            self.fields[f"target_{number}"] = forms.ChoiceField(
                label=_("Post of verplichting %(number)s") % facts,
                required=number == 1,
                choices=[("", _("kies")), *targets],
            )
            self.fields[f"amount_{number}"] = EuroField(
                label=_("Bedrag %(number)s") % facts, required=number == 1
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(2, ROWS + 1):
            target, amount = cleaned.get(f"target_{number}"), cleaned.get(f"amount_{number}")
            if bool(target) != bool(amount) and f"amount_{number}" not in self.errors:
                self.add_error(
                    f"amount_{number}", _("Vul zowel een post als een bedrag in, of laat beide leeg.")
                )
        return cleaned

    @property
    def parts(self) -> tuple[BookingPart, ...]:
        """What was typed; a target is the code of a line, with the key of a commitment behind a colon."""
        said, found = self.cleaned_data, []
        for number in range(1, ROWS + 1):
            if target := said[f"target_{number}"]:
                post, _colon, key = target.partition(":")
                found.append(BookingPart(post, said[f"amount_{number}"], int(key) if key else None))
        return tuple(found)
