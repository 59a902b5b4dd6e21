"""The shape of a bank file that is handed in, and of what is booked of a payment."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import EuroField
from noaber.core.components.refusing import RefusingForm
from noaber.core.errors import DomainError

LINES: Final = forms.Textarea(attrs={"rows": 2})
LONGEST_REASON: Final = 500
FIRST: Final = "invoice_"


class BankFileForm(RefusingForm):
    """A file of the bank."""

    file = forms.FileField(
        label=gettext_lazy("Bestand van de bank"),
        help_text=gettext_lazy(
            "camt.053 (.xml), MT940 (.sta, .940 of .txt) of een zip daarmee, hoogstens 25 MB."
        ),
        error_messages={
            "required": gettext_lazy("Kies het bestand dat u bij de bank hebt opgehaald."),
            "empty": gettext_lazy("Het bestand is leeg."),
        },
        widget=forms.FileInput(attrs={"accept": ".xml,.053,.c53,.sta,.940,.mt940,.swi,.txt,.zip"}),
    )


class AllocationForm(RefusingForm):
    """How much of a payment is for which invoice; a row for each that may be meant, and one to name another.

    `left` is what the payment had left when the page was opened.
    """

    left = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(
        label=gettext_lazy("Een andere factuur"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Het nummer, bijvoorbeeld 2023-0012."),
    )
    amount = EuroField(label=gettext_lazy("Bedrag voor die factuur"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Waarom zo?"),
        required=False,
        max_length=LONGEST_REASON,
        widget=LINES,
        help_text=gettext_lazy("Alleen als het niet vanzelf spreekt."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        invoices: Sequence[tuple[str, str, int | None]],
        left: int,
    ) -> None:
        """`invoices`: number, what to say of it, and the amount that is proposed."""
        proposed = {f"{FIRST}{number}": cents for number, _label, cents in invoices}
        super().__init__(data, initial={"left": left, **proposed})
        rows = {
            f"{FIRST}{number}": EuroField(
                label=_("Factuur %(number)s") % {"number": number}, help_text=label, required=False
            )
            for number, label, _cents in invoices
        }
        self.fields = {**rows, **self.fields}

    @property
    def cents(self) -> dict[str, int]:
        """What was filled in, by invoice."""
        typed = self.cleaned_data
        found = {
            name.removeprefix(FIRST): cents
            for name, cents in typed.items()
            if name.startswith(FIRST) and cents is not None
        }
        if typed["number"]:
            number = typed["number"].strip()
            found[number] = found.get(number, 0) + (typed["amount"] or 0)
        return found

    def refuse(self, error: DomainError) -> None:
        """The field of a refusal is the number of an invoice, or that where another one is named."""
        name = error.field if error.field == "number" else f"{FIRST}{error.field}"
        if (
            error.field
            and name not in self.fields
            and error.field == self.cleaned_data.get("number", "").strip()
        ):
            name = "amount"
        self.add_error(name if name in self.fields else None, error.message)


class RefundForm(RefusingForm):
    """By which money out a payment was given back."""

    left = forms.IntegerField(widget=forms.HiddenInput)
    outgoing = forms.ChoiceField(label=gettext_lazy("Afschrijving waarmee het terugging"))
    amount = EuroField(label=gettext_lazy("Bedrag"))
    reason = forms.CharField(label=gettext_lazy("Waarom?"), max_length=LONGEST_REASON, widget=LINES)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        choices: Sequence[tuple[str, str]],
        left: int,
        likely: int | None = None,
    ) -> None:
        super().__init__(data, initial={"amount": left, "left": left, "outgoing": str(likely or "")})
        field = self.fields["outgoing"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("kies een afschrijving")), *choices]


class RefundOfForm(RefusingForm):
    """Which payment this money out gave back; `left` is what it had left when the page was opened."""

    left = forms.IntegerField(widget=forms.HiddenInput)
    payment = forms.ChoiceField(label=gettext_lazy("Dit is een terugbetaling van"))
    amount = EuroField(label=gettext_lazy("Bedrag"))
    reason = forms.CharField(label=gettext_lazy("Waarom?"), max_length=LONGEST_REASON, widget=LINES)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        choices: Sequence[tuple[str, str]],
        left: int,
        likely: int | None = None,
    ) -> None:
        super().__init__(data, initial={"amount": left, "left": left, "payment": str(likely or "")})
        field = self.fields["payment"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("kies een betaling")), *choices]


class UndoForm(RefusingForm):
    """Which payment the bank turned back."""

    payment = forms.ChoiceField(label=gettext_lazy("Betaling die is teruggedraaid"))
    reason = forms.CharField(label=gettext_lazy("Waarom?"), max_length=LONGEST_REASON, widget=LINES)

    def __init__(
        self, data: Mapping[str, Any] | None, *, choices: Sequence[tuple[str, str]], reason: str
    ) -> None:
        super().__init__(data, initial={"reason": reason})
        field = self.fields["payment"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)


class OnLineForm(RefusingForm):
    """On which line of which year money of the bank is booked; `left` is what it had left when the page was opened."""

    left = forms.IntegerField(widget=forms.HiddenInput)
    line = forms.ChoiceField(
        label=gettext_lazy("Op welke post?"),
        help_text=gettext_lazy("Geld van een subsidie legt u bij de subsidie vast, niet hier."),
    )
    amount = EuroField(label=gettext_lazy("Bedrag"))
    reason = forms.CharField(
        label=gettext_lazy("Waarvoor was dit?"),
        max_length=LONGEST_REASON,
        widget=LINES,
        help_text=gettext_lazy("Bijvoorbeeld: bankkosten van mei, gift voor de dag van de veiligheid."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, lines: Sequence[tuple[str, str]], left: int
    ) -> None:
        """`lines`: year and code with a colon between, and what to say of each."""
        super().__init__(data, initial={"amount": left, "left": left})
        field = self.fields["line"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("kies een post")), *lines]


class OfVatForm(RefusingForm):
    """How much of an entry is settled with the tax office; `left` is what it had left when the page was opened."""

    left = forms.IntegerField(widget=forms.HiddenInput)
    amount = EuroField(label=gettext_lazy("Bedrag"))
    reason = forms.CharField(
        label=gettext_lazy("Over welke periode gaat de aangifte?"),
        max_length=LONGEST_REASON,
        widget=LINES,
        help_text=gettext_lazy("Met het jaar. Bijvoorbeeld: 1e kwartaal 2024."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, left: int) -> None:
        super().__init__(data, initial={"amount": left, "left": left})
