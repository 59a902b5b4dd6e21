"""The question of a scenario, asked by GET so that its address can be shared; and the name under which it is saved."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import EuroField
from noaber.core.components.refusing import RefusingForm
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import euro_to_type
from noaber.finance.forms.agreements.what_if import CodesInput, RateField, codes_in
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.models.scenarios import LONGEST_NAME, LONGEST_TEXT
from noaber.finance.queries.agreements.roll_calls import RollCall
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.rate_text import rate_to_type
from noaber.finance.rules.scenarios.questions import (
    Key,
    QuestionError,
    ScenarioQuestion,
    faults,
    growth_to_type,
    parse_growth,
)
from noaber.finance.scenario_words import KEY_LABELS

# Code is English, the address that people share is Dutch; the first four are those of the what-if page.
KEYS: Final = {
    "rate": "tarief",
    "reference_on": "peildatum",
    "budget": "begroting",
    "without": "zonder",
    "first_year": "eerste-jaar",
    "year_count": "jaren",
    "key": "sleutel",
    "fixed": "vast",
    "cap": "hoogstens",
    "spreads": "spreiden",
    "largest_count": "grootste",
    "sum": "bedrag",
    "population_growth": "groei-inwoners",
    "budget_growth": "groei-begroting",
    "later": "later",
}
AGREEMENT_KEY: Final = "afspraak"
KEY_WORDS: Final = {
    Key.PER_INHABITANT: "per-inwoner",
    Key.FIXED_PLUS: "vast-plus-inwoner",
    Key.CAPPED: "begrensd",
    Key.LARGEST: "grootste",
    Key.DIVIDED: "verdeeld",
}
GROUPS: Final = (
    (gettext_lazy("Wat wordt gevraagd"), ("key", "rate", "reference_on", "budget")),
    (gettext_lazy("Jaren en groei"), ("first_year", "year_count", "population_growth", "budget_growth")),
    (gettext_lazy("Bij de verdeelsleutel"), ("fixed", "cap", "spreads", "largest_count", "sum")),
)


class GrowthField(forms.Field):
    """A percentage a year; empty is none."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: object) -> Decimal:
        if value is None or value == "":
            return Decimal(0)
        try:
            return parse_growth(str(value))
        except QuestionError as error:
            raise ValidationError(str(error)) from error


