"""Forms about people."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.network.forms.choices import organisation_id_choices
from noaber.network.forms.stating import CORRECTION, ChangeForm, NewForm, OneOf, stated_fields
from noaber.network.models import PersonVersion
from noaber.network.queries.known import KnownWords
from noaber.network.queries.organisations import organisation

TEXTS = ("name", "job_title", "email", "phone")


def _fields(names: Sequence[str]) -> dict[str, forms.Field]:
    fields = stated_fields(PersonVersion, [name for name in TEXTS if name in names])
    if "employer" in names:
        employer = OneOf(label=gettext_lazy("Organisatie"), required=False, coerce=uuid.UUID)
        fields = {**fields, "employer": employer}
    return {name: fields[name] for name in PersonVersion.stated_fields if name in fields}


class NewPersonForm(NewForm):
    """Someone who comes into the network. `key` is their identity, so that sending twice makes one person."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        actor: Actor,
        asof: AsOf,
        employer: str = "",
        is_for_seat: bool = False,
    ) -> None:
        known = organisation(actor, employer, asof) if employer else None
        initial = {"valid_from": asof.valid_on, "key": uuid.uuid4(), "employer": known.id if known else None}
        super().__init__(data, initial=initial)
        self.fields.update(_fields(PersonVersion.stated_fields))
        self.offer("employer", organisation_id_choices(actor, asof))
        if is_for_seat:
            self.fields["valid_from"].help_text = _(
                "Kies een dag op of vóór de eerste dag in de functie. Dat mag ook in het verleden of in de "
                "toekomst zijn."
            )

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        values = {name: self.cleaned_data[name] for name in PersonVersion.stated_fields}
        return {
            "key": self.cleaned_data["key"],
            "valid_from": self.cleaned_data["valid_from"],
            "values": values,
        }


class ChangePersonForm(ChangeForm):
    """Other words for a person; people themselves get only their contact data."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        known: KnownWords,
        actor: Actor,
        asof: AsOf,
        names: Sequence[str],
    ) -> None:
        super().__init__(data, known=known, today=asof.valid_on)
        self.fields.update(_fields(names))
        self.may_begin_earlier = "employer" in names
        if self.may_begin_earlier:
            self.offer("employer", organisation_id_choices(actor, asof))
            self.fields["valid_from"].help_text = _(
                "Nodig als er iets is veranderd; tot die dag blijft staan wat er stond. Stond er een fout? Dan telt "
                "deze datum alleen als hij vóór de eerste dag van deze persoon in het register ligt: de persoon staat "
                "er dan vanaf die datum in."
            )

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told; with a correction also from which earlier day the person was there."""
        day = self.cleaned_data["valid_from"]
        is_earlier = self.cleaned_data["kind"] == CORRECTION and day is not None and day < self.period.start
        return {**super().said, "first_day": day if is_earlier and self.may_begin_earlier else None}
