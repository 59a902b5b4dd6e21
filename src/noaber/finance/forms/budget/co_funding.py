"""The shape of a pledge, and of what was delivered of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField, EuroField
from noaber.core.components.refusing import RefusingForm
from noaber.core.rules.dutch import format_number
from noaber.finance.forms.agreements.agreement import FteField
from noaber.finance.models import CO_FUNDING_KINDS
from noaber.finance.queries.budget.co_funding import PledgeRow
from noaber.finance.rules.budget.co_funding import LONGEST_NOTE, CoFundingKind, DeliverySaid, PledgeTerms
from noaber.finance.services.budget.co_funding import Promise

LINES = forms.Textarea(attrs={"rows": 2})


class PledgeForm(RefusingForm):
    """What a party promises; of one that is known, only how much."""

    item = forms.ChoiceField(label=gettext_lazy("Post in de afspraak"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Soort"), choices=[(each.value, text) for each, text in CO_FUNDING_KINDS.items()]
    )
    organisation = forms.ChoiceField(label=gettext_lazy("Organisatie"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Of een naam"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Voor wie niet in het register staat, zoals een subsidiegever. Geen persoon."),
    )
    fte = FteField(
        label=gettext_lazy("Fte in het hele jaar"),
        required=False,
        help_text=gettext_lazy("Alleen bij capaciteit, bijvoorbeeld 0,5."),
    )
    tariff = EuroField(
        label=gettext_lazy("Waarde van een fte per jaar"),
        required=False,
        help_text=gettext_lazy("Alleen bij capaciteit."),
    )
    amount = EuroField(
        label=gettext_lazy("Waarde in euro"),
        required=False,
        help_text=gettext_lazy("Niet bij capaciteit: daar volgt de waarde uit fte en tarief."),
    )
    note = forms.CharField(
        label=gettext_lazy("Toelichting"), max_length=LONGEST_NOTE, required=False, widget=LINES
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        items: Sequence[tuple[str, str]],
        organisations: Sequence[tuple[str, str]],
        known: PledgeRow | None = None,
    ) -> None:
        super().__init__(data, initial=_initial(known))
        for name, choices in (
            ("item", [("", _("kies een post")), *items]),
            ("organisation", [("", _("niet in het register")), *organisations]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        for name in ("item", "kind", "organisation", "name") if known else ():
            del self.fields[name]

    def terms(self, kind: CoFundingKind) -> PledgeTerms:
        said = self.cleaned_data
        return PledgeTerms(
            kind, said["fte"] or Decimal(0), said["tariff"] or 0, said["amount"] or 0, said["note"].strip()
        )

    def promise(self, agreement_code: str, year: int) -> Promise:
        said = self.cleaned_data
        return Promise(agreement_code, year, said["item"], said["organisation"], said["name"])


def _initial(known: PledgeRow | None) -> dict[str, object]:
    if known is None:
        return {"revision": 0}
    terms = known.terms
    return {
        "fte": format_number(terms.fte, 2) if terms.fte else "",
        "tariff": terms.tariff_cents or None,
        "amount": terms.amount_cents or None,
        "note": terms.note,
        "revision": known.revision,
    }


class DeliveryForm(RefusingForm):
    """What was delivered in a period."""

    first_on = DutchDateField(label=gettext_lazy("Van"))
    last_on = DutchDateField(label=gettext_lazy("Tot en met"))
    fte = FteField(
        label=gettext_lazy("Fte in deze periode"),
        help_text=gettext_lazy("Hoeveel fte er in deze periode gemiddeld werkte."),
    )
    amount = EuroField(label=gettext_lazy("Waarde in euro"))
    evidence = forms.CharField(
        label=gettext_lazy("Waaruit blijkt dit?"),
        max_length=LONGEST_NOTE,
        widget=LINES,
        help_text=gettext_lazy(
            "Bijvoorbeeld: urenstaat van het team, eerste half jaar. Geen namen van personen."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, kind: CoFundingKind) -> None:
        super().__init__(data)
        del self.fields["amount" if kind is CoFundingKind.CAPACITY else "fte"]

    @property
    def said(self) -> DeliverySaid:
        typed = self.cleaned_data
        return DeliverySaid(
            typed["first_on"],
            typed["last_on"],
            typed["evidence"],
            typed.get("fte") or Decimal(0),
            typed.get("amount") or 0,
        )
