"""Who sees what of a meeting: its preparers what was typed, everyone else what was released, each paper apart."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.documents.paper import DataTable
from noaber.core.reading import forget
from noaber.meetings.models import AgendaItem, Sitting
from noaber.meetings.papers.contents import Audience, contents
from noaber.meetings.papers.folder import folder
from noaber.meetings.queries.sittings import sitting
from noaber.meetings.services.agendas import ItemText, add_item, record_treatment
from noaber.meetings.services.releasing import release_paper
from noaber.meetings.services.sittings import SittingPlan, plan_sitting
from noaber.meetings.tests.accounts import assistant_of, become, holder_of
from noaber.network.api import seats
from noaber.network.tests.pages import links, send, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
COUNCIL = "dvo-ijsselland"
TITLE, TEXT, DECISION, MINUTES = "Onderwerp a", "Toelichting b", "Besluit c", "Verslag d"
ALL, AGENDA = {TITLE, TEXT, DECISION, MINUTES}, {TITLE, TEXT}
NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


@pytest.fixture
def held() -> Sitting:
    """A meeting of last month with one item, of which everything was typed and nothing was released."""
    sitting = plan_sitting(COUNCIL, SittingPlan(dt.date(2023, 4, 12), dt.time(9)), actor=COMMAND)
    item = add_item(sitting.pk, ItemText("discussion", TITLE, TEXT), actor=COMMAND)
    treat(item)
    return sitting


def treat(item: AgendaItem, decision: str = DECISION) -> None:
    record_treatment(item.pk, actor=COMMAND, today=clock.today(), decision=decision, minutes=MINUTES)


def release(sitting: Sitting, paper: str, *, is_public: bool = False) -> None:
    release_paper(sitting.pk, paper, actor=COMMAND, now=clock.now(), today=clock.today(), is_public=is_public)
    forget()


def seen(client: Client, sitting: Sitting, then: str = "") -> set[str]:
    """Which of the typed words somebody reads on the page of the meeting; nothing where there is none."""
    answer = client.get(f"/vergaderingen/{sitting.pk}/{then}")
    text = words(answer) if answer.status_code == 200 and not then else answer.content.decode("latin-1")
    return {word for word in ALL if word in text}


def people() -> dict[str, Callable[[Client], None]]:
    """Everyone who can look at a meeting of the council, and how they sign in."""
    secretary, member = holder_of(f"{COUNCIL}:secretary"), holder_of(f"{COUNCIL}:GM0150")
    acting, preparing = (assistant_of(secretary, kind, NOW) for kind in ("act", "prepare"))
    return {
        "public": lambda client: None,
        "network": partial(sign_in, person="mayor of Enschede"),
        "member": partial(become, user=member),
        "coordinator": partial(sign_in, person="coordinator"),
        "chair": partial(sign_in, person="mayor of Zwolle"),
        "secretary": partial(become, user=secretary),
        "acting assistant": partial(become, user=acting, on_behalf_of=secretary),
        "preparing assistant": partial(become, user=preparing, on_behalf_of=secretary),
    }


READERS = ("network", "member")


def test_only_who_prepares_reads_what_was_not_released(held: Sitting) -> None:
    """The walk: nothing, then the agenda, then the decisions, then the minutes."""
    walk = people()
    steps: list[tuple[str, set[str]]] = [
        ("", set()),
        ("agenda", AGENDA),
        ("decision_list", AGENDA | {DECISION}),
        ("minutes", ALL),
    ]
    for paper, told in steps:
        if paper:
            release(held, paper)
        for name, enter in walk.items():
            client = Client()
            enter(client)
            expected = set() if name == "public" else told if name in READERS else ALL
            assert seen(client, held) == expected, (paper, name)
            for then in ("agenda.ics", "zetels/"):
                assert not seen(client, held, then), (then, name)


def test_the_page_says_what_is_still_to_come(held: Sitting) -> None:
    client = Client()
    become(client, holder_of(f"{COUNCIL}:GM0150"))
    page = f"/vergaderingen/{held.pk}/"
    text = words(client.get(page))
    assert "De agenda is niet vrijgegeven." in text
    assert "De besluitenlijst is nog niet vrijgegeven." in text
    assert f"{page}vergadermap.pdf" not in links(client.get(page))
    refused = client.get(f"{page}vergadermap.pdf")
    assert refused.status_code == 403
    assert "volgt zodra de agenda is vrijgegeven" in words(refused)
    release(held, "agenda")
    release(held, "decision_list")
    text = words(client.get(page))
    assert "besluitenlijst is nog niet" not in text
    assert "Het verslag is nog niet vrijgegeven." in text
    assert client.get(f"{page}vergadermap.pdf").content.startswith(b"%PDF")


def test_a_decision_that_was_changed_after_its_release_is_told_to_who_prepares_and_to_nobody_else(
    held: Sitting,
) -> None:
    release(held, "decision_list", is_public=True)
    treat(held.items.get(), "Ander besluit")
    forget()
    keeper, reader = Client(), Client()
    sign_in(keeper, "coordinator")
    become(reader, holder_of(f"{COUNCIL}:GM0150"))
    page = f"/vergaderingen/{held.pk}/"
    told = words(keeper.get(page))
    assert "Ander besluit" in told
    assert "Besluitenlijst (openbaar): gewijzigd na vrijgeven op" in told
    text = words(reader.get(page))
    assert DECISION in text
    assert "Ander besluit" not in text
    assert "gewijzigd na vrijgeven" not in text
    send(keeper, f"{page}vrijgeven/", paper="decision_list", is_public="ja")
    forget()
    assert "Ander besluit" in words(reader.get(page))
    assert "gewijzigd na vrijgeven" not in words(keeper.get(page))


def test_a_coming_meeting_is_known_by_day_and_place_until_its_agenda_is_released() -> None:
    sitting = Sitting.objects.get(body__code="bbg", state="planned")
    client = Client()
    sign_in(client, "controller")
    text = words(client.get(f"/vergaderingen/{sitting.pk}/"))
    assert "Provinciehuis" in text
    assert "De agenda volgt: zij is nog niet vrijgegeven." in text
    assert "Voortgang" not in text


def test_the_folder_of_a_member_tells_what_neighbours_of_the_own_district_decided() -> None:
    """Of a stage with 79 parties those of the district, the own one first; of a stage of bodies the others."""
    held = Sitting.objects.get(body__code=COUNCIL, state="held")
    row = sitting(COMMAND, held.pk)
    assert row is not None
    seat = seats(COMMAND, AsOf(row.held_on), code=f"{COUNCIL}:GM0150")[0]
    found = contents(row, Audience.READER, actor=COMMAND)
    made = folder(found, seat, today=clock.today(), made_at=clock.now())
    tables = [block for block in made.blocks if isinstance(block, DataTable) and "who" in block.rows[0]]
    named = [[row["who"] for row in table.rows] for table in tables]
    own = next(names for names in named if "Deventer" in names)
    assert own[0] == "Deventer"
    assert {"Zwolle", "Staphorst", "Kampen"} <= set(own)
    assert "Enschede" not in own
    assert any("DVO Twente" in names for names in named)


def test_an_action_of_an_item_is_shown_to_who_finds_it_in_the_list_of_actions() -> None:
    held = Sitting.objects.get(body__code=COUNCIL, state="held")
    for name, is_told in (("mayor of Zwolle", True), ("controller", False)):
        client = Client()
        sign_in(client, name)
        for page in (f"/vergaderingen/{held.pk}/", "/acties/"):
            assert ("De gemeenten berichten over het besluit" in words(client.get(page))) is is_told, (
                name,
                page,
            )
