"""Forms about bodies and their seats."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.network.forms.choices import (
    Choices,
    body_choices,
    district_choices,
    organisation_id_choices,
    theme_choices,
)
from noaber.network.forms.stating import ChangeForm, NewForm, OneOf, RegisterForm, stated_fields
from noaber.network.models import BodyKind, BodyVersion, PostVersion
from noaber.network.queries.known import KnownWords


def _body_fields() -> dict[str, forms.Field]:
    relations: dict[str, forms.Field] = {
        "district": OneOf(label=gettext_lazy("District"), required=False),
        "parent": OneOf(label=gettext_lazy("Valt onder"), required=False, coerce=uuid.UUID),
        "theme": OneOf(label=gettext_lazy("Thema"), required=False, coerce=uuid.UUID),
    }
    fields = {**stated_fields(BodyVersion, BodyVersion.stated_fields), **relations}
    fields["is_formal"].help_text = gettext_lazy("Alleen een formeel overleg kan besluiten vastleggen.")
    return {name: fields[name] for name in BodyVersion.stated_fields}


def _offer_body(form: RegisterForm, actor: Actor, asof: AsOf, code: str) -> None:
    form.offer("district", district_choices())
    form.offer("parent", body_choices(actor, asof, without=code))
    form.offer("theme", theme_choices(actor, asof))


class NewBodyForm(NewForm):
    """A council, group or team that starts."""

    field_names: ClassVar[Mapping[str, str]] = {"kind": "body_kind"}

    code = forms.SlugField(
        label=gettext_lazy("Korte code voor het adres"),
        max_length=60,
        help_text=gettext_lazy(
            "Kleine letters, cijfers en streepjes, zoals et-cybercrime. Dit verandert later niet meer."
        ),
    )
    body_kind = forms.ChoiceField(label=gettext_lazy("Soort overleg"), choices=BodyKind.choices)

    def __init__(self, data: Mapping[str, Any] | None, *, actor: Actor, asof: AsOf) -> None:
        super().__init__(data, initial={"valid_from": asof.valid_on, "is_formal": True})
        self.fields.update(_body_fields())
        _offer_body(self, actor, asof, "")

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        typed = self.cleaned_data
        values = {name: typed[name] for name in BodyVersion.stated_fields}
        return {"kind": typed["body_kind"], "valid_from": typed["valid_from"], "values": values}


class ChangeBodyForm(ChangeForm):
    """Other words for a body."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, known: KnownWords, actor: Actor, asof: AsOf, code: str
    ) -> None:
        super().__init__(data, known=known, today=asof.valid_on)
        self.fields.update(_body_fields())
        _offer_body(self, actor, asof, code)


def _seat_fields() -> dict[str, forms.Field]:
    relations: dict[str, forms.Field] = {
        "follows": OneOf(
            label=gettext_lazy("Hoort bij de functie"),
            required=False,
            coerce=uuid.UUID,
            help_text=gettext_lazy(
                "Wie die functie bekleedt, bezet ambtshalve deze zetel. Leeg: er wordt iemand benoemd."
            ),
        ),
        "required_organisation": OneOf(
            label=gettext_lazy("Alleen voor iemand van"), required=False, coerce=uuid.UUID
        ),
        "required_district": OneOf(label=gettext_lazy("Alleen voor iemand uit het district"), required=False),
    }
    fields = {**stated_fields(PostVersion, PostVersion.stated_fields), **relations}
    return {name: fields[name] for name in PostVersion.stated_fields}


def _offer_seat(form: RegisterForm, actor: Actor, asof: AsOf, posts: Choices) -> None:
    form.offer("follows", posts)
    form.offer("required_organisation", organisation_id_choices(actor, asof))
    form.offer("required_district", district_choices())


class NewSeatForm(NewForm):
    """A seat in a body."""

    field_names: ClassVar[Mapping[str, str]] = {"code": "title"}

    def __init__(self, data: Mapping[str, Any] | None, *, actor: Actor, asof: AsOf, posts: Choices) -> None:
        super().__init__(data, initial={"valid_from": asof.valid_on, "role": "member", "is_voting": True})
        self.fields.update(_seat_fields())
        _offer_seat(self, actor, asof, posts)

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        values = {name: self.cleaned_data[name] for name in PostVersion.stated_fields}
        return {"valid_from": self.cleaned_data["valid_from"], "values": values}


class ChangeSeatForm(ChangeForm):
    """Other demands of a seat."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, known: KnownWords, actor: Actor, asof: AsOf, posts: Choices
    ) -> None:
        super().__init__(data, known=known, today=asof.valid_on)
        self.fields.update(_seat_fields())
        _offer_seat(self, actor, asof, posts)


def seat_code(body: str, title: str) -> str:
    """A code for a new seat.

    >>> seat_code("et-cybercrime", "Lid uit Twente")
    'et-cybercrime:lid-uit-twente'
    """
    return f"{body}:{slugify(title) or 'zetel'}"[:100]
