"""The outbox promises: once per key, together with the transaction, retried, and given up in the open."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.mail import (
    Attachment,
    empty_old_mail,
    move_links,
    queue_mail,
    resend_mail,
    sweep_outbox,
    withdraw_mail_to,
)
from noaber.core.mail.sending import send
from noaber.core.models import AuditEntry, Demonstration, MailState, OutboxAttempt, OutboxMail
from tests.servers.smtp import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.db]

NOW = dt.datetime(2020, 3, 2, 9, 0, tzinfo=dt.UTC)
ADDRESS = "burgemeester@zwolle.invalid"


def queue(key: str = "proef 1", **changes: Any) -> OutboxMail:
    values: dict[str, Any] = {
        "key": key,
        "to": ADDRESS,
        "subject": "Stukken voor het overleg",
        "template": "core/mail/restricted.txt",
        "context": {"title": "Stukken <DVO> Twente", "url": "https://noaber.invalid/stuk/1?a=1&b=2"},
        "now": NOW,
    }
    return queue_mail(**{**values, **changes})


def stored(mail: OutboxMail) -> OutboxMail:
    return OutboxMail.objects.get(pk=mail.pk)


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        yield server


def test_the_same_key_sends_once() -> None:
    first, second = queue(), queue(subject="Nog eens")

    assert first.pk == second.pk
    assert len(django_mail.outbox) == 1
    assert stored(first).state == MailState.SENT


def test_mail_of_a_transaction_that_fails_was_never_there() -> None:
    def fail() -> None:
        with transaction.atomic():
            queue()
            raise DomainError("niet gelukt")

    with pytest.raises(DomainError):
        fail()

    assert not OutboxMail.objects.exists()


def test_text_and_html_say_the_same_and_html_is_escaped() -> None:
    queue(subject="Onderwerp", attachments=[Attachment("stuk.ics", b"BEGIN:VCALENDAR", "text/calendar")])

    (message,) = django_mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    html = str(message.alternatives[0][0])
    assert "Stukken <DVO> Twente" in str(message.body)
    assert "Stukken &lt;DVO&gt; Twente" in html
    assert '<a href="https://noaber.invalid/stuk/1?a=1&amp;b=2">Meld u aan en lees het</a>' in html
    assert 'lang="nl"' in html
    assert "src=" not in html
    assert "<img" not in html
    assert [name for name, _, _ in message.attachments] == ["stuk.ics"]


def test_a_restricted_matter_leaves_the_house_as_title_and_link_only() -> None:
    context = {"title": "Besloten stuk", "url": "https://noaber.invalid/x", "secret": "het geheim"}
    mail = queue(
        template="core/mail/layout.txt", context={**context, "body": "het geheim"}, is_restricted=True
    )

    assert mail.subject == "Besloten stuk"
    assert "https://noaber.invalid/x" in mail.text
    assert "geheim" not in str(django_mail.outbox[0].message())
    with pytest.raises(DomainError, match="bijlagen"):
        queue("ander", is_restricted=True, attachments=[Attachment("a.txt", b"a", "text/plain")])


def test_a_letter_that_names_something_restricted_is_marked_and_keeps_its_text() -> None:
    mail = queue(names_restricted=True, subject="Wilt u laten weten wat is besloten?")
    assert mail.is_restricted
    assert "Stukken <DVO> Twente" in mail.text
    assert mail.subject == "Wilt u laten weten wat is besloten?"


def test_a_subject_cannot_add_headers() -> None:
    mail = queue(subject="Hallo\r\nBcc: iedereen@noaber.invalid")

    assert mail.subject == "Hallo Bcc: iedereen@noaber.invalid"


def test_what_is_no_address_is_refused_by_name() -> None:
    with pytest.raises(DomainError, match="“burgemeester” is geen e-mailadres"):
        queue(to="burgemeester")


def test_unsubscribing_is_one_click() -> None:
    queue(unsubscribe_url="https://noaber.invalid/af/1")

    headers = django_mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"] == "<https://noaber.invalid/af/1>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_demonstration_writes_files_and_says_so(
    settings: Any, tmp_path: Any, mail_server: MailServer
) -> None:
    settings.DATA = tmp_path
    Demonstration.objects.create(started_at=NOW, reached_on=NOW.date())

    queue()

    (file,) = (tmp_path / "mail").glob("*.eml")
    text = file.read_text()
    assert mail_server.messages == []
    assert "voorbeeldgegevens" in text
    assert "VOORBEELDGEGEVENS" in text


def test_a_temporary_refusal_is_tried_again_under_the_same_number(mail_server: MailServer) -> None:
    mail_server.plan.refuse_first = 2
    mail = queue()
    assert stored(mail).state == MailState.WAITING

    for _ in range(2):
        send(mail.pk, now=stored(mail).next_attempt_at)

    assert stored(mail).state == MailState.SENT
    assert [received.message["Message-ID"] for received in mail_server.messages] == [mail.message_id]
    attempts = list(OutboxAttempt.objects.filter(mail=mail).values_list("result", "reply_code"))
    assert attempts == [("temporary", 451), ("temporary", 451), ("sent", None)]


def test_mail_waits_for_its_time(mail_server: MailServer) -> None:
    mail_server.plan.refuse_first = 1
    mail = queue()

    send(mail.pk, now=stored(mail).next_attempt_at - dt.timedelta(seconds=1))

    assert mail_server.messages == []
    assert stored(mail).attempt_count == 1


def test_after_six_attempts_mail_has_failed_and_can_be_sent_again(mail_server: MailServer) -> None:
    mail_server.plan.refuse_first = 6
    mail = queue()
    for _ in range(5):
        send(mail.pk, now=stored(mail).next_attempt_at)
    assert (stored(mail).state, stored(mail).attempt_count) == (MailState.FAILED, 6)

    resend_mail(mail.pk, actor=COMMAND, now=NOW)

    assert stored(mail).state == MailState.SENT
    assert AuditEntry.objects.filter(verb="mail.resend", object_id=str(mail.pk)).count() == 1


def test_a_refused_address_is_not_tried_again_and_its_log_forgets_the_address(
    settings: Any, mail_server: MailServer
) -> None:
    mail_server.plan.refused_addresses = frozenset({ADDRESS})
    mail = queue()

    attempt = OutboxAttempt.objects.get(mail=mail)
    assert stored(mail).state == MailState.FAILED
    assert attempt.reply_code == 550
    assert "mailbox unknown" in attempt.detail
    assert ADDRESS not in attempt.detail


def test_a_connection_that_breaks_in_the_middle_is_tried_again(mail_server: MailServer) -> None:
    mail_server.plan.drop_in_data = 1
    mail = queue()
    assert stored(mail).state == MailState.WAITING

    send(mail.pk, now=stored(mail).next_attempt_at)

    assert stored(mail).state == MailState.SENT
    assert len(mail_server.messages) == 1


def test_a_lost_reply_gives_one_second_copy_under_the_same_number(mail_server: MailServer) -> None:
    mail_server.plan.lose_reply = 1
    mail = queue()

    send(mail.pk, now=stored(mail).next_attempt_at)

    numbers = [received.message["Message-ID"] for received in mail_server.messages]
    assert numbers == [mail.message_id] * 2
    assert stored(mail).state == MailState.SENT


def test_no_mail_server_at_all_is_a_temporary_refusal(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    mail = queue()

    assert stored(mail).state == MailState.WAITING
    assert "refused" in OutboxAttempt.objects.get(mail=mail).detail.lower()


def test_mail_in_other_hands_is_left_alone_until_the_claim_ends() -> None:
    mail = queue()
    OutboxMail.objects.filter(pk=mail.pk).update(state=MailState.SENDING, claimed_at=NOW, enqueued_at=NOW)

    send(mail.pk, now=NOW + dt.timedelta(minutes=14))
    assert len(django_mail.outbox) == 1

    assert sweep_outbox(now=NOW + dt.timedelta(minutes=16)) == 1
    assert len(django_mail.outbox) == 2
    assert stored(mail).state == MailState.SENT


def test_sweeping_leaves_what_is_in_motion() -> None:
    mail = queue()
    OutboxMail.objects.filter(pk=mail.pk).update(
        state=MailState.WAITING, next_attempt_at=NOW + dt.timedelta(hours=12), enqueued_at=NOW
    )

    assert sweep_outbox(now=NOW + dt.timedelta(hours=2)) == 0


def test_old_mail_is_emptied_and_cannot_be_sent_again() -> None:
    mail = queue(attachments=[Attachment("a.txt", b"a", "text/plain")])
    OutboxMail.objects.filter(pk=mail.pk).update(settled_at=NOW, state=MailState.FAILED)

    assert empty_old_mail(now=NOW + dt.timedelta(days=89)) == 0
    assert empty_old_mail(now=NOW + dt.timedelta(days=91)) == 1

    left = stored(mail)
    assert (left.to, left.subject, left.text, left.attachments.count()) == ("", "", "", 0)
    with pytest.raises(DomainError, match="gewist"):
        resend_mail(mail.pk, actor=COMMAND, now=NOW)


def test_a_secret_link_is_forgotten_once_the_mail_is_sent(mail_server: MailServer) -> None:
    mail_server.plan.refuse_first = 1
    mail = queue(is_secret=True)
    assert "https://noaber.invalid" in stored(mail).text

    send(mail.pk, now=stored(mail).next_attempt_at)

    assert "https://noaber.invalid" in mail_server.messages[0].message.as_string()
    assert (stored(mail).text, stored(mail).state) == ("", MailState.SENT)


def test_withdrawing_empties_all_mail_to_an_address_and_stops_what_waits(mail_server: MailServer) -> None:
    mail_server.plan.refuse_first = 1
    waiting = queue()
    other = queue("ander", to="ander@noaber.invalid")

    assert withdraw_mail_to(ADDRESS.upper(), now=NOW) == 1
    send(waiting.pk, now=NOW + dt.timedelta(days=1))

    assert (stored(waiting).state, stored(waiting).to) == (MailState.WITHDRAWN, "")
    assert stored(other).to == "ander@noaber.invalid"
    assert len(mail_server.messages) == 1


@pytest.mark.parametrize(
    "actor", [ANONYMOUS, Actor(1), Actor(1, grants=frozenset({Grant("coordinator")}), prepares_only=True)]
)
def test_only_the_coordinator_and_the_administrator_send_again(actor: Actor) -> None:
    mail = queue()
    OutboxMail.objects.update(state=MailState.FAILED)

    with pytest.raises(AccessRefused):
        resend_mail(mail.pk, actor=actor, now=NOW)


def test_mail_that_waits_leads_to_where_the_website_is_now() -> None:
    """What was sent stays as it was sent; an address that only begins alike is another."""
    old, new = "http://localhost:80", "http://localhost:8341"
    text = {"title": "Stukken", "url": f"{old}/stuk/1"}
    waits, other = (
        queue(key, context=each, unsubscribe_url=f"{old}/stop/")
        for key, each in (("een", text), ("twee", {**text, "url": "http://localhost:8000/stuk/1"}))
    )
    sent = queue("drie", context=text)
    OutboxMail.objects.exclude(pk=sent.pk).update(state=MailState.WAITING)
    OutboxMail.objects.filter(pk=sent.pk).update(state=MailState.SENT)
    assert move_links(old, new) == 2
    assert (f"{new}/stuk/1" in stored(waits).text, stored(waits).unsubscribe_url) == (True, f"{new}/stop/")
    assert "http://localhost:8000/stuk/1" in stored(other).text
    assert f"{old}/stuk/1" in stored(sent).text
    assert move_links(new, new) == 0
