"""A result as people type it: what was reached, a row per partner, a row per piece of evidence, and one claim."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.core.files import Upload
from noaber.strategy.models import RESULT_STATES
from noaber.strategy.rules.results.claims import ClaimText, claimed_words
from noaber.strategy.rules.results.result import (
    LONGEST,
    LONGEST_EVIDENCE,
    LONGEST_ROLE,
    LONGEST_SENTENCE,
    MOST_EVIDENCE,
    MOST_PARTNERS,
    EvidenceText,
    PartnerText,
    ResultState,
    ResultText,
)

Choices = Sequence[tuple[str, str]]
Groups = Sequence[tuple[str, Choices]]
FEWEST_PARTNERS: Final = 2
FEWEST_EVIDENCE: Final = 1
CLAIM_NEEDED: Final = ("claim_base_year", "claim_end_year", "claim_percentage")
CLAIM_PARTS: Final = ("claim_offence", *CLAIM_NEEDED, "claim_areas")


class PercentageField(forms.CharField):
    """A percentage as people type it: -30, -30 %, 12,5; the value is a Decimal with the decimals that were typed."""

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value)).replace("%", "").replace(",", ".").replace("−", "-").strip()
        if not typed:
            return None
        try:
            found = Decimal(typed)
        except InvalidOperation as error:
            raise ValidationError(_("Vul een percentage in, bijvoorbeeld -30.")) from error
        if not found.is_finite():
            raise ValidationError(_("Vul een percentage in, bijvoorbeeld -30."))
        return found


class ResultForm(RefusingForm):
    """A whole result; `known` fills it in, `revision` is what its sender saw, `retyped` comes back with more rows."""

    title = forms.CharField(label=gettext_lazy("Resultaat"), max_length=LONGEST["title"])
    reached = forms.CharField(
        label=gettext_lazy("Wat is bereikt?"),
        max_length=LONGEST["reached"],
        help_text=gettext_lazy("In gewone woorden: wat is er nu, dat er eerst niet was?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    since_on = DutchDateField(label=gettext_lazy("Sinds"))
    theme = forms.ChoiceField(label=gettext_lazy("Thema"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        help_text=gettext_lazy(
            "Wat is vastgelegd, kan iedereen lezen. Daar hoort ten minste één bewijs bij."
        ),
    )
    claim_offence = forms.ChoiceField(label=gettext_lazy("Soort misdrijf"), required=False)
    claim_areas = forms.MultipleChoiceField(
        label=gettext_lazy("In welke gebieden samen?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Districten, gemeenten, of beide. Kiest u niets, dan is het het hele netwerk."
        ),
    )
    claim_base_year = forms.IntegerField(label=gettext_lazy("Eerste jaar"), required=False)
    claim_end_year = forms.IntegerField(label=gettext_lazy("Laatste jaar"), required=False)
    claim_percentage = PercentageField(
        label=gettext_lazy("Geclaimd percentage"),
        required=False,
        max_length=12,
        help_text=gettext_lazy("Een daling met een min ervoor: -30. Wij rekenen het na met de cijfers."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom wijzigt u dit?"),
        required=False,
        max_length=LONGEST["reason"],
        help_text=gettext_lazy("Ten minste twee verschillende woorden van drie letters of meer."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_names = {"partners": "p1_partner", "evidence": "e1_title"}

    def __init__(
        self,
        data: Any,
        files: Any = None,
        *,
        partners: Groups,
        themes: Choices = (),
        offences: Choices,
        areas: Choices,
        known: ResultText | None = None,
        revision: int = 0,
        file_names: Mapping[str, str] | None = None,
        retyped: Any = None,
        takes_file: bool = True,
    ) -> None:
        super().__init__(data, files, initial={"revision": revision, **_initial(known)})
        self.is_retyped = retyped is not None
        self._offer(themes, offences, areas, is_new=known is None)
        more = 1 if self.is_retyped else 0
        sent = retyped if self.is_retyped else data
        have = (known.partners if known else (), known.evidence if known else ())
        self.partner_rows = _rows(
            len(have[0]), FEWEST_PARTNERS, _sent(sent, "p", "_partner"), more, MOST_PARTNERS
        )
        self.evidence_rows = _rows(
            len(have[1]), FEWEST_EVIDENCE, _sent(sent, "e", "_title"), more, MOST_EVIDENCE
        )
        for number in range(1, self.partner_rows + 1):
            self._add_partner(number, have[0][number - 1] if number <= len(have[0]) else None, partners)
        for number in range(1, self.evidence_rows + 1):
            each = have[1][number - 1] if number <= len(have[1]) else None
            self._add_evidence(number, each, file_names or {}, takes_file=takes_file)
        if known is None or known.state is not ResultState.RECORDED:
            del self.fields["reason"]
        if self.is_retyped:
            self.initial = {**self.initial, **self._typed_before(retyped)}

    def _typed_before(self, retyped: Any) -> dict[str, Any]:
        """What was typed before more rows were asked; of boxes also that none was ticked."""
        return {
            name: field.widget.value_from_datadict(retyped, {}, name)
            for name, field in self.fields.items()
            if name in retyped or name == "claim_areas"
        }

    def _offer(self, themes: Choices, offences: Choices, areas: Choices, *, is_new: bool) -> None:
        states = [(state.value, RESULT_STATES[state]) for state in (ResultState.DRAFT, ResultState.RECORDED)]
        offered: dict[str, Sequence[tuple[str, Any]]] = {
            "theme": themes,
            "state": states,
            "claim_offence": [("", _("– geen cijfer –")), *offences],
            "claim_areas": areas,
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if not is_new:
            del self.fields["theme"]  # what a result is about, does not change
        for name in CLAIM_PARTS:
            self.fields[name].is_folded = True  # type: ignore[attr-defined]
            self.fields[name].is_needed_at_times = True  # type: ignore[attr-defined]

    def _add_partner(self, number: int, known: PartnerText | None, partners: Groups) -> None:
        chosen = forms.ChoiceField(label=_("Wie"), required=False, initial=known.key if known else "")
        chosen.choices = [("", _("– kies –")), *partners]
        chosen.is_needed_at_times = True  # type: ignore[attr-defined]
        self.fields[f"p{number}_partner"] = chosen
        self.fields[f"p{number}_role"] = forms.CharField(
            label=_("In welke rol"),
            required=False,
            max_length=LONGEST_ROLE,
            initial=known.role if known else "",
        )
        self.fields[f"p{number}_sentence"] = forms.CharField(
            label=_("Eigen zin van deze partner"),
            required=False,
            max_length=LONGEST_SENTENCE,
            initial=known.sentence if known else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def _add_evidence(
        self, number: int, known: EvidenceText | None, file_names: Mapping[str, str], *, takes_file: bool
    ) -> None:
        parts = {"title": _("Wat is het?"), "link": _("Waar staat het?")}
        for part, label in parts.items():
            self.fields[f"e{number}_{part}"] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST_EVIDENCE[part],
                initial=getattr(known, part) if known else "",
            )
        self.fields[f"e{number}_title"].is_needed_at_times = True  # type: ignore[attr-defined]
        key = known.file if known else ""
        self.fields[f"e{number}_file"] = forms.CharField(
            required=False, max_length=40, widget=forms.HiddenInput, initial=key
        )
        if takes_file:
            help_text = _(
                "PDF of een ander document, hoogstens 25 MB. Wat is vastgelegd, kan iedereen lezen."
            )
            if key in file_names:
                help_text = _("Nu: %(name)s. Kies een ander om het te vervangen.") % {"name": file_names[key]}
            self.fields[f"e{number}_upload"] = forms.FileField(
                label=_("Of het document zelf"), required=False, help_text=help_text
            )

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        reason = ("reason",) if "reason" in self.fields else ()
        partners = [
            (
                _("Partner %(number)s") % {"number": n},
                tuple(f"p{n}_{part}" for part in ("partner", "role", "sentence")),
            )
            for n in range(1, self.partner_rows + 1)
        ]
        evidence = [
            (_("Bewijs %(number)s") % {"number": n}, self._evidence_names(n))
            for n in range(1, self.evidence_rows + 1)
        ]
        first = (_("Het resultaat"), ("title", "reached", "since_on", "theme"))
        last = (_("Vastleggen"), ("state", *reason))
        return [first, *partners, *evidence, (_("Een cijfer als bewijs"), CLAIM_PARTS), last]

    def _evidence_names(self, number: int) -> tuple[str, ...]:
        names = (f"e{number}_{part}" for part in ("title", "link", "upload"))
        return tuple(name for name in names if name in self.fields)

    @property
    def can_have_more(self) -> bool:
        return self.partner_rows < MOST_PARTNERS or self.evidence_rows < MOST_EVIDENCE

    def clean(self) -> dict[str, Any]:
        """A row that says something is whole, and so is a claim."""
        values = super().clean() or self.cleaned_data
        for n in range(1, self.partner_rows + 1):
            says = values.get(f"p{n}_role") or values.get(f"p{n}_sentence")
            if says and not values.get(f"p{n}_partner") and f"p{n}_partner" not in self.errors:
                self.add_error(f"p{n}_partner", _("Kies wie dit is."))
        if values.get("claim_offence"):
            for name in CLAIM_NEEDED:
                if values.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Vul dit in, of kies geen cijfer."))
        elif any(values.get(name) is not None for name in CLAIM_NEEDED):
            self.add_error("claim_offence", _("Kies waar dit cijfer over gaat."))
        return values

    @property
    def uploads(self) -> dict[int, Upload]:
        """The documents that were sent, by the place of their evidence in `text`."""
        return {place: upload for place, (_each, upload) in enumerate(self._evidence()) if upload}

    @property
    def text(self) -> ResultText:
        """What was typed, once the form is valid."""
        typed = self.cleaned_data
        return ResultText(
            title=typed["title"],
            reached=typed["reached"],
            since_on=typed["since_on"],
            state=ResultState(typed["state"]),
            partners=tuple(self._partners()),
            evidence=tuple(each for each, _upload in self._evidence()),
            claim=self._claim(),
            reason=typed.get("reason", ""),
        )

    def _partners(self) -> Iterator[PartnerText]:
        for n in range(1, self.partner_rows + 1):
            kind, _sign, code = self.cleaned_data[f"p{n}_partner"].partition(":")
            if code:
                whose = {kind: code}
                role, sentence = (self.cleaned_data[f"p{n}_{part}"] for part in ("role", "sentence"))
                yield PartnerText(**whose, role=role, sentence=sentence)

    def _evidence(self) -> Iterator[tuple[EvidenceText, Upload | None]]:
        for n in range(1, self.evidence_rows + 1):
            title, link, key = (self.cleaned_data[f"e{n}_{part}"] for part in ("title", "link", "file"))
            upload = self.cleaned_data.get(f"e{n}_upload")
            if title or link or upload:
                shown = title or (upload.name[: LONGEST_EVIDENCE["title"]] if upload else "")
                yield EvidenceText(shown, link, key), upload

    def _claim(self) -> ClaimText | None:
        typed = self.cleaned_data
        if not typed["claim_offence"]:
            return None
        return ClaimText(
            typed["claim_offence"],
            typed["claim_base_year"],
            typed["claim_end_year"],
            typed["claim_percentage"],
            tuple(typed["claim_areas"]),
        )


class PartnerWordsForm(RefusingForm):
    """What a partner says itself; `revision`: how often it had spoken when the sender looked."""

    sentence = forms.CharField(
        label=gettext_lazy("Wat deed uw organisatie of overleg, of hoe ziet u dit resultaat?"),
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("In een of twee zinnen. Iedereen kan dit lezen, naast wat de anderen zeggen."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def _rows(known: int, fewest: int, sent: int, more: int, most: int) -> int:
    return min(max(known + 1, fewest, sent + more), most)


def _sent(data: Any, start: str, end: str) -> int:
    """How many rows were sent, so that a form that is shown again has them all."""
    numbers = [
        name.removeprefix(start).removesuffix(end)
        for name in data or ()
        if name.startswith(start) and name.endswith(end)
    ]
    return max((int(number) for number in numbers if number.isdigit() and len(number) < 3), default=0)


def _initial(known: ResultText | None) -> dict[str, object]:
    if known is None:
        return {"state": ResultState.DRAFT.value}
    said: dict[str, object] = {name: getattr(known, name) for name in ("title", "reached", "since_on")}
    if known.claim:
        said |= {name: getattr(known.claim, name.removeprefix("claim_")) for name in CLAIM_PARTS}
        said["claim_percentage"] = claimed_words(known.claim.percentage)
    return {**said, "state": known.state.value}
