"""A list that puts somebody else in a seat promises the same handover list as one succession makes."""

import datetime as dt
from pathlib import Path

import pytest
from pytest_django import Settings

from noaber.accounts.models import User
from noaber.core.access import COMMAND
from noaber.network.models import Handover, HandoverItem, Post, Theme
from noaber.network.services import handovers
from noaber.network.services.handovers import HandoverEvent, HandoverNotice
from noaber.network.services.memberships import appoint
from noaber.network.services.mergers import merge_municipalities
from noaber.network.services.people import link_account
from noaber.network.tests.conftest import NOW, TODAY, holder, newcomer, person_named
from noaber.network.tests.lists import Row, apply, check_people, preview_of

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

ON = dt.date(2020, 9, 1)
LAST = dt.date(2020, 8, 31)
OLD: Row = {"name": "Burgemeester van Aardam", "organisation": "GM9001", "last_day": LAST}
NEW: Row = {"name": "Nieuwe burgemeester", "organisation": "GM9001", "email": "nieuw@aardam.invalid"}


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def bring_in(*posts: str) -> None:
    rows: list[Row] = []
    for post in posts:
        rows += [{**OLD, "post": post}, {**NEW, "post": post, "first_day": ON}]
    run = apply(check_people(*rows))
    assert run.state == "applied", run.message


def listed(kind: str) -> dict[str, str]:
    return dict(HandoverItem.objects.filter(kind=kind).values_list("key", "outcome"))


def code_of(key: str) -> str:
    return Post.objects.get(pk=key).code


def test_who_takes_over_gets_one_list_named_after_the_office() -> None:
    bring_in("GM9001:mayor", "overleg-noord:GM9001")

    made = Handover.objects.get()
    assert (made.post.code, made.effective_on, made.cause) == ("GM9001:mayor", ON, "import")
    assert made.predecessor_id == person_named("Burgemeester van Aardam")
    assert made.successor_id == person_named("Nieuwe burgemeester", ON)
    moved = {code_of(key) for key, outcome in listed("seat").items() if outcome == "moved"}
    assert moved == {"GM9001:mayor", "overleg-noord:GM9001"}


def test_what_the_list_left_with_the_predecessor_is_to_be_settled() -> None:
    user = User.objects.create_user("oud@aardam.invalid", display_name="Oud")
    link_account(person_named("Burgemeester van Aardam"), actor=COMMAND, user_id=user.pk)

    bring_in("GM9001:mayor", "overleg-noord:GM9001")

    still = {code_of(key) for key, outcome in listed("seat").items() if outcome == "open"}
    assert still == {"overleg-noord:chair", "stuurgroep:chair", "rvo:noord"}
    assert holder("stuurgroep:chair", ON) == "Burgemeester van Aardam"
    assert listed("portfolio") == {str(Theme.objects.get(code="jeugd").pk): "open"}
    assert listed("account") == {str(user.pk): "open"}


def test_the_preview_says_that_there_will_be_a_list() -> None:
    rows: list[Row] = [{**OLD, "post": "GM9001:mayor"}, {**NEW, "post": "GM9001:mayor", "first_day": ON}]
    assert preview_of(check_people(*rows)).notes == (
        "Op 1 zetel komt iemand anders. Noaber maakt daarvoor een overdrachtslijst.",
    )


def test_rooms_above_hand_over_their_own_things(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[HandoverEvent] = []

    def provider(event: HandoverEvent) -> list[HandoverNotice]:
        heard.append(event)
        return [HandoverNotice("action_item", "17", HandoverItem.Outcome.MOVED)]

    monkeypatch.setattr(handovers, "_providers", [provider])
    bring_in("GM9001:mayor")

    assert [(event.post_code, event.effective_on) for event in heard] == [("GM9001:mayor", ON)]
    assert listed("action_item") == {"17": "moved"}


def test_a_list_that_fails_makes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(event: HandoverEvent) -> list[HandoverNotice]:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(handovers, "_providers", [dies])
    with pytest.raises(RuntimeError):
        bring_in("GM9001:mayor")

    assert not Handover.objects.exists()
    assert holder("GM9001:mayor", ON) == "Burgemeester van Aardam"


@pytest.mark.parametrize(
    "row",
    [
        {**NEW, "post": "team-jeugd:zuid", "first_day": ON, "on_behalf_of": "GM9005"},  # nobody sat there
        {**OLD, "post": "GM9001:mayor"},  # nobody follows
        {**OLD, "last_day": "", "phone": "010 123"},  # no seat at all
        {**NEW, "post": "stuurgroep:chair", "first_day": ON, "is_substitute": "ja"},
    ],
)
def test_without_a_change_of_holder_there_is_no_list(row: Row) -> None:
    run = apply(check_people(row))
    assert run.state == "applied", run.message
    assert not Handover.objects.exists()


def test_the_same_list_twice_makes_one() -> None:
    bring_in("GM9001:mayor")
    rows: list[Row] = [{**OLD, "post": "GM9001:mayor"}, {**NEW, "post": "GM9001:mayor", "first_day": ON}]
    again = check_people(*rows)

    assert again.counts["changed"] == again.counts["new"] == 0
    assert Handover.objects.count() == 1


def test_a_seat_that_a_list_fills_is_settled_on_the_list_of_a_merger() -> None:
    merge_municipalities(
        ["GM9002", "GM9003"], actor=COMMAND, now=NOW, code="GM9010", name="Beek en Veen", effective_on=ON
    )
    row: Row = {
        **NEW,
        "organisation": "GM9001",
        "post": "GM9010:mayor",
        "first_day": ON,
        "on_behalf_of": "GM9010",
    }
    assert apply(check_people(row)).state == "applied"

    outcomes = {code_of(key): outcome for key, outcome in listed("vacant_seat").items()}
    assert outcomes["GM9010:mayor"] == "done"
    assert outcomes["GM9010:contact"] == "open"


def test_somebody_who_returns_after_others_takes_over_from_the_last() -> None:
    other = newcomer("Tussenpersoon", "GM9004")
    appoint(
        other,
        "team-jeugd:zuid",
        actor=COMMAND,
        now=NOW,
        valid_from=TODAY,
        valid_until=ON,
        on_behalf_of="GM9005",
    )
    row: Row = {**NEW, "post": "team-jeugd:zuid", "first_day": dt.date(2020, 10, 1), "on_behalf_of": "GM9005"}
    assert apply(check_people(row)).state == "applied"

    made = Handover.objects.get()
    assert (made.predecessor_id, made.effective_on) == (other, dt.date(2020, 10, 1))
