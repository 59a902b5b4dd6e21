"""Beginning a proposal, and its words."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from noaber.core.components.form_fields import DutchDateField
from noaber.decisions.forms.refusing import RefusingForm, RevisionForm
from noaber.decisions.markup import HINT
from noaber.decisions.models import Classification
from noaber.decisions.queries.drafts.draft import LINES, Draft, TemplateRow
from noaber.decisions.queries.proposals.standing import TEXTS
from noaber.decisions.services.drafts.editing import LONGEST_CODE, Around
from noaber.decisions.services.drafts.faults import LONGEST_LINE, LONGEST_TEXT
from noaber.decisions.services.drafts.versions import LONGEST_REASON
from noaber.decisions.services.drafts.written import ProposalText

CHANGES: Final = ("change_note", "is_material")
HELP: Final = {
    "sender": _("Namens wie het voorstel wordt gedaan, bijvoorbeeld de Bestuurlijke Begeleidingsgroep."),
    "addressee": _(
        "Aan wie het is gericht, bijvoorbeeld de leden van de districtelijke veiligheidsoverleggen."
    ),
    "author": _(
        "Een functie of een naam. Nooit een telefoonnummer: iedereen die het voorstel leest, leest dit."
    ),
    "portfolio_holder": _("De bestuurder die het voorstel verdedigt."),
}
LABELS: Final = {
    "title": _("Onderwerp"),
    "sender": _("Van"),
    "addressee": _("Voor"),
    "author": _("Steller"),
    "portfolio_holder": _("Portefeuillehouder"),
    "background": _("Aanleiding"),
    "intended_effect": _("Beoogd effect"),
    "arguments": _("Argumenten"),
    "caveats": _("Kanttekeningen"),
    "finances": _("Financiën"),
    "legal": _("Juridisch"),
    "communication": _("Communicatie"),
    "follow_up": _("Vervolg"),
}
GROUPS: Final = (
    (
        _("Kop van de oplegnotitie"),
        ("title", "sender", "addressee", "author", "portfolio_holder", "dated_on"),
    ),
    (_("Wat is er gewijzigd"), CHANGES),
    (_("Tekst"), TEXTS),
    (_("Wie het mag lezen, en wat erbij hoort"), ("classification", "linked_to")),
)


class NewProposalForm(RefusingForm):
    """A title is enough; the code is the address of the proposal for good."""

    title = forms.CharField(label=LABELS["title"], max_length=LONGEST_LINE)
    code = forms.SlugField(
        label=_("Code"),
        max_length=LONGEST_CODE,
        required=False,
        help_text=_(
            "Staat in het adres van de pagina en verandert niet meer. Leeg: wij maken hem van het onderwerp. "
            "Een besloten voorstel krijgt een neutrale code; laat dit dan leeg."
        ),
    )
    classification = forms.ChoiceField(
        label=_("Wie mag het lezen als het is verstuurd?"),
        choices=Classification.choices,
        initial=Classification.NETWORK,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, templates: Sequence[TemplateRow]) -> None:
        super().__init__(data)
        if templates:
            self.fields["template"] = forms.ChoiceField(
                label=_("Route uit een sjabloon"),
                required=False,
                choices=[
                    ("", _("geen: ik maak zelf een route")),
                    *((str(row.id), row.title) for row in templates),
                ],
            )


class TextForm(RevisionForm):
    """The words of a draft; from the second text on also what changed since the one before."""

    dated_on = DutchDateField(label=_("Datum"))
    linked_to = forms.ChoiceField(
        label=_("Gaat samen met"),
        required=False,
        help_text=_(
            "Een plan dat op dezelfde dag moet worden vastgesteld. Dit voorstel is niet rond zonder dat plan; "
            "dat plan wel zonder dit voorstel, tenzij het zelf ook hieraan is gekoppeld."
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, found: Draft, linkable: Sequence[tuple[str, str]]
    ) -> None:
        initial: dict[str, Any] = {
            **found.words,
            "dated_on": found.dated_on,
            "linked_to": found.linked_to,
            "classification": found.classification,
            "is_material": found.is_material,
            "change_note": found.change_note,
            "revision": found.revision,
        }
        super().__init__(data, initial=initial)
        self.found = found
        for name in LINES:
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                max_length=LONGEST_LINE,
                required=name == "title",
                help_text=HELP.get(name, ""),
            )
            self.fields[name].is_needed_at_times = True  # type: ignore[attr-defined]
        for name in TEXTS:
            self.fields[name] = _long_text(LABELS[name], rows=6, help_text=HINT if name == TEXTS[0] else "")
        self.fields["linked_to"].choices = [("", _("geen ander plan")), *linkable]  # type: ignore[attr-defined]
        if found.is_first:
            self.fields["classification"] = forms.ChoiceField(
                label=_("Wie mag het lezen als het is verstuurd?"),
                choices=Classification.choices,
                widget=forms.RadioSelect,
            )
        else:
            del self.fields["linked_to"]  # as it was sent
            self._ask_what_changed()

    def _ask_what_changed(self) -> None:
        self.fields["change_note"] = _long_text(_("Wat is er gewijzigd?"), rows=4)
        self.fields["change_note"].is_needed_at_times = True  # type: ignore[attr-defined]
        self.fields["is_material"] = forms.BooleanField(
            label=_("De wijziging is wezenlijk"),
            required=False,
            help_text=_(
                "Aan: wie al antwoordde, antwoordt opnieuw. Uit: de antwoorden op de vorige tekst blijven staan."
            ),
        )

    @property
    def text(self) -> ProposalText:
        typed = self.cleaned_data
        return ProposalText(
            **{name: typed[name] for name in LINES},
            dated_on=typed["dated_on"],
            texts={name: typed[name] for name in TEXTS},
        )

    @property
    def around(self) -> Around:
        typed = self.cleaned_data
        return Around(
            classification=typed.get("classification", self.found.classification),
            linked_to=typed.get("linked_to", ""),
            is_material=typed.get("is_material", True),
            change_note=typed.get("change_note", ""),
        )


def _long_text(label: Any, *, rows: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class WithdrawalForm(RevisionForm):
    """Why a proposal is taken back."""

    reason = forms.CharField(
        label=_("Waarom trekt u het voorstel in?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dit staat voor iedereen bij het voorstel."),
    )
