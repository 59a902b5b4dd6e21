"""The shape of an agreement as people type it: some fields, and a row per line of the budget."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField, EuroField
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import format_number
from noaber.finance.forms.agreements.what_if import RateField
from noaber.finance.rules.agreements.agreement import (
    LONGEST,
    LONGEST_LINE,
    LONGEST_PURPOSE,
    AgreementTerms,
    BudgetItem,
    Side,
)
from noaber.finance.rules.agreements.carried import LINES
from noaber.finance.rules.rate_text import rate_to_type

EMPTY_ROWS: Final = 2
FIRST_ROWS: Final = 4
PARTS: Final = ("title", "amount", "purpose")
LABELS: Final = {
    Side.CONTRIBUTION: (
        gettext_lazy("Post %(number)s"),
        gettext_lazy("Bedrag van post %(number)s in euro per jaar"),
        gettext_lazy("Waarvoor is post %(number)s?"),
    ),
    Side.CO_FUNDING: (
        gettext_lazy("Inbreng %(number)s"),
        gettext_lazy("Waarde van inbreng %(number)s in euro per jaar"),
        gettext_lazy("Waarvoor is inbreng %(number)s?"),
    ),
}
STANDS: Final = ("proposed_on", "rate", "first_year", "last_year", "fte", "facilities", "decided_by", LINES)
"""What is not changed once an organisation has decided."""


class FteField(forms.Field):
    """Capacity typed as 0,5 or 0.5; the value is a Decimal."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> Decimal | None:
        if value is None or value == "":
            return None
        typed = str(value).strip().replace(",", ".")
        if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", typed, re.ASCII):
            raise ValidationError(_("Schrijf een aantal fte, bijvoorbeeld 0,5."))
        return Decimal(typed)


