"""The pages of the monthly report: choosing for oneself, stopping without signing in, and sending with one button."""

import datetime as dt
import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from noaber.accounts.models import Role, RoleGrant, User
from noaber.core.access import COMMAND
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import short_date
from noaber.figures.models import Offence, ReportChoice, ReportRun, RunState
from noaber.figures.queries.reports.readers import choice_of
from noaber.figures.services.personal_data import ReportsOfPersons
from noaber.figures.services.reports.links import token_of
from noaber.figures.tests.conftest import Become
from noaber.figures.tests.reports.readers_played import asked, choose, sent
from noaber.figures.tests.signals_played import AREA, LAST, NOW, PEAK, TODAY, take_in
from tests.people import sign_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("undrawn")]
MONTH = "/cijfers/maandberichten/2020-03/"
LATER = "2020-06-15T02:00:00"


def as_coordinator(client: Client) -> None:
    user = User.objects.create(email="coordinator@voorbeeld.invalid", display_name="Coördinator")
    RoleGrant.objects.create(user=user, role=Role.COORDINATOR, valid_from=dt.date(2020, 1, 1))
    sign_in_as(client, user)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_a_reader_chooses_for_themselves_and_sees_it(month: None, become: Become) -> None:
    client = become(f"{AREA}:contact")
    assert "U krijgt geen maandbericht" in text_of(client, "/cijfers/maandbericht/")
    chosen = {"area": AREA, "frequency": "quarter", "kinds_1": ["1.1.1"]}
    client.post("/cijfers/maandbericht/kiezen/", chosen, follow=True)
    assert "elk kwartaal" in text_of(client, "/cijfers/maandbericht/")
    client.post("/cijfers/maandbericht/kiezen/", chosen)
    assert ReportChoice.objects.count() == 1


def test_a_whole_field_is_one_tick_and_takes_the_place_of_its_kinds(
    contact: uuid.UUID, client: Client
) -> None:
    address = f"/maandbericht/{token_of(contact, AREA)}/"
    page = text_of(client, address)
    assert page.count("Alles van dit veld") == 1
    assert "eigen inschatting van Noaber" in page
    Offence.objects.update_or_create(code="3.7.4", defaults={"title": "Cybercrime"})
    chosen = {"frequency": "month", "field_1": "on", "kinds_1": ["1.1.1"]}
    client.post(address, chosen)
    row = choice_of(contact, AREA)
    assert row is not None
    assert row.chosen == ("1",)
    assert "1.1.1" in row.kinds
    assert "3.7.4" not in row.kinds
    assert re.search(r'name="field_1"[^>]*checked', text_of(client, address))


