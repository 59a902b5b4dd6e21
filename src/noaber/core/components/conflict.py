"""The page for two people who changed the same record: both values side by side, and where possible the choice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext as _

from noaber.core.components.form import FormPanel, form_panel
from noaber.core.errors import Conflict, FieldClash


@dataclass(frozen=True, slots=True)
class Disputed:
    """A field to decide on: both values in words, and as the form at ``edit_url`` sends them."""

    name: str
    label: str
    yours: str
    stored: str
    sends_yours: str
    sends_stored: str


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """What ``core/conflict.html`` shows as ``conflict``.

    ``edit_url`` opens the form with the stored values. ``decision`` asks per field which value it shall be and sends
    the whole form again, ``carried`` being the fields that are not in dispute.
    """

    subject: str
    clashes: tuple[FieldClash, ...]
    edit_url: str
    back_url: str = "/"
    stored_by: str = ""
    stored_at: datetime | None = None
    decision: FormPanel | None = None
    carried: tuple[tuple[str, str], ...] = ()


def conflict_page(
    conflict: Conflict,
    *,
    edit_url: str,
    back_url: str = "/",
    stored_by: str = "",
    stored_at: datetime | None = None,
    disputed: Iterable[Disputed] = (),
    carried: Mapping[str, str] | None = None,
) -> ConflictPage:
    """The page for ``conflict``.

    ``stored_by`` and ``stored_at`` say who was first, where the reader may know it. ``disputed`` lets the reader
    choose; ``carried`` is what the form sent besides, with the revision that is stored now.
    """
    fields = tuple(disputed)
    return ConflictPage(
        conflict.subject,
        conflict.clashes,
        edit_url,
        back_url,
        stored_by,
        stored_at,
        _decision(fields, edit_url) if fields else None,
        tuple((carried or {}).items()),
    )


def _decision(fields: Iterable[Disputed], edit_url: str) -> FormPanel:
    """What is stored is chosen until the reader chooses otherwise: the form also sends fields nobody touched."""
    form = forms.Form(auto_id="keuze_%s")
    for each in fields:
        form.fields[each.name] = forms.ChoiceField(
            label=each.label,
            widget=forms.RadioSelect,
            initial=each.sends_stored,
            choices=[
                (
                    each.sends_yours,
                    _("Toch mijn wijziging: %(value)s") % {"value": each.yours or _("(leeg)")},
                ),
                (each.sends_stored, _("Laat staan: %(value)s") % {"value": each.stored or _("(leeg)")}),
            ],
        )
    return form_panel(form, submit_label=_("Opslaan wat ik koos"), action=edit_url)
