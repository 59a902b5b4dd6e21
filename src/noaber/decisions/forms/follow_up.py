"""What is typed to ask again, to report a decision, and to send a report back."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.errors import DomainError
from noaber.core.files import PAPERS, kind_words
from noaber.decisions.forms.point_texts import point_text
from noaber.decisions.forms.positions import names_of
from noaber.decisions.queries.proposals.matrix import PointRow
from noaber.decisions.rules.positions import Answer, answers_to
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import LONGEST_TEXT, Said
from noaber.decisions.services.follow_up.asking import LONGEST_SENTENCE
from noaber.decisions.services.follow_up.reporting import LONGEST_EVIDENCE
from noaber.decisions.services.follow_up.settling import LONGEST_REASON
from noaber.decisions.words import answer_words, is_vote


class AskForm(forms.Form):
    """One sentence of the coordinator's own. `request_key` is made with the preview: sent twice, it goes out once.

    `seen`: the last letter that the preview knew of; who was asked after it is left out.
    """

    sentence = forms.CharField(
        label=gettext_lazy("Eigen zin in de brief"),
        max_length=LONGEST_SENTENCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Bijvoorbeeld waarom het haast heeft. Wie geantwoord heeft, krijgt niets."),
    )
    request_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("Ververs de pagina en probeer het opnieuw.")},
    )
    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": gettext_lazy("Ververs de pagina en probeer het opnieuw.")},
    )

    def refuse(self, error: DomainError) -> None:
        self.add_error(error.field if error.field in self.fields else None, error.message)


class ReturnForm(forms.Form):
    """Why a report goes back; its reporter reads this."""

    reason = forms.CharField(
        label=gettext_lazy("Waarom stuurt u de melding terug?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("De melder krijgt deze tekst per e-mail, met een nieuwe link."),
    )
    ask_present = forms.BooleanField(label="", required=False, initial=True)

    def __init__(self, *args: Any, is_gone: bool = False, present: str = "", **kwargs: Any) -> None:
        """`is_gone`: the reporter gets no link; `present`: who can be asked instead, when there is somebody."""
        super().__init__(*args, **kwargs)
        if is_gone:
            self.fields["reason"].help_text = _("De melder krijgt deze tekst per e-mail, zonder nieuwe link.")
        if is_gone and present:
            self.fields["ask_present"].label = _("Vraag het meteen aan %(names)s") % {"names": present}
        else:
            del self.fields["ask_present"]

    def refuse(self, error: DomainError) -> None:
        self.add_error(error.field if error.field in self.fields else None, error.message)


_NO_VOTE = format_lazy(
    gettext_lazy("Vul de plaats in, voeg het stuk toe, of doe beide. Kies uit: {kinds}; hoogstens 25 MB."),
    kinds=kind_words(PAPERS),
)


class ReportForm(forms.Form):
    """What was decided on every point, when, and where that can be read."""

    decided_on = DutchDateField(label=gettext_lazy("Wanneer is het besloten?"))
    evidence = forms.CharField(
        label=gettext_lazy("Waar staat het besluit?"),
        max_length=LONGEST_EVIDENCE,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld het adres van de besluitenlijst, of het nummer van het stuk."),
    )
    document = forms.FileField(
        label=gettext_lazy("Het besluit zelf"),
        required=False,
        help_text=format_lazy(
            gettext_lazy(
                "Vul de plaats in, voeg het besluit toe, of doe beide. Kies uit: {kinds}; hoogstens 25 MB."
            ),
            kinds=kind_words(PAPERS),
        ),
        error_messages={"empty": gettext_lazy("Het bestand is leeg.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"}),
    )
    revision = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": gettext_lazy("Ververs de pagina en probeer het opnieuw.")},
    )

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages={"required": gettext_lazy("Ververs de pagina en probeer het opnieuw.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        files: Any,
        *,
        points: Sequence[PointRow],
        every: Sequence[PointRow] = (),
        revision: int,
        version: int,
        role: Role | None = None,
    ) -> None:
        """`every`: all points of the text, of which `points` are asked; `version`: its number."""
        super().__init__(data, files, initial={"revision": revision, "version": version})
        self.points, self.every, self.role = points, every, role
        for name in ("evidence", "document"):  # one of the two
            self.fields[name].is_needed_at_times = True  # type: ignore[attr-defined]
        if not is_vote(role):
            self.fields["decided_on"].label = _("Wanneer is dit gezegd?")
            self.fields["evidence"].label = _("Waar is het te lezen?")
            self.fields["document"].label = _("Het stuk zelf")
            self.fields["document"].help_text = _NO_VOTE
        for point in points:
            self._ask(point)
        self.order_fields(name for point in points for name in names_of(point.label))

    def _ask(self, point: PointRow) -> None:
        answer, text = names_of(point.label)
        self.fields[answer] = forms.ChoiceField(
            label=_("Punt %(label)s") % {"label": point.label},
            help_text=point_text(point, self.every, self.points),
            choices=[
                ("", _("maak een keuze")),
                *((each.value, answer_words(each, self.role)) for each in answers_to(point.kind)),
            ],
            error_messages={
                "required": _("Kies wat er is besloten.") if is_vote(self.role) else _("Kies een antwoord.")
            },
        )
        self.fields[text] = forms.CharField(
            label=_("Kanttekening of reden bij punt %(label)s") % {"label": point.label},
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[text].is_needed_at_times = True  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Said]:
        """What was answered, by label."""
        pairs = ((point.label, *names_of(point.label)) for point in self.points)
        typed = self.cleaned_data
        return {label: Said(Answer(typed[answer]), typed[text]) for label, answer, text in pairs}

    @property
    def when_and_where(self) -> dict[str, Any]:
        typed = self.cleaned_data
        day: dt.date = typed["decided_on"]
        return {"decided_on": day, "evidence": typed["evidence"], "document": typed["document"]}

    def seen_again(self, revision: int) -> None:
        """The form as it was typed, for the question as it is now; a second look comes before sending it again."""
        self.data = {**dict(self.data.items()), "revision": str(revision)}
        text = _("Iemand anders heeft hier intussen iets vastgelegd. Kijk het na en verstuur dan opnieuw.")
        self.add_error(None, text)

    def refuse(self, error: DomainError) -> None:
        """Put the refusal of the service at the field it is about; a refused file is about the document."""
        own = {point.label: names_of(point.label) for point in self.points}
        name = error.field.removeprefix("text_")
        if name in own:
            field: str | None = own[name][1] if error.field.startswith("text_") else own[name][0]
        else:
            field = error.field if error.field in self.fields else None
        self.add_error(field, error.message)
