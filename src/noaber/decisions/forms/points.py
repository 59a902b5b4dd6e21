"""One point of a draft, with what it asks per year."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from noaber.core.components.form_fields import DutchDateField
from noaber.decisions.forms.refusing import RevisionForm
from noaber.decisions.models import ObligationTerms
from noaber.decisions.models.proposals import KINDS
from noaber.decisions.queries.proposals.matrix import PointRow
from noaber.decisions.rules.points import PointKind
from noaber.decisions.services.drafts.faults import LONGEST_LINE, LONGEST_TEXT
from noaber.decisions.services.drafts.written import ObligationText, PointText
from noaber.network.api import KIND_WORDS

TERMS: Final = ("asks", "first_year", "last_year", "rate", "fte", "reminder_on", "is_solidary")
GROUPS: Final = (
    (_("Wat wordt er gevraagd"), ("label", "kind", "text", "parent")),
    (_("Van wie"), ("addressed_to",)),
    (_("Doorgeleiden"), ("forwarded_to", "advice")),
    (_("Wat het elk jaar vraagt"), TERMS),
)


class PointForm(RevisionForm):
    """A point as it stands on paper, and what follows from it."""

    label = forms.CharField(
        label=_("Nummer"), max_length=5, help_text=_("Een nummer, met zo nodig een letter: 3 of 3a.")
    )
    kind = forms.ChoiceField(
        label=_("Gevraagd"), choices=[(each.value, text) for each, text in KINDS.items()]
    )
    text = forms.CharField(
        label=_("Tekst"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Eén zin of enkele zinnen, zonder opmaak."),
    )
    parent = forms.ChoiceField(label=_("Valt onder"), required=False)
    addressed_to = forms.MultipleChoiceField(
        label=_("Voor welke organisaties?"),
        required=False,
        choices=list(KIND_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Niets gekozen: voor iedereen, of voor wie het punt erboven is."),
    )
    forwarded_to = forms.MultipleChoiceField(
        label=_("Naar welke organisaties gaat het door?"),
        required=False,
        choices=list(KIND_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Wie instemt, geleidt dit punt door naar het eigen besluit van deze organisaties."),
    )
    advice = forms.CharField(
        label=_("Met welk advies?"),
        required=False,
        max_length=LONGEST_LINE,
        help_text=_("Bijvoorbeeld: een positief advies."),
    )
    asks = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("niets per jaar")), *ObligationTerms.Kind.choices]
    )
    first_year = forms.IntegerField(label=_("Eerste jaar"), required=False)
    last_year = forms.IntegerField(label=_("Laatste jaar"), required=False)
    rate = forms.DecimalField(
        label=_("Euro per inwoner"),
        required=False,
        localize=True,
        help_text=_("Bijvoorbeeld 0,07 voor 7 cent. Alleen bij een bijdrage."),
    )
    fte = forms.DecimalField(
        label=_("Fte per organisatie"),
        required=False,
        localize=True,
        help_text=_("Bijvoorbeeld 0,5. Alleen bij capaciteit."),
    )
    reminder_on = DutchDateField(
        label=_("Herinnering op"),
        required=False,
        help_text=_("Wanneer wij eraan herinneren, als dat nodig is."),
    )

    is_solidary = forms.BooleanField(
        label=_("Het netwerk gaat alleen door als iedereen meedoet"),
        required=False,
        help_text=_("Dan houdt Noaber bij of alle organisaties zelf hebben besloten om mee te doen."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        points: Sequence[PointRow],
        own: PointRow | None,
        revision: int,
    ) -> None:
        first = {"kind": next(iter(KINDS)).value}  # what a browser shows, and sends untouched
        super().__init__(data, initial={"revision": revision, **(_initial(own) if own else first)})
        others = [point for point in points if own is None or point.label != own.label]
        self.fields["parent"].choices = [  # type: ignore[attr-defined]
            ("", _("geen ander punt")),
            *((point.label, f"{point.label}. {point.text[:60]}") for point in others),
        ]
        for name in (*TERMS, "advice"):
            self.fields[name].is_needed_at_times = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Years belong to what is asked, and what is asked to years."""
        typed = super().clean() or self.cleaned_data
        filled = [name for name in TERMS[1:] if typed.get(name) not in (None, False)]
        if filled and not typed.get("asks"):
            self.add_error(
                "asks", _("Kies wat er elk jaar wordt gevraagd, of laat de jaren en getallen leeg.")
            )
        if typed.get("asks"):
            for name in ("first_year", "last_year"):
                if typed.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Vul een jaar in."))
        return typed

    @property
    def point(self) -> PointText:
        typed = self.cleaned_data
        asks = typed["asks"]
        return PointText(
            label=typed["label"].strip().lower(),
            kind=PointKind(typed["kind"]),
            text=typed["text"].strip(),
            parent=typed["parent"],
            addressed_to=tuple(typed["addressed_to"]),
            forwarded_to=tuple(typed["forwarded_to"]),
            advice=typed["advice"].strip(),
            obligation=ObligationText(asks, **{name: typed[name] for name in TERMS[1:]}) if asks else None,
        )


def _initial(own: PointRow) -> dict[str, Any]:
    terms = own.terms
    return {
        "label": own.label,
        "kind": own.kind.value,
        "text": own.text,
        "parent": own.parent,
        "addressed_to": list(own.addressed_to),
        "forwarded_to": list(own.forwarded_to),
        "advice": own.advice,
        "asks": terms.kind.value if terms else "",
        "first_year": terms.first_year if terms else None,
        "last_year": terms.last_year if terms else None,
        "rate": terms.rate.normalize() if terms and terms.rate is not None else None,
        "fte": terms.fte.normalize() if terms and terms.fte is not None else None,
        "reminder_on": terms.reminder_on if terms else None,
        "is_solidary": bool(terms and terms.is_solidary),
    }
