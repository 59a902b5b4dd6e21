"""Another choice of themes: after the adoption with a day and a reason, and never with the consent to others (R49)."""

import datetime as dt
from dataclasses import replace
from unittest.mock import patch

import pytest
from django.test import Client

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import short_date
from noaber.network.tests.pages import errors, typed_in, words
from noaber.strategy.models import ChoiceChange
from noaber.strategy.nota.contents import nota
from noaber.strategy.queries.periods.period import PeriodRow, period
from noaber.strategy.queries.selection.chosen import themes_chosen
from noaber.strategy.queries.selection.round import selection_round
from noaber.strategy.rules.inventory import PlanText, PriorityText, SourceKind
from noaber.strategy.rules.selection.round import ChoiceText
from noaber.strategy.services.inventory.plans import hand_in_plan, record_source
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection import changed_choices
from noaber.strategy.services.selection.round import record_choice
from noaber.strategy.services.withdrawing import withdraw_round
from noaber.strategy.tests.conftest import ADOPTED, COORDINATOR, LATER, NOW, PERIOD, STRATEGY, TODAY
from noaber.strategy.tests.rounds import choice, found, hand_in_all, opened, score, seat_scorers
from noaber.strategy.tests.test_services_selection import draft
from noaber.strategy.words.choices import changed_sentence
from tests.made_once import made_once
from tests.people import sign_in

pytestmark = pytest.mark.django_db
DAY = TODAY - dt.timedelta(days=1)
FIRST = choice(cyber="Dit is te smal.")
OTHER = choice("ondermijning", "cyber", zorg="Dit is klaar.", cyber="Het neemt toe.")
ROUND_PAGE = f"/strategie/{PERIOD}/keuze/1/"


@pytest.fixture
@made_once
def chosen(network: object) -> None:
    """A first choice, and a strategy that was adopted with it the day before today."""
    hand_in_all()
    seat_scorers()
    opened()
    score()
    record(replace(FIRST, decided_on=DAY))
    adopted = replace(ADOPTED, decided_on=DAY)
    record_period(PERIOD, adopted, actor=COORDINATOR, now=NOW, today=TODAY)


def running() -> PeriodRow:
    found = period(PERIOD, AsOf(TODAY))
    assert found
    return found


def record(text: ChoiceText) -> bool:
    return record_choice(PERIOD, 1, text, actor=COORDINATOR, now=LATER, today=TODAY)


@pytest.mark.usefixtures("chosen")
def test_another_choice_leaves_what_was_counted_when_the_round_was_opened() -> None:
    """The strategy tells the counts by which the themes were weighed, whatever is given since."""
    plan = PlanText("Nieuw plan", ADOPTED.starts_on, ADOPTED.ends_on, (PriorityText(1, "X.1"),))
    hand_in_plan(PERIOD, "GM9001", plan, actor=COMMAND, now=LATER)
    assert record(replace(OTHER, reason="Zo is het besloten."))
    told = nota(ANONYMOUS, PERIOD, AsOf(TODAY))
    assert told
    counts = {row.field: row.total for row in told.weighed.counts}
    kept = {each.field: found().named[each.code][0] for each in found().text.options}
    assert counts == kept
    assert {row.field: row.total for row in told.covered.counts} != kept


@pytest.mark.usefixtures("chosen")
def test_after_the_adoption_other_themes_ask_a_reason_and_a_day_since() -> None:
    with pytest.raises(DomainError, match="De strategie is vastgesteld") as caught:
        record(OTHER)
    assert caught.value.field == "reason"
    with pytest.raises(DomainError, match="op 1 maart 2020") as caught:
        record(replace(OTHER, reason="Zo is het besloten.", decided_on=DAY - dt.timedelta(days=1)))
    assert caught.value.field == "decided_on"
    with pytest.raises(DomainError, match="te lang"):
        record(replace(OTHER, reason="Zo is het besloten. " * 40))
    assert record(replace(OTHER, reason=" Zo is het besloten. "))
    assert not record(OTHER), "it stands already; then no reason is asked"
    assert [each.text.reason for each in found().choices] == ["", "Zo is het besloten."]
    assert ChoiceChange.objects.count() == 1


