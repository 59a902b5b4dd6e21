"""What a reader chooses of the monthly report: of which area, how often, and which fields or kinds of offence."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.figures.models import ReportChoice
from noaber.figures.queries.reports.kind_groups import KindGroup
from noaber.figures.rules.fields import SOURCE
from noaber.figures.services.reports.choosing import Wanted

Choices = Sequence[tuple[str, str]]


class ReportChoiceForm(RefusingForm):
    """`areas` is empty where a link says which area it is of. Every field is a group, with one tick for all of it."""

    area = forms.ChoiceField(label=gettext_lazy("Van welk gebied?"))
    frequency = forms.ChoiceField(
        label=gettext_lazy("Hoe vaak wilt u het?"),
        choices=ReportChoice.Frequency.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Elk kwartaal: over maart, juni, september en december."),
    )

    def __init__(
        self,
        data: Any,
        *,
        areas: Choices,
        groups: Sequence[KindGroup],
        filled: Mapping[str, Any] | None = None,
        chosen: Sequence[str] = (),
    ) -> None:
        super().__init__(data, initial=dict(filled or {}))
        if areas:
            self.fields["area"].choices = [("", _("Kies een gebied")), *areas]  # type: ignore[attr-defined]
        else:
            del self.fields["area"]
        self._groups = {f"kinds_{group.field or 'rest'}": group for group in groups}
        for place, (name, group) in enumerate(self._groups.items()):
            self.fields[name] = _group_field(group, chosen, is_first=not place)

    @property
    def said(self) -> Wanted:
        kinds = [each for name in self._groups for each in self.cleaned_data[name]]
        return Wanted(self.cleaned_data["frequency"], kinds)


def _group_field(group: KindGroup, chosen: Sequence[str], *, is_first: bool) -> forms.MultipleChoiceField:
    whole = [(group.field, _("Alles van dit veld"))] if group.field else []
    choices = [*whole, *group.kinds]
    help_text = _("Vinkt u nergens iets aan, dan krijgt u alle soorten.") if is_first else ""
    return forms.MultipleChoiceField(
        label=group.name,
        choices=choices,
        initial=[code for code, _title in choices if code in chosen],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=f"{help_text} {_(SOURCE)}" if is_first and group.field else help_text,
    )
