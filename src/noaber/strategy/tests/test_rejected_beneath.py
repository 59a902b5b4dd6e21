"""The themes are rejected while the strategy that builds on them is already before who adopts it (R09, R14)."""

import uuid
from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.reading import forget
from noaber.core.rules.dutch import long_date
from noaber.core.tests.guards import unguarded
from noaber.decisions.api import Party, proposal, send_proposal
from noaber.decisions.models import Proposal
from noaber.decisions.queries.follow_up.contacts import Contact, contacts_on
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.services.drafts.versions import withdraw_proposal
from noaber.decisions.services.follow_up.letters import items_to_preview
from noaber.decisions.services.follow_up.report_links import make_link
from noaber.decisions.views.home import position_tasks
from noaber.network.tests.pages import links, words
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.test_adopted_instead import (
    ADOPTION,
    NEXT,
    PAGE,
    THEMES,
    answer,
    chosen,
    consented,
    put_up,
    terms,
)
from noaber.strategy.tests.test_after_adoption import college, object_to_all
from tests.made_once import made_once
from tests.people import sign_in

__all__ = ["chosen", "consented"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
MEANS = "Met die thema’s kan de strategie niet worden vastgesteld zoals zij nu voorligt."


@pytest.fixture
@made_once
def beneath(consented: None) -> None:
    """All councils consent, the strategy lies before them and the college, and then the college rejects the themes."""
    put_up("")
    send_proposal(ADOPTION, actor=COMMAND, now=now(), today=today())
    object_to_all(college(), today())


def asked(stage: int = 0) -> Party:
    found = proposal(COMMAND, ADOPTION, AsOf(today()))
    assert found
    return found.stages[stage].parties[0]


def by() -> str:
    return f"zijn op {long_date(today())} verworpen door {college().name}, bij ‘"


@pytest.mark.usefixtures("beneath")
def test_r14_who_reads_the_proposal_that_adopts_reads_that_the_themes_were_rejected(client: Client) -> None:
    sign_in(client, "coordinator")
    form = f"/voorstellen/{ADOPTION}/standpunt/{asked().consultation_id}/"
    for page in (f"/voorstellen/{ADOPTION}/", form, "/draad/", "/mijn/"):
        told = words(client.get(page))
        assert by() in told, page
        assert MEANS in told, page
    assert by() not in words(Client().get("/draad/")), "the proposals are the network's"
    withdraw_proposal(ADOPTION, "De thema’s zijn verworpen.", actor=COMMAND, now=now())
    assert by() not in words(client.get(f"/voorstellen/{ADOPTION}/"))


@pytest.mark.usefixtures("beneath")
def test_r14_who_is_asked_about_the_strategy_reads_with_it_that_the_themes_were_rejected() -> None:
    party = asked()
    member = Actor(1, grants=frozenset({Grant("secretary", f"body:{party.body_code}")}))
    tasks = [each.text for each in position_tasks(member, AsOf(today())) if ADOPTION in each.url]
    assert [by() in text and MEANS in text for text in tasks] == [True]
    found = proposal(COMMAND, ADOPTION, AsOf(today()))
    assert found
    row = next(each for each in outstanding(found) if each.party.key == party.key)
    contact = Contact(uuid.uuid4(), "Jan", "jan@example.invalid", "secretaris", 1)
    (item,) = items_to_preview(contact, [row], now=now(), today=today())
    assert by() in item.beside
    speaker = contacts_on(today()).asked(party.voice_key)[0]
    token = make_link(party.consultation_id, speaker.person_id, now=now(), today=today())
    assert by() in words(Client().get(f"/melden/{token}/"))


@pytest.mark.usefixtures("beneath")
def test_r14_a_strategy_that_was_adopted_on_rejected_themes_says_so_and_waits_for_no_consent(
    client: Client,
) -> None:
    for stage in (0, 1):
        answer(ADOPTION, stage, on=today())
    said = replace(
        terms(), state=PeriodState.ADOPTED, decided_on=today(), source="Lijst", note="Met spoed gedaan."
    )
    record_period(NEXT, said, actor=COMMAND, now=now(), today=today())
    sign_in(client, "coordinator")
    all_the_same = f"Toch is de strategie met die thema’s vastgesteld, op {long_date(today())}."
    for page in (f"/voorstellen/{ADOPTION}/", f"{PAGE}nota/", f"{PAGE}samenvatting/"):
        told = words(client.get(page))
        assert by() in told, page
        assert all_the_same in told, page
    for page in (f"{PAGE}nota/", f"{PAGE}samenvatting/"):
        told = words(Client().get(page))
        assert f"De thema’s van deze strategie zijn verworpen. {all_the_same}" in told, page
    told = words(client.get(PAGE))
    assert "Instemming van de overleggen verworpen" in told
    assert "Instemming van de overleggen nu aan de beurt" not in told
    with unguarded():
        Proposal.objects.filter(code__in=(THEMES, ADOPTION)).update(classification="public")
    forget()
    told = words(Client().get(f"/besluiten/{ADOPTION}/"))
    assert by() in told
    assert all_the_same in told


@pytest.mark.usefixtures("beneath")
def test_r14_the_coordinator_is_asked_to_mend_it_with_the_way_there(client: Client) -> None:
    sign_in(client, "coordinator")
    home = client.get("/mijn/")
    assert "De thema’s zijn verworpen terwijl de strategie voorligt" in words(home)
    assert f"/voorstellen/{ADOPTION}/" in links(home)
    assert "Het voorstel ligt voor, maar de thema’s zijn verworpen." in words(client.get(PAGE))