@pytest.mark.usefixtures("network")
def test_r09_where_themes_are_weighed_they_are_chosen_before_the_strategy_is_adopted() -> None:
    hand_in_all()
    seat_scorers()
    opened()
    score()
    adopted = replace(ADOPTED, decided_on=DAY)
    with pytest.raises(DomainError, match="worden de thema’s nog gewogen") as refused:
        record_period(PERIOD, adopted, actor=COORDINATOR, now=NOW, today=TODAY)
    assert refused.value.field == "state"
    withdraw_round(PERIOD, 1, "Het netwerk koos elders.", actor=COORDINATOR, now=NOW, expected_revision=None)
    assert record_period(PERIOD, adopted, actor=COORDINATOR, now=NOW, today=TODAY)


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize(("written", "first"), [(2018, "1 februari 2020"), (2020, "1 januari 2019")])
def test_r08_a_choice_is_not_of_before_its_round_unless_the_period_was_written_down_afterwards(
    written: int, first: str
) -> None:
    then = dt.datetime(written, 1, 9, 9, tzinfo=dt.UTC)
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=then, today=then.date())
    hand_in_all()
    seat_scorers()
    opened()
    score()
    with pytest.raises(DomainError, match=f"De keuze is van {first} of later"):
        record(replace(FIRST, decided_on=dt.date(2018, 12, 31)))


@pytest.mark.usefixtures("network")
def test_a_first_choice_after_the_adoption_says_why(client: Client) -> None:
    hand_in_all()
    seat_scorers()
    record_period(PERIOD, replace(ADOPTED, decided_on=DAY), actor=COORDINATOR, now=NOW, today=TODAY)
    for page in ("nota/", "samenvatting/"):
        assert "Een keuze is hier niet vastgelegd." in words(client.get(f"/strategie/{PERIOD}/{page}")), page
    opened()
    score()
    with pytest.raises(DomainError, match="waarom u daarna nog thema’s kiest") as refused:
        record(replace(FIRST, decided_on=TODAY))
    assert refused.value.field == "reason"
    assert record(replace(FIRST, decided_on=TODAY, reason="De thema’s ontbraken nog."))
    row = selection_round(PERIOD, 1)
    assert row
    assert changed_sentence(row, running(), [row]) == ""
    assert record(replace(OTHER, reason="Zo is het besloten."))
    row = selection_round(PERIOD, 1)
    assert row
    assert "Erbij: Cybercrime; Eraf: Zorg en veiligheid. Waarom: Zo" in changed_sentence(
        row, running(), [row]
    )


@pytest.mark.usefixtures("chosen")
def test_also_another_reason_or_source_is_recorded_with_why_and_may_keep_its_day() -> None:
    text = replace(FIRST, decided_on=DAY, source="Besluitenlijst")
    with pytest.raises(DomainError, match="waarom de keuze verandert"):
        record(text)
    assert record(replace(text, reason="De bron stond er verkeerd."))


@pytest.mark.usefixtures("chosen")
def test_as_of_a_day_before_the_other_choice_the_first_one_stands() -> None:
    record(replace(OTHER, reason="Zo is het besloten."))
    for day, names in (
        (DAY, ("Ondermijning", "Zorg en veiligheid")),
        (TODAY, ("Ondermijning", "Cybercrime")),
    ):
        stood = themes_chosen(PERIOD, AsOf(day))
        row = selection_round(PERIOD, 1, valid_on=day)
        assert stood
        assert row
        assert row.choice
        assert stood.themes == names
        assert tuple(row.option_names[code] for code in row.choice.text.chosen) == names
    before = selection_round(PERIOD, 1, valid_on=DAY - dt.timedelta(days=1))
    assert before
    assert before.choice is None