class LeavingField(forms.Field):
    """Who stops in a later year, typed as codes with a year: "GM0200 2022, GM0153 2023"."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: object) -> tuple[tuple[str, int], ...]:
        return tuple(_leaving_in(str(value or "")))


class ScenarioForm(forms.Form):
    """Another rate, key, growth, who does not take part, and several years."""

    key = forms.ChoiceField(
        label=gettext_lazy("Verdeelsleutel"), choices=[(KEY_WORDS[key], KEY_LABELS[key]) for key in Key]
    )
    rate = RateField(
        label=gettext_lazy("Tarief per inwoner"),
        help_text=gettext_lazy("Bijvoorbeeld 0,07 of 7 cent. Telt niet mee als een bedrag wordt verdeeld."),
    )
    reference_on = forms.ChoiceField(
        label=gettext_lazy("Peildatum van de inwonertallen"),
        help_text=gettext_lazy("Het eerste jaar rekent met deze inwonertallen."),
        error_messages={
            "invalid_choice": gettext_lazy("Van %(value)s zijn geen inwonertallen bekend. Kies uit de lijst.")
        },
    )
    budget = EuroField(label=gettext_lazy("Begroting van het eerste jaar in euro"))
    first_year = forms.IntegerField(label=gettext_lazy("Eerste jaar"))
    year_count = forms.IntegerField(
        label=gettext_lazy("Aantal jaren"), help_text=gettext_lazy("Van 1 tot en met 10.")
    )
    population_growth = GrowthField(
        label=gettext_lazy("Groei van het inwonertal, % per jaar"),
        required=False,
        help_text=gettext_lazy("Vanaf het tweede jaar, in elke gemeente gelijk. Bijvoorbeeld 0,5."),
    )
    budget_growth = GrowthField(
        label=gettext_lazy("Groei van de begroting, % per jaar"),
        required=False,
        help_text=gettext_lazy("De indexering, vanaf het tweede jaar. Bijvoorbeeld 2."),
    )
    fixed = EuroField(
        label=gettext_lazy("Vast deel per gemeente in euro"),
        required=False,
        help_text=gettext_lazy("Bij ‘vast deel plus bedrag per inwoner’."),
    )
    cap = EuroField(
        label=gettext_lazy("Hoogste bedrag per gemeente in euro"),
        required=False,
        help_text=gettext_lazy("Bij ‘met een hoogste bedrag’. Wat eraf gaat, ziet u in de uitkomst."),
    )
    spreads = forms.BooleanField(
        label=gettext_lazy("Spreid wat eraf gaat over de andere gemeenten"), required=False
    )
    largest_count = forms.IntegerField(
        label=gettext_lazy("Hoeveel grootste gemeenten betalen"),
        required=False,
        help_text=gettext_lazy("Bij ‘de grootste gemeenten betalen alles’."),
    )
    sum = EuroField(
        label=gettext_lazy("Bedrag om te verdelen in euro"),
        required=False,
        help_text=gettext_lazy("Bij verdelen en bij de grootste gemeenten. Leeg: de begroting."),
    )
    without = forms.MultipleChoiceField(
        label=gettext_lazy("Wie doet niet mee?"),
        required=False,
        widget=CodesInput,
        error_messages={
            "invalid_choice": gettext_lazy("%(value)s is op deze peildatum geen gemeente van het netwerk.")
        },
    )
    later = LeavingField(
        label=gettext_lazy("Wie stopt in een later jaar?"),
        required=False,
        help_text=gettext_lazy("Code en jaar, bijvoorbeeld GM0200 2022, GM0153 2023."),
    )

    def __init__(
        self, data: QueryDict, *, agreement_code: str, dates: Sequence[dt.date], roll: RollCall
    ) -> None:
        super().__init__(data, auto_id="id_%s")
        cast(forms.ChoiceField, self.fields["reference_on"]).choices = [
            (date.isoformat(), long_date(date)) for date in dates
        ]
        cast(forms.ChoiceField, self.fields["without"]).choices = [
            (entry.code, entry.name) for entry in roll.entries
        ]
        self.agreement_code, self._roll = agreement_code, roll

    def add_prefix(self, field_name: str) -> str:
        return KEYS.get(field_name, field_name)

    def clean_later(self) -> tuple[tuple[str, int], ...]:
        said: tuple[tuple[str, int], ...] = self.cleaned_data["later"]
        if unknown := [code for code, _year in said if code not in self._roll.populations]:
            text = _("%(codes)s: geen gemeente van het netwerk op deze peildatum.")
            raise ValidationError(text % {"codes": ", ".join(unknown)})
        return said

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for fault in faults(self.question):
                self.refuse(fault.field, fault.message)
        return cleaned

    def refuse(self, field: str, message: str) -> None:
        """Put what the rules refuse at the field that it is about."""
        name = {"leaving": "later" if self.cleaned_data.get("later") else "without"}.get(field, field)
        self.add_error(name if name in self.fields else None, f"{message[:1].upper()}{message[1:]}")

    @property
    def question(self) -> ScenarioQuestion:
        """What is asked, once the fields themselves are right."""
        said = self.cleaned_data
        words = {word: key for key, word in KEY_WORDS.items()}
        never = ((code, said["first_year"]) for code in said["without"])
        later = {code: year for code, year in said["later"] if code not in said["without"]}
        return ScenarioQuestion(
            agreement=self.agreement_code,
            rate=said["rate"],
            reference_on=dt.date.fromisoformat(said["reference_on"]),
            first_year=said["first_year"],
            year_count=said["year_count"],
            budget_cents=said["budget"],
            key=words[said["key"]],
            fixed_cents=said["fixed"] or 0,
            cap_cents=said["cap"],
            spreads_cut_off=said["spreads"],
            largest_count=7 if said["largest_count"] is None else said["largest_count"],
            sum_cents=said["sum"],
            population_growth=said["population_growth"],
            budget_growth=said["budget_growth"],
            leaving=tuple(sorted([*never, *later.items()])),
        )


class SaveForm(RefusingForm):
    """The name of a scenario and why it is there; the question stands in the address."""

    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Waaraan anderen het herkennen, bijvoorbeeld: Acht cent met groei."),
    )
    explanation = forms.CharField(
        label=gettext_lazy("Toelichting"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Waarom dit scenario er is en wat u aannam."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Ook openbaar"),
        required=False,
        help_text=gettext_lazy(
            "Zonder dit vinkje leest alleen wie in het netwerk werkt dit scenario. Met dit vinkje leest iedereen het, "
            "ook de naam en de toelichting."
        ),
    )


class ChangeForm(SaveForm):
    """The same for a next version: it says which version was seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(ReasonForm):
    """Why a scenario no longer counts, and which version was seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


def scenario_query(question: ScenarioQuestion) -> str:
    """The address of a question: only what differs from nothing said."""
    never = [code for code, year in question.leaving if year == question.first_year]
    later = [f"{code} {year}" for code, year in question.leaving if year != question.first_year]
    said = {
        AGREEMENT_KEY: question.agreement,
        KEYS["key"]: KEY_WORDS[question.key],
        KEYS["rate"]: rate_to_type(question.rate),
        KEYS["reference_on"]: question.reference_on.isoformat(),
        KEYS["budget"]: euro_to_type(question.budget_cents),
        KEYS["first_year"]: str(question.first_year),
        KEYS["year_count"]: str(question.year_count),
        KEYS["population_growth"]: growth_to_type(question.population_growth)
        if question.population_growth
        else "",
        KEYS["budget_growth"]: growth_to_type(question.budget_growth) if question.budget_growth else "",
        KEYS["fixed"]: euro_to_type(question.fixed_cents) if question.fixed_cents else "",
        KEYS["cap"]: "" if question.cap_cents is None else euro_to_type(question.cap_cents),
        KEYS["spreads"]: "on" if question.spreads_cut_off else "",
        KEYS["largest_count"]: str(question.largest_count),
        KEYS["sum"]: "" if question.sum_cents is None else euro_to_type(question.sum_cents),
        KEYS["without"]: ",".join(never),
        KEYS["later"]: ", ".join(later),
    }
    return urlencode({key: value for key, value in said.items() if value}, safe=",")


def with_question(query: QueryDict, question: ScenarioQuestion) -> QueryDict:
    """The address of a form, filled up from a question when it says nothing itself, codes in one value."""
    is_asked = any(key in query for key in KEYS.values())
    full = query.copy()
    for key, value in QueryDict(scenario_query(question)).dict().items():
        if not is_asked or key in ALWAYS:
            full.setdefault(key, str(value))
    full[KEYS["without"]] = ",".join(codes_in(full))
    return full


ALWAYS: Final = tuple(
    KEYS[name] for name in ("key", "rate", "reference_on", "budget", "first_year", "year_count")
)


def first_question(code: str, terms: AgreementTerms, reference_on: dt.date) -> ScenarioQuestion:
    """The agreement itself in its first year: its own gap is the first scenario."""
    return ScenarioQuestion(
        agreement=code,
        rate=terms.rate,
        reference_on=reference_on,
        first_year=terms.first_year,
        year_count=1,
        budget_cents=terms.budget_cents,
        largest_count=terms.largest_paid or 7,
    )


def _leaving_in(typed: str) -> Iterator[tuple[str, int]]:
    for part in filter(None, (each.strip() for each in typed.split(","))):
        code, _space, year = part.replace(":", " ").partition(" ")
        if not (year.strip().isascii() and year.strip().isdecimal() and len(year.strip()) == 4):
            text = _("“%(part)s” is geen code met een jaar. Schrijf bijvoorbeeld GM0200 2022.")
            raise ValidationError(text % {"part": part[:40]})
        yield code.upper(), int(year)
