"""Files and figures that go with a draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from noaber.core.files import DOCUMENTS, kind_words
from noaber.decisions.forms.refusing import RevisionForm
from noaber.decisions.services.drafts.faults import LONGEST_LINE


class AttachmentForm(RevisionForm):
    """A file, and what it is called in the proposal."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=format_lazy(_("Kies uit: {kinds}; hoogstens 25 MB."), kinds=kind_words(DOCUMENTS)),
    )
    title = forms.CharField(
        label=_("Naam in het voorstel"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("Leeg: de naam van het bestand."),
    )


class AttachmentTitleForm(RevisionForm):
    """What an attachment is called."""

    title = forms.CharField(label=_("Naam in het voorstel"), max_length=LONGEST_LINE)


class InsertsForm(RevisionForm):
    """Which figures of other rooms come into the proposal."""

    inserts = forms.MultipleChoiceField(
        label=_("Cijfers in dit voorstel"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Zolang het een concept is, zijn ze van vandaag. Bij het versturen worden ze vastgezet."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        offered: Sequence[tuple[str, str]],
        chosen: Sequence[str],
        revision: int,
    ) -> None:
        super().__init__(data, initial={"revision": revision, "inserts": list(chosen)})
        self.fields["inserts"].choices = list(offered)  # type: ignore[attr-defined]