@pytest.mark.usefixtures("network")
def test_the_consent_of_councils_to_some_themes_is_not_that_to_others() -> None:
    hand_in_all()
    seat_scorers()
    opened()
    score()
    draft("themas")
    draft("anders")
    record(replace(FIRST, proposal="themas"))
    record(replace(OTHER, proposal="themas"))
    with patch.object(changed_choices, "_was_answered", lambda code, *_: code == "themas"):
        with pytest.raises(DomainError, match="stemden met dit voorstel in met andere thema") as caught:
            record(replace(FIRST, proposal="themas"))
        assert caught.value.field == "proposal"
        assert record(replace(FIRST, proposal="anders"))
        assert record(replace(OTHER, proposal="themas")), "these are the themes that they saw"


@pytest.mark.usefixtures("oost_nederland")
def test_what_was_adopted_stays_readable_beside_the_other_choice_and_in_the_changes(client: Client) -> None:
    assert "Eerdere keuzes" not in words(client.get(ROUND_PAGE))
    sign_in(client, "coordinator")
    form = f"{ROUND_PAGE}kiezen/"
    asked = client.get(form)
    assert "Waarom verandert de keuze?" in words(asked)
    other = {
        **{name: value for name, value in typed_in(asked).items() if not name.startswith("chosen_")},
        **{
            f"chosen_{theme}": "on"
            for theme in ("ondermijning", "kwetsbare-personen", "cybercrime", "woninginbraken")
        },
        "reason_informatiegestuurd-werken": "Dit toch niet meer.",
        "reason_woninginbraken": "Dit toch wel.",
        "decided_on": f"{today():%d-%m-%Y}",
    }
    assert "Vul in waarom de keuze verandert" in errors(client.post(form, other))
    other["reason"] = "Het Bestuurscollege besloot anders."
    assert "met andere thema’s" in errors(client.post(form, other))
    assert client.post(form, {**other, "proposal": ""})["Location"] == ROUND_PAGE
    page = words(Client().get(ROUND_PAGE))
    assert "ingestemd: 5 van de 5 overleggen" not in page
    assert "Eerdere keuzes" in page
    assert "5 van de 5 stemden in" in page
    course = words(Client().get(f"/strategie/{PERIOD}/"))
    assert "Na de vaststelling anders gekozen, op" in course
    assert "5 van 5 overleggen stemmen in" not in course, "with others"
    assert "5 van 5 overleggen stemden in met de thema’s van voor die wijziging" in course
    for paper in ("nota", "samenvatting"):
        told = words(Client().get(f"/strategie/{PERIOD}/{paper}/"))
        assert "Na de vaststelling is anders gekozen" in told
        assert "Erbij: Woninginbraken; Eraf: Informatiegestuurd werken" in told
        assert "informatiegestuurd-werken" not in told, "a theme by its name"
    changes = words(Client().get(f"/strategie/{PERIOD}/wijzigingen/"))
    for said in (page, changes):
        assert "Het Bestuurscollege besloot anders." in said
    assert "Erbij: Woninginbraken; Eraf: Informatiegestuurd werken" in changes
    download = Client().get(f"/strategie/{PERIOD}/wijzigingen/?formaat=csv")
    assert "Erbij: Woninginbraken" in download.content.decode()


@pytest.mark.usefixtures("chosen")
def test_after_the_adoption_it_is_told_how_the_themes_differ_from_those_that_were_adopted() -> None:
    def told() -> str:
        row = selection_round(PERIOD, 1)
        assert row
        return changed_sentence(row, running())

    assert told() == ""
    assert record(replace(OTHER, reason="Zo is het besloten."))
    assert "Erbij: Cybercrime; Eraf: Zorg en veiligheid. Waarom: Zo is het besloten." in told()
    assert record(replace(OTHER, source="Besluitenlijst", reason="De bron was niet goed."))
    assert "Waarom: Zo is het besloten." in told(), "another source changes no themes"
    assert record(replace(FIRST, decided_on=TODAY, reason="Toch zoals vastgesteld."))
    assert told() == ""


