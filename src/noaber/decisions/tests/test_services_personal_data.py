"""Who asks for their data gets what this room holds; who is erased has no link and no calendar left."""

import datetime as dt
import json
import uuid
import zipfile
from io import BytesIO

import pytest

from noaber.accounts.api import User
from noaber.core.access import COMMAND
from noaber.core.personal_data import erase_person, export_person
from noaber.decisions.models import CalendarFeed, Reminder, ReportLink, WeeklyMail
from noaber.decisions.queries.follow_up.report_links import LinkState, open_link
from noaber.decisions.services.personal_data import FollowUpOfPersons
from noaber.decisions.tests.conftest import NOW, TODAY, memo_with_deadlines
from noaber.decisions.tests.follow_up import ask, token_for
from noaber.decisions.tests.test_services_asking import adviser
from noaber.network.models import Person, PersonVersion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]


@pytest.fixture
def person() -> str:
    """Somebody who was asked without an account, and made one since."""
    memo_with_deadlines()
    ask()
    key = PersonVersion.objects.get(email=adviser(2), known_until=None).person_id
    user = User.objects.create(email="eigen@plaats.invalid", display_name="Adviseur")
    Person.objects.filter(pk=key).update(user=user)
    CalendarFeed.objects.create(user=user, token_hash="0" * 64, made_at=NOW)
    WeeklyMail.objects.create(user=user, is_wanted=False)
    return str(key)


def test_the_export_has_what_somebody_was_asked_and_chose(person: str) -> None:
    archive = zipfile.ZipFile(BytesIO(export_person(person, actor=COMMAND, now=NOW)))
    found = json.loads(archive.read("gegevens.json"))["rooms"]["decisions"]
    assert {"report_links", "reminders", "calendar_feeds", "weekly_mail"} <= set(found)
    assert "token_hash" not in str(found)


def test_erased_the_choices_go_the_links_end_and_what_happened_stays(
    person: str, settings: pytest.FixtureRequest, tmp_path: object
) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    token = token_for(adviser(2))
    reminders = Reminder.objects.count()
    erase_person(person, actor=COMMAND, now=NOW)
    erase_person(person, actor=COMMAND, now=NOW + dt.timedelta(hours=1))
    assert not CalendarFeed.objects.exists()
    assert not WeeklyMail.objects.exists()
    assert not ReportLink.objects.filter(person_id=uuid.UUID(person), withdrawn_at=None).exists()
    assert open_link(token, today=TODAY).state is LinkState.REPLACED
    assert Reminder.objects.count() == reminders


def test_somebody_unknown_has_nothing() -> None:
    room = FollowUpOfPersons()
    assert room.collect("geen sleutel").records == {}
    assert room.erase("geen sleutel", actor=COMMAND, now=NOW) == {"known": False}
