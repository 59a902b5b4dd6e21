"""Sending the monthly report: to who chose, once, what the network keeps to itself never, and on after a stop."""

import datetime as dt
import io
import uuid
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.mail.composing import compose
from noaber.core.models import AuditEntry, MailState, OutboxMail
from noaber.figures.models import Offence, Release, ReportDelivery, ReportRun, RunState, SignalMonth
from noaber.figures.queries.reports.readers import NOT_IN_NETWORK, readers
from noaber.figures.queries.reports.runs import STALLED_AFTER, deliveries
from noaber.figures.services.reports import letters
from noaber.figures.services.reports.choosing import Wanted
from noaber.figures.services.reports.sending import month_to_report, send_again, send_reports, stalled_runs
from noaber.figures.tests.reports.readers_played import (
    ANNOTATED,
    MONTHLY,
    NEVER,
    NOTED,
    QUARTERLY,
    asked,
    assistant_of,
    choose,
    sent,
)
from noaber.figures.tests.signals_played import AREA, KIND, NOW, OTHER, PEAK, TODAY, opened, take_in
from noaber.network.tests.conftest import newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undrawn")]

DRAWING = "report_charts"


def report_mails() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(key__startswith="figures.report ").order_by("queued_at", "key"))


def test_nobody_gets_a_report_who_did_not_choose(month: None) -> None:
    assert sent() == 0
    assert report_mails() == []


def test_who_chose_gets_it_once_however_often_it_is_sent(contact: uuid.UUID) -> None:
    choose(contact)
    assert [sent(), sent(), sent()] == [1, 0, 0]
    assert len(report_mails()) == ReportDelivery.objects.count() == 1


