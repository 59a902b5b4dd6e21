"""What was recorded of a council and put right after the strategy was adopted on it: told as what it is, everywhere."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import long_date, short_date
from noaber.decisions.api import Answer, Party, Said, proposal, record_positions
from noaber.decisions.services.answers.correcting import correct_positions
from noaber.network.tests.pages import words
from noaber.strategy.rules.selection.round import Verdict
from noaber.strategy.tests.test_adopted_instead import (
    PAGE,
    ROUND,
    THEMES,
    THREE,
    TWO,
    answer,
    choice,
    choose,
    chosen,
    early,
    play,
    put,
)
from noaber.strategy.tests.test_after_adoption import adopt
from tests.made_once import made_once
from tests.people import sign_in

__all__ = ["chosen"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PAGES = (PAGE, ROUND, f"{PAGE}nota/", f"{PAGE}samenvatting/", f"{PAGE}voor/GM0153/")
OTHER = {
    "een": Verdict(True, "Dit raakt iedereen."),
    "cyber": Verdict(False, "Dit is klaar."),
    "drie": Verdict(True, "Dit is nodig."),
}
REMARKED = Said(Answer.WITH_REMARK, "Mits het kan.")


def council() -> Party:
    found = proposal(COMMAND, THEMES, AsOf(today()))
    assert found
    return next(each for each in found.stages[0].parties if "Twente" in each.name)


@pytest.fixture
@made_once
def adopted(chosen: None) -> None:
    """All councils agreed, one with a remark, and the college adopted it."""
    put()
    said = dict.fromkeys(council().labels, REMARKED)
    key = council().consultation_id
    record_positions(key, said, actor=COMMAND, now=now(), today=today(), decided_on=early())
    found = proposal(COMMAND, THEMES, AsOf(today()))
    assert found
    for each in found.stages[0].parties:
        if each.key != council().key:
            said = dict.fromkeys(each.labels, Said(Answer.CONSENT))
            record_positions(
                each.consultation_id, said, actor=COMMAND, now=now(), today=today(), decided_on=early()
            )
    answer(THEMES, 1, on=today())
    adopt()


def right(said: Said | None, day: dt.date | None = None) -> None:
    party = council()
    assert correct_positions(
        party.consultation_id,
        {party.labels[0]: said},
        actor=COMMAND,
        now=now(),
        today=today(),
        reason="Verkeerd overgenomen.",
        decided_on=day,
    )


@pytest.mark.usefixtures("adopted")
def test_an_answer_that_was_put_right_is_not_told_as_a_day(client: Client) -> None:
    right(Said(Answer.CONSENT))
    sign_in(client, "coordinator")
    on = f"op {long_date(today())} is"
    for page in PAGES:
        read = words(client.get(page))
        assert f"{on} rechtgezet dat {council().name} bij een punt geen kanttekening maakte" in read, page
        assert "op welke dag" not in read, page
    assert f"{on} een antwoord rechtgezet" in words(Client().get(PAGE))


@pytest.mark.usefixtures("adopted")
def test_every_page_shows_what_was_put_right_and_says_so(client: Client) -> None:
    day = early() + dt.timedelta(days=3)
    right(REMARKED, day)
    sign_in(client, "coordinator")
    for page in PAGES[1:3]:
        read = words(client.get(page))
        assert "Zo stond het bij de vaststelling, met wat later is rechtgezet." in read, page
        assert short_date(day) in read, page
    for page in PAGES:
        read = words(client.get(page))
        assert "Zo stond het bij de vaststelling. " not in read, page
        assert f"is rechtgezet op welke dag {council().name} antwoordde" in read, page


@pytest.mark.usefixtures("adopted")
def test_r49_the_list_of_changes_tells_it_to_the_network_with_the_reason(client: Client) -> None:
    right(Said(Answer.CONSENT))
    assert "Antwoord rechtgezet" not in words(client.get(f"{PAGE}wijzigingen/")), (
        "only who may read the proposal"
    )
    sign_in(client, "coordinator")
    read = words(client.get(f"{PAGE}wijzigingen/"))
    assert "Antwoord rechtgezet" in read
    assert f"Wat {council().name} op {long_date(early())} antwoordde bij punt 1" in read
    assert "Verkeerd overgenomen" in read
    assert "Verkeerd overgenomen" not in words(Client().get(f"{PAGE}wijzigingen/"))


@pytest.mark.usefixtures("adopted")
def test_a_choice_of_which_the_day_was_put_right_is_no_earlier_choice(client: Client) -> None:
    day = early() - dt.timedelta(days=1)
    same = choice(THREE, "een", "cyber", proposal=THEMES, reason="De dag was verkeerd overgenomen.")
    assert choose(1, replace(same, decided_on=day))
    sign_in(client, "coordinator")
    read = words(client.get(ROUND))
    assert "Eerdere keuzes" not in read
    assert "Wat van een keuze is rechtgezet" in read
    assert f"Gekozen op: {short_date(early())} → {short_date(day)}" in read
    assert "De dag was verkeerd overgenomen." in read


@pytest.mark.usefixtures("adopted")
def test_the_day_of_the_choice_lies_before_it_was_put_and_a_reason_alone_is_refused() -> None:
    same = choice(THREE, "een", "cyber", proposal=THEMES, reason="De dag was verkeerd overgenomen.")
    with pytest.raises(DomainError, match=f"op {long_date(early())} aan de overleggen voorgelegd") as refused:
        choose(1, replace(same, decided_on=early() + dt.timedelta(days=1)))
    assert refused.value.field == "decided_on"
    with pytest.raises(DomainError, match="Alleen de reden") as refused:
        choose(1, replace(same, decided_on=early()))
    assert refused.value.field == "reason"
    assert choose(1, replace(same, decided_on=early() - dt.timedelta(days=1)))
    assert not choose(1, replace(same, decided_on=early() - dt.timedelta(days=1))), "twice"


@pytest.mark.usefixtures("chosen")
def test_the_day_of_the_choice_lies_not_before_its_scores() -> None:
    number = play(TWO)
    choose(number, choice(TWO, "een"))
    with pytest.raises(DomainError, match="De laatste score is van"):
        choose(number, replace(choice(TWO, "een"), decided_on=early()))


@pytest.mark.usefixtures("adopted")
def test_above_other_themes_it_does_not_say_that_they_stood_there_at_the_adoption(client: Client) -> None:
    right(Said(Answer.CONSENT))
    assert "Zo stond het bij de vaststelling" in words(client.get(ROUND))
    other = replace(choice(THREE, "een", "drie"), reason="Zo is het besloten.", verdicts=OTHER)
    choose(1, other)
    read = words(client.get(ROUND))
    assert "Zo stond het bij de vaststelling" not in read
    assert "Na de vaststelling is bij het voorstel aan de overleggen nog iets vastgelegd" in read
