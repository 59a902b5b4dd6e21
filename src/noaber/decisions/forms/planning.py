"""Which organ of an organisation decides, and by when."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import long_date
from noaber.decisions.models.routes import Organ
from noaber.decisions.queries.forwarding.overview import FollowUp
from noaber.decisions.rules.forwarding import organs_of


class PlanningForm(forms.Form):
    """The organ, and a deadline of its own; without one that of everyone holds."""

    organ = forms.ChoiceField(label=gettext_lazy("Wie besluit?"))
    due_on = DutchDateField(label=gettext_lazy("Eigen termijn"), required=False)
    revision = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": gettext_lazy("Ververs de pagina en probeer het opnieuw.")},
    )

    def __init__(self, data: object, *, own: FollowUp) -> None:
        party = own.party
        due_on: dt.date | None = party.due_on if party.due_on != own.stage_due_on else None
        initial = {"organ": party.organ, "due_on": due_on, "revision": party.revision}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        words = [(organ, str(Organ(organ).label)) for organ in organs_of(party.kind)]
        first = [] if party.organ else [("", _("nog niet bekend"))]
        self.fields["organ"].choices = [*first, *words]  # type: ignore[attr-defined]
        if own.stage_due_on:
            text = _("Laat leeg voor de termijn van iedereen: %(day)s.")
            self.fields["due_on"].help_text = text % {"day": long_date(own.stage_due_on)}

    def refuse(self, error: DomainError) -> None:
        """Put the refusal of the service at the field it is about."""
        self.add_error(error.field if error.field in self.fields else None, error.message)
