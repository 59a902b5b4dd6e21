"""The pages under /beheer/ show the keepers what they need, and nobody else anything."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.audit import verb
from noaber.core.mail import queue_mail
from noaber.core.models import AuditEntry, MailState, OutboxMail

NOW = dt.datetime(2020, 3, 2, 9, 0, tzinfo=dt.UTC)
PAGES = ["/beheer/", "/beheer/planning/", "/beheer/verwerkingen/", "/beheer/logboek/", "/beheer/post/"]

pytestmark = pytest.mark.usefixtures("oost_nederland")


def client_of(email: str) -> Client:
    client = Client()
    client.force_login(get_user_model()._default_manager.get(email=email))
    session = client.session
    session["is_demonstration_role"] = True
    session.save()
    return client


@pytest.fixture
def keeper() -> Client:
    return client_of("beheerder@netwerkbureau.invalid")


@pytest.fixture
def failed_mail() -> OutboxMail:
    mail = queue_mail(
        key="proef 1",
        to="lid@noaber.invalid",
        subject="Stukken",
        template="core/mail/restricted.txt",
        context={"title": "Stukken", "url": "https://noaber.invalid/geheim"},
        now=NOW,
    )
    OutboxMail.objects.filter(pk=mail.pk).update(state=MailState.FAILED)
    return mail


@pytest.mark.parametrize("page", PAGES)
def test_a_keeper_sees_the_page(keeper: Client, page: str, failed_mail: OutboxMail) -> None:
    response = keeper.get(page)

    assert response.status_code == 200
    assert "ONBEKENDE-VARIABELE" not in response.text


@pytest.mark.parametrize("page", PAGES)
def test_others_are_refused(page: str) -> None:
    mayor = get_user_model()._default_manager.filter(email__contains="burgemeester").first()
    assert mayor is not None

    assert client_of(mayor.email).get(page).status_code == 403
    assert Client().get(page).status_code == 302


def test_a_failed_mail_is_sent_again_and_its_text_is_never_shown(
    keeper: Client, failed_mail: OutboxMail
) -> None:
    page = f"/beheer/post/{failed_mail.pk}/"
    assert "https://noaber.invalid/geheim" not in keeper.get(page).text

    response = keeper.post(f"{page}opnieuw/", follow=True)

    assert "Het bericht wordt opnieuw verzonden." in response.text
    assert OutboxMail.objects.get(pk=failed_mail.pk).state == MailState.SENT


def test_a_sent_mail_is_not_sent_again(keeper: Client, failed_mail: OutboxMail) -> None:
    OutboxMail.objects.update(state=MailState.SENT)

    response = keeper.post(f"/beheer/post/{failed_mail.pk}/opnieuw/", follow=True)

    assert "Alleen een mislukt of vastgehouden bericht" in response.text


def test_mail_that_does_not_exist_is_not_found(keeper: Client) -> None:
    page = "/beheer/post/00000000-0000-4000-8000-000000000000/"

    assert keeper.get(page).status_code == keeper.post(f"{page}opnieuw/").status_code == 404


def rows_of(response: Any) -> list[str]:
    return [row["verb"] for row in response.context["table"].data]


def test_the_log_narrows_by_verb_text_and_day(keeper: Client) -> None:
    with verb("proef.doe", actor=COMMAND) as trail:
        trail.note("proef", {"soort": "bijzonder"}, key="a-1")
    today = AuditEntry.objects.get(verb="proef.doe").at.date()

    assert rows_of(keeper.get("/beheer/logboek/?handeling=proef.doe")) == ["proef.doe"]
    assert rows_of(keeper.get("/beheer/logboek/?zoek=bijzonder")) == ["proef.doe"]
    assert "proef.doe" in rows_of(keeper.get(f"/beheer/logboek/?vanaf={today}"))
    assert rows_of(keeper.get(f"/beheer/logboek/?vanaf={today + dt.timedelta(days=2)}")) == []
    assert "30-2-2020" in keeper.get("/beheer/logboek/?vanaf=30-2-2020").text


def test_the_log_is_a_download_as_well(keeper: Client) -> None:
    response = keeper.get("/beheer/logboek/?formaat=csv")

    assert response["Content-Type"].startswith("text/csv")
    assert b"sequence" in response.content.splitlines()[0]


def test_the_log_says_in_dutch_what_was_done_and_downloads_the_code_besides(keeper: Client) -> None:
    with verb("mail.resend", actor=COMMAND) as trail:
        trail.note("mail", key="1")

    page = keeper.get("/beheer/logboek/?handeling=mail.resend")
    download = keeper.get("/beheer/logboek/?handeling=mail.resend&formaat=csv")

    assert page.text.count("E-mail opnieuw verstuurd") == 2, "as a choice and in its row"
    assert ">mail.resend<" not in page.text
    assert "E-mail opnieuw verstuurd" in download.text
    assert "mail.resend" in download.text
