"""What one party says of each point that it is asked."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.errors import DomainError
from noaber.decisions.forms.point_texts import point_text
from noaber.decisions.queries.proposals.matrix import Cell, PointRow
from noaber.decisions.rules.positions import Answer, answers_to
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import LONGEST_TEXT, Said
from noaber.decisions.words import answer_words

_OPEN: Final = frozenset({"evidence", "document", "revision", "version"})
"""What can be filled in at a step that is closed."""


class PositionForm(forms.Form):
    """An answer and a text per point, the day of the decision and where it can be read.

    `nothing`: what no answer is called.
    """

    nothing = gettext_lazy("nog niet")

    decided_on = DutchDateField(label=gettext_lazy("Besloten op"))
    evidence = forms.CharField(
        label=gettext_lazy("Waar staat het besluit?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld het adres van de besluitenlijst, of het nummer van het stuk."),
    )
    document = forms.FileField(
        label=gettext_lazy("Het besluit zelf"),
        required=False,
        help_text=gettext_lazy(
            "Bijvoorbeeld de besluitenlijst als PDF. Wie in het netwerk zit, kan het lezen."
        ),
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
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        points: Sequence[PointRow],
        every: Sequence[PointRow] = (),
        known: Mapping[str, Cell],
        today: dt.date,
        revision: int,
        version: int,
        with_document: bool = True,
        is_closed: bool = False,
        role: Role | None = None,
    ) -> None:
        """`every`: all points of the text, of which `points` are asked; `role`: what is done at the stage; `version`:
        the number of the text.

        `with_document`: whether a file can be handed in; what is put ready for another holds words only.
        `is_closed`: what was answered stands, and only where it can be read can be added.
        """
        last = max(known.values(), key=lambda cell: cell.decided_on, default=None)
        initial: dict[str, Any] = {
            "decided_on": last.decided_on if last else today,
            "evidence": last.evidence if last else "",
            "revision": revision,
            "version": version,
        }
        super().__init__(data, files, initial=initial)
        if not with_document:
            del self.fields["document"]
        self.points, self.every, self.role = points, every, role
        for point in points:
            self._ask(point, known.get(point.label))
        # A form that was open before it closed is sent with its answers (or a day): the service says why they stand.
        if is_closed and not any(names_of(point.label)[0] in (data or {}) for point in points):
            for name in self.fields.keys() - _OPEN - ({"decided_on"} & set(data or ())):
                self.fields[name].disabled = True
        self.order_fields(
            [
                *(name for point in points for name in names_of(point.label)),
                "decided_on",
                "evidence",
                "document",
            ]
        )

    def _ask(self, point: PointRow, cell: Cell | None) -> None:
        answer, text = names_of(point.label)
        words = [(each.value, answer_words(each, self.role)) for each in answers_to(point.kind)]
        self.fields[answer] = forms.ChoiceField(
            label=_("Punt %(label)s") % {"label": point.label},
            help_text=point_text(point, self.every, self.points),
            choices=[("", self.nothing), *words],
            required=False,
            initial=cell.answer.value if cell else "",
        )
        self.fields[text] = forms.CharField(
            label=_("Kanttekening of reden bij punt %(label)s") % {"label": point.label},
            required=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=cell.text if cell else "",
        )

        # Neither is optional as such: what is left open, is answered later; a text belongs to some answers.
        for name in (answer, text):
            self.fields[name].is_needed_at_times = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A text belongs to an answer, and a form without any answer records nothing."""
        values = super().clean() or self.cleaned_data
        for point in self.points:
            answer, text = names_of(point.label)
            if values.get(text) and not values.get(answer):
                self.add_error(
                    answer, _("Kies ook een antwoord bij punt %(label)s.") % {"label": point.label}
                )
        if not any(values.get(names_of(point.label)[0]) for point in self.points):
            self.add_error(None, _("Kies bij ten minste één punt een antwoord."))
        return values

    def ask_why(self, question: str, known: str) -> None:
        """A reason that is needed on this occasion, above all else."""
        self.fields["motive"] = forms.CharField(
            label=question,
            initial=known,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("De reden komt in de besluitenlijst te staan."),
        )
        self.order_fields(["motive"])

    @property
    def said(self) -> dict[str, Said]:
        """What was answered, by label; a point without an answer is left as it is."""
        typed = self.cleaned_data
        pairs = ((point.label, *names_of(point.label)) for point in self.points)
        return {
            label: Said(Answer(typed[answer]), typed[text]) for label, answer, text in pairs if typed[answer]
        }

    def refuse(self, error: DomainError) -> None:
        """Put the refusal of the service at the field it is about."""
        own = {point.label: names_of(point.label) for point in self.points}
        name = error.field.removeprefix("text_")
        if name in own:
            field: str | None = own[name][1] if error.field.startswith("text_") else own[name][0]
        else:
            field = error.field if error.field in self.fields else None
        self.add_error(field, error.message)


def keep_typed(form: forms.Form, typed: Mapping[str, Any], changed: Collection[str]) -> None:
    """What was typed on an earlier text, in a form about the present one: all but the answers on what changed."""
    lost = {names_of(label)[0] for label in changed}
    names = [name for name, field in form.fields.items() if name in typed and not field.disabled]
    form.initial.update({name: "" if name in lost else typed[name] for name in names if name != "version"})


def names_of(label: str) -> tuple[str, str]:
    """The names of the two fields of a point."""
    return f"answer_{label}", f"text_{label}"
