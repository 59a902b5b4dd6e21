"""The shape of a report: which period, how far a line may be off, and the words of its writer."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import EuroField
from noaber.core.components.refusing import RefusingForm
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import MONTHS
from noaber.core.rules.money import format_euro
from noaber.finance.forms.billing import PercentField
from noaber.finance.papers.report_tables import ORDER
from noaber.finance.rules.reports.content import ReportContent
from noaber.finance.rules.reports.report import (
    LAST_MONTH,
    LONGEST_EXPLANATION,
    Explanation,
    ReportKind,
    Threshold,
    last_day,
)
from noaber.finance.services.reports.report import ReportWords

LINES: Final = forms.Textarea(attrs={"rows": 2})


class NewReportForm(RefusingForm):
    """The last month of a period that is over, and the threshold."""

    period = forms.ChoiceField(label=gettext_lazy("Periode"))
    percent = PercentField(label=gettext_lazy("Toelichting nodig boven dit percentage"), initial="10")
    cents = EuroField(label=gettext_lazy("en boven dit bedrag"), initial=1_000_00)

    def __init__(
        self, data: Mapping[str, Any] | None, *, year: int, today: dt.date, made: Mapping[int, str]
    ) -> None:
        """`made`: how the report of a period stands, by its last month."""
        super().__init__(data)
        field = self.fields["period"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (str(month), _period_words(year, month, made.get(month, "")))
                for month in range(LAST_MONTH, 0, -1)
                if last_day(year, month) < today
            ]

    @property
    def month(self) -> int:
        return int(self.cleaned_data["period"])

    @property
    def threshold(self) -> Threshold:
        return Threshold(self.cleaned_data["percent"], self.cleaned_data["cents"])


def _period_words(year: int, month: int, state: str) -> str:
    text = _("Tussenrapportage t/m %(month)s") % {"month": MONTHS[month - 1]}
    if month == LAST_MONTH:
        text = _("Jaarrekening %(year)s") % {"year": year}
    return f"{text} ({state})" if state else text


class ReportForm(RefusingForm):
    """The words with a report; in an interim report also what is expected of each line."""

    percent = PercentField(label=gettext_lazy("Toelichting nodig boven dit percentage"))
    cents = EuroField(label=gettext_lazy("en boven dit bedrag"))
    summary = forms.CharField(
        label=gettext_lazy("Samenvatting"), max_length=LONGEST_EXPLANATION, required=False, widget=LINES
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Mapping[str, Any] | None, *, content: ReportContent, revision: int, is_first: bool
    ) -> None:
        threshold = content.threshold
        first = {
            "revision": revision,
            "summary": content.summary,
            "percent": f"{threshold.percent.normalize():f}".replace(".", ","),
            "cents": threshold.cents,
        }
        super().__init__(data, initial=first)
        self.content = content
        self.codes = [each.line.code for side in ORDER for each in content.of(side)]
        self.fieldsets: list[tuple[str, list[str]]] = [("", ["summary", "percent", "cents"])]
        for side in ORDER:
            for each in content.of(side):
                self._add_line(each.line.code)
        self.money: list[str] = []
        if content.kind is ReportKind.ANNUAL:
            self._add_result(is_first)

    def _add_line(self, code: str) -> None:
        each = next(one for one in self.content.lines if one.line.code == code)
        facts = {"off": format_euro(each.deviation_cents), "title": each.line.title}
        names = []
        if self.content.kind is ReportKind.INTERIM:
            known = {one.code: one.expected_cents for one in self.content.explanations}
            self.fields[f"expected_{code}"] = EuroField(
                label=_("Verwacht voor het hele jaar op %(title)s") % facts,
                required=False,
                initial=known.get(code),
                help_text=_("Leeg: %(amount)s, zoals uitgerekend.")
                % {"amount": format_euro(each.line.computed_cents)},
            )
            names.append(f"expected_{code}")
        self.fields[f"text_{code}"] = forms.CharField(
            label=_("Toelichting bij %(title)s") % facts,
            max_length=LONGEST_EXPLANATION,
            required=False,
            initial=each.text,
            widget=LINES,
            help_text=_("Afwijking: %(off)s. Toelichting is nodig.") % facts
            if each.must_be_explained
            else _("Afwijking: %(off)s.") % facts,
        )
        self.fieldsets.append((each.line.title.capitalize(), [*names, f"text_{code}"]))

    def _add_result(self, is_first: bool) -> None:
        content = self.content
        open_cents = content.figures.open_cents("commitment")
        result = format_euro(content.figures.result_cents)
        labels = {
            "back": (_("Terug naar wie betaalde"), _("Het resultaat is %(amount)s.") % {"amount": result}),
            "carried": (
                _("Mee naar volgend jaar voor verplichtingen"),
                _("Er loopt %(amount)s door.") % {"amount": format_euro(open_cents)},
            ),
        }
        if is_first:
            labels["opening"] = (
                _("Reserve bij het begin van de afspraak"),
                _("Wat er voor die tijd was, weet Noaber niet. Vul in wat de administratie zegt."),
            )
        values = {
            "back": content.back_cents,
            "carried": content.carried_cents,
            "opening": content.opening_cents,
        }
        for name, (label, text) in labels.items():
            self.fields[name] = EuroField(label=label, help_text=text, required=False, initial=values[name])
            self.money.append(name)
        self.fieldsets.append((_("Wat er met het resultaat gebeurt"), self.money))

    @property
    def words(self) -> ReportWords:
        said = self.cleaned_data
        return ReportWords(
            Threshold(said["percent"], said["cents"]),
            tuple(
                Explanation(code, said[f"text_{code}"].strip(), said.get(f"expected_{code}"))
                for code in self.codes
            ),
            said["summary"],
            said.get("back") or 0,
            said.get("carried") or 0,
            said.get("opening") or 0,
        )

    def refuse(self, error: DomainError) -> None:
        """The field of a refusal is the code of a line, or a field of the form."""
        name = f"text_{error.field}" if error.field in self.codes else error.field
        self.add_error(name if name in self.fields else None, error.message)


class VersionForm(RefusingForm):
    """Making final: which version the reader saw."""

    note = forms.CharField(label=gettext_lazy("Toelichting"), max_length=500, required=False, widget=LINES)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Mapping[str, Any] | None, *, version: int) -> None:
        super().__init__(data, initial={"version": version})
