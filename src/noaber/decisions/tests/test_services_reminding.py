"""Reminders go out on their days, in one mail a day, to who has not answered; after a week to who is responsible."""

import datetime as dt

import pytest
from django.core import mail as django_mail

from noaber.accounts.api import Role, User
from noaber.accounts.models import RoleGrant
from noaber.core.models import OutboxMail
from noaber.decisions.models import Consultation, Proposal, Reminder, Stage
from noaber.decisions.services.follow_up.reminding import remind_all
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    COUNCILS,
    DUE,
    MUNICIPALITIES,
    draft,
    memo_with_deadlines,
    record,
    send,
)
from noaber.decisions.tests.follow_up import addresses, letters_to, report_by_link
from noaber.decisions.tests.test_services_asking import adviser
from noaber.network.models import Person, PersonVersion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland"), pytest.mark.db]


def remind(days_before: int, *, due: dt.date = DUE, hour: int = 7) -> int:
    """The job of one morning."""
    day = due - dt.timedelta(days=days_before)
    now = dt.datetime.combine(day, dt.time(hour, 30), dt.UTC)
    return remind_all(now=now, today=day).mails


def mayor(number: int) -> str:
    return PersonVersion.objects.get(
        person__memberships__post__code=f"GM900{number}:mayor", known_until=None
    ).email


def coordinator() -> User:
    user = User.objects.create(email="coordinator@netwerk.invalid", display_name="Coördinator")
    RoleGrant.objects.create(user=user, role=Role.COORDINATOR, valid_from=dt.date(2019, 1, 1))
    return user


@pytest.mark.usefixtures("with_deadlines")
def test_who_says_nothing_is_reminded_on_each_day_and_the_mayor_a_week_after() -> None:
    got = {}
    for days in range(25, -12, -1):
        before = len(letters_to(adviser(2))), len(letters_to(mayor(2)))
        remind(days)
        after = len(letters_to(adviser(2))), len(letters_to(mayor(2)))
        if after != before:
            got[days] = (after[0] - before[0], after[1] - before[1])
    assert got == {21: (1, 0), 7: (1, 0), 1: (1, 0), -1: (1, 0), -8: (0, 1)}


@pytest.mark.usefixtures("with_deadlines")
def test_who_has_answered_hears_nothing_more() -> None:
    remind(21)
    record(3, MUNICIPALITIES[1], {"3a": AGREE})
    count = len(letters_to(adviser(2)))
    for days in (7, 1, -1, -8):
        remind(days)
    assert len(letters_to(adviser(2))) == count
    assert letters_to(mayor(2)) == []


def test_of_what_is_restricted_every_letter_is_marked_and_no_subject_names_it() -> None:
    coordinator()
    memo_with_deadlines(classification="restricted")
    for days in (7, -1, -8):
        remind(days)
    assert OutboxMail.objects.count() > 3
    assert all(mail.is_restricted for mail in OutboxMail.objects.all())
    assert not [mail.subject for mail in django_mail.outbox if "Strategie" in mail.subject]


@pytest.mark.usefixtures("with_deadlines")
def test_whose_report_waits_is_not_reminded_nor_their_mayor() -> None:
    remind(21)
    report_by_link(adviser(2))
    for days in (7, 1, -1, -8):
        remind(days)
    assert len(letters_to(adviser(2))) == 1
    assert letters_to(mayor(2)) == []
    assert letters_to(mayor(3))


@pytest.mark.usefixtures("with_deadlines")
def test_run_twice_on_a_day_it_sends_once() -> None:
    sent = remind(21)
    rows = Reminder.objects.count()
    assert sent == len(django_mail.outbox) > 0
    assert remind(21, hour=8) == 0
    assert (Reminder.objects.count(), len(django_mail.outbox)) == (rows, sent)


@pytest.mark.usefixtures("with_deadlines")
def test_a_moved_deadline_moves_the_reminders_of_a_stage_and_of_one_party() -> None:
    remind(21)
    Stage.objects.filter(number=3).update(due_on=DUE + dt.timedelta(days=30))
    Consultation.objects.filter(organisation__code="GM9003").update(due_on=DUE)
    count = len(letters_to(adviser(2)))
    remind(7)
    assert len(letters_to(adviser(2))) == count
    assert len(letters_to(adviser(3))) == 2
    remind(21, due=DUE + dt.timedelta(days=30))
    assert len(letters_to(adviser(2))) == count + 1


