"""What is answered to a remark, and whose remarks are."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.errors import DomainError
from noaber.decisions.models import Effect
from noaber.decisions.queries.proposals.matrix import TextVersion
from noaber.decisions.queries.remarks import RemarkRow
from noaber.decisions.services.remarks import LONGEST_ANSWER


class _Refusing(forms.Form):
    def refuse(self, error: DomainError) -> None:
        """Put the refusal of the service at the field it is about."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


class AnswerForm(_Refusing):
    """The answer, what it does to the text, and in which version that can be read."""

    answer = forms.CharField(
        label=gettext_lazy("Antwoord"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Dit staat in de nota van beantwoording. Schrijf het voor wie de kanttekening maakte."
        ),
    )
    effect = forms.ChoiceField(
        label=gettext_lazy("Wat doet het met de tekst?"), choices=Effect.choices, widget=forms.RadioSelect
    )
    in_version = forms.TypedChoiceField(
        label=gettext_lazy("In welke versie is dat te lezen?"), coerce=int, empty_value=None, required=False
    )
    reply = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": gettext_lazy("Ververs de pagina en probeer het opnieuw.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, row: RemarkRow, versions: Sequence[TextVersion]
    ) -> None:
        last = row.reply
        initial: dict[str, Any] = {"reply": last.id if last else 0}
        if last:
            initial |= {"answer": last.answer, "effect": last.effect, "in_version": last.in_version}
        super().__init__(data, initial=initial)
        field = self.fields["in_version"]
        later = [each for each in versions if each.number > row.on_version]
        field.choices = [("", _("nog niet verwerkt")), *((each.number, _called(each)) for each in later)]  # type: ignore[attr-defined]
        field.help_text = _("Alleen als de kanttekening is overgenomen, helemaal of deels.")
        field.is_needed_at_times = True  # type: ignore[attr-defined]


def _called(version: TextVersion) -> str:
    text = _("versie %(number)s") if version.is_sent else _("versie %(number)s (concept)")
    return text % {"number": version.number}


class Seat(Protocol):
    """A seat as the choice needs it."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def body_name(self) -> str: ...


class OwnersForm(_Refusing):
    """Which remarks go to which seat."""

    remarks = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Welke kanttekeningen?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies ten minste één kanttekening.")},
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Welke zetel beantwoordt ze?"),
        help_text=gettext_lazy("Wie deze zetel bezet, nu en later, krijgt ze in de takenlijst."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        rows: Sequence[RemarkRow],
        chosen: Sequence[int],
        seats: Sequence[Seat],
    ) -> None:
        super().__init__(data, initial={"remarks": list(chosen)})
        self.fields["remarks"].choices = [(row.id, _described(row)) for row in rows]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", _("kies een zetel")), *_by_body(seats)]  # type: ignore[attr-defined]


def _described(row: RemarkRow) -> str:
    facts = {"party": row.party_name, "label": row.label, "text": _short(row.text)}
    described = _("%(party)s, punt %(label)s: %(text)s") % facts
    if row.owner:
        described += " " + _("(nu van: %(owner)s)") % {"owner": row.owner.shown}
    return described


def _short(text: str, limit: int = 160) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= limit else folded[: limit - 1].rsplit(" ", 1)[0] + "…"


def _by_body(seats: Sequence[Seat]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Seats under the name of their body."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for seat in sorted(seats, key=lambda each: (each.body_name, each.title)):
        groups.setdefault(seat.body_name, []).append((seat.code, seat.title))
    return list(groups.items())
