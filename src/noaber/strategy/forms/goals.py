"""Goals, activities and indicators as people type them. `revision` is what the sender saw."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from re import fullmatch
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.strategy.models import ACTIVITY_STATES
from noaber.strategy.rules.goals.goal import (
    LONGEST,
    ActivityState,
    ActivityText,
    GoalText,
    IndicatorText,
    ValueText,
)
from noaber.strategy.words.goals import number_words

Choices = Sequence[tuple[str, Any]]
THOUSANDS: Final = r"-?\d{1,3}(\.\d{3})+(,\d+)?"


class NumberField(forms.Field):
    """A number typed as 4.500 or 12,5; the value is a ``Decimal``."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> Decimal | None:
        if value is None or value == "":
            return None
        if isinstance(value, Decimal):
            return value
        typed = str(value).replace(" ", "")
        plain = typed.replace(".", "") if fullmatch(THOUSANDS, typed) else typed
        try:
            return Decimal(plain.replace(",", "."))
        except InvalidOperation as error:
            raise ValidationError(_("Schrijf een getal, bijvoorbeeld 4.500 of 12,5.")) from error

    def prepare_value(self, value: object) -> object:
        return number_words(value) if isinstance(value, Decimal) else value


class ReasonedForm(RefusingForm):
    """What every change of a goal asks: why, once the strategy was adopted (R49)."""

    is_innovation = forms.BooleanField(
        label=gettext_lazy("Dit is een vernieuwing"),
        required=False,
        help_text=gettext_lazy(
            "Iets wat wij nog niet eerder deden. Het staat zo in het overzicht van wijzigingen."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom verandert dit?"),
        required=False,
        max_length=LONGEST["reason"],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Nodig als de strategie is vastgesteld. Ten minste twee verschillende woorden van drie letters of meer."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, initial: dict[str, Any], is_adopted: bool, revision: int) -> None:
        super().__init__(data, initial={**initial, "reason": "", "revision": revision})
        self.fields["reason"].is_needed_at_times = True  # type: ignore[attr-defined]
        if not is_adopted:
            del self.fields["reason"]
        self.order_fields([name for name in self.fields if name not in ("is_innovation", "reason")])

    def offer(self, name: str, choices: Choices, none: str = "") -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", none or _("– kies –")), *choices]

    @property
    def reason_typed(self) -> str:
        return str(self.cleaned_data.get("reason", "")).strip()


class GoalForm(ReasonedForm):
    """What is to be reached; the theme is asked of a new goal only."""

    theme = forms.ChoiceField(label=gettext_lazy("Thema"))
    title = forms.CharField(label=gettext_lazy("Doel"), max_length=LONGEST["title"])
    aim = forms.CharField(
        label=gettext_lazy("Wat willen wij bereiken?"),
        max_length=LONGEST["aim"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Eigenaar"),
        help_text=gettext_lazy("De zetel, niet de persoon: wie de zetel krijgt, krijgt het doel mee."),
    )
    due_on = DutchDateField(label=gettext_lazy("Uiterlijk bereikt op"))

    def __init__(
        self,
        data: Any,
        *,
        themes: Choices,
        owners: Choices,
        known: GoalText | None,
        is_adopted: bool,
        revision: int = 0,
        **offered: Any,
    ) -> None:
        names = ("title", "aim", "owner", "due_on", "is_innovation")
        initial = {name: getattr(known, name) for name in names} if known else offered
        super().__init__(data, initial=initial, is_adopted=is_adopted, revision=revision)
        self.offer("owner", owners)
        if known:
            del self.fields["theme"]
        else:
            self.offer("theme", themes)

    @property
    def text(self) -> GoalText:
        typed = self.cleaned_data
        return GoalText(
            typed["title"],
            typed["aim"],
            typed["owner"],
            typed["due_on"],
            typed["is_innovation"],
            self.reason_typed,
        )


class ActivityForm(ReasonedForm):
    """What is done, by whom, and when."""

    title = forms.CharField(label=gettext_lazy("Activiteit"), max_length=LONGEST["title"])
    body = forms.ChoiceField(label=gettext_lazy("Welk overleg of team doet dit?"), required=False)
    starts_on = DutchDateField(label=gettext_lazy("Eerste dag"))
    ends_on = DutchDateField(label=gettext_lazy("Laatste dag"))
    state = forms.ChoiceField(
        label=gettext_lazy("Stand"), choices=[(state.value, text) for state, text in ACTIVITY_STATES.items()]
    )
    organisations = forms.MultipleChoiceField(
        label=gettext_lazy("Welke organisaties doen mee?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Any,
        *,
        bodies: Choices,
        organisations: Choices,
        known: ActivityText | None,
        is_adopted: bool,
        revision: int = 0,
    ) -> None:
        names = ("title", "body", "starts_on", "ends_on", "organisations", "is_innovation")
        initial = {name: getattr(known, name) for name in names} if known else {}
        if known:
            initial["state"] = known.state.value
        super().__init__(data, initial=initial, is_adopted=is_adopted, revision=revision)
        self.offer("body", bodies, _("geen overleg"))
        self.fields["body"].is_needed_at_times = True  # type: ignore[attr-defined]
        if "reason" in self.fields:
            self.fields["reason"].help_text = _("Niet nodig als alleen de stand ‘loopt’ of ‘klaar’ wordt.")
        field = self.fields["organisations"]
        field.is_folded = True  # type: ignore[attr-defined]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = organisations

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        rest = tuple(name for name in ("is_innovation", "reason") if name in self.fields)
        what = ("title", "starts_on", "ends_on", "state", *rest)
        return [(_("Wat"), what), (_("Wie"), ("body", "organisations"))]

    @property
    def text(self) -> ActivityText:
        typed = self.cleaned_data
        return ActivityText(
            typed["title"],
            typed["starts_on"],
            typed["ends_on"],
            ActivityState(typed["state"]),
            typed["body"],
            tuple(sorted(typed["organisations"])),
            typed["is_innovation"],
            self.reason_typed,
        )


class IndicatorForm(ReasonedForm):
    """By what is measured: typed by people, or counted from the figures of the police."""

    title = forms.CharField(label=gettext_lazy("Indicator"), max_length=LONGEST["title"])
    unit = forms.CharField(
        label=gettext_lazy("Eenheid"),
        max_length=LONGEST["unit"],
        help_text=gettext_lazy("Bijvoorbeeld: gemeenten, of misdrijven per jaar."),
    )
    source = forms.CharField(label=gettext_lazy("Bron"), max_length=LONGEST["source"])
    base_on = DutchDateField(label=gettext_lazy("Dag van de beginwaarde"))
    base_value = NumberField(
        label=gettext_lazy("Beginwaarde"),
        required=False,
        help_text=gettext_lazy("Laat leeg als de waarden uit de cijfers van de politie komen."),
    )
    target_on = DutchDateField(label=gettext_lazy("Dag van de streefwaarde"))
    target_value = NumberField(label=gettext_lazy("Streefwaarde"))
    offence = forms.ChoiceField(
        label=gettext_lazy("Soort misdrijf"),
        required=False,
        help_text=gettext_lazy("Kiest u een soort, dan rekent Noaber de waarden per jaar uit."),
    )
    area = forms.ChoiceField(label=gettext_lazy("Gebied"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        offences: Choices,
        areas: Choices,
        known: IndicatorText | None,
        is_adopted: bool,
        revision: int = 0,
    ) -> None:
        names = (
            "title",
            "unit",
            "base_on",
            "base_value",
            "target_on",
            "target_value",
            "source",
            "offence",
            "area",
        )
        initial = {name: getattr(known, name) for name in names} if known else {}
        super().__init__(data, initial=initial, is_adopted=is_adopted, revision=revision)
        del self.fields["is_innovation"]
        self.offer("offence", offences, _("geen: wij vullen de waarden zelf in"))
        self.offer("area", areas, _("geen"))
        for name in ("base_value", "area"):
            self.fields[name].is_needed_at_times = True  # type: ignore[attr-defined]

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        rest = ("reason",) if "reason" in self.fields else ()
        return [
            (_("De indicator"), ("title", "unit", "source", *rest)),
            (_("Van begin naar doel"), ("base_on", "base_value", "target_on", "target_value")),
            (_("Uit de cijfers van de politie"), ("offence", "area")),
        ]

    @property
    def text(self) -> IndicatorText:
        typed = self.cleaned_data
        return IndicatorText(
            typed["title"],
            typed["unit"],
            typed["base_on"],
            typed["target_value"],
            typed["target_on"],
            typed["source"],
            typed["base_value"],
            typed["offence"],
            typed["area"],
            self.reason_typed,
        )


class ValueForm(RefusingForm):
    """What was measured on a day; `revision`: how many values the sender saw.

    Once the strategy was adopted another value of a day asks why (R49); where no value stands there is nothing to mend.
    """

    on = DutchDateField(label=gettext_lazy("Gemeten op"))
    value = NumberField(label=gettext_lazy("Waarde"))
    source = forms.CharField(label=gettext_lazy("Bron"), max_length=LONGEST["source"])
    reason = forms.CharField(
        label=gettext_lazy("Waarom verandert dit?"),
        required=False,
        max_length=LONGEST["reason"],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Nodig als er op deze dag al een andere waarde of een andere bron staat. Ten minste twee verschillende "
            "woorden van drie letters of meer."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, initial: dict[str, Any], can_mend: bool) -> None:
        super().__init__(data, initial=initial)
        self.fields["reason"].is_needed_at_times = True  # type: ignore[attr-defined]
        if not can_mend:
            del self.fields["reason"]

    @property
    def text(self) -> ValueText:
        return ValueText(self.cleaned_data["value"], self.cleaned_data["on"], self.cleaned_data["source"])

    @property
    def reason_typed(self) -> str:
        return str(self.cleaned_data.get("reason", "")).strip()


class StopForm(RefusingForm):
    """Why a goal is stopped; `revision`: the number of the last update that the sender saw."""

    sentence = forms.CharField(
        label=gettext_lazy("Waarom stopt dit doel?"),
        max_length=LONGEST["sentence"],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
