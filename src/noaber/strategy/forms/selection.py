"""The shape of a selection round as people type it: criteria and themes, the scores of one theme, the choice."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.strategy.forms.inventory import Groups
from noaber.strategy.queries.results.claims import offence_choices
from noaber.strategy.queries.selection.computing import computed_kinds
from noaber.strategy.rules.selection.ranking import HIGHEST, LOWEST
from noaber.strategy.rules.selection.round import (
    LONGEST,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_CRITERIA,
    MOST_OPTIONS,
    ChoiceText,
    CriterionText,
    OptionText,
    RoundText,
    Verdict,
    percent,
)
from noaber.strategy.services.selection.round import Given
from noaber.strategy.words.firmness import percents

SPARE: Final = 2
CRITERION_PARTS: Final = ("name", "weight", "meaning", "computed")
OPTION_PARTS: Final = ("name", "field", "evaluation", "offence")


class PercentField(forms.Field):
    """A percentage typed as 12,5 or 12,5 %; the value is whole hundredths of a percent."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> int | None:
        if value is None or value == "":
            return None
        if isinstance(value, int):
            return value
        try:
            hundredths = Decimal(str(value).replace("%", "").strip().replace(",", ".")) * 100
            if abs(hundredths) > 10**6 or hundredths != int(hundredths):
                raise InvalidOperation
        except (ArithmeticError, ValueError) as error:
            raise ValidationError(
                _("Schrijf een percentage met hoogstens twee cijfers achter de komma, bijvoorbeeld 12,5.")
            ) from error
        return int(hundredths)

    def prepare_value(self, value: object) -> object:
        return percent(value) if isinstance(value, int) else value


