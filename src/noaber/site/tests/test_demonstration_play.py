"""The demonstration promises: only on an empty database, only forward, twice is once."""

import datetime as dt

import pytest

from noaber.accounts.api import demonstration_roles
from noaber.accounts.models import User
from noaber.core import clock
from noaber.core.access import COMMAND, Grant
from noaber.core.asof import AsOf
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.core.models import AuditEntry, Demonstration, OutboxMail
from noaber.decisions.api import proposal
from noaber.decisions.models import Reminder
from noaber.decisions.words import roll_up
from noaber.network.api import latest_populations, municipalities, network_health
from noaber.site.demonstration.calendar import STEPS
from noaber.site.demonstration.memo import CODE
from noaber.site.demonstration.playing import BEGINS_ON, ENDS_ON, play

MEMO, SOON_AFTER = dt.date(2019, 1, 28), dt.date(2019, 4, 10)


def test_each_day_has_one_step_in_order() -> None:
    days = [step.on for step in STEPS]

    assert days == sorted(set(days))
    assert days[0] == BEGINS_ON
    assert ENDS_ON in days  # who plays further sees what was planned then come to pass


def test_it_stops_where_asked_and_goes_on_from_there(eve_of_the_memo: None) -> None:
    assert play(MEMO)
    assert clock.today() == MEMO
    assert len(municipalities(COMMAND, AsOf(MEMO))) == 76
    assert not network_health(AsOf(MEMO)).findings
    assert {row.reference_on for row in latest_populations(AsOf(MEMO)).values()} == {dt.date(2019, 1, 1)}

    told: list[int] = []
    assert play(SOON_AFTER, progress=lambda _title, done, _count: told.append(done))

    ahead = [step for step in STEPS if MEMO < step.on <= SOON_AFTER]
    assert told == list(range(1, len(ahead) + 1))
    assert clock.today() == SOON_AFTER
    with pytest.raises(DomainError, match="gaat alleen vooruit"):
        play(MEMO)
    assert verify_chain()[1] is None


@pytest.mark.django_db
def test_twice_the_same_day_changes_nothing(oost_nederland: None) -> None:
    entries = AuditEntry.objects.count()

    assert not play()
    assert AuditEntry.objects.count() == entries


@pytest.mark.django_db
def test_on_one_day_eleven_municipalities_are_left_and_were_asked(oost_nederland: None) -> None:
    day = AsOf(dt.date(2019, 11, 8))
    found = proposal(COMMAND, CODE, day)
    assert found
    stage = found.stages[-1]
    assert roll_up(stage.outcomes["3a"]) == (
        "61 akkoord, 4 akkoord met kanttekening, 0 bezwaar, 11 nog niet = 76"
    )
    assert Reminder.objects.filter(kind=Reminder.Kind.ASKED).count() == 12  # and the police
    before = proposal(COMMAND, CODE, AsOf(dt.date(2019, 11, 6)))
    assert before
    assert before.stages[-1].outcomes["3a"].tally.open == 25


@pytest.mark.django_db
def test_the_letters_of_the_strategy_went_out_to_who_was_asked(oost_nederland: None) -> None:
    asked = OutboxMail.objects.filter(key__startswith="strategy.asked ")
    assert {mail.to for mail in asked} == {"veiligheid@staphorst.invalid", "veiligheid@rozendaal.invalid"}
    assert all("Wilt u ze uiterlijk op 4 januari 2019 invullen?" in mail.text for mail in asked)
    surveys = OutboxMail.objects.filter(key__startswith="strategy.survey_opened ")
    assert surveys.filter(text__contains="tot en met 18 juni 2021").count() > 70
    assert surveys.filter(text__contains="tot en met 31 mei 2023").count() > 70


@pytest.mark.django_db
def test_a_database_with_data_is_refused() -> None:
    User.objects.create_user("iemand@voorbeeld.invalid", display_name="Iemand")

    with pytest.raises(DomainError, match="bevat al gegevens en is geen demonstratie"):
        play()
    assert not Demonstration.objects.exists()


@pytest.mark.django_db
def test_it_does_not_start_before_its_first_day() -> None:
    with pytest.raises(DomainError, match="begint op 3 december 2018"):
        play(dt.date(2018, 1, 1))
    assert not Demonstration.objects.exists()


@pytest.mark.django_db
def test_the_roles_have_what_their_function_gives(oost_nederland: None) -> None:
    from noaber.accounts.api import own_grants

    held = {role.display_name: own_grants(role.user_id, ENDS_ON) for role in demonstration_roles()}

    assert Grant("coordinator") in held["Coördinator van het veiligheidsnetwerk"]
    assert Grant("chair", "body:bbg") in held["Burgemeester van Enschede"]
    assert Grant("mayor", "organisation:GM0193") in held["Burgemeester van Zwolle"]
    assert held["Adviseur veiligheid van Zwolle"] == {Grant("contact", "organisation:GM0193")}
    assert Grant("team_lead", "body:platform-ondermijning") in held["Trekker van het Platform Ondermijning"]
    assert held["Controller van de beheerorganisatie"] == {Grant("controller")}
