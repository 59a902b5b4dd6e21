"""Forms about who holds a seat."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.form_fields import DutchDateField
from noaber.network.forms.choices import Choices, candidate_choices, organisation_choices
from noaber.network.forms.stating import LastDayField, OneOf, RegisterForm
from noaber.network.queries.seats import SeatRow
from noaber.network.queries.terms import Term

SeatOn = Callable[[dt.date], SeatRow | None]


class AppointForm(RegisterForm):
    """Who takes the seat, over which term, on whose behalf."""

    field_names: ClassVar[Mapping[str, str]] = {"valid_until": "last_day"}

    person = OneOf(label=gettext_lazy("Wie?"), coerce=uuid.UUID)
    valid_from = DutchDateField(label=gettext_lazy("Eerste dag"))
    last_day = LastDayField(label=gettext_lazy("Laatste dag"), required=False)
    on_behalf_of = OneOf(
        label=gettext_lazy("Namens welke organisatie?"),
        required=False,
        help_text=gettext_lazy("Leeg: namens de organisatie waar deze persoon werkt."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        seat: SeatRow,
        actor: Actor,
        asof: AsOf,
        seat_on: SeatOn,
        person: str = "",
        first_day: dt.date | None = None,
        is_substitute: bool = False,
    ) -> None:
        initial = {"revision": seat.revision, "valid_from": first_day or asof.valid_on, "person": person}
        super().__init__(data, initial=initial)
        self.fields["revision"].required = True
        self.seat_on = seat_on
        self.offer("person", candidate_choices(actor, asof, seat, is_substitute=is_substitute))
        self.offer("on_behalf_of", organisation_choices(actor, asof))
        self.fields["last_day"].help_text = _end_in_words(seat)

    def carry(self, revision: int) -> None:
        """Guard another record than the seat itself: the vacancy that is filled."""
        self.initial["revision"] = revision

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        typed = self.cleaned_data
        return {
            "person": typed["person"],
            "valid_from": typed["valid_from"],
            "valid_until": typed["last_day"],
            "on_behalf_of": typed["on_behalf_of"] or "",
            "expected_revision": typed["revision"],
        }

    def comparison(self) -> tuple[dict[str, Any], dict[str, Any]]:
        day = self.cleaned_data["valid_from"]
        return {"person": self.cleaned_data["person"]}, {"person": _holder_on(self.seat_on, day)}


def _holder_on(seat_on: SeatOn, day: dt.date) -> uuid.UUID | None:
    seat = seat_on(day)
    return seat.holder.person_id if seat and seat.holder else None


def _end_in_words(seat: SeatRow) -> str:
    if seat.term_months:
        return _("Leeg: de termijn van %(months)s maanden die bij deze zetel hoort.") % {
            "months": seat.term_months
        }
    return _("Leeg: zonder einddatum.")


class EndForm(RegisterForm):
    """On which day a term ends."""

    field_names: ClassVar[Mapping[str, str]] = {"valid_until": "last_day"}

    last_day = LastDayField(
        label=gettext_lazy("Wat is de laatste dag?"),
        help_text=gettext_lazy(
            "Vanaf de dag erna is de plek vrij. Wat eerder gold, blijft in het register staan."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, term: Term, last_day: dt.date) -> None:
        super().__init__(data, initial={"revision": term.revision, "last_day": last_day})
        self.fields["revision"].required = True
        self.term = term

    def comparison(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"last_day": self.cleaned_data["last_day"]}, {"last_day": self.term.valid_until}

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        return {
            "valid_until": self.cleaned_data["last_day"],
            "expected_revision": self.cleaned_data["revision"],
        }


class SuccessionForm(RegisterForm):
    """Who takes over, and when."""

    field_names: ClassVar[Mapping[str, str]] = {"valid_from": "effective_on"}

    successor = OneOf(label=gettext_lazy("Wie volgt op?"), coerce=uuid.UUID)
    effective_on = DutchDateField(
        label=gettext_lazy("Eerste dag van de opvolger"),
        help_text=gettext_lazy("Mag in de toekomst liggen: tot die dag blijft alles zoals het is."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        seat: SeatRow,
        actor: Actor,
        asof: AsOf,
        seat_on: SeatOn,
        successor: str = "",
    ) -> None:
        ends = seat.holder.valid_until if seat.holder else None
        initial = {"revision": seat.revision, "effective_on": ends or asof.valid_on, "successor": successor}
        super().__init__(data, initial=initial)
        self.fields["revision"].required = True
        self.seat_on = seat_on
        self.offer("successor", candidate_choices(actor, asof, seat))

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        typed = self.cleaned_data
        return {
            "successor": typed["successor"],
            "effective_on": typed["effective_on"],
            "expected_revision": typed["revision"],
        }

    def comparison(self) -> tuple[dict[str, Any], dict[str, Any]]:
        day = self.cleaned_data["effective_on"]
        return {"successor": self.cleaned_data["successor"]}, {"successor": _holder_on(self.seat_on, day)}


class PortfolioForm(RegisterForm):
    """Who carries a theme, over which term."""

    field_names: ClassVar[Mapping[str, str]] = {"valid_until": "last_day"}

    person = OneOf(label=gettext_lazy("Wie krijgt dit thema in portefeuille?"), coerce=uuid.UUID)
    valid_from = DutchDateField(label=gettext_lazy("Eerste dag"))
    last_day = LastDayField(
        label=gettext_lazy("Laatste dag"), required=False, help_text=gettext_lazy("Leeg: zonder einddatum.")
    )

    def __init__(self, data: Mapping[str, Any] | None, *, choices: Choices, today: dt.date) -> None:
        super().__init__(data, initial={"valid_from": today})
        self.offer("person", choices)

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        typed = self.cleaned_data
        return {
            "person": typed["person"],
            "valid_from": typed["valid_from"],
            "valid_until": typed["last_day"],
        }


class OpenVacancyForm(RegisterForm):
    """What the partners are asked, and until when they may answer."""

    description = forms.CharField(
        label=gettext_lazy("Wat vraagt u van de partners?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Wat de functie inhoudt, hoeveel tijd het kost en wie de werkgever blijft."),
    )
    replies_until = DutchDateField(
        label=gettext_lazy("Reageren kan tot en met"),
        required=False,
        help_text=gettext_lazy("Leeg: zonder uiterste datum."),
    )
