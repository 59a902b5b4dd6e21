"""What people type about an action: what, who, by when; and how it goes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.meetings.forms.sittings import SittingPart
from noaber.meetings.models import ActionItem
from noaber.meetings.queries.actions import ActionRow
from noaber.meetings.queries.holders import Groups
from noaber.meetings.services.actions import LONGEST_TITLE, ActionText


class ActionForm(SittingPart):
    """What is to be done, by which seat, and by when."""

    title = forms.CharField(label=gettext_lazy("Wat moet er gebeuren?"), max_length=LONGEST_TITLE)
    kind = forms.ChoiceField(
        label=gettext_lazy("Soort"), choices=ActionItem.Kind.choices, widget=forms.RadioSelect
    )
    holder = forms.ChoiceField(
        label=gettext_lazy("Wie doet het?"),
        help_text=gettext_lazy("Een zetel, geen persoon: wie die zetel later krijgt, neemt de actie over."),
    )
    due_on = DutchDateField(label=gettext_lazy("Uiterlijk"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        groups: Groups,
        known: ActionRow | None = None,
        asked: Mapping[str, str] | None = None,
    ) -> None:
        """`asked`: of a new action, of which body and out of which item, so that a prepared form keeps it."""
        initial: dict[str, Any] = {"revision": 0, "kind": ActionItem.Kind.ACTION}
        if known:
            initial = {
                "title": known.title,
                "kind": known.kind,
                "holder": known.holder_code,
                "due_on": known.due_on,
                "revision": known.revision,
            }
        super().__init__(data, initial=initial)
        for name, value in (asked or {}).items():
            self.fields[name] = forms.CharField(required=False, initial=value, widget=forms.HiddenInput)
        self.fields["holder"].choices = [("", _("Kies een zetel")), *groups]  # type: ignore[attr-defined]

    @property
    def written(self) -> ActionText:
        typed = self.cleaned_data
        return ActionText(typed["title"], typed["holder"], typed["due_on"], typed["kind"])


class StepForm(SittingPart):
    """How an action goes, in a sentence."""

    state = forms.ChoiceField(
        label=gettext_lazy("Stand"), choices=ActionItem.State.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Hoe staat het ermee?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Eén zin is genoeg. Wat er eerder stond, blijft bewaard."),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, known: ActionRow) -> None:
        super().__init__(data, initial={"revision": known.revision, "state": known.state})
