"""The shape of a grant, a step of it and an activity as people type them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField, EuroField
from noaber.core.components.refusing import RefusingForm
from noaber.finance.models import ACTIVITY_STATUSES, GRANT_STEPS
from noaber.finance.rules.grants import funded_activities as activities
from noaber.finance.rules.grants.funded_activities import ActivityStatus, FundedActivityText
from noaber.finance.rules.grants.grant import (
    LONGEST,
    LONGEST_DETAIL,
    GrantDetails,
    GrantStepKind,
    GrantStepText,
    IncomeLine,
)

Choices = Sequence[tuple[str, str]]
LINES: Final = forms.Textarea(attrs={"rows": 3})
TO_CHOOSE: Final = [(kind, text) for kind, text in GRANT_STEPS.items() if kind is not GrantStepKind.WITHDRAWN]
LONGEST_REASON: Final = 500


def _offer(form: forms.Form, name: str, choices: Choices, *, empty: str) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", empty), *choices]


def _line_key(line: IncomeLine) -> str:
    return f"{line.agreement}/{line.year}/{line.post}"


class GrantForm(RefusingForm):
    """What a grant is."""

    title = forms.CharField(label=gettext_lazy("Naam"), max_length=LONGEST_DETAIL["title"])
    funder = forms.CharField(
        label=gettext_lazy("Financier"),
        max_length=LONGEST_DETAIL["funder"],
        help_text=gettext_lazy("Wie de subsidie geeft, bijvoorbeeld ZonMw."),
    )
    scheme = forms.CharField(
        label=gettext_lazy("Regeling"), max_length=LONGEST_DETAIL["scheme"], required=False
    )
    applicant = forms.ChoiceField(
        label=gettext_lazy("Aanvrager"),
        help_text=gettext_lazy("De organisatie die de subsidie aanvraagt en verantwoordt."),
    )
    file = forms.ChoiceField(
        label=gettext_lazy("Aanvraagdossier"),
        required=False,
        help_text=gettext_lazy("Het dossier bij Strategie waarin staat wie wat nodig heeft, als dat er is."),
    )
    line = forms.ChoiceField(
        label=gettext_lazy("Post in de begroting"),
        required=False,
        help_text=gettext_lazy("Op welke post bij de inkomsten de subsidie binnenkomt, als die er is."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Any,
        *,
        organisations: Choices,
        files: Choices,
        lines: Mapping[IncomeLine, str],
        known: GrantDetails | None = None,
        revision: int = 0,
    ) -> None:
        names = ("title", "funder", "scheme", "applicant", "file")
        said = {name: getattr(known, name) for name in names} if known else {}
        line = {"line": _line_key(known.line)} if known and known.line else {}
        super().__init__(data, initial={**said, **line, "revision": revision})
        _offer(self, "applicant", organisations, empty=_("kies een organisatie"))
        _offer(self, "file", files, empty=_("geen"))
        _offer(self, "line", [(_line_key(each), text) for each, text in lines.items()], empty=_("geen"))
        self._lines = {_line_key(each): each for each in lines}

    @property
    def details(self) -> GrantDetails:
        said = self.cleaned_data
        line = self._lines.get(said["line"])
        return GrantDetails(
            said["title"], said["funder"], said["scheme"], said["applicant"], said["file"], line
        )


class StepForm(RefusingForm):
    """One dated step; `reports`: those that are asked and not handed in. Of a correction the kind stays."""

    kind = forms.ChoiceField(label=gettext_lazy("Wat gebeurde er?"))
    on = DutchDateField(
        label=gettext_lazy("Wanneer?"),
        help_text=gettext_lazy("Bij een gevraagde verantwoording: de dag waarop die er uiterlijk moet zijn."),
    )
    amount = EuroField(
        label=gettext_lazy("Bedrag"),
        required=False,
        help_text=gettext_lazy(
            "Bij een verantwoording: wat daarin ten laste van de subsidie komt. Leeg bij een afwijzing en bij een "
            "gevraagde verantwoording."
        ),
    )
    answers = forms.ChoiceField(
        label=gettext_lazy("Welke gevraagde verantwoording is dit?"),
        required=False,
        help_text=gettext_lazy("Alleen als u een verantwoording hebt verstuurd."),
    )
    reference = forms.CharField(
        label=gettext_lazy("Kenmerk"), max_length=LONGEST["reference"], required=False
    )
    evidence = forms.CharField(
        label=gettext_lazy("Waar staat dit?"),
        max_length=LONGEST["evidence"],
        widget=LINES,
        help_text=gettext_lazy("Bijvoorbeeld in welke brief, en waar die ligt. Geen namen van personen."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom verbetert u dit?"), max_length=LONGEST_REASON, widget=LINES
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Any, *, revision: int, reports: Choices = (), known: GrantStepText | None = None
    ) -> None:
        said = {}
        if known:
            said = {
                "kind": known.kind.value,
                "on": known.on,
                "amount": known.amount_cents,
                "reference": known.reference,
                "evidence": known.evidence,
            }
        super().__init__(data, initial={**said, "revision": revision})
        kinds = [(kind.value, str(text)) for kind, text in TO_CHOOSE if known is None or kind is known.kind]
        _offer(self, "kind", kinds, empty=_("kies"))
        if known:
            del self.fields["answers"]
        else:
            del self.fields["reason"]
            _offer(self, "answers", reports, empty=_("geen"))
            if not reports:
                del self.fields["answers"]

    @property
    def step(self) -> GrantStepText:
        said = self.cleaned_data
        return GrantStepText(
            GrantStepKind(said["kind"]), said["on"], said["amount"], said["reference"], said["evidence"]
        )

    @property
    def answered(self) -> int | None:
        typed = self.cleaned_data.get("answers")
        return int(typed) if typed else None


class WithdrawForm(RefusingForm):
    """Why a step is taken back."""

    reason = forms.CharField(label=gettext_lazy("Waarom?"), max_length=LONGEST_REASON, widget=LINES)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, revision: int) -> None:
        super().__init__(data, initial={"revision": revision})


class ActivityForm(RefusingForm):
    """What an activity is and how far it is."""

    title = forms.CharField(label=gettext_lazy("Naam"), max_length=activities.LONGEST["title"])
    lead = forms.ChoiceField(label=gettext_lazy("Trekker"))
    funder = forms.CharField(
        label=gettext_lazy("Financier"),
        max_length=activities.LONGEST["funder"],
        help_text=gettext_lazy("Bijvoorbeeld ZonMw."),
    )
    theme = forms.ChoiceField(label=gettext_lazy("Thema"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Stand"), choices=[(each.value, text) for each, text in ACTIVITY_STATUSES.items()]
    )
    status_on = DutchDateField(
        label=gettext_lazy("Sinds"),
        help_text=gettext_lazy("Bij gepland: de dag waarop het moet beginnen."),
    )
    grant = forms.ChoiceField(label=gettext_lazy("Uit welke subsidie?"), required=False)
    amount = EuroField(
        label=gettext_lazy("Bedrag uit die subsidie"),
        required=False,
        help_text=gettext_lazy("Alleen het netwerk ziet dit bedrag."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Any,
        *,
        organisations: Choices,
        themes: Choices,
        grants: Choices,
        known: FundedActivityText | None = None,
        revision: int = 0,
    ) -> None:
        names = ("title", "lead", "funder", "theme", "status", "status_on", "grant")
        said = {name: getattr(known, name) for name in names} if known else {}
        amount = {"amount": known.amount_cents} if known else {}
        super().__init__(data, initial={**said, **amount, "revision": revision})
        _offer(self, "lead", organisations, empty=_("kies een organisatie"))
        _offer(self, "theme", themes, empty=_("geen"))
        _offer(self, "grant", grants, empty=_("geen"))

    @property
    def text(self) -> FundedActivityText:
        said = self.cleaned_data
        return FundedActivityText(
            said["title"],
            said["lead"],
            said["funder"],
            said["theme"],
            ActivityStatus(said["status"]),
            said["status_on"],
            said["grant"],
            said["amount"],
        )


class ActivityListForm(RefusingForm):
    """A list of activities."""

    file = forms.FileField(
        label=gettext_lazy("Lijst met activiteiten"),
        help_text=gettext_lazy("Een Excel- of CSV-bestand, hoogstens 25 MB. Begin met het sjabloon."),
        error_messages={"required": gettext_lazy("Kies een bestand.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