def test_two_workers_at_once_send_it_once(contact: uuid.UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(contact)
    run, drawn = asked(), getattr(letters, DRAWING)
    inside: list[int] = []

    def meanwhile(report: Any) -> Any:
        inside.append(send_reports(run.pk, today=TODAY, now=lambda: NOW))
        return drawn(report)

    monkeypatch.setattr(letters, DRAWING, meanwhile)
    assert send_reports(run.pk, today=TODAY, now=lambda: NOW) == 1
    assert inside == [0]


def test_a_worker_that_died_halfway_is_followed_by_one_that_goes_on(
    contact: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(contact)
    choose(contact, area=OTHER)
    run, drawn = asked(), getattr(letters, DRAWING)

    def dies(report: Any) -> Any:
        if report.area.code == OTHER:
            raise KeyboardInterrupt  # as a worker that is killed: nothing is tidied up
        return drawn(report)

    monkeypatch.setattr(letters, DRAWING, dies)
    with pytest.raises(KeyboardInterrupt):
        send_reports(run.pk, today=TODAY, now=lambda: NOW)
    monkeypatch.setattr(letters, DRAWING, drawn)
    assert len(report_mails()) == 1
    assert ReportRun.objects.get().state == RunState.RUNNING
    later = NOW + 2 * STALLED_AFTER
    assert stalled_runs(NOW) == []
    [key] = stalled_runs(later)
    assert send_reports(key, today=TODAY, now=lambda: later) == 1
    assert len(report_mails()) == 2
    assert ReportRun.objects.get().state == RunState.FINISHED


def test_the_mail_says_what_was_asked_for_in_the_words_of_the_choice(contact: uuid.UUID) -> None:
    Offence.objects.update_or_create(code="3.7.4", defaults={"title": "Cybercrime"})
    choose(contact, Wanted("month", ["1"]))
    choose(contact, area=OTHER)
    assert sent() == 2
    whole, field = sorted((each.text for each in report_mails()), key=lambda text: "alles van" in text)
    assert "U kreeg: alle soorten misdrijf." in whole
    assert "U kreeg: alles van Veilige woon- en leefomgeving." in field


def test_a_quarterly_reader_gets_the_month_that_ends_a_quarter(contact: uuid.UUID) -> None:
    choose(contact, QUARTERLY)
    assert [sent(period=202002), sent(period=202003)] == [0, 1]


def test_who_stops_gets_nothing_more_and_twice_is_once(contact: uuid.UUID) -> None:
    choose(contact)
    assert choose(contact, NEVER) is not None
    assert choose(contact, NEVER) is None
    assert sent() == 0
    choose(contact, MONTHLY)
    assert sent() == 1


def test_an_assistant_without_a_seat_gets_it_as_long_as_the_assistance_runs(contact: uuid.UUID) -> None:
    assistant = assistant_of(contact)
    choose(assistant)
    last = TODAY + dt.timedelta(days=1)
    assert [each.hindrance for day in (TODAY, last) for each in readers(day)] == ["", ""]
    assert [each.hindrance for each in readers(last + dt.timedelta(days=1))] == [NOT_IN_NETWORK]
    assert sent() == 1
    assert report_mails()[0].to == "hulp@voorbeeld.invalid"


def test_who_is_in_the_register_without_a_seat_and_without_an_account_gets_none(contact: uuid.UUID) -> None:
    choose(newcomer("Los", since=TODAY))
    assert [each.hindrance for each in readers(TODAY)] == [NOT_IN_NETWORK]
    assert sent() == 0


def test_what_people_wrote_on_a_signal_or_beside_a_figure_never_leaves(contact: uuid.UUID) -> None:
    choose(contact)
    sent()
    [found] = report_mails()
    whole = compose(found).message().as_string() + found.text
    assert f"Signaal in maart 2020: {_title()}." in found.text
    for secret in (NOTED, ANNOTATED, "Twee daders", "webwinkel"):
        assert secret not in whole


def _title() -> str:
    from noaber.figures.queries.offences import offence_titles

    return offence_titles()[KIND]


def test_a_mail_stops_in_one_click_and_carries_pictures_and_papers(contact: uuid.UUID) -> None:
    choose(contact)
    sent()
    message = _sent_message(report_mails()[0])
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].endswith("/stop/>")
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds.count("image/png") == 2
    assert kinds.count("application/pdf") == 2
    related = next(part for part in message.walk() if part.get_content_type() == "multipart/related")
    html, *pictures = related.get_payload()
    for picture, words in zip(pictures, ("Woorden bij een", "Woorden bij twee"), strict=True):
        key = picture["Content-ID"].strip("<>")
        assert f'src="cid:{key}" alt="{words}"' in html.get_payload(decode=True).decode()
    assert 'src="http' not in html.get_payload(decode=True).decode()


def _sent_message(found: OutboxMail) -> Any:
    return compose(found).message()


def test_newer_figures_make_a_new_edition_only_when_somebody_asks(contact: uuid.UUID) -> None:
    choose(contact)
    assert sent() == 1
    with pytest.raises(DomainError, match="geen nieuwe cijfers"):
        asked(2)
    take_in({(AREA, PEAK): 72}, published="2020-06-15T02:00:00")
    assert sent(1) == 0
    assert sent(2) == 1
    [second] = [each for each in report_mails() if "(herzien)" in each.subject]
    since = "Sinds de vorige uitgave van dit maandbericht"
    assert f"{since} is 1 cijfer over april 2017 tot en met maart 2020" in second.text
    assert "was 70, is nu 72" in second.text
    assert sent(2) == 0


def test_after_years_without_reports_revisions_are_told_since_the_publication_before(
    contact: uuid.UUID,
) -> None:
    sent()
    take_in({(AREA, PEAK): 71}, published="2023-05-20T02:00:00")
    take_in({(AREA, PEAK): 72}, published="2023-06-20T02:00:00")
    month = month_to_report(PEAK, TODAY)
    assert month.since_month == 0
    assert month.compared == Release.objects.get(number=2)


def test_what_failed_goes_again_once(contact: uuid.UUID) -> None:
    choose(contact)
    sent()
    OutboxMail.objects.update(state=MailState.FAILED)
    [row] = deliveries(PEAK, TODAY)
    assert row.has_failed
    places = [(row.person_id, row.area, row.attempt)]
    again = [
        send_again(row.run_id, places, actor=COMMAND, now=lambda: NOW, today=TODAY) for _time in range(2)
    ]
    assert again == [1, 0]
    assert [each.attempt for each in deliveries(PEAK, TODAY)] == [2]


def test_to_who_stopped_nothing_is_offered_to_go_again(contact: uuid.UUID) -> None:
    choose(contact)
    sent()
    OutboxMail.objects.update(state=MailState.SENT)
    assert [row.can_go_again for row in deliveries(PEAK, TODAY)] == [True]
    choose(contact, NEVER)
    [row] = deliveries(PEAK, TODAY)
    assert (row.is_reader, row.can_go_again) == (False, False)


def test_only_who_keeps_the_figures_sends(contact: uuid.UUID) -> None:
    for actor in (Actor(), Actor(7, grants=frozenset({Grant("contact", f"organisation:{AREA}")}))):
        with pytest.raises(AccessRefused):
            asked(actor=actor)
    assert ReportRun.objects.count() == 0
    assert mail.outbox == []


def test_a_month_without_figures_is_refused(month: None) -> None:
    with pytest.raises(DomainError, match="geen cijfers"):
        asked(period=203001)


def test_the_month_is_read_from_the_figures_of_the_report_before_it_is_told(contact: uuid.UUID) -> None:
    """Once the older figures had a signal that the newer have not, once the other way about."""
    choose(contact)
    choose(contact, area=OTHER)
    sent()
    take_in({(OTHER, PEAK): 70}, published="2020-06-15T02:00:00")
    assert sent(2) == 2
    texts = {each.subject: each.text for each in report_mails() if "(herzien)" in each.subject}
    by_area = {
        area: text for area in ("Aardam", "Beek") for subject, text in texts.items() if area in subject
    }
    assert "Geen signalen" in by_area["Aardam"]
    assert f"Signaal in maart 2020: {_title()}." in by_area["Beek"]
    assert SignalMonth.objects.filter(period=PEAK).count() == 2
    assert AuditEntry.objects.filter(verb="figures.open_signals").count() == 2
    sent(2)
    assert SignalMonth.objects.filter(period=PEAK).count() == 2


def test_a_month_that_was_never_read_and_is_no_news_is_not_read_for_a_report(contact: uuid.UUID) -> None:
    choose(contact)
    assert sent(period=201806) == 1
    assert not SignalMonth.objects.filter(period=201806).exists()
    assert (
        "Of er in juni 2018 signalen zijn, is in de cijfers van 15 mei 2020 nog niet"
        in report_mails()[0].text
    )


def test_what_goes_again_has_the_signals_of_its_own_figures(contact: uuid.UUID) -> None:
    """Newer figures came in, and were read; the edition of before still tells what it told."""
    choose(contact)
    sent()
    OutboxMail.objects.update(state=MailState.FAILED)
    take_in({}, published="2020-06-15T02:00:00")
    opened()
    [row] = deliveries(PEAK, TODAY)
    places = [(row.person_id, row.area, row.attempt)]
    assert send_again(row.run_id, places, actor=COMMAND, now=lambda: NOW, today=TODAY) == 1
    assert all(f"Signaal in maart 2020: {_title()}." in each.text for each in report_mails())


def test_the_command_reads_the_month_first(month: None, tmp_path: Path) -> None:
    take_in({}, published="2020-06-15T02:00:00")
    call_command("report", "--month", "2020-03", "--to", str(tmp_path), "--area", AREA, stdout=io.StringIO())
    [mail_file] = tmp_path.glob("*.eml")
    parts = message_from_bytes(mail_file.read_bytes()).walk()
    text = next(each for each in parts if each.get_content_type() == "text/plain").get_payload(decode=True)
    assert "Geen signalen" in text.decode()  # type: ignore[union-attr]
    assert SignalMonth.objects.filter(period=PEAK).count() == 2
