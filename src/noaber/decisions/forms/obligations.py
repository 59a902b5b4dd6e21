"""What an organisation took into its budget, and why the network goes on without all."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.errors import DomainError
from noaber.core.files import DOCUMENTS, kind_words
from noaber.decisions.models import BudgetEntry, EvaluationEntry
from noaber.decisions.queries.obligations.obligation import ObligationRow
from noaber.decisions.rules.obligations import ObligationState

Choice = tuple[str, str]


class _Refusable(forms.Form):
    def refuse(self, error: DomainError) -> None:
        """Put the refusal of the service at the field it is about."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


class BudgetForm(_Refusable):
    """In which budget some years stand. An assistant puts no document ready: their principal adds it."""

    years = forms.MultipleChoiceField(
        label=gettext_lazy("Om welke jaren gaat het?"), widget=forms.CheckboxSelectMultiple
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Waarin staat het?"),
        choices=BudgetEntry.Form.choices,
        widget=forms.RadioSelect,
    )
    decided_on = DutchDateField(label=gettext_lazy("Vastgesteld op"))
    evidence = forms.CharField(
        label=gettext_lazy("Waar staat het?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "Bijvoorbeeld het adres van de begroting met de bladzijde, of het nummer van het stuk."
        ),
    )
    document = forms.FileField(
        label=gettext_lazy("Het besluit zelf"),
        required=False,
        help_text=format_lazy(
            gettext_lazy("Als u geen vindplaats hebt. Kies uit: {kinds}; hoogstens 25 MB."),
            kinds=kind_words(DOCUMENTS),
        ),
    )
    revision = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": gettext_lazy("Ververs de pagina en probeer het opnieuw.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        files: Any = None,
        *,
        rows: Sequence[ObligationRow],
        today: dt.date,
        has_document: bool,
    ) -> None:
        open_ones = [row for row in rows if row.state is ObligationState.BINDING]
        initial = {
            "years": [_key(row) for row in open_ones[:1]],
            "form": _form_of(open_ones[0].year if open_ones else 0, today),
            "decided_on": today,
            "revision": rows[0].revision if rows else 0,
        }
        super().__init__(data, files, initial=initial)
        years = self.fields["years"]
        if isinstance(years, forms.MultipleChoiceField):
            years.choices = [(_key(row), _year_words(row)) for row in rows]
        if not has_document:
            del self.fields["document"]

    @property
    def chosen(self) -> list[tuple[str, int]]:
        """The point and the year of every box that was ticked."""
        return [
            (label, int(year))
            for label, _dot, year in (key.partition(".") for key in self.cleaned_data["years"])
        ]


def _form_of(year: int, today: dt.date) -> str:
    """Once a year has begun, its budget can only be amended."""
    return BudgetEntry.Form.AMENDMENT if year and year <= today.year else BudgetEntry.Form.BUDGET


def _key(row: ObligationRow) -> str:
    return f"{row.point}.{row.year}"


def _year_words(row: ObligationRow) -> str:
    facts = {"year": row.year, "label": row.point}
    if row.state is ObligationState.EVALUATED:
        return _("%(year)s (punt %(label)s, is al vastgesteld)") % facts
    if row.state is ObligationState.IN_BUDGET:
        return _("%(year)s (punt %(label)s, staat al in de begroting)") % facts
    return _("%(year)s (punt %(label)s)") % facts


class EvaluationForm(_Refusable):
    """That an evaluation was adopted. An assistant puts no document ready: their principal adds it."""

    which = forms.ChoiceField(label=gettext_lazy("Om welke evaluatie gaat het?"), widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label=gettext_lazy("Wat is er besloten?"),
        choices=EvaluationEntry.Form.choices,
        widget=forms.RadioSelect,
        initial=EvaluationEntry.Form.ADOPTED,
    )
    body_code = forms.ChoiceField(label=gettext_lazy("Welk overleg besloot dit?"))
    decided_on = DutchDateField(label=gettext_lazy("Vastgesteld op"))
    evidence = forms.CharField(
        label=gettext_lazy("Waar staat de evaluatie?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld het adres van het rapport, of de besluitenlijst."),
    )
    document = forms.FileField(
        label=gettext_lazy("De evaluatie zelf"),
        required=False,
        help_text=format_lazy(
            gettext_lazy("Als u geen vindplaats hebt. Kies uit: {kinds}; hoogstens 25 MB."),
            kinds=kind_words(DOCUMENTS),
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Toelichting"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": gettext_lazy("Ververs de pagina en probeer het opnieuw.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        files: Any = None,
        *,
        rows: Sequence[ObligationRow],
        bodies: Sequence[Choice],
        today: dt.date,
        has_document: bool,
    ) -> None:
        """`rows`: the evaluations that are decided, what must be done first in front."""
        first = rows[0] if rows else None
        initial = {
            "which": _key(first) if first else "",
            "body_code": next(iter(first.deciders), "") if first else "",
            "decided_on": today,
            "seen": max((row.evaluation.id for row in rows if row.evaluation), default=0),
        }
        super().__init__(data, files, initial=initial)
        for name, choices in (
            ("which", [(_key(row), _year_words(row)) for row in rows]),
            ("body_code", bodies),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(choices)
        if not has_document:
            del self.fields["document"]

    @property
    def chosen(self) -> tuple[str, int]:
        """The point and the year."""
        label, _dot, year = self.cleaned_data["which"].partition(".")
        return label, int(year)


class ContinuationForm(_Refusable):
    """The decision of the steering group to go on, though not everyone agreed."""

    body_code = forms.ChoiceField(label=gettext_lazy("Wie besloot dit?"))
    motive = forms.CharField(
        label=gettext_lazy("Waarom gaat het netwerk door?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Dit staat voor iedereen bij het voorstel."),
    )
    decided_on = DutchDateField(label=gettext_lazy("Besloten op"))
    evidence = forms.CharField(
        label=gettext_lazy("Waar staat het besluit?"),
        max_length=500,
        help_text=gettext_lazy("Bijvoorbeeld de besluitenlijst van de vergadering."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, groups: Sequence[Choice], today: dt.date) -> None:
        super().__init__(data, initial={"decided_on": today})
        deciding = self.fields["body_code"]
        if isinstance(deciding, forms.ChoiceField):
            deciding.choices = list(groups)
