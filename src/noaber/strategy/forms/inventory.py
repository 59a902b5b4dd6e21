"""What an organisation puts first, as its contact types it on a phone: the plan, and a few ranked rows."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.strategy.models import KINDS
from noaber.strategy.rules.inventory import (
    LONGEST,
    LONGEST_PART,
    MOST_PRIORITIES,
    PlanText,
    PriorityText,
    page_fault,
)

FEWEST_ROWS: Final = 5
SPARE_ROWS: Final = 1
FOLDED: Final = ("council_on", "link", "file")
PARTS: Final = ("rank", "field", "wording", "page", "ambition")
PLAN_FIELDS: Final = ("title", "starts_on", "ends_on", "council_on", "link")
Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""The taxonomy as a select box shows it: per field its themes."""


class PlanForm(RefusingForm):
    """A safety plan with its priorities; `offered` fills the form in, `revision` is what its sender saw.

    `retyped`: what was typed when one more row was asked for; it comes back with that row, and nothing is judged yet.
    `takes_file`: not where the form is put ready for somebody else, which keeps words only.
    """

    title = forms.CharField(
        label=gettext_lazy("Naam van het veiligheidsplan"),
        max_length=LONGEST["title"],
        initial=gettext_lazy("Integraal veiligheidsplan"),
    )
    starts_on = DutchDateField(label=gettext_lazy("Het plan geldt vanaf"))
    ends_on = DutchDateField(label=gettext_lazy("Tot en met"))
    council_on = DutchDateField(label=gettext_lazy("Vastgesteld door de raad op"), required=False)
    link = forms.CharField(
        label=gettext_lazy("Waar staat het plan?"),
        required=False,
        max_length=LONGEST["link"],
        help_text=gettext_lazy("Het adres op uw website of in het raadsinformatiesysteem."),
        widget=forms.URLInput,
    )
    file = forms.FileField(
        label=gettext_lazy("Of het plan zelf"),
        required=False,
        help_text=gettext_lazy("PDF of een ander document, hoogstens 25 MB. Iedereen kan het lezen."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_names = {"priorities": "p1_field"}

    def __init__(
        self,
        data: Any,
        files: Any = None,
        *,
        themes: Groups,
        offered: PlanText | None = None,
        revision: int = 0,
        retyped: Any = None,
        takes_file: bool = True,
    ) -> None:
        initial: dict[str, Any] = {"revision": revision}
        if offered:
            initial |= {name: getattr(offered, name) for name in PLAN_FIELDS}
        super().__init__(data, files, initial=initial)
        self.is_retyped = retyped is not None
        if not takes_file:
            del self.fields["file"]
        self.kept_file = offered.file if offered and revision else ""
        known = offered.priorities if offered else ()
        asked = _rows_in(retyped) + 1 if self.is_retyped else _rows_in(data)
        self.rows = min(max(len(known) + SPARE_ROWS, FEWEST_ROWS, asked), MOST_PRIORITIES)
        for number in range(1, self.rows + 1):
            self._add_row(number, known[number - 1] if number <= len(known) else None, themes)
        for name in FOLDED:
            if name in self.fields:
                self.fields[name].is_folded = True  # type: ignore[attr-defined]
        if self.is_retyped:
            self.initial = {**self.initial, **{n: retyped[n] for n in self.fields if n in retyped}}

    def _add_row(self, number: int, known: PriorityText | None, themes: Groups) -> None:
        theme = forms.ChoiceField(label=_("Thema"), required=False, initial=known.field if known else "")
        theme.choices = [("", _("– kies –")), *themes]
        rank = forms.IntegerField(
            label=_("Rang"),
            min_value=1,
            max_value=MOST_PRIORITIES,
            required=False,
            initial=known.rank if known else number,
        )
        for field in (theme, rank):
            field.is_needed_at_times = True  # type: ignore[union-attr]
        rank.is_folded = True  # type: ignore[attr-defined]  # the order of the rows says it
        texts = {
            "wording": _("In uw eigen woorden"),
            "page": _("Bladzijde in het plan"),
            "ambition": _("Wat wilt u bereiken?"),
        }
        self.fields |= {f"p{number}_rank": rank, f"p{number}_field": theme}
        for part, label in texts.items():
            self.fields[f"p{number}_{part}"] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST_PART[part],
                initial=getattr(known, part) if known else "",
            )
            self.fields[f"p{number}_{part}"].is_folded = part != "wording"  # type: ignore[attr-defined]

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        rows = [
            (
                _("Prioriteit %(number)s") % {"number": number},
                tuple(f"p{number}_{part}" for part in ("field", "wording", "rank", "page", "ambition")),
            )
            for number in range(1, self.rows + 1)
        ]
        return [(_("Het plan"), (*PLAN_FIELDS, "file")), *rows]

    def clean(self) -> dict[str, Any]:
        """A row that says something has a theme and a rank; the number of an empty row says nothing."""
        values = super().clean() or self.cleaned_data
        for number in range(1, self.rows + 1):
            says = any(values.get(f"p{number}_{part}") for part in ("wording", "page", "ambition"))
            if self._is_emptied(number, values):
                continue
            if says and not values.get(f"p{number}_field") and f"p{number}_field" not in self.errors:
                self.add_error(f"p{number}_field", _("Kies het thema."))
            if values.get(f"p{number}_field") and not values.get(f"p{number}_rank"):
                self.add_error(f"p{number}_rank", _("Vul de rang in."))
            if fault := page_fault(values.get(f"p{number}_page") or ""):
                self.add_error(f"p{number}_page", fault)
        return values

    def _is_emptied(self, number: int, values: dict[str, Any]) -> bool:
        """Whether a priority was taken out: what it is about is gone, and what waits behind "Meer" goes with it."""
        was = self.fields[f"p{number}_field"].initial
        return bool(was) and not values.get(f"p{number}_field") and not values.get(f"p{number}_wording")

    @property
    def text(self) -> PlanText:
        """What was typed, once the form is valid."""
        said = {name: self.cleaned_data[name] for name in PLAN_FIELDS}
        priorities = sorted(self._priorities(), key=lambda each: each.rank)
        return PlanText(priorities=tuple(priorities), file=self.kept_file, **said)

    def _priorities(self) -> Iterator[PriorityText]:
        for number in range(1, self.rows + 1):
            said = {part: self.cleaned_data[f"p{number}_{part}"] for part in PARTS}
            if said["field"]:
                yield PriorityText(**said)


def _rows_in(data: Any) -> int:
    """How many rows were sent, so that a form that is shown again has them all."""
    names = [name for name in data or () if name.endswith("_field") and name[1:-6].isdigit()]
    return max((int(name[1:-6]) for name in names), default=0)


class SourceForm(PlanForm):
    """An agenda or a review, which is no organisation: what it is, and what it puts first."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Wat is het?"), choices=[(kind.value, text) for kind, text in KINDS.items()]
    )

    def __init__(self, *args: Any, kind: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        labels = {
            "title": _("Naam van de bron"),
            "starts_on": _("Geldt vanaf"),
            "council_on": _("Vastgesteld op"),
            "link": _("Waar staat het?"),
            "file": _("Of het stuk zelf"),
        }
        for name, label in labels.items():
            if name in self.fields:
                self.fields[name].label = label
        self.fields["link"].help_text = ""
        self.fields["kind"].initial = kind
        self.fields["kind"].disabled = bool(kind)  # what a source is, does not change

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        (_title, names), *rows = super().fieldsets
        return [(_("De bron"), ("kind", *names)), *rows]