class RoundForm(RefusingForm):
    """A round as it is written; `offered` fills the form in, `revision` is what its sender saw."""

    title = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=LONGEST["title"],
        initial=gettext_lazy("Keuze van de thema’s"),
    )
    places = forms.IntegerField(
        label=gettext_lazy("Hoeveel thema’s worden gekozen?"), min_value=1, max_value=MOST_OPTIONS, initial=4
    )
    body = forms.ChoiceField(
        label=gettext_lazy("Wie geeft de scores?"),
        help_text=gettext_lazy("Elke zetel met stem in dit overleg één keer. De secretaris niet."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_names = {"criteria": "c1_weight", "options": "o1_name"}

    def __init__(
        self,
        data: Any,
        *,
        bodies: Sequence[tuple[str, str]],
        themes: Groups,
        offered: RoundText,
        revision: int = 0,
    ) -> None:
        initial = {
            "title": offered.title,
            "places": offered.places,
            "body": offered.body,
            "revision": revision,
        }
        super().__init__(data, initial=initial)
        body = self.fields["body"]
        if isinstance(body, forms.ChoiceField):
            body.choices = [("", _("– kies –")), *bodies]
        self.themes = [("", _("– kies –")), *themes]
        self.criteria = min(len(offered.criteria) + SPARE, MOST_CRITERIA)
        self.options = min(len(offered.options) + SPARE, MOST_OPTIONS)
        for number in range(1, self.criteria + 1):
            self._add_criterion(f"c{number}_", dict(enumerate(offered.criteria, start=1)).get(number))
        for number in range(1, self.options + 1):
            self._add_option(f"o{number}_", dict(enumerate(offered.options, start=1)).get(number))

    def _add_criterion(self, row: str, known: CriterionText | None) -> None:
        self._add_text(f"{row}name", _("Criterium"), LONGEST_NAME, known.name if known else "")
        weight = PercentField(label=_("Gewicht"), required=False, initial=known.weight if known else None)
        weight.is_needed_at_times = True  # type: ignore[attr-defined]
        self.fields[f"{row}weight"] = weight
        meaning = known.meaning if known else ""
        self._add_text(f"{row}meaning", _("Wat betekent een hoge score?"), LONGEST_TEXT, meaning)
        computed = forms.ChoiceField(
            label=_("Hoe ontstaat de score?"),
            required=False,
            initial=known.computed if known else "",
            choices=[("", _("zetels geven haar")), *((each.code, each.offered) for each in computed_kinds())],
        )
        computed.is_needed_at_times = True  # type: ignore[attr-defined]
        self.fields[f"{row}computed"] = computed

    def _add_option(self, row: str, known: OptionText | None) -> None:
        self._add_text(f"{row}name", _("Thema"), LONGEST_NAME, known.name if known else "")
        field = forms.ChoiceField(
            label=_("Waar de gemeenten het onder noemen"),
            required=False,
            choices=self.themes,
            initial=known.field if known else "",
        )
        field.is_needed_at_times = True  # type: ignore[attr-defined]
        self.fields[f"{row}field"] = field
        evaluation = known.evaluation if known else ""
        self._add_text(f"{row}evaluation", _("Wat zegt de evaluatie erover?"), LONGEST_TEXT, evaluation)
        offence = forms.ChoiceField(
            label=_("Welk misdrijf hoort erbij?"),
            required=False,
            choices=[("", _("geen")), *offence_choices()],
            initial=known.offence if known else "",
            help_text=_("Alleen nodig als u een score uit de cijfers van de politie laat berekenen."),
        )
        self.fields[f"{row}offence"] = offence
        self.fields[f"{row}evaluation"].help_text = _(
            "Een toelichting. Als bron telt een evaluatie die bij de prioriteiten is vastgelegd en dit thema noemt."
        )

    def _add_text(self, name: str, label: str, longest: int, initial: str) -> None:
        field = forms.CharField(label=label, required=False, max_length=longest, initial=initial)
        field.is_needed_at_times = True  # type: ignore[attr-defined]
        self.fields[name] = field

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        criterion, option = _("Criterium %(number)s"), _("Thema %(number)s")
        return [
            (_("De ronde"), ("title", "places", "body")),
            *(
                (criterion % {"number": number}, tuple(f"c{number}_{part}" for part in CRITERION_PARTS))
                for number in range(1, self.criteria + 1)
            ),
            *(
                (option % {"number": number}, tuple(f"o{number}_{part}" for part in OPTION_PARTS))
                for number in range(1, self.options + 1)
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """A row with a name has a weight, or a theme of the list; a row without a name says nothing."""
        values = super().clean() or self.cleaned_data
        for number in range(1, self.criteria + 1):
            self._expect(values, f"c{number}_", "weight", _("Vul het gewicht in; 0 % mag."))
        for number in range(1, self.options + 1):
            self._expect(values, f"o{number}_", "field", _("Kies het thema."))
        return values

    def _expect(self, values: Mapping[str, Any], row: str, part: str, message: str) -> None:
        has_name, has_part = values.get(f"{row}name"), values.get(f"{row}{part}") not in (None, "")
        if has_name and not has_part and f"{row}{part}" not in self.errors:
            self.add_error(f"{row}{part}", message)
        if has_part and not has_name and f"{row}name" not in self.errors:
            self.add_error(f"{row}name", _("Vul de naam in, of maak de hele rij leeg."))

    @property
    def text(self) -> RoundText:
        """What was typed, once the form is valid."""
        typed = self.cleaned_data
        return RoundText(
            typed["title"], typed["places"], typed["body"], tuple(self._criteria()), tuple(self._options())
        )

    def _criteria(self) -> Iterator[CriterionText]:
        for row in (f"c{number}_" for number in range(1, self.criteria + 1)):
            said = {part: self.cleaned_data[f"{row}{part}"] for part in CRITERION_PARTS}
            if said["name"]:
                yield CriterionText(_code(said["name"], row), **said)

    def _options(self) -> Iterator[OptionText]:
        for row in (f"o{number}_" for number in range(1, self.options + 1)):
            said = {part: self.cleaned_data[f"{row}{part}"] for part in OPTION_PARTS}
            if said["name"]:
                yield OptionText(_code(said["name"], row), **said)


def _code(name: str, row: str) -> str:
    return slugify(name)[:60] or row.rstrip("_")


class ScoreForm(RefusingForm):
    """The scores of one seat for one theme, as far as they are; what stays empty is not saved."""

    last = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Any,
        *,
        option: str,
        criteria: Sequence[CriterionText],
        mine: Mapping[tuple[str, str], tuple[int, str]],
        last: int,
    ) -> None:
        """`last`: up to which score of the seat its sender saw."""
        super().__init__(data, initial={"last": last})
        self.option, self.criteria = option, criteria
        scale = [(str(value), str(value)) for value in range(LOWEST, HIGHEST + 1)]
        for each in criteria:
            value, motive = mine.get((option, each.code), ("", ""))
            hint = _("1 is laag, 5 is hoog.")
            score = forms.ChoiceField(
                label=_("Score"),
                required=False,
                choices=scale,
                initial=str(value),
                widget=forms.RadioSelect,
                help_text=f"{each.meaning} {hint}".strip(),
            )
            reason = forms.CharField(
                label=_("Waarom?"),
                required=False,
                max_length=LONGEST_TEXT,
                initial=motive,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for part, field in (("value", score), ("motive", reason)):
                field.is_needed_at_times = True  # type: ignore[union-attr]
                self.fields[self._name(each, part)] = field

    def _name(self, criterion: CriterionText, part: str) -> str:
        """The name by which the service refuses it."""
        return f"{self.option}__{criterion.code}__{part}"

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        parts = ("value", "motive")
        weighed = _("%(name)s (weegt %(weight)s)")
        return [
            (
                weighed % {"name": each.name, "weight": percents(each.part)},
                tuple(self._name(each, part) for part in parts),
            )
            for each in self.criteria
        ]

    def clean(self) -> dict[str, Any]:
        """A score and its reason go together."""
        values = super().clean() or self.cleaned_data
        for each in self.criteria:
            value, motive = (values.get(self._name(each, part)) for part in ("value", "motive"))
            if motive and not value:
                self.add_error(self._name(each, "value"), _("Kies een score."))
            if value and not motive and self._name(each, "motive") not in self.errors:
                self.add_error(self._name(each, "motive"), _("Vul in waarom u deze score geeft."))
        return values

    @property
    def given(self) -> dict[tuple[str, str], Given]:
        """What was filled in, once the form is valid."""
        typed = ((each, self.cleaned_data[self._name(each, "value")]) for each in self.criteria)
        return {
            (self.option, each.code): Given(int(value), self.cleaned_data[self._name(each, "motive")])
            for each, value in typed
            if value
        }


class ChoiceForm(RefusingForm):
    """Of each theme whether it is chosen and why; `options`: code -> what stands above it, in order of the ranking."""

    decided_on = DutchDateField(label=gettext_lazy("Gekozen op"))
    source = forms.CharField(
        label=gettext_lazy("Waar is de keuze te lezen?"),
        max_length=LONGEST["source"],
        help_text=gettext_lazy("Bijvoorbeeld de besluitenlijst, met datum."),
    )
    proposal = forms.ChoiceField(
        label=gettext_lazy("In welk voorstel gaan deze thema’s naar de overleggen?"),
        required=False,
        help_text=gettext_lazy(
            "Is het er nog niet? Met ‘Leg voor aan de overleggen’ wordt het straks gemaakt."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Any,
        *,
        options: Mapping[str, str],
        proposals: Sequence[tuple[str, str]],
        offered: ChoiceText | None,
        revision: int,
        asks_why: bool,
    ) -> None:
        """`asks_why`: others decided upon the choice, or were asked to, so that another one says why."""
        initial: dict[str, Any] = {"revision": revision}
        if offered:
            initial |= {name: getattr(offered, name) for name in ("decided_on", "source", "proposal")}
        super().__init__(data, initial=initial)
        proposal = self.fields["proposal"]
        if isinstance(proposal, forms.ChoiceField):
            proposal.choices = [("", _("– nog geen –")), *proposals]
        self.options, self.asks_why = options, asks_why
        if asks_why:
            help_text = _(
                "Overleggen of bestuur gingen uit van deze keuze. Dit staat straks bij de eerdere keuzes."
            )
            label = _("Waarom verandert de keuze?")
            self.fields["reason"] = _reason_field(label, help_text, LONGEST["reason"])
        for code in options:
            known = offered.verdicts[code] if offered else Verdict(is_chosen=False)
            help_text = _("Altijd als het niet is gekozen, en als het is gekozen zonder bovenaan te staan.")
            reason = _reason_field(_("Waarom wel of niet?"), help_text, LONGEST_TEXT, known.reason)
            self.fields |= {
                f"chosen_{code}": forms.BooleanField(
                    label=_("Gekozen"), required=False, initial=known.is_chosen
                ),
                f"reason_{code}": reason,
            }

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        rows = [(title, (f"chosen_{code}", f"reason_{code}")) for code, title in self.options.items()]
        why = ("reason",) if self.asks_why else ()
        return [*rows, (_("De keuze"), ("decided_on", "source", "proposal", *why))]

    @property
    def text(self) -> ChoiceText:
        typed = self.cleaned_data
        said = {code: Verdict(typed[f"chosen_{code}"], typed[f"reason_{code}"]) for code in self.options}
        why = typed.get("reason", "")
        return ChoiceText(said, typed["decided_on"], typed["source"], typed["proposal"], why)


def _reason_field(label: str, help_text: str, longest: int, initial: str = "") -> forms.CharField:
    """Asked at times only; the rules say when."""
    field = forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        initial=initial,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=help_text,
    )
    field.is_needed_at_times = True  # type: ignore[attr-defined]
    return field
