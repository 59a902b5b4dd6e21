"""Opening the cards of a month: once, on the card of its row, and a revision that takes a signal away is told."""

import datetime as dt

import pytest

from noaber.core.access import ANONYMOUS, COMMAND, WORKER
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry, Demonstration
from noaber.figures.jobs import read_months
from noaber.figures.models import SignalCard, SignalMonth, SignalReading
from noaber.figures.queries.signal_cards import CardRow, cards, cards_of_month
from noaber.figures.queries.signal_months import signal_months
from noaber.figures.rules.signals.certainty import Certainty
from noaber.figures.tests.conftest import Become
from noaber.figures.tests.signals_played import (
    AREA,
    CONTACT,
    KIND,
    LAST,
    NOBODY,
    NOW,
    OTHER,
    PEAK,
    TODAY,
    opened,
    take_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]
HIGH = {(AREA, PEAK): 70}
LATER = "2020-06-15T02:00:00"


def only_card() -> CardRow:
    [found] = cards(COMMAND)
    return found


def test_a_month_is_kept_with_its_cards_and_what_chance_gives() -> None:
    take_in(HIGH)
    outcome = opened()
    assert (outcome.signals, outcome.new_cards, outcome.gone, outcome.is_known) == (1, 1, 0, False)
    card, [month] = only_card(), signal_months(COMMAND)
    assert (card.area, card.offence, card.since) == (AREA, KIND, PEAK)
    assert (month.tested, month.signal_count, month.by_chance) == (2, 1, 0)
    [reading] = card.readings
    assert reading.count == 70
    assert reading.count > (reading.upper or 0) > (reading.expected or 0)
    assert reading.certainty is Certainty.SURE
    assert AuditEntry.objects.filter(verb="figures.open_signals").count() == 1
    assert verify_chain()[1] is None


def test_a_second_time_does_nothing() -> None:
    take_in(HIGH)
    opened()
    before = AuditEntry.objects.count()
    assert opened().is_known
    assert (SignalMonth.objects.count(), SignalReading.objects.count()) == (1, 1)
    assert AuditEntry.objects.count() == before


def test_a_row_of_months_goes_on_one_card_and_a_month_apart_begins_another() -> None:
    take_in({(AREA, 202001): 70, (AREA, PEAK): 75, (AREA, LAST): 80})
    for period in (202001, 202002, PEAK, LAST):
        opened(period)
    found = {card.since: [each.period for each in card.ringing] for card in cards(COMMAND)}
    assert found == {202001: [202001], PEAK: [PEAK, LAST]}


def test_a_later_release_is_added_and_one_that_takes_the_signal_away_says_so() -> None:
    take_in(HIGH)
    opened()
    take_in({(AREA, PEAK): 21, (OTHER, PEAK): 60}, published=LATER)
    outcome = opened()
    assert (outcome.signals, outcome.new_cards, outcome.gone) == (1, 1, 1)
    by_area = {card.area: card for card in cards(COMMAND)}
    assert [(each.count, each.is_signal) for each in by_area[AREA].readings] == [(70, True), (21, False)]
    assert (by_area[AREA].is_gone, by_area[OTHER].is_gone) == (True, False)
    [month] = signal_months(COMMAND)
    assert [card.area for card in cards_of_month(COMMAND, month)] == [OTHER, AREA]
    take_in(HIGH, published="2020-07-15T02:00:00")
    opened()
    assert not {card.area: card for card in cards(COMMAND)}[AREA].is_gone
    assert SignalCard.objects.count() == 2


def test_a_figure_that_the_source_took_back_is_no_signal_and_no_nought() -> None:
    take_in(HIGH)
    opened()
    take_in({(AREA, PEAK): None}, published=LATER)
    opened()
    last = only_card().readings[-1]
    assert (last.count, last.expected, last.is_signal) == (None, None, False)


def test_the_job_reads_what_a_release_brought_and_anew_what_it_may_revise() -> None:
    assert read_months(NOW).startswith("0 maanden")
    take_in(HIGH, last=PEAK)
    assert read_months(NOW) == "1 maanden gelezen; 1 nieuwe signalen."
    assert read_months(NOW).startswith("0 maanden")
    take_in(HIGH, published=LATER)
    assert read_months(NOW) == "2 maanden gelezen; 0 nieuwe signalen."
    assert [row.period for row in signal_months(COMMAND)] == [LAST, PEAK]
    assert [each.month.release_number for each in only_card().readings] == [1, 2]


def test_who_may_and_which_month() -> None:
    with pytest.raises(DomainError, match="nog geen cijfers"):
        opened()
    take_in(HIGH)
    for actor in (ANONYMOUS, NOBODY, CONTACT):
        with pytest.raises(AccessRefused):
            opened(actor=actor)
    for period in (202005, 202000):
        with pytest.raises(DomainError, match="geen cijfers gepubliceerd"):
            opened(period)
    assert opened(actor=WORKER, now=NOW + dt.timedelta(days=1)).signals == 1


def test_what_was_reckoned_from_an_older_release_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(HIGH)
    from noaber.figures.queries import signals

    reckon = signals.month_signals

    def meanwhile(*args: object, **kwargs: object) -> object:
        found = reckon(*args, **kwargs)  # type: ignore[arg-type]
        take_in({(AREA, PEAK): 71}, published=LATER)
        return found

    monkeypatch.setattr(signals, "month_signals", meanwhile)
    with pytest.raises(DomainError, match="nieuwere cijfers"):
        opened()
    assert SignalMonth.objects.count() == 0


def test_before_the_first_figures_the_page_says_so(become: Become) -> None:
    Demonstration.objects.create(started_at=NOW, reached_on=TODAY, story="proef")
    page = become(f"{AREA}:contact").get("/cijfers/signalen/").content.decode()
    assert "Er zijn nog geen maandcijfers" in page
