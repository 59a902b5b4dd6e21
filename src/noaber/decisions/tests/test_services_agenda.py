"""Own deadlines in an own calendar, and a mail on Friday that is silent when nothing changed."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail as django_mail
from django.template.loader import render_to_string

from noaber.accounts.api import User
from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.documents.calendar import to_ics
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.mail import queue_mail
from noaber.core.models import AuditEntry, OutboxMail
from noaber.core.points import Task, tasks
from noaber.core.reading import forget
from noaber.core.rules.dutch import long_date
from noaber.decisions.models import CalendarFeed, Proposal, WeeklyMail
from noaber.decisions.queries.answers.offers import offers
from noaber.decisions.queries.answers.own_questions import QuestionState
from noaber.decisions.queries.calendar.agenda import entries_of, feed_of, own_questions
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said, override_gate
from noaber.decisions.services.calendar.feeds import make_feed, revoke_feed
from noaber.decisions.services.calendar.weekly import send_weekly, stop_address, stop_weekly, want_weekly
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.services.follow_up.letters import absolute
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    CODE,
    COUNCILS,
    DUE,
    MUNICIPALITIES,
    PARTNERS,
    SENT_AT,
    TODAY,
    draft,
    holding,
    memo_with_deadlines,
    record,
    send,
    stage,
)
from noaber.decisions.tests.follow_up import letters_to
from noaber.decisions.tests.test_services_asking import adviser
from noaber.decisions.views.follow_up.tasks import missing_tasks as found_missing
from noaber.decisions.views.home import position_tasks
from noaber.network.models import MembershipVersion, Person, PersonVersion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]
NOW = dt.datetime(2020, 6, 5, 12, tzinfo=dt.UTC)
FRIDAY = dt.date(2020, 6, 5)
OWN = holding("contact", "organisation:GM9002")


def account(number: int = 2) -> User:
    """The contact person of a municipality gets an account."""
    user = User.objects.create(email=f"account{number}@plaats.invalid", display_name=f"Adviseur {number}")
    person = PersonVersion.objects.get(email=adviser(number), known_until=None).person_id
    Person.objects.filter(pk=person).update(user=user)
    return user


def missing_tasks(actor: Actor, asof: AsOf) -> list[Task]:
    return list(found_missing(actor, asof))


def as_user(user: User) -> Actor:
    return Actor(user.pk, grants=frozenset({Grant("contact", "organisation:GM9002")}))


def ics(actor: Actor) -> str:
    events = [row.event for row in entries_of(actor, TODAY)]
    return to_ics(events, name="x", stamped_at=NOW).decode().replace("\r\n ", "")


@pytest.mark.usefixtures("with_deadlines")
def test_a_question_is_open_then_put_off_then_answered() -> None:
    (own,) = own_questions(OWN, TODAY)
    assert (own.state, own.due_on, own.labels) == (QuestionState.OPEN, DUE, ("3a",))
    record(3, MUNICIPALITIES[1], {"3a": Said(Answer.DEFERRED)})
    assert own_questions(OWN, TODAY)[0].state is QuestionState.PUT_OFF
    record(3, MUNICIPALITIES[1], {"3a": AGREE})
    assert own_questions(OWN, TODAY)[0].state is QuestionState.ANSWERED


@pytest.mark.usefixtures("with_deadlines")
def test_what_was_put_off_is_not_asked_any_more_once_it_is_withdrawn() -> None:
    record(3, MUNICIPALITIES[1], {"3a": Said(Answer.DEFERRED)})
    Proposal.objects.update(withdrawn_at=SENT_AT)
    forget()
    assert own_questions(OWN, TODAY)[0].state is QuestionState.WITHDRAWN


@pytest.mark.usefixtures("drafted")
def test_before_the_councils_agree_it_is_for_later_and_of_a_draft_nothing_is_asked() -> None:
    assert own_questions(OWN, TODAY) == ()
    send()
    assert own_questions(OWN, TODAY)[0].state is QuestionState.LATER
    assert own_questions(Actor(3, grants=frozenset({Grant("controller")})), TODAY) == ()


@pytest.mark.usefixtures("with_deadlines")
def test_a_calendar_has_own_deadlines_and_no_others() -> None:
    text = ics(OWN)
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20200630" in text
    assert "Strategie 2020-2023" in text
    record(3, MUNICIPALITIES[1], {"3a": AGREE})
    assert "BEGIN:VEVENT" not in ics(OWN)


def test_of_what_is_restricted_a_calendar_says_only_that_it_is() -> None:
    memo_with_deadlines(classification="restricted")
    text = ics(OWN)
    said = [line for line in text.splitlines() if not line.startswith("UID:")]  # a random key may hold "3a"
    assert "besloten voorstel" in text
    assert "trategie" not in text
    assert not [line for line in said if "3a" in line]


def test_an_address_is_shown_once_replaced_by_a_new_one_and_revoked() -> None:
    user = account()
    first = make_feed(actor=as_user(user), now=NOW)
    assert feed_of(first, TODAY).actor is not None
    second = make_feed(actor=as_user(user), now=NOW)
    assert feed_of(first, TODAY).is_gone
    assert not CalendarFeed.objects.filter(token_hash__in=[first, second]).exists()
    assert not [entry for entry in AuditEntry.objects.all() if first in str(entry.facts)]
    assert revoke_feed(actor=as_user(user), now=NOW)
    assert not revoke_feed(actor=as_user(user), now=NOW)
    assert feed_of(second, TODAY).is_gone
    gone = feed_of("verzonnen", TODAY)
    assert (gone.actor, gone.is_gone) == (None, False)
    with pytest.raises(AccessRefused):
        make_feed(actor=ANONYMOUS, now=NOW)


@pytest.mark.usefixtures("with_deadlines")
def test_a_calendar_gives_what_its_owner_may_today() -> None:
    user = account()
    token = make_feed(actor=as_user(user), now=NOW)
    found = feed_of(token, TODAY).actor
    assert found is not None
    assert "Strategie" in ics(found)
    Person.objects.filter(user=user).update(user=None)
    later = feed_of(token, TODAY).actor
    assert later is not None
    assert "Strategie" not in ics(later)
    user.is_active = False
    user.save()
    assert feed_of(token, TODAY).is_gone


def test_on_friday_who_has_a_mandate_hears_what_changed_and_what_waits_once() -> None:
    user = account()
    memo_with_deadlines(is_sent_on=False)
    moment = SENT_AT + dt.timedelta(days=3, hours=4)
    friday = dt.date(2020, 1, 31)
    override_gate(
        stage(3).id, actor=COMMAND, now=SENT_AT, today=friday, motive="Er is haast bij.", decided_on=friday
    )
    assert send_weekly(now=moment, today=friday) == 1
    assert send_weekly(now=moment + dt.timedelta(hours=1), today=friday) == 0
    (text,) = letters_to(user.email)
    assert "Nieuw voorstel: Strategie 2020-2023" in text
    assert "Leg vast wat is besloten" in text
    headers = django_mail.outbox[-1].extra_headers
    assert headers["List-Unsubscribe"] == f"<{stop_address(user.pk)}>"


@pytest.mark.usefixtures("with_deadlines")
def test_a_stage_that_passed_is_news_and_then_there_is_silence() -> None:
    user = account()
    WeeklyMail.objects.create(user=user, told_at=dt.datetime(2020, 5, 30, tzinfo=dt.UTC))
    assert send_weekly(now=NOW, today=FRIDAY) == 1
    assert "Akkoord: de overleggen" in letters_to(user.email)[-1]
    assert send_weekly(now=NOW + dt.timedelta(days=7), today=FRIDAY + dt.timedelta(days=7)) == 0


@pytest.mark.usefixtures("with_deadlines")
def test_what_is_too_late_is_called_so_as_at_home() -> None:
    user = account()
    day, after = long_date(DUE), DUE + dt.timedelta(days=1)
    for today, said in ((DUE, f"(uiterlijk {day})"), (after, f"(te laat: uiterlijk {day})")):
        WeeklyMail.objects.update_or_create(
            user=user, defaults={"told_at": dt.datetime(2020, 5, 30, tzinfo=dt.UTC)}
        )
        OutboxMail.objects.all().delete()
        assert send_weekly(now=NOW, today=today) == 1
        assert said in letters_to(user.email)[-1]


@pytest.mark.usefixtures("with_deadlines")
def test_before_the_friday_has_come_or_without_a_mandate_nobody_hears_anything() -> None:
    account()
    stranger = User.objects.create(email="niemand@plaats.invalid", display_name="Niemand")
    friday = dt.datetime(2020, 1, 31, 13, tzinfo=dt.UTC)
    assert send_weekly(now=friday - dt.timedelta(minutes=1), today=friday.date()) == 0
    assert send_weekly(now=friday, today=friday.date()) == 1
    assert letters_to(stranger.email) == []


@pytest.mark.usefixtures("with_deadlines")
@pytest.mark.parametrize("days", [1, 3, 6])
def test_a_friday_without_a_worker_is_made_up_for_once_about_that_week(days: int) -> None:
    user = account()
    friday = dt.datetime(2020, 1, 31, 13, tzinfo=dt.UTC)
    draft("later", words={"title": "Van zaterdag"})
    send_proposal("later", actor=COMMAND, now=friday + dt.timedelta(hours=1), expected_revision=None)
    late = friday + dt.timedelta(days=days)
    assert send_weekly(now=late, today=late.date()) == 1
    assert send_weekly(now=late + dt.timedelta(hours=1), today=late.date()) == 0
    (text,) = letters_to(user.email)
    assert "Strategie 2020-2023" in text
    assert "tot en met vrijdag 31 januari 2020" in text
    assert "Van zaterdag" not in text
    next_friday = friday + dt.timedelta(days=7)
    assert send_weekly(now=next_friday, today=next_friday.date()) == 1
    assert "Van zaterdag" in letters_to(user.email)[1]
    assert "later dan u gewend bent" not in letters_to(user.email)[1]


@pytest.mark.usefixtures("with_deadlines")
def test_a_friday_of_silence_stays_silent_on_the_days_after() -> None:
    user = account()
    WeeklyMail.objects.create(user=user, told_at=dt.datetime(2020, 5, 30, tzinfo=dt.UTC))
    before = dt.datetime(2020, 1, 24, 13, tzinfo=dt.UTC)
    for days in range(7):
        day = before + dt.timedelta(days=days)
        assert send_weekly(now=day, today=day.date()) == 0


@pytest.mark.usefixtures("with_deadlines")
def test_what_died_halfway_goes_on_with_who_did_not_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    users = [account(2), account(3)]
    friday = dt.datetime(2020, 1, 31, 13, tzinfo=dt.UTC)
    real = queue_mail

    def dies(**given: Any) -> Any:
        if given["to"] == users[1].email:
            raise RuntimeError("stroom weg")
        return real(**given)

    monkeypatch.setattr("noaber.decisions.services.calendar.weekly.queue_mail", dies)
    with pytest.raises(RuntimeError):
        send_weekly(now=friday, today=friday.date())
    monkeypatch.setattr("noaber.decisions.services.calendar.weekly.queue_mail", real)
    saturday = friday + dt.timedelta(days=1)
    assert send_weekly(now=saturday, today=saturday.date()) == 1
    assert [len(letters_to(user.email)) for user in users] == [1, 1]


@pytest.mark.usefixtures("with_deadlines")
def test_a_week_has_one_mail_also_when_two_workers_are_at_it() -> None:
    """The second looked before the first wrote: the key of the week in the outbox stops it."""
    user = account()
    friday = dt.datetime(2020, 1, 31, 13, tzinfo=dt.UTC)
    assert send_weekly(now=friday, today=friday.date()) == 1
    WeeklyMail.objects.update(told_at=None)
    assert send_weekly(now=friday, today=friday.date()) == 0
    assert WeeklyMail.objects.get().told_at is None
    assert len(letters_to(user.email)) == 1


@pytest.mark.usefixtures("with_deadlines")
def test_a_mandate_of_monday_brings_no_mail_about_the_week_before() -> None:
    user = account()
    monday = dt.datetime(2020, 2, 3, 13, tzinfo=dt.UTC)
    MembershipVersion.objects.filter(membership__person__user=user).update(valid_from=monday.date())
    assert send_weekly(now=monday, today=monday.date()) == 0


@pytest.mark.usefixtures("with_deadlines")
def test_who_said_no_gets_none_and_can_come_back() -> None:
    user = account()
    token = stop_address(user.pk).rstrip("/").rpartition("/")[2]
    stop_weekly(token, actor=ANONYMOUS)
    acts = AuditEntry.objects.count()
    stop_weekly(token, actor=ANONYMOUS)
    assert AuditEntry.objects.count() == acts
    assert send_weekly(now=NOW, today=FRIDAY) == 0
    want_weekly(True, actor=as_user(user))
    assert send_weekly(now=NOW, today=FRIDAY) == 1


def test_nobody_stops_the_mail_of_another() -> None:
    user = account()
    token = stop_address(user.pk).rstrip("/").rpartition("/")[2]
    for wrong in ("", str(user.pk), token.replace(str(user.pk), str(user.pk + 1), 1), token + "x"):
        with pytest.raises(DomainError, match="klopt niet"):
            stop_weekly(wrong, actor=ANONYMOUS)
    assert not WeeklyMail.objects.exists()


@pytest.mark.usefixtures("with_deadlines")
def test_a_week_before_the_deadline_the_coordinator_reads_how_many_did_not_decide() -> None:
    """In the mail and at home, with the way to the list; not before, and not once all have decided."""
    record(3, MUNICIPALITIES[0], {"3a": AGREE})
    coordinator = holding("coordinator")
    assert missing_tasks(coordinator, AsOf(DUE - dt.timedelta(days=15))) == []
    (task,) = missing_tasks(coordinator, AsOf(DUE - dt.timedelta(days=14)))
    assert (task.title, task.due_on) == ("7 van 8 organisaties hebben nog niet besloten", DUE)
    assert (task.text, task.url) == ("Strategie 2020-2023", f"/voorstellen/{CODE}/openstaand/")
    assert missing_tasks(OWN, AsOf(DUE)) == []
    for key in MUNICIPALITIES[1:]:
        record(3, key, {"3a": AGREE})
    forget()
    (task,) = missing_tasks(coordinator, AsOf(DUE))
    assert task.title == "2 van 8 organisaties hebben nog niet besloten"
    record(3, PARTNERS[0], {"3b": AGREE})
    record(3, PARTNERS[1], {"3b": AGREE})
    forget()
    assert missing_tasks(coordinator, AsOf(DUE)) == []


@pytest.mark.usefixtures("with_deadlines")
def test_what_waits_stands_in_the_mail_with_its_address() -> None:
    user = account()
    send_weekly(now=NOW, today=FRIDAY)
    text = letters_to(user.email)[-1]
    assert f"(uiterlijk {long_date(DUE)}): {absolute('/voorstellen/strategie/vervolg/GM9002/')}" in text


def test_restricted_news_is_for_who_is_asked() -> None:
    inside, outside = account(2), account(3)
    draft("besloten", classification="restricted", words={"title": "Het besloten stuk"})
    send("besloten")
    Person.objects.filter(user=outside).update(user=None)
    send_weekly(now=SENT_AT + dt.timedelta(days=3, hours=4), today=dt.date(2020, 1, 31))
    assert "Het besloten stuk" in letters_to(inside.email)[0]
    assert letters_to(outside.email) == []


def test_what_may_not_be_answered_yet_is_no_task_and_no_deadline() -> None:
    """Every council said something, and one of them did not send it on: the form refuses, so nothing asks."""
    memo_with_deadlines(is_sent_on=False)
    record(1, COUNCILS[0], AGREED)
    record(1, COUNCILS[1], {**AGREED, "3": Said(Answer.DEFERRED)})
    (own,) = own_questions(OWN, TODAY)
    assert own.state is QuestionState.LATER
    assert own.is_waiting is stage(3).gate.is_open is False
    assert list(position_tasks(OWN, AsOf(TODAY))) == []
    (entry,) = entries_of(OWN, TODAY)
    assert (str(entry.kind.label), entry.is_open) == ("Komt later", False)
    assert "SUMMARY:Komt later" in ics(OWN)
    assert "Uiterlijk vandaag" not in ics(OWN)
    assert offers(COMMAND, "stuurgroep") != []  # on point 1 they did agree
    record(1, COUNCILS[1], {"3": AGREE})
    assert own_questions(OWN, TODAY)[0].state is QuestionState.OPEN
    assert len(list(position_tasks(OWN, AsOf(TODAY)))) == 1


def test_a_meeting_is_offered_only_what_it_may_decide() -> None:
    memo_with_deadlines(is_sent_on=False)
    for key in COUNCILS:
        record(1, key, {**AGREED, "1": Said(Answer.OBJECTION, "Te duur.")})
    assert offers(COMMAND, "stuurgroep") == []


def test_after_an_override_it_is_asked() -> None:
    memo_with_deadlines(is_sent_on=False)
    assert list(position_tasks(OWN, AsOf(TODAY))) == []
    override_gate(
        stage(3).id, actor=COMMAND, now=NOW, today=TODAY, motive="De stuurgroep wacht niet.", decided_on=TODAY
    )
    assert own_questions(OWN, TODAY)[0].state is QuestionState.OPEN


@pytest.mark.usefixtures("with_deadlines")
def test_a_task_whose_day_has_passed_says_so_and_comes_first() -> None:
    (due,) = [task for task in tasks(OWN, AsOf(DUE)) if task.due_on == DUE]
    assert due.lateness is None
    late = tasks(OWN, AsOf(DUE + dt.timedelta(days=1)))[0]
    assert late.lateness is not None
    assert (late.lateness.label, late.lateness.tone) == ("te laat: uiterlijk 30 juni 2020", "warning")
    shown = render_to_string("site/tasks.html", {"tasks": [late]})
    assert "te laat: uiterlijk 30 juni 2020" in shown
