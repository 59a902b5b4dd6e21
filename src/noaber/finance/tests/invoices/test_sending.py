"""Documents go to who pays them, once: by mail, by an access point, or as a file that somebody hands over."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest
from lxml import etree

from noaber.core.access import Actor, Grant
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.mail.delivery import Outcome
from noaber.core.models import Demonstration, MailState, OutboxMail
from noaber.finance.formats.content_json import as_json, from_json
from noaber.finance.formats.ubl_writing import to_ubl
from noaber.finance.models import Invoice, TransmissionStep
from noaber.finance.queries.invoices.deliveries import Delivery
from noaber.finance.queries.invoices.transmissions import last_transmissions, log_of, transmission
from noaber.finance.rules.invoices.transmissions import CLAIM_ENDS_AFTER, Channel, StepKind
from noaber.finance.services.invoices import access_points, transmitting
from noaber.finance.services.invoices.sending import SentOut, hand_over, record_delivery, send_invoices
from noaber.finance.services.invoices.transmitting import sweep_transmissions, transmit
from noaber.finance.tests import invoices_in_books
from noaber.finance.tests.invoices_in_books import CONTROLLER, NOW, issue_invoices
from tests.servers.access_point import TOKEN, Faults, PeppolServer

A, B, C = "2023-0001", "2023-0002", "2023-0003"
K = StepKind
COORDINATOR: Final = Actor(1003, grants=frozenset({Grant("coordinator")}))
MAIL: Final = Delivery(Channel.MAIL, "facturen@proef.invalid")
PEPPOL: Final = Delivery(Channel.PEPPOL)

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(autouse=True)
def invoices(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Invoice]:
    """Three invoices with a real e-invoice inside."""
    real: Any = vars(invoices_in_books)["_row"]

    def row(*known: Any) -> Invoice:
        made: Invoice = real(*known)
        content = from_json(made.content)
        content = replace(content, number=made.number, reference=made.reference)
        made.content, made.ubl = as_json(content), to_ubl(content).decode()
        return made

    monkeypatch.setattr(invoices_in_books, "_row", row)
    return issue_invoices((100_00, 200_00, 300_00))


@pytest.fixture
def point(settings: Any) -> Iterator[PeppolServer]:
    with PeppolServer() as server:
        settings.PEPPOL_URL, settings.PEPPOL_TOKEN = server.url, TOKEN
        yield server


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Nobody works: what is put ready waits for the test to take it up."""
    waiting: list[int] = []
    monkeypatch.setattr(
        "noaber.finance.services.invoices.sending.enqueue", lambda key, at=None: waiting.append(key)
    )
    return waiting


def wish(code: str, said: Delivery) -> None:
    record_delivery(code, said, actor=CONTROLLER, now=NOW)


def ask(*numbers: str, actor: Actor = CONTROLLER) -> SentOut:
    return send_invoices(numbers, actor=actor, now=NOW)


def steps(number: str) -> list[StepKind]:
    return [row.kind for row in log_of(number)]


def why(done: SentOut) -> str:
    [refused] = done.refused
    return refused.reason


def test_by_mail_it_is_delivered_when_the_mail_server_took_it(invoices: dict[str, Invoice]) -> None:
    wish("GM9001", MAIL)
    assert len(ask(A).queued) == 1
    [mail] = OutboxMail.objects.all()
    names = list(mail.attachments.order_by("position").values_list("name", flat=True))
    assert (mail.to, names) == ("facturen@proef.invalid", [f"{A}.pdf", f"{A}.xml"])
    assert bytes(mail.attachments.get(name=f"{A}.xml").content).decode() == invoices[A].ubl
    assert steps(A) == [K.QUEUED, K.IN_FLIGHT, K.DELIVERED]
    assert why(ask(A)) == "Dit stuk is al afgeleverd."
    assert OutboxMail.objects.count() == 1


def test_a_mail_that_is_given_up_can_be_sent_again_and_the_first_never_goes_after_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = Outcome("permanent", 550, "550 postbus onbekend")
    with monkeypatch.context() as patched:
        patched.setattr("noaber.core.mail.sending.deliver", lambda _message: gone)
        wish("GM9001", MAIL)
        ask(A)
    assert (steps(A)[-1], log_of(A)[-1].reason) == (K.FAILED, "550 postbus onbekend")
    assert len(ask(A).queued) == 1
    assert (steps(A)[-1], log_of(A)[-1].number) == (K.DELIVERED, 2)
    states = sorted(OutboxMail.objects.values_list("state", flat=True))
    assert states == sorted([MailState.SENT, MailState.WITHDRAWN])


def test_without_a_wish_it_is_a_file_that_somebody_hands_over() -> None:
    ask(A)
    assert steps(A) == [K.QUEUED]
    assert hand_over(A, note="Geüpload in het portaal.", actor=CONTROLLER, now=NOW)
    assert not hand_over(A, note="Nog een keer.", actor=CONTROLLER, now=NOW)
    assert (steps(A), log_of(A)[-1].reason) == ([K.QUEUED, K.DELIVERED], "Geüpload in het portaal.")
    with pytest.raises(DomainError, match="nog niet verstuurd"):
        hand_over(B, note="Deze ging nooit weg.", actor=CONTROLLER, now=NOW)


