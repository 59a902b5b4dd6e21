"""Actions and commitments: agreed once, done by a seat, back on every agenda until they are done (R40)."""

import datetime as dt
import uuid
from contextlib import AbstractContextManager

import pytest

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.points import tasks
from noaber.core.reading import forget
from noaber.decisions.tests.conftest import NOW, STRANGER, TODAY, draft, holding, send
from noaber.figures.queries.followups import FollowUp, followup_of, key_of
from noaber.meetings.models import ActionItem, ActionStep
from noaber.meetings.papers.contents import Audience, contents
from noaber.meetings.queries.actions import action, actions, open_of_body, steps_of
from noaber.meetings.queries.calendar import calendar_entries
from noaber.meetings.queries.sittings import as_it_met, sitting
from noaber.meetings.services.actions import ActionText, agree_action, change_action, record_step
from noaber.meetings.tests.sittings import CHAIR, COUNCIL, asked, plan, put
from noaber.network.api import link_account, seats
from noaber.network.services.handovers import change_holder
from noaber.network.tests.conftest import newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]
TEAM, GROUP = "team-jeugd", "werkgroep"
LEADING = holding("chair", "body:overleg-noord")
LATER = AsOf(dt.date(2020, 9, 1))


def refused(text: str) -> AbstractContextManager[pytest.ExceptionInfo[DomainError]]:
    return pytest.raises(DomainError, match=text)


def agree(
    title: str = "De brief schrijven",
    body: str = COUNCIL,
    *,
    holder: str = CHAIR,
    due_on: dt.date | None = None,
    actor: Actor = COMMAND,
    item: int | None = None,
) -> ActionItem:
    written = ActionText(title, holder, due_on)
    return agree_action(body, written, actor=actor, now=NOW, today=TODAY, item=item)


def step(
    of: ActionItem, state: str, text: str, *, actor: Actor = COMMAND, expected_revision: int | None = None
) -> ActionItem:
    return record_step(
        of.pk, actor=actor, now=NOW, today=TODAY, state=state, text=text, expected_revision=expected_revision
    )


def account(user_id: int) -> Actor:
    """Somebody who is in the network, but holds nothing beside a seat."""
    return Actor(user_id, grants=frozenset({Grant("mayor", "organisation:GM9001")}))


def titles(actor: Actor) -> list[str]:
    return [row.title for row in actions(actor, AsOf(TODAY))]


def test_who_keeps_the_meetings_agrees_an_action_and_nobody_else() -> None:
    assert agree(actor=LEADING).state == "open"
    for actor in (STRANGER, holding("member", "body:overleg-noord"), LEADING.preparing()):
        with pytest.raises(AccessRefused):
            agree("Iets anders", actor=actor)
    assert ActionItem.objects.count() == 1


def test_a_signal_can_point_at_an_action_by_the_address_of_its_page() -> None:
    made = agree()
    key = key_of(f"https://noaber.invalid/acties/{made.pk}/")
    found = followup_of(COMMAND, key, AsOf(TODAY))
    assert found == FollowUp("De brief schrijven", f"/acties/{made.pk}/", "open")
    assert followup_of(STRANGER, key, AsOf(TODAY)) == FollowUp(key)
    assert followup_of(COMMAND, "actie:7", AsOf(TODAY)) == FollowUp("actie:7")


def test_agreed_twice_it_is_there_once() -> None:
    assert agree().pk == agree().pk
    assert ActionStep.objects.count() == 1


def test_what_cannot_be_agreed_is_refused() -> None:
    with refused("Kies een zetel"):
        agree(holder="bestaat-niet")
    with refused("Schrijf op wat"):
        agree(" ")
    with refused("uiterste dag"):
        agree(due_on=dt.date(2020, 1, 1))
    item = put(plan("overleg-zuid"), "Rondvraag")
    with refused("niet van dit overleg"):
        agree(item=item.pk)
    assert not ActionItem.objects.exists()


def test_an_action_comes_back_until_it_is_done_and_again_when_it_is_reopened() -> None:
    agreed = agree()
    assert [row.id for row in open_of_body(COUNCIL, LATER, actor=COMMAND)] == [agreed.pk]
    step(agreed, "done", "De brief is weg.")
    assert open_of_body(COUNCIL, LATER, actor=COMMAND) == []
    step(agreed, "open", "De brief kwam terug.")
    assert [row.last_word for row in open_of_body(COUNCIL, LATER, actor=COMMAND)] == ["De brief kwam terug."]
    assert [each.state for each in steps_of(agreed.pk)] == ["open", "done", "open"]


def test_a_meeting_that_was_shows_what_was_open_on_its_day() -> None:
    held = sitting(COMMAND, plan(on=TODAY).pk)
    assert held
    agreed, month = agree(), dt.timedelta(days=30)
    record_step(agreed.pk, actor=COMMAND, now=NOW + month, today=TODAY + month, state="done", text="Weg.")
    later = agree_action(
        COUNCIL, ActionText("Later", CHAIR), actor=COMMAND, now=NOW + month, today=TODAY + month
    )
    then = open_of_body(COUNCIL, as_it_met(held, TODAY + month), actor=COMMAND)
    assert [(row.title, row.last_word) for row in then] == [(agreed.title, "")]
    now = open_of_body(COUNCIL, AsOf(TODAY + month), actor=COMMAND)
    assert [row.id for row in now] == [later.pk]
    assert [row.title for row in contents(held, Audience.NETWORK).open_actions] == [agreed.title]


def test_a_state_takes_a_sentence() -> None:
    with refused("Schrijf in een zin"):
        step(agree(), "done", " ")


