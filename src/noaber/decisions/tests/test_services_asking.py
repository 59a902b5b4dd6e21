"""Asking again reaches everyone who has not answered, once, and nobody else."""

import datetime as dt
import re

import pytest
from django.core import mail as django_mail
from django.test import Client

from noaber.accounts.api import Role
from noaber.accounts.tests.people import make_user
from noaber.core.access import COMMAND
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry, OutboxMail
from noaber.decisions.models import Consultation, Proposal, ProposalVersion, Reminder, ReportLink
from noaber.decisions.queries.follow_up.contacts import contacts_on
from noaber.decisions.queries.follow_up.letters import letters_about
from noaber.decisions.queries.follow_up.outstanding import last_reminder, outstanding
from noaber.decisions.queries.follow_up.told import is_untold
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.services.drafts.versions import write_next_version
from noaber.decisions.services.follow_up.asking import ask_again, preview
from noaber.decisions.tests.conftest import (
    AGREE,
    CODE,
    DUE,
    MUNICIPALITIES,
    NOW,
    TODAY,
    holding,
    memo_with_deadlines,
    record,
    stand,
)
from noaber.decisions.tests.follow_up import LINK, addresses, ask, letters_to, report_by_link, token_in
from noaber.network.models import PersonVersion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland"), pytest.mark.db]


def adviser(number: int) -> str:
    return PersonVersion.objects.get(
        person__memberships__post__code=f"GM900{number}:contact", known_until=None
    ).email


@pytest.mark.usefixtures("with_deadlines")
def test_only_who_has_not_answered_gets_a_letter_and_each_person_one() -> None:
    record(3, MUNICIPALITIES[0], {"3a": AGREE})

    asked = ask()

    assert asked.sent == len(django_mail.outbox)
    assert adviser(1) not in addresses()
    assert {adviser(number) for number in range(2, 6)} <= set(addresses())
    assert len(set(addresses())) == len(addresses())
    assert Reminder.objects.filter(kind=Reminder.Kind.ASKED).count() == asked.sent
    assert not Reminder.objects.filter(consultation__organisation__code="GM9001").exists()


@pytest.mark.usefixtures("with_deadlines")
def test_the_same_request_twice_sends_once_and_leaves_the_first_link_valid() -> None:
    first = ask("een")
    links = ReportLink.objects.filter(withdrawn_at=None).count()
    acts = AuditEntry.objects.count()

    again = ask("een")

    assert (again.sent, again.sent_before) == (0, first.sent)
    assert len(django_mail.outbox) == first.sent
    assert ReportLink.objects.filter(withdrawn_at=None).count() == links
    assert AuditEntry.objects.count() == acts


@pytest.mark.usefixtures("with_deadlines")
def test_a_new_request_replaces_the_links() -> None:
    ask("een")
    ask("twee")
    first, second = letters_to(adviser(2))
    assert token_in(first) != token_in(second)
    open_links = ReportLink.objects.filter(consultation__organisation__code="GM9002", withdrawn_at=None)
    assert open_links.count() == 1


@pytest.mark.usefixtures("with_deadlines")
def test_who_was_asked_after_the_preview_is_not_asked_twice() -> None:
    first = ask("een", seen=0)
    again = ask("twee", seen=0)
    assert (again.sent, again.just_asked) == (0, first.sent)
    assert len(django_mail.outbox) == first.sent
    assert ask("drie", seen=last_reminder(outstanding(stand()))).sent == first.sent


@pytest.mark.usefixtures("with_deadlines")
def test_who_answers_between_the_preview_and_sending_gets_nothing() -> None:
    record(3, MUNICIPALITIES[2], {"3a": AGREE})
    ask()
    assert letters_to(adviser(3)) == []


@pytest.mark.usefixtures("with_deadlines")
def test_whose_report_waits_is_not_asked_again() -> None:
    ask("een")
    report_by_link(adviser(2))
    ask("twee")
    assert len(letters_to(adviser(2))) == 1
    assert len(letters_to(adviser(3))) == 2


@pytest.mark.usefixtures("memo")
def test_everyone_of_a_stage_that_has_not_begun_is_left_alone() -> None:
    ask()
    assert not Reminder.objects.filter(consultation__stage__number__gt=1).exists()


@pytest.mark.usefixtures("with_deadlines")
def test_the_letter_says_what_is_asked_by_when_and_carries_the_sentence_on_one_line() -> None:
    ask(sentence="Het heeft haast,\nwant de begroting sluit.")
    (text,) = letters_to(adviser(2))
    assert "punt 3a" in text
    assert "Uiterlijk 30 juni 2020" in text
    assert "Het heeft haast, want de begroting sluit." in text
    with pytest.raises(DomainError, match="300 tekens"):
        ask("drie", sentence="a" * 301)