def test_the_access_point_gets_the_e_invoice_in_its_envelope(point: PeppolServer) -> None:
    wish("GM9001", PEPPOL)
    ask(A)
    assert steps(A) == [K.QUEUED, K.IN_FLIGHT, K.DELIVERED]
    assert log_of(A)[-1].external_id == f"as4-{A}"
    root = etree.fromstring(point.documents[A])
    said = {
        each.findtext("{*}Type"): each.findtext("{*}InstanceIdentifier") for each in root.iter("{*}Scope")
    }
    assert root.findtext(".//{*}Receiver/{*}Identifier") == "0106:00000148"
    assert root.findtext(".//{*}Sender/{*}Identifier") == "0190:99999999000000000150"
    assert "Invoice-2::Invoice##urn:cen.eu:en16931:2017#compliant#" in str(said["DOCUMENTID"])
    assert root.findtext("{*}Invoice/{*}ID") == A


def test_an_error_of_the_access_point_is_tried_again_later(point: PeppolServer, at_hand: list[int]) -> None:
    point.faults = Faults(errors=2)
    wish("GM9001", PEPPOL)
    [key] = ask(A).queued
    at = NOW
    for _attempt in range(3):
        transmit(key, now=at)
        row = transmission(key)
        assert row
        transmit(key, now=at)  # before its time nothing happens
        at = row.progress.next_at or at
    assert steps(A) == [K.QUEUED, *[K.IN_FLIGHT, K.WAITING] * 2, K.IN_FLIGHT, K.DELIVERED]
    assert (log_of(A)[2].reason, point.asked) == ("Het toegangspunt antwoordt 500: even stuk", 3)


def test_what_is_refused_for_good_fails_at_once_with_the_reason(point: PeppolServer) -> None:
    point.faults = Faults(refuse=True)
    wish("GM9001", PEPPOL)
    ask(A)
    assert steps(A) == [K.QUEUED, K.IN_FLIGHT, K.FAILED]
    assert "ontvanger onbekend bij Peppol" in log_of(A)[-1].reason
    point.faults = Faults()
    ask(A)
    assert (steps(A)[-1], log_of(A)[-1].number) == (K.DELIVERED, 2)


def test_a_reply_that_never_came_is_asked_again_with_the_same_key_and_taken_once(
    point: PeppolServer, at_hand: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was taken, and the answer got lost: 409 with the same identity."""
    monkeypatch.setattr(access_points, "TIMEOUT", 0.3)
    monkeypatch.setattr(
        transmitting,
        "access_point",
        lambda: access_points.HttpAccessPoint(point.url, TOKEN, timeout=0.3),
    )
    point.faults = Faults(lose_reply=1)
    wish("GM9001", PEPPOL)
    [key] = ask(A).queued
    transmit(key, now=NOW)
    row = transmission(key)
    assert row
    assert (row.progress.kind, "ReadTimeout" in row.reason) == (K.WAITING, True)
    assert row.progress.next_at
    transmit(key, now=row.progress.next_at)
    assert (steps(A)[-1], log_of(A)[-1].external_id) == (K.DELIVERED, f"as4-{A}")
    assert (len(point.documents), point.asked) == (1, 2)


def test_who_dies_halfway_is_followed_up_and_it_is_taken_once(
    point: PeppolServer, at_hand: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    wish("GM9001", PEPPOL)
    [key] = ask(A).queued
    real = transmitting._settle
    monkeypatch.setattr(transmitting, "_settle", lambda *_a, **_k: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        transmit(key, now=NOW)
    monkeypatch.setattr(transmitting, "_settle", real)
    assert (steps(A), len(point.documents)) == ([K.QUEUED, K.IN_FLIGHT], 1)
    transmit(key, now=NOW + dt.timedelta(minutes=1))
    assert steps(A)[-1] is K.IN_FLIGHT, "it may still be at work"
    assert sweep_transmissions(NOW + CLAIM_ENDS_AFTER) == "1 verzendingen weer opgepakt."
    assert steps(A) == [K.QUEUED, K.IN_FLIGHT, K.IN_FLIGHT, K.DELIVERED]
    assert (len(point.documents), log_of(A)[-1].external_id) == (1, f"as4-{A}")


def test_a_wrong_key_fails_and_no_access_point_or_address_is_refused_beforehand(
    point: PeppolServer, settings: Any
) -> None:
    wish("GM9001", PEPPOL)
    settings.PEPPOL_TOKEN = "another"
    ask(A)
    assert log_of(A)[-1].reason == "Het toegangspunt antwoordt 401: sleutel onbekend"
    settings.PEPPOL_URL = ""
    assert why(ask(A)) == "Er is geen Peppol-toegangspunt ingesteld."
    with pytest.raises(DomainError, match="e-mailadres"):
        wish("GM9002", Delivery(Channel.MAIL))


def test_in_a_demonstration_nothing_leaves_the_house(point: PeppolServer) -> None:
    wish("GM9001", PEPPOL)
    Demonstration.objects.create(started_at=NOW, reached_on=NOW.date())
    with pytest.raises(DomainError, match="er wordt niets verstuurd"):
        ask(A)
    assert access_points.access_point() is None
    assert (TransmissionStep.objects.count(), point.asked) == (0, 0)


def test_only_the_controller_sends_and_one_bad_number_stops_nothing_silently() -> None:
    for act in (
        lambda: ask(A, actor=COORDINATOR),
        lambda: hand_over(A, note="Dat mag zij niet.", actor=COORDINATOR, now=NOW),
        lambda: record_delivery("GM9001", MAIL, actor=COORDINATOR, now=NOW),
    ):
        with pytest.raises(AccessRefused):
            act()
    with pytest.raises(DomainError, match="2099-0001 bestaat niet"):
        ask(A, "2099-0001")
    assert last_transmissions() == {}
