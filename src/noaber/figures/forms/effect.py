"""What is asked of a measure: who started when, in which kind of offence, beside whom, over how many months."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.figures.rules.effect.question import AFTER_CHOICES, BEFORE_CHOICES, Comparison

LONGEST_NAME: Final = 80
LARGEST: Final = 200_000  # bytes; 400 rows are 12,000
Choices = Sequence[tuple[str, str]]


def _months(choices: Sequence[int]) -> Choices:
    return [(str(each), gettext_lazy("%s maanden") % each) for each in choices]


class MeasureForm(RefusingForm):
    """Rows are typed or come as a file; what is wrong in a row, the page shows in a table."""

    name = forms.CharField(
        label=gettext_lazy("Hoe heet de maatregel?"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("Staat boven de uitkomst en in de link. Schrijf niets over personen."),
    )
    offence = forms.ChoiceField(label=gettext_lazy("Soort misdrijf"))
    rows = forms.CharField(
        label=gettext_lazy("Welke gemeenten begonnen wanneer?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Een regel per gemeente: naam of CBS-code, puntkomma, startdatum. Bijvoorbeeld: Enschede; 1-3-2018."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Of een CSV-bestand"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        help_text=gettext_lazy(
            "Met de kolommen gemeente en start. Een bestand gaat voor wat hierboven staat."
        ),
        error_messages={"empty": gettext_lazy("Het bestand is leeg.")},
    )
    comparison = forms.ChoiceField(
        label=gettext_lazy("Met welke gemeenten vergelijken?"),
        choices=[
            (Comparison.OTHERS, gettext_lazy("Alle andere gemeenten in het netwerk")),
            (Comparison.PEERS, gettext_lazy("Gemeenten van ongeveer dezelfde omvang")),
            (Comparison.CHOSEN, gettext_lazy("Gemeenten die ik zelf kies")),
        ],
        initial=Comparison.OTHERS,
        widget=forms.RadioSelect,
    )
    chosen = forms.CharField(
        label=gettext_lazy("Zelf gekozen gemeenten"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Alleen als u zelf kiest. Namen of codes, met een komma ertussen."),
    )
    excluded = forms.CharField(
        label=gettext_lazy("Gemeenten die niet meetellen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Bijvoorbeeld buurgemeenten, of gemeenten met een andere maatregel."),
    )
    before = forms.ChoiceField(
        label=gettext_lazy("Maanden vóór de start"), choices=_months(BEFORE_CHOICES), initial="24"
    )
    after = forms.ChoiceField(
        label=gettext_lazy("Maanden vanaf de start"), choices=_months(AFTER_CHOICES), initial="12"
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        files: Any = None,
        *,
        offences: Choices,
        filled: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=dict(filled or {}))
        self.fields["offence"].choices = [  # type: ignore[attr-defined]
            (code, f"{code} {title}") for code, title in offences
        ]
        for name in ("chosen", "rows"):
            self.fields[name].is_needed_at_times = True  # type: ignore[attr-defined]

    def clean_file(self) -> str:
        """The text of the file; empty without one."""
        upload = self.cleaned_data["file"]
        if not upload:
            return ""
        if upload.size > LARGEST:
            raise ValidationError(_("Het bestand is te groot: hoogstens 200 kB."))
        content = upload.read()
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                return str(content.decode(encoding))
            except UnicodeDecodeError:
                continue
        raise ValidationError(_("Het bestand is niet te lezen als tekst. Bewaar het als CSV in UTF-8."))

    @property
    def typed_rows(self) -> str:
        return str(self.cleaned_data.get("file") or self.cleaned_data.get("rows", ""))


class SaveMeasureForm(RefusingForm):
    """Under which name."""

    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Schrijf niets over personen."),
    )


class RemoveMeasureForm(RefusingForm):
    """Why it goes off the list."""

    text = forms.CharField(
        label=gettext_lazy("Waarom haalt u deze vraag weg?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