@pytest.mark.usefixtures("with_deadlines")
def test_after_a_weekend_without_a_worker_a_reminder_is_made_up_for_but_not_after_a_week() -> None:
    remind(19)
    assert len(letters_to(adviser(2))) == 1
    assert "punt 3a" in letters_to(adviser(2))[0]
    Reminder.objects.all().delete()
    remind(14)
    assert len(letters_to(adviser(2))) == 1


@pytest.mark.usefixtures("with_deadlines")
def test_two_questions_come_in_one_mail() -> None:
    draft("tweede", words={"title": "Het tweede voorstel"})
    send("tweede")
    Stage.objects.filter(proposal__code="tweede").update(due_on=DUE)
    for key in COUNCILS:
        record(1, key, AGREED, code="tweede")
    remind(21)
    (text,) = letters_to(adviser(2))
    assert "Strategie 2020-2023" in text
    assert "Het tweede voorstel" in text
    assert "2 besluiten" in next(each.subject for each in django_mail.outbox if adviser(2) in each.to)


@pytest.mark.usefixtures("with_deadlines")
def test_the_coordinator_hears_once_what_was_escalated() -> None:
    user = coordinator()
    remind(-8)
    remind(-8, hour=8)
    remind(-9)
    (text,) = letters_to(user.email)
    assert text.count("Strategie 2020-2023") == len(MUNICIPALITIES) + 2


@pytest.mark.usefixtures("with_deadlines")
def test_without_a_mayor_the_coordinator_still_hears_it_once() -> None:
    user = coordinator()
    PersonVersion.objects.filter(email=mayor(2)).update(email="")
    remind(-8)
    (text,) = letters_to(user.email)
    remind(-9)
    assert len(letters_to(user.email)) == 1
    assert text.count("Strategie 2020-2023") == len(MUNICIPALITIES) + 2


@pytest.mark.usefixtures("with_deadlines")
def test_whom_nobody_can_escalate_the_coordinator_hears_of_also_after_a_day_without_a_worker() -> None:
    user = coordinator()
    PersonVersion.objects.filter(email=mayor(2)).update(email="")
    assert remind(-11)
    made_up = letters_to(user.email)
    assert sum(text.count("Strategie 2020-2023") for text in made_up) == len(MUNICIPALITIES) + 2
    assert remind(-11, hour=8) == remind(-12) == 0
    assert letters_to(user.email) == made_up


@pytest.mark.usefixtures("with_deadlines")
def test_a_reminder_that_was_missed_gives_way_to_the_escalation_once_the_deadline_is_long_past() -> None:
    remind(-10)
    assert letters_to(adviser(2)) == []
    assert len(letters_to(mayor(2))) == 1


@pytest.mark.usefixtures("with_deadlines")
def test_a_withdrawn_proposal_reminds_nobody() -> None:
    Proposal.objects.update(withdrawn_at=dt.datetime(2020, 6, 1, tzinfo=dt.UTC))
    assert remind(21) == 0
    assert not Reminder.objects.exists()


@pytest.mark.usefixtures("memo")
def test_a_stage_that_has_not_begun_reminds_nobody() -> None:
    Stage.objects.update(due_on=DUE)
    remind(21)
    assert not Reminder.objects.filter(consultation__stage__number__gt=1).exists()


@pytest.mark.usefixtures("with_deadlines")
def test_who_has_an_account_signs_in_and_who_has_none_gets_a_link() -> None:
    user = User.objects.create(email="adviseur@een.invalid", display_name="Adviseur")
    person = PersonVersion.objects.get(email=adviser(2), known_until=None).person_id
    Person.objects.filter(pk=person).update(user=user)
    remind(21)
    assert "/melden/" not in letters_to(adviser(2))[0]
    assert "/voorstellen/strategie/standpunt/" in letters_to(adviser(2))[0]
    assert "/melden/" in letters_to(adviser(3))[0]
    user.is_active = False
    user.save()
    remind(7)
    assert "/melden/" in letters_to(adviser(2))[1]
    assert len(addresses()) == len(django_mail.outbox)