def test_a_link_chooses_and_stops_without_signing_in(client: Client, contact: uuid.UUID) -> None:
    token = token_of(contact, AREA)
    assert "Aardam" in text_of(client, f"/maandbericht/{token}/")
    client.post(f"/maandbericht/{token}/", {"frequency": "month"})
    row = choice_of(contact, AREA)
    assert row is not None
    assert row.frequency == "month"
    in_one_click = Client(enforce_csrf_checks=True)  # as a mail program: no cookies, no token of a form
    answer = in_one_click.post(f"/maandbericht/{token}/stop/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    stopped = choice_of(contact, AREA)
    assert stopped is not None
    assert not stopped.is_wanted


@pytest.mark.parametrize("then", ["", "stop/"])
def test_a_link_that_is_not_ours_does_nothing(client: Client, month: None, then: str) -> None:
    token = token_of(uuid.uuid4(), AREA)[:-3] + "abc"
    assert "Deze link klopt niet" in text_of(client, f"/maandbericht/{token}/{then}", 410)
    client.post(f"/maandbericht/{token}/{then}", {"frequency": "month"})
    assert ReportChoice.objects.count() == 0


def test_the_coordinator_looks_sends_and_sees_what_became_of_it(client: Client, contact: uuid.UUID) -> None:
    choose(contact)
    as_coordinator(client)
    assert "Verstuur 1 maandbericht" in text_of(client, MONTH)
    preview = text_of(client, f"{MONTH}{AREA}/")
    assert "Adviseur van Aardam" in preview
    assert 'alt="Woorden bij een"' in preview
    for _press in range(2):
        client.post(f"{MONTH}versturen/", {"uitgave": "1"})
    assert ReportRun.objects.get().state == RunState.FINISHED
    log = text_of(client, f"{MONTH}verzonden/")
    assert log.count("Adviseur van Aardam") == 2  # in the table, and to send it again
    assert "Verstuur" not in text_of(client, MONTH)


def test_in_a_demonstration_the_log_has_the_day_that_it_has_reached(
    client: Client, contact: uuid.UUID
) -> None:
    """Its records keep the real moment, here years later; elsewhere that is the day."""
    choose(contact)
    as_coordinator(client)
    client.post(f"{MONTH}versturen/", {"uitgave": "1"})
    log = f"{MONTH}verzonden/?formaat=csv"
    assert short_date(timezone.localdate()) in text_of(client, f"{MONTH}verzonden/")
    Demonstration.objects.create(started_at=NOW, reached_on=TODAY, story="proef")
    assert "1-6-2020" in text_of(client, f"{MONTH}verzonden/")
    assert str(timezone.localdate().year) not in text_of(client, log)


def test_the_coordinator_invites_each_contact_once(client: Client, month: None) -> None:
    as_coordinator(client)
    page = client.post("/cijfers/maandberichten/lezers/uitnodigen/", follow=True).content.decode()
    assert "uitnodigingen staan klaar en gaan zo de deur uit" in page
    assert "/lezers/uitnodigen/" not in text_of(client, "/cijfers/maandberichten/lezers/")
    assert ReportChoice.objects.count() == 0


@pytest.mark.parametrize("address", ["", "lezers/", "2020-03/", "2020-03/verzonden/"])
def test_nobody_else_sends_or_sees_who_reads(become: Become, month: None, address: str) -> None:
    assert become(f"{AREA}:contact").get(f"/cijfers/maandberichten/{address}").status_code == 403
    assert Client().get(f"/cijfers/maandberichten/{address}").status_code == 302


def test_own_page_shows_what_was_chosen_and_erasure_ends_it(contact: uuid.UUID, become: Become) -> None:
    choose(contact)
    client = become(f"{AREA}:contact")
    assert "Veiligheidscijfers in uw mail" in text_of(client, f"/personen/{contact}/")
    kept = ReportsOfPersons()
    assert kept.collect(str(contact)).records["report_choices"]
    assert kept.erase(str(contact), actor=COMMAND, now=NOW) == {"known": True, "reports": 1}
    row = choice_of(contact, AREA)
    assert row is not None
    assert not row.is_wanted


def test_a_month_that_is_gone_from_the_figures_still_leads_to_what_was_sent(
    client: Client, contact: uuid.UUID
) -> None:
    choose(contact, area=AREA)
    sent(period=LAST)
    take_in({(AREA, PEAK): 70}, last=PEAK, published=LATER, accept_gone=True)
    as_coordinator(client)
    gone = "/cijfers/maandberichten/2020-04/"
    assert f'href="{gone}"' in text_of(client, "/cijfers/maandberichten/")
    page = text_of(client, gone)
    assert "April 2020 staat niet in de nieuwste cijfers" in page
    assert f'href="{gone}verzonden/"' in page
    assert "Adviseur van Aardam" in text_of(client, f"{gone}verzonden/")
    text_of(client, "/cijfers/maandberichten/2020-05/", 404)


def test_a_second_sending_begins_at_nought(contact: uuid.UUID) -> None:
    choose(contact)
    sent()
    assert (ReportRun.objects.get().done, ReportRun.objects.get().total) == (1, 1)
    again = asked()
    assert (again.state, again.done, again.total) == (RunState.WAITING, 0, 0)


def test_the_preview_never_tells_signals_of_older_figures(client: Client, contact: uuid.UUID) -> None:
    as_coordinator(client)
    assert "Signaal in maart 2020" in text_of(client, f"{MONTH}{AREA}/")
    take_in({}, published=LATER)
    page = text_of(client, f"{MONTH}{AREA}/")
    assert "Of er in maart 2020 signalen zijn, is in de cijfers van 15 juni 2020 nog niet bekeken." in page
    assert "Signaal in maart" not in page
    assert "15 juni 2020 nog niet bekeken" in text_of(client, f"{MONTH}netwerk/")
