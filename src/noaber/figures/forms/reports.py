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
        self._groups = groups
        for place, group in enumerate(groups):
            if group.field:
                self.fields[_whole(group)] = _whole_field(group, chosen)
            is_open = not group.field or (data is not None and _kinds(group) in data)
            self.fields[_kinds(group)] = _kinds_field(group, chosen, is_open=is_open)
            if not place:
                first = self.fields[_whole(group) if group.field else _kinds(group)]
                first.help_text = _help(has_fields=bool(group.field))

    @property
    def fieldsets(self) -> list[tuple[str, list[str]]]:
        """Every field of safety as one, with its kinds behind "Meer" until some of them are chosen."""
        return [
            ("", ["area", "frequency"]),
            *((group.name, [_whole(group), _kinds(group)]) for group in self._groups),
        ]

    @property
    def said(self) -> Wanted:
        said = self.cleaned_data
        whole = [group.field for group in self._groups if group.field and said[_whole(group)]]
        kinds = [kind for group in self._groups for kind in said[_kinds(group)]]
        return Wanted(said["frequency"], [*whole, *kinds])


def _whole(group: KindGroup) -> str:
    return f"field_{group.field}"


def _kinds(group: KindGroup) -> str:
    return f"kinds_{group.field or 'rest'}"


def _help(*, has_fields: bool) -> str:
    said = _("Vinkt u nergens iets aan, dan krijgt u alle soorten.")
    return f"{said} {_(SOURCE)}" if has_fields else said


def _whole_field(group: KindGroup, chosen: Sequence[str]) -> forms.BooleanField:
    label = _("Alles van dit veld")
    return forms.BooleanField(label=label, initial=group.field in chosen, required=False)


def _kinds_field(group: KindGroup, chosen: Sequence[str], *, is_open: bool) -> forms.MultipleChoiceField:
    ticked = [code for code, _title in group.kinds if code in chosen]
    field = forms.MultipleChoiceField(
        label=_("Of alleen deze soorten") if group.field else _("Soorten misdrijf"),
        choices=group.kinds,
        initial=ticked,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field.is_folded = not (ticked or is_open)  # type: ignore[attr-defined]
    return field