def test_said_twice_it_is_recorded_once() -> None:
    agreed = agree()
    step(agreed, "done", "Klaar.", expected_revision=0)
    step(agreed, "done", "Klaar.", expected_revision=0)
    assert len(steps_of(agreed.pk)) == 2


def test_two_who_say_something_else_hear_of_each_other() -> None:
    agreed = agree()
    step(agreed, "done", "Klaar.", expected_revision=0)
    with pytest.raises(Conflict):
        step(agreed, "dropped", "Hoeft niet meer.", expected_revision=0)


def test_a_successor_inherits_the_action_with_the_seat() -> None:
    agreed = agree(holder="GM9002:mayor")
    seat = seats(COMMAND, AsOf(TODAY), code="GM9002:mayor")[0]
    assert seat.holder is not None
    link_account(seat.holder.person_id, actor=COMMAND, user_id=_user("vorige"))
    before = account(_user("vorige"))
    assert titles(before) == [agreed.title]
    successor = newcomer("Opvolger", "GM9002")
    link_account(successor, actor=COMMAND, user_id=_user("nieuwe"))
    change_holder("GM9002:mayor", successor, actor=COMMAND, now=NOW, effective_on=TODAY)
    assert titles(before) == []
    after = account(_user("nieuwe"))
    assert titles(after) == [agreed.title]
    with pytest.raises(AccessRefused):
        step(agreed, "done", "Klaar.", actor=before)
    assert step(agreed, "done", "Klaar.", actor=after).state == "done"


def _user(name: str) -> int:
    from noaber.accounts.models import User

    email = f"{name}@voorbeeld.invalid"
    return User.objects.get_or_create(email=email, defaults={"display_name": name})[0].pk


def test_a_body_hears_of_the_open_actions_of_who_reports_to_it() -> None:
    agreed = agree(body=TEAM, holder="team-jeugd:noord")
    assert [row.id for row in open_of_body(GROUP, AsOf(TODAY), actor=COMMAND)] == [agreed.pk]
    assert open_of_body(COUNCIL, AsOf(TODAY), actor=COMMAND) == []
    assert titles(holding("member", f"body:{GROUP}")) == [agreed.title]
    assert titles(holding("member", f"body:{TEAM}")) == [agreed.title]
    assert titles(holding("member", f"body:{COUNCIL}")) == []
    assert titles(STRANGER) == []


def test_an_action_out_of_a_restricted_proposal_is_for_who_is_asked() -> None:
    draft("geheim", classification="restricted")
    send("geheim")
    item = put(plan(), consultation=asked())
    agreed = agree(item=item.pk)
    assert titles(holding("member", f"body:{COUNCIL}")) == [agreed.title]
    outsider = Actor(9, grants=frozenset({Grant("member", "body:rvo")}))
    assert open_of_body(COUNCIL, AsOf(TODAY), actor=outsider) == []
    assert open_of_body(COUNCIL, AsOf(TODAY)) == []


def test_another_holder_or_day_is_told_in_the_steps() -> None:
    agreed = agree()
    written = ActionText(agreed.title, "overleg-noord:GM9001", dt.date(2020, 9, 1))
    change_action(agreed.pk, written, actor=LEADING, now=NOW, today=TODAY, expected_revision=0)
    change_action(agreed.pk, written, actor=LEADING, now=NOW, today=TODAY)
    assert [each.text for each in steps_of(agreed.pk)] == ["", "Afspraak gewijzigd."]
    with pytest.raises(Conflict):
        change_action(
            agreed.pk, ActionText("Anders", CHAIR), actor=COMMAND, now=NOW, today=TODAY, expected_revision=0
        )


def test_an_action_that_is_not_there_is_refused() -> None:
    with refused("bestaat niet"):
        record_step(uuid.uuid4(), actor=COMMAND, now=NOW, today=TODAY, state="done", text="Klaar.")


def restricted_item() -> int:
    draft("geheim", classification="restricted")
    send("geheim")
    return put(plan(), consultation=asked()).pk


def test_an_action_out_of_a_restricted_proposal_goes_only_to_a_seat_that_may_read_it() -> None:
    item = restricted_item()
    with refused("besloten voorstel, en .* mag dat niet lezen"):
        agree(item=item, holder="team-jeugd:noord")
    agreed = agree(item=item)
    with refused("mag dat niet lezen"):
        change_action(
            agreed.pk, ActionText(agreed.title, "team-jeugd:noord"), actor=LEADING, now=NOW, today=TODAY
        )


def test_who_lost_the_right_hears_that_there_is_an_action_and_whom_to_ask_and_no_more() -> None:
    """The holder of a seat that may not read it (any more) finds no title in any list."""
    agreed = agree("De geheime zaak regelen", item=restricted_item(), due_on=TODAY)
    seat = seats(COMMAND, AsOf(TODAY), code="GM9002:mayor")[0]
    assert seat.holder is not None
    link_account(seat.holder.person_id, actor=COMMAND, user_id=_user("burgemeester"))
    ActionItem.objects.update(holder_id=seat.id)
    forget()
    mine = Actor(_user("burgemeester"), grants=frozenset({Grant("member", "body:rvo")}))
    told = [
        *titles(mine),
        *(f"{task.title} {task.text} {task.url}" for task in tasks(mine, AsOf(TODAY))),
        *(f"{entry.title} {entry.about} {entry.path}" for entry in calendar_entries(mine, TODAY)),
    ]
    assert not [text for text in told if "geheime" in text or str(agreed.pk) in text]
    assert "een actie bij een besloten agendapunt" in titles(mine)
    assert any("Vraag de secretaris van Overleg Noord" in text for text in told)
    assert action(mine, agreed.pk, AsOf(TODAY)) is None
