"""Which year and which reference date the page of contributions shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.texts import Tab, Tabs
from noaber.core.rules.dutch import long_date
from noaber.finance.queries.outcomes import AgreementOutcomes, Reading
from noaber.finance.rules.agreements import AgreementTerms
from noaber.finance.rules.contributions import Balance
from noaber.finance.views.agreement_places import ASKED
from noaber.finance.views.wording import balance_words, tone_of

TOGETHER = "samen"


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


def read_choice(query: Mapping[str, str], terms: AgreementTerms) -> tuple[Choice, list[str]]:
    """The choice in the address, and what was not understood: that is reported, never guessed."""
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
    return Choice(chosen, Reading(reading or Reading.MEMO), query.get(ASKED, "")), problems


def year_tabs(choice: Choice, terms: AgreementTerms, asof: AsOf) -> Tabs:
    choices = [replace(choice, year=year) for year in (*terms.years, None)]
    labels = [*map(str, terms.years), _("Vier jaar samen") if len(terms.years) == 4 else _("Samen")]
    items = zip(labels, choices, strict=True)
    return Tabs(_("Jaar"), tuple(Tab(label, each.address(asof), each == choice) for label, each in items))


def reading_choices(choice: Choice, outcomes: AgreementOutcomes, asof: AsOf) -> tuple[ReadingChoice, ...]:
    """Both readings with their outcome for the chosen year; a reading without figures says so."""
    return tuple(
        _reading_choice(replace(choice, reading=reading), choice, outcomes, asof) for reading in Reading
    )


def _reading_choice(each: Choice, current: Choice, outcomes: AgreementOutcomes, asof: AsOf) -> ReadingChoice:
    balance = balance_of(each, outcomes)
    return ReadingChoice(
        title=_title(each, outcomes),
        text=_("de laatste 1 januari vóór het voorstel")
        if each.reading is Reading.MEMO
        else _("elk jaar opnieuw het inwonertal van dat jaar"),
        outcome=balance_words(balance) if balance else _("nog geen inwonertal bekend"),
        tone=tone_of(balance) if balance else "neutral",
        url=each.address(asof),
        is_current=each == current,
    )


def _title(each: Choice, outcomes: AgreementOutcomes) -> str:
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
