"""The shape of a budget as people type it: a row per line, and empty rows for new ones."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import EuroField
from noaber.core.components.refusing import RefusingForm
from noaber.core.errors import DomainError
from noaber.core.rules.money import format_euro
from noaber.finance.models import BUDGET_SIDES
from noaber.finance.rules.agreements.agreement import LONGEST_LINE, LONGEST_PURPOSE
from noaber.finance.rules.budget.year_budget import AskedLine, BudgetSide

EMPTY_ROWS: Final = 2
LONGEST_REASON: Final = 500


class BudgetForm(RefusingForm):
    """Every line of a year; a line that is emptied goes. `is_amendment`: it says why, and each line what it had."""

    is_in_rows = True
    reason = forms.CharField(
        label=gettext_lazy("Waarom deze wijziging?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        lines: Sequence[AskedLine],
        revision: int,
        is_amendment: bool,
    ) -> None:
        super().__init__(data, initial={"revision": revision})
        if not is_amendment:
            del self.fields["reason"]
        self.is_amendment = is_amendment
        self.rows: list[tuple[str, str, BudgetSide]] = []
        for side in BudgetSide:
            known = [line for line in lines if line.side is side]
            for number, line in enumerate(known, start=1):
                self._add_row(f"{side.value}_{line.code or number}", side, line, number)
            for extra in range(1, EMPTY_ROWS + 1):
                self._add_row(f"{side.value}_nieuw_{extra}", side, None, len(known) + extra)

    def _add_row(self, name: str, side: BudgetSide, line: AskedLine | None, number: int) -> None:
        facts = {"number": number}
        self.rows.append((name, line.code if line else "", side))
        self.fields[f"{name}_title"] = forms.CharField(
            label=_("Post %(number)s") % facts,
            max_length=LONGEST_LINE,
            required=False,
            initial=line.title if line else "",
        )
        self.fields[f"{name}_amount"] = EuroField(
            label=_("Bedrag van post %(number)s") % facts,
            required=False,
            initial=line.amount_cents if line else None,
            help_text=_("Nu %(cents)s.") % {"cents": format_euro(line.amount_cents)}
            if line and self.is_amendment
            else "",
        )
        self.fields[f"{name}_purpose"] = forms.CharField(
            label=_("Waarvoor is post %(number)s?") % facts,
            max_length=LONGEST_PURPOSE,
            required=False,
            initial=line.purpose if line else "",
        )

    @property
    def fieldsets(self) -> list[tuple[str, list[str]]]:
        """Both sides under their own title, the reason first."""
        found = [("", ["reason"])] if "reason" in self.fields else []
        for side in BudgetSide:
            names = [
                f"{name}_{part}"
                for name, _code, of_side in self.rows
                if of_side is side
                for part in ("title", "amount", "purpose")
            ]
            found.append((str(BUDGET_SIDES[side]).capitalize(), names))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, _code, _side in self.rows:
            title, amount = cleaned.get(f"{name}_title"), cleaned.get(f"{name}_amount")
            if amount and not title and f"{name}_title" not in self.errors:
                self.add_error(f"{name}_title", _("Geef deze post een naam."))
            if title and amount is None and f"{name}_amount" not in self.errors:
                self.add_error(f"{name}_amount", _("Vul het bedrag in."))
        return cleaned

    @property
    def lines(self) -> tuple[AskedLine, ...]:
        """What was typed, once the form is valid."""
        said = self.cleaned_data
        return tuple(
            AskedLine(code, side, said[f"{name}_title"], said[f"{name}_purpose"], said[f"{name}_amount"])
            for name, code, side in self.rows
            if said[f"{name}_title"]
        )

    def refuse(self, error: DomainError) -> None:
        """The field of a refusal is the code of a line, or a field of the form."""
        row = next((name for name, code, _side in self.rows if code and code == error.field), "")
        name = f"{row}_amount" if row else error.field
        self.add_error(name if name in self.fields else None, error.message)