@pytest.mark.usefixtures("chosen")
def test_r49_a_choice_that_is_told_better_says_what_is_told_otherwise(client: Client) -> None:
    day = DAY - dt.timedelta(days=1)
    told = replace(FIRST, decided_on=TODAY, source="Besluitenlijst", reason="De bron was niet goed.")
    with pytest.raises(DomainError, match="met deze thema’s vastgesteld op"):
        record(told)
    assert record(replace(told, decided_on=day, verdicts=choice(cyber="Te smal voor ons.").verdicts))
    changes = words(client.get(f"/strategie/{PERIOD}/wijzigingen/"))
    assert "Keuze verbeterd" in changes
    assert f"Gekozen op: {short_date(DAY)} → {short_date(day)}" in changes
    assert f"Bron: {FIRST.source} → Besluitenlijst" in changes
    assert "Cybercrime: Dit is te smal. → Te smal voor ons." in changes


@pytest.mark.usefixtures("chosen")
def test_a_source_that_was_recorded_after_the_choice_is_not_told_as_if_it_was_there(client: Client) -> None:
    """Neither among what the choice rests on, nor as what the period before taught; also once that is told better."""
    text = PlanText("Late evaluatie", ADOPTED.starts_on, ADOPTED.ends_on, (PriorityText(1, "5.2"),))
    moment = LATER + dt.timedelta(hours=1)
    record_source(PERIOD, "laat", SourceKind.REVIEW, text, actor=COORDINATOR, now=moment)
    better = replace(FIRST, decided_on=DAY, source="Besluitenlijst", reason="De bron was niet goed.")
    for each in (better, replace(better, verdicts=choice(cyber="Te smal voor ons.").verdicts)):
        moment += dt.timedelta(hours=1)
        assert record_choice(PERIOD, 1, each, actor=COORDINATOR, now=moment, today=TODAY)
    told = words(client.get(f"/strategie/{PERIOD}/nota/"))
    assert "Late evaluatie" not in told
    assert "Late evaluatie" not in words(client.get(ROUND_PAGE))
    assert "Late evaluatie" in words(client.get(f"/strategie/{PERIOD}/prioriteiten/"))


@pytest.mark.usefixtures("network")
def test_without_a_choice_what_was_recorded_after_the_adoption_is_marked(client: Client) -> None:
    hand_in_all()
    adopted = replace(ADOPTED, decided_on=DAY)
    record_period(PERIOD, adopted, actor=COORDINATOR, now=NOW, today=TODAY)
    text = PlanText("Late evaluatie", ADOPTED.starts_on, ADOPTED.ends_on, (PriorityText(1, "5.2"),))
    record_source(PERIOD, "laat", SourceKind.REVIEW, text, actor=COORDINATOR, now=LATER)
    told = words(client.get(f"/strategie/{PERIOD}/nota/"))
    assert told.count("Late evaluatie (later vastgelegd)") == told.count("Late evaluatie") > 0
    assert "Endterm review (later vastgelegd)" not in told


@pytest.mark.usefixtures("chosen")
def test_what_was_recorded_before_the_adoption_is_what_was_adopted_and_no_reason_is_printed_empty() -> None:
    assert record(replace(OTHER, reason="Zo is het besloten."))
    row = selection_round(PERIOD, 1)
    assert row
    assert "Na de vaststelling" in changed_sentence(row, running())
    later = replace(running(), adopted_at=row.choices[-1].recorded_at)
    assert changed_sentence(row, later) == "", "on the same day, but the adoption was recorded after it"
    silent = replace(row.choices[-1], text=replace(row.choices[-1].text, reason=""))
    again = replace(row.choices[0], text=replace(row.choices[0].text, reason="De bron was niet goed."))
    told = changed_sentence(
        replace(row, choices=(row.choices[0], replace(again, recorded_at=silent.recorded_at), silent)),
        replace(running(), adopted_on=DAY),
    )
    assert told.endswith("Eraf: Zorg en veiligheid.")
    assert "Waarom" not in told


def test_the_command_changes_no_choice_without_a_reason_either(oost_nederland: object) -> None:
    row = selection_round(PERIOD, 1)
    assert row
    assert row.choice
    text = replace(row.choice.text, source="Elders")
    with pytest.raises(DomainError, match="waarom de keuze verandert"):
        record_choice(PERIOD, 1, text, actor=COMMAND, now=LATER, today=today())
