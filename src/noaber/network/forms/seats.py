"""Forms about who holds a seat."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.form_fields import DutchDateField
from noaber.network.forms.choices import organisation_choices, person_choices
from noaber.network.forms.stating import OneOf, RegisterForm
from noaber.network.queries.seats import SeatRow


class LastDayField(DutchDateField):
    """The last day that counts, as people say it; the value is the first day that does not."""

    def to_python(self, value: object) -> dt.date | None:
        day = super().to_python(value)
        try:
            return day + dt.timedelta(days=1) if day else None
        except OverflowError as error:
            raise ValidationError(_("Dit jaar is te ver weg.")) from error


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
        self, data: Mapping[str, Any] | None, *, seat: SeatRow, actor: Actor, asof: AsOf, person: str = ""
    ) -> None:
        initial = {"revision": seat.revision, "valid_from": asof.valid_on, "person": person}
        super().__init__(data, initial=initial)
        self.offer("person", person_choices(actor, asof, first=seat.organisation_code))
        self.offer("on_behalf_of", organisation_choices(actor, asof))
        self.fields["last_day"].help_text = _end_in_words(seat)


def _end_in_words(seat: SeatRow) -> str:
    if seat.term_months:
        return _("Leeg: de termijn van %(months)s maanden die bij deze zetel hoort.") % {"months": seat.term_months}
    return _("Leeg: zonder einddatum.")


class EndForm(RegisterForm):
    """On which day a term ends."""

    field_names: ClassVar[Mapping[str, str]] = {"valid_until": "last_day"}

    last_day = LastDayField(
        label=gettext_lazy("Wat is de laatste dag?"),
        help_text=gettext_lazy("Vanaf de dag erna is de plek vrij. Wat eerder gold, blijft in het register staan."),
    )


class SuccessionForm(RegisterForm):
    """Who takes over, and when."""

    field_names: ClassVar[Mapping[str, str]] = {"valid_from": "effective_on"}

    successor = OneOf(label=gettext_lazy("Wie volgt op?"), coerce=uuid.UUID)
    effective_on = DutchDateField(
        label=gettext_lazy("Eerste dag van de opvolger"),
        help_text=gettext_lazy("Mag in de toekomst liggen: tot die dag blijft alles zoals het is."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, seat: SeatRow, actor: Actor, asof: AsOf, successor: str = ""
    ) -> None:
        initial = {"revision": seat.revision, "effective_on": asof.valid_on, "successor": successor}
        super().__init__(data, initial=initial)
        self.offer("successor", person_choices(actor, asof, first=seat.organisation_code))


class PortfolioForm(RegisterForm):
    """Who carries a theme, over which term."""

    field_names: ClassVar[Mapping[str, str]] = {"valid_until": "last_day"}

    person = OneOf(label=gettext_lazy("Wie krijgt dit thema in portefeuille?"), coerce=uuid.UUID)
    valid_from = DutchDateField(label=gettext_lazy("Eerste dag"))
    last_day = LastDayField(label=gettext_lazy("Laatste dag"), required=False, help_text=gettext_lazy("Leeg: zonder einddatum."))

    def __init__(self, data: Mapping[str, Any] | None, *, choices: Any, today: dt.date) -> None:
        super().__init__(data, initial={"valid_from": today})
        self.offer("person", choices)


class OpenVacancyForm(RegisterForm):
    """What the partners are asked, and until when they may answer."""

    description = forms.CharField(
        label=gettext_lazy("Wat vraagt u van de partners?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Wat de functie inhoudt, hoeveel tijd het kost en wie de werkgever blijft."),
    )
    replies_until = DutchDateField(
        label=gettext_lazy("Reageren kan tot en met"), required=False, help_text=gettext_lazy("Leeg: zonder uiterste datum.")
    )