class AgreementForm(forms.Form):
    """Everything that an agreement says. `stands`: an organisation has decided, and only words can be mended."""

    title = forms.CharField(label=gettext_lazy("Naam"), max_length=LONGEST["title"])
    source = forms.CharField(
        label=gettext_lazy("Bron"),
        max_length=LONGEST["source"],
        help_text=gettext_lazy("Het stuk waarin dit staat, met zijn datum."),
    )
    proposed_on = DutchDateField(
        label=gettext_lazy("Voorgesteld op"),
        help_text=gettext_lazy("Vanaf deze dag staat de afspraak voor iedereen op de pagina Bijdragen."),
    )
    decided_by = forms.ChoiceField(label=gettext_lazy("Besloten met voorstel"), required=False)
    rate = RateField(
        label=gettext_lazy("Tarief per inwoner per jaar"),
        help_text=gettext_lazy("Bijvoorbeeld 0,07 of 7 cent."),
    )
    first_year = forms.IntegerField(label=gettext_lazy("Eerste jaar"))
    last_year = forms.IntegerField(label=gettext_lazy("Laatste jaar"))
    largest_paid = forms.IntegerField(
        label=gettext_lazy("Hoeveel grootste gemeenten betaalden eerst alles?"),
        help_text=gettext_lazy("Vul 0 in als dat niet zo was."),
        min_value=0,
        max_value=100,
        initial=0,
    )
    fte = FteField(
        label=gettext_lazy("Fte per partner per jaar"), help_text=gettext_lazy("Bijvoorbeeld 0,5.")
    )
    facilities = forms.CharField(
        label=gettext_lazy("Wat partners verder bieden"), max_length=LONGEST["facilities"], required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        proposals: Sequence[tuple[str, str]],
        known: AgreementTerms | None = None,
        revision: int = 0,
        fixed: Collection[str] = (),
    ) -> None:
        super().__init__(data, initial={**(_initial(known) if known else {}), "revision": revision})
        self.rows = tuple(self._add_rows(known, stands=LINES in fixed))
        choice = self.fields["decided_by"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("nog geen voorstel")), *_with_known(proposals, known)]
        for name in fixed:
            if name in self.fields:
                self.fields[name].disabled = True

    def _add_rows(self, known: AgreementTerms | None, *, stands: bool) -> Iterator["LineRow"]:
        for side in Side:
            lines = known.of(side) if known else ()
            count = len(lines) + (0 if stands else EMPTY_ROWS if known else FIRST_ROWS)
            for number in range(1, count + 1):
                line = lines[number - 1] if number <= len(lines) else None
                row = LineRow(side, number)
                self.fields.update(_row_fields(row, line, stands=stands))
                yield row

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            said = {part: cleaned.get(row.name(part)) for part in PARTS}
            if not any(said.values()):
                continue
            for part, complaint in (
                ("title", _("Geef deze post een naam.")),
                ("amount", _("Vul het bedrag in.")),
            ):
                if not said[part] and row.name(part) not in self.errors:
                    self.add_error(row.name(part), complaint)
        self._refuse_what_stands()
        return cleaned

    def _refuse_what_stands(self) -> None:
        """A browser sends no field that stands; a page of before something hung on it does, and is told so."""
        for name, field in self.fields.items():
            if not field.disabled or name not in self.data:
                continue
            typed = field.widget.value_from_datadict(self.data, self.files, name)
            stored = field.prepare_value(self.get_initial_for_field(field, name))
            if _meant(field, typed) != _meant(field, stored):
                complaint = _("Dit staat vast: er hangt al iets aan deze afspraak. Open de pagina opnieuw.")
                self.add_error(name, complaint)

    @property
    def terms(self) -> AgreementTerms:
        """What was typed, once the form is valid."""
        said = self.cleaned_data
        lines = tuple(
            BudgetItem(row.side, *(said[row.name(part)] for part in PARTS))
            for row in self.rows
            if said[row.name("title")]
        )
        names = ("title", "source", "proposed_on", "rate", "first_year", "last_year", "fte", "facilities")
        more = ("largest_paid", "decided_by")
        return AgreementTerms(lines=lines, **{name: said[name] for name in (*names, *more)})

    def refuse(self, error: DomainError) -> None:
        """Put the refusal of the service at the field it is about."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


@dataclass(frozen=True, slots=True)
class LineRow:
    """The fields of one line of the budget."""

    side: Side
    number: int

    def name(self, part: str) -> str:
        return f"{self.side.value}_{self.number}_{part}"


def _row_fields(row: LineRow, line: BudgetItem | None, *, stands: bool) -> dict[str, forms.Field]:
    label, amount, purpose = (str(text) % {"number": row.number} for text in LABELS[row.side])
    fields: dict[str, forms.Field] = {
        row.name("title"): forms.CharField(
            label=label, max_length=LONGEST_LINE, required=False, initial=line.title if line else ""
        ),
        row.name("amount"): EuroField(
            label=amount,
            required=False,
            initial=line.amount_cents if line else None,
            disabled=stands,
        ),
        row.name("purpose"): forms.CharField(
            label=purpose,
            max_length=LONGEST_PURPOSE,
            required=False,
            initial=line.purpose if line else "",
        ),
    }
    for part in ("title", "amount"):  # needed as soon as the row says anything
        fields[row.name(part)].is_needed_at_times = True  # type: ignore[attr-defined]
    return fields


def _with_known(proposals: Sequence[tuple[str, str]], known: AgreementTerms | None) -> list[tuple[str, str]]:
    """A proposal that this reader may not see stays what it was."""
    code = known.decided_by if known else ""
    is_shown = not code or code in {each for each, _title in proposals}
    return [*proposals, *([] if is_shown else [(code, code)])]


def _meant(field: forms.Field, text: Any) -> object:
    """What a text means in a field; None where it means nothing."""
    try:
        return cast(object, field.clean(text))
    except forms.ValidationError:
        return None


def _initial(known: AgreementTerms) -> dict[str, object]:
    names = (
        "title",
        "source",
        "proposed_on",
        "first_year",
        "last_year",
        "largest_paid",
        "facilities",
        "decided_by",
    )
    return {
        **{name: getattr(known, name) for name in names},
        "rate": rate_to_type(known.rate),
        "fte": format_number(known.fte, 2).removesuffix("0"),
    }
