"""Which year and which reference date the page of contributions shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.asof import AsOf
from noaber.core.components.texts import Tab, Tabs
from noaber.core.rules.dutch import long_date
from noaber.finance.queries.agreements.outcomes import AgreementOutcomes, Reading
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.agreements.contributions import Balance
from noaber.finance.views.places.agreements import ASKED
from noaber.finance.views.wording import balance_words, tone_of

TOGETHER = "samen"
_TEXTS = {
    Reading.SET: gettext_lazy("vastgesteld: hiermee wordt gefactureerd"),
    Reading.MEMO: gettext_lazy("de laatste 1 januari vóór het voorstel"),
    Reading.EACH_YEAR: gettext_lazy("elk jaar opnieuw het inwonertal van dat jaar"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One year, or None for all years together, under one reading of the reference date."""

    year: int | None
    reading: Reading
    agreement: str = ""

    def address(self, asof: AsOf) -> str:
        year = str(self.year) if self.year else TOGETHER
        asked = {ASKED: self.agreement} if self.agreement else {}
        query = urlencode({"jaar": year, "peildatum": self.reading.value, **asked})
        return f"?{query}&{asof.query}" if asof.query else f"?{query}"


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """One reading of the memo with what it comes to; the page shows both side by side."""

    title: str
    text: str
    outcome: str
    tone: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What the reference date is or may be, side by side; `title` and `intro` say which of both."""

    title: str
    intro: str
    items: tuple[ReadingChoice, ...]


def read_choice(query: Mapping[str, str], outcomes: AgreementOutcomes) -> tuple[Choice, list[str]]:
    """The choice in the address, and what was not understood: that is reported, never guessed.

    Unless another is asked, a year stands on the date that was set for it.
    """
    terms = outcomes.terms
    year, reading = query.get("jaar", ""), query.get("peildatum", "")
    years = {str(known): known for known in terms.years}
    problems = []
    if year and year not in years and year != TOGETHER:
        text = _("“%(year)s” is geen jaar van het voorstel. U ziet %(first)s.")
        problems.append(text % {"year": year[:40], "first": terms.years[0]})
    if reading and reading not in set(Reading):
        text = _("“%(typed)s” is geen keuze voor de peildatum. U ziet die van het voorstel.")
        problems.append(text % {"typed": reading[:40]})
        reading = ""
    chosen = None if year == TOGETHER else years.get(year, terms.years[0])
    is_set = outcomes.is_set(chosen)
    if not reading or (reading == Reading.SET and not is_set):
        reading = Reading.SET if is_set else Reading.MEMO
    return Choice(chosen, Reading(reading), query.get(ASKED, "")), problems


def year_tabs(choice: Choice, terms: AgreementTerms, asof: AsOf) -> Tabs:
    choices = [replace(choice, year=year) for year in (*terms.years, None)]
    labels = [*map(str, terms.years), _("Vier jaar samen") if len(terms.years) == 4 else _("Samen")]
    items = zip(labels, choices, strict=True)
    return Tabs(_("Jaar"), tuple(Tab(label, each.address(asof), each == choice) for label, each in items))


def reading_choices(choice: Choice, outcomes: AgreementOutcomes, asof: AsOf) -> ReadingChoices:
    """What was set for the chosen year, and both readings with their outcome; one without figures says so."""
    is_set = outcomes.is_set(choice.year)
    readings = [reading for reading in Reading if is_set or reading is not Reading.SET]
    items = tuple(
        _reading_choice(replace(choice, reading=reading), choice, outcomes, asof) for reading in readings
    )
    if is_set:
        intro = _(
            "De afspraak noemt geen peildatum; de controller stelde hem vast. Anders gelezen zou het zijn:"
        )
        return ReadingChoices(_("De peildatum"), intro, items)
    intro = _("De afspraak noemt geen peildatum. Dit zijn de twee manieren om hem te lezen:")
    return ReadingChoices(_("Welke peildatum?"), intro, items)


def _reading_choice(each: Choice, current: Choice, outcomes: AgreementOutcomes, asof: AsOf) -> ReadingChoice:
    balance = balance_of(each, outcomes)
    return ReadingChoice(
        title=_title(each, outcomes),
        text=str(_TEXTS[each.reading]),
        outcome=balance_words(balance) if balance else _("nog geen inwonertal bekend"),
        tone=tone_of(balance) if balance else "neutral",
        url=each.address(asof),
        is_current=each == current,
    )


def _title(each: Choice, outcomes: AgreementOutcomes) -> str:
    if each.reading is Reading.SET:
        found = outcomes.of(each.year, each.reading) if each.year else None
        return long_date(found.reference_on) if found else _("Per jaar vastgesteld")
    if each.reading is Reading.MEMO:
        return long_date(outcomes.memo.reference_on) if outcomes.memo else _("De datum van het voorstel")
    if each.year is None:
        return _("1 januari van elk jaar")
    return long_date(outcomes.terms.reference_on(each.year))


def balance_of(choice: Choice, outcomes: AgreementOutcomes) -> Balance | None:
    if choice.year is None:
        agreed = outcomes.together(choice.reading)
        return agreed.balance if agreed else None
    outcome = outcomes.of(choice.year, choice.reading)
    return outcome.balance if outcome else None