@pytest.mark.usefixtures("with_deadlines")
def test_after_the_deadline_the_letter_says_that_it_has_passed() -> None:
    ask("een", today=DUE)
    ask("twee", today=DUE + dt.timedelta(days=1))
    on_time, late = letters_to(adviser(2))
    assert "voorbij" not in on_time
    assert "Uiterlijk 30 juni 2020" not in late
    assert "De termijn van 30 juni 2020 is voorbij." in late
    subject = [each.subject for each in django_mail.outbox if adviser(2) in each.to][-1]
    assert subject.startswith("De termijn is voorbij.")


def test_of_a_restricted_proposal_only_title_and_link_leave_the_house() -> None:
    memo_with_deadlines(classification="restricted")
    ask()
    (text,) = letters_to(adviser(2))
    assert "Strategie 2020-2023 (besloten)" in text
    assert LINK.search(text)
    assert "punt 3a" not in text
    assert "30 juni" not in text
    assert {mail.subject for mail in django_mail.outbox} == {"Wilt u laten weten wat is besloten?"}
    assert all(mail.is_restricted for mail in OutboxMail.objects.all())


def test_the_office_sees_that_a_letter_was_about_something_restricted_and_no_title(client: Client) -> None:
    memo_with_deadlines(classification="restricted")
    ask()
    client.force_login(make_user("Bram", Role.ADMINISTRATOR))
    page = client.get("/beheer/post/").content.decode()
    assert "besloten stuk" in page
    assert "Strategie 2020-2023" not in page
    mail = OutboxMail.objects.first()
    assert mail
    page = client.get(f"/beheer/post/{mail.pk}/").content.decode()
    assert "besloten stuk" in page
    assert "Strategie 2020-2023" not in page


@pytest.mark.usefixtures("with_deadlines")
def test_no_token_is_kept_anywhere() -> None:
    ask()
    token = token_in(letters_to(adviser(2))[0])
    assert not ReportLink.objects.filter(token_hash=token).exists()
    assert not [each for each in OutboxMail.objects.all() if token in f"{each.text} {each.key}"]
    assert not [entry for entry in AuditEntry.objects.all() if token in str(entry.facts)]


@pytest.mark.usefixtures("with_deadlines")
def test_who_has_no_address_gets_nothing_and_stops_nobody() -> None:
    PersonVersion.objects.filter(email=adviser(2)).update(email="")
    asked = ask()
    assert asked.sent == len(django_mail.outbox) > 0
    assert not Reminder.objects.filter(consultation__organisation__code="GM9002").exists()


@pytest.mark.usefixtures("with_deadlines")
def test_only_who_writes_proposals_may_ask() -> None:
    stranger = holding("contact", "organisation:GM9001")
    with pytest.raises(AccessRefused):
        ask_again(CODE, actor=stranger, now=NOW, today=TODAY, request_key="een")
    with pytest.raises(DomainError, match="bestaat niet"):
        ask_again("nergens", actor=COMMAND, now=NOW, today=TODAY, request_key="een")


@pytest.mark.usefixtures("with_deadlines")
def test_of_what_was_withdrawn_nothing_is_asked() -> None:
    Proposal.objects.update(withdrawn_at=NOW)
    with pytest.raises(DomainError, match="loopt niet"):
        ask()
    assert Consultation.objects.exists()
    assert not django_mail.outbox


@pytest.mark.usefixtures("with_deadlines")
def test_after_a_text_that_matters_nobody_has_heard_of_it() -> None:
    """A version that changes only words leaves who was told as they were."""
    assert is_untold(stand())
    ask()
    assert not is_untold(stand())
    for is_material in (False, True):
        later = NOW + dt.timedelta(days=1 + is_material)
        write_next_version(CODE, actor=COMMAND, today=later.date())
        ProposalVersion.objects.filter(sent_at=None).update(is_material=is_material, change_note="Anders.")
        send_proposal(CODE, actor=COMMAND, now=later)
        assert is_untold(stand(on=later.date())) is is_material


@pytest.mark.usefixtures("with_deadlines")
def test_the_preview_is_the_letter_but_for_the_personal_link() -> None:
    found = stand()
    contacts = contacts_on(TODAY)
    letter = next(
        each
        for each in letters_about(outstanding(found), lambda row: contacts.asked(row.party.voice_key)).letters
        if each.contact.email == adviser(2)
    )
    shown = preview(letter, sentence="Graag voor vrijdag.", now=NOW, today=TODAY)
    assert not ReportLink.objects.exists()
    ask(sentence="Graag voor vrijdag.")
    (sent,) = letters_to(adviser(2))
    assert shown in re.sub(r"https?://\S+/melden/\S+", "[hier komt de persoonlijke link]", sent)
    for said in ("(helemaal)", "geldt tot en met", "Graag voor vrijdag.", "Dan hoeft u niets te doen."):
        assert said in shown
