"""An assistant who prepares fills in the forms of meetings; it counts once the secretary records it."""

import datetime as dt

import pytest
from django.test import Client

from noaber.accounts.models import PreparedForm
from noaber.core.reading import forget
from noaber.meetings.models import ActionItem, Attendance, Sitting
from noaber.meetings.tests.accounts import assistant_of, become, holder_of
from noaber.network.tests.pages import errors, links, send, typed_in, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
COUNCIL = "dvo-ijsselland"
NOW = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


@pytest.fixture
def desk() -> tuple[Client, Client]:
    """The assistant and the secretary, each signed in."""
    secretary = holder_of(f"{COUNCIL}:secretary")
    preparing, recording = Client(), Client()
    become(preparing, assistant_of(secretary, "prepare", NOW), on_behalf_of=secretary)
    become(recording, secretary)
    return preparing, recording


def meeting(state: str) -> Sitting:
    return Sitting.objects.get(body__code=COUNCIL, state=state)


def item_address(state: str, number: int, then: str) -> str:
    held = meeting(state)
    return f"/vergaderingen/{held.pk}/agenda/{held.items.get(number=number).pk}/{then}/"


def prepare(desk: tuple[Client, Client], address: str, **typed: str) -> str:
    """Put a form ready; answers the address at which the secretary finds it filled in."""
    answer = send(desk[0], address, **typed)
    assert answer.status_code == 302, errors(answer)
    forget()
    waiting = PreparedForm.objects.get(outcome="waiting")
    return f"{waiting.path}?klaargezet={waiting.pk}"


def settle(desk: tuple[Client, Client], address: str) -> None:
    """The secretary records what stands there, as it stands there."""
    opened = desk[1].get(address)
    assert "Klaargezet door" in words(opened)
    answer = desk[1].post(address, typed_in(opened))
    assert answer.status_code == 302, errors(answer)
    assert not PreparedForm.objects.filter(outcome="waiting").exists()


def test_a_plan_is_prepared(desk: tuple[Client, Client]) -> None:
    typed = {"body": COUNCIL, "held_on": "14-9-2023", "starts_at": "9:30", "location": "Zwolle"}
    address = prepare(desk, "/vergaderingen/plannen/", **typed)
    assert not Sitting.objects.filter(held_on="2023-09-14").exists()
    settle(desk, address)
    assert Sitting.objects.get(held_on="2023-09-14").location == "Zwolle"


def test_an_item_and_its_treatment_are_prepared(desk: tuple[Client, Client]) -> None:
    page = f"/vergaderingen/{meeting('held').pk}/"
    assert item_address("held", 1, "behandeling") in links(desk[0].get(page))
    assert f"{page}vrijgeven/" not in links(desk[0].get(page))
    settle(desk, prepare(desk, f"{page}agenda/toevoegen/", title="Nazending"))
    assert meeting("held").items.filter(title="Nazending").exists()
    address = prepare(desk, item_address("held", 1, "behandeling"), decision="Akkoord.")
    assert meeting("held").items.get(number=1).decision == ""
    settle(desk, address)
    assert meeting("held").items.get(number=1).decision == "Akkoord."


def test_what_went_on_since_it_was_prepared_is_told(desk: tuple[Client, Client]) -> None:
    address = prepare(desk, item_address("held", 1, "behandeling"), decision="Akkoord.")
    send(desk[1], item_address("held", 2, "wijzigen"), title="Anders")
    forget()
    assert "Sinds dit is klaargezet" in words(desk[1].get(address))
    settle(desk, address)


def test_attendance_is_prepared(desk: tuple[Client, Client]) -> None:
    held = meeting("held")
    address = f"/vergaderingen/{held.pk}/aanwezigheid/"
    prepared = prepare(desk, address, **{f"{COUNCIL}:GM0193": "absent"})
    settle(desk, prepared)
    assert Attendance.objects.get(sitting=held, post__code=f"{COUNCIL}:GM0193").state == "absent"


def test_an_action_is_prepared_with_the_item_that_it_came_out_of(desk: tuple[Client, Client]) -> None:
    key = meeting("held").items.get(number=2).pk
    new = f"/acties/nieuw/?overleg={COUNCIL}&punt={key}"
    address = prepare(desk, new, title="De kosten uitzoeken", holder=f"{COUNCIL}:secretary")
    settle(desk, address)
    agreed = ActionItem.objects.get(title="De kosten uitzoeken")
    assert agreed.agenda_item_id == key
    step = f"/acties/{agreed.pk}/"
    settle(desk, prepare(desk, step, state="done", text="Uitgezocht."))
    agreed.refresh_from_db()
    assert agreed.state == "done"


def test_what_cannot_be_recorded_the_assistant_hears_at_once(desk: tuple[Client, Client]) -> None:
    page = f"/vergaderingen/{meeting('planned').pk}/"
    assert "Vul het onderwerp in" in errors(send(desk[0], f"{page}agenda/toevoegen/", consultation=""))
    assert not PreparedForm.objects.exists()
    assert desk[0].get(f"{page}afzeggen/").status_code in (200, 403)
    assert desk[0].post(f"{page}afzeggen/").status_code == 403
