"""Putting right an answered remark: what becomes of its answer is said before and after, and it keeps its owner."""

import datetime as dt

import pytest
from django.test import Client

from noaber.accounts.models import Role as AccountRole
from noaber.accounts.models import RoleGrant, User
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.decisions.models import Position, RemarkOwner
from noaber.decisions.queries.remarks import remarks
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import (
    CODE,
    DATED,
    MEETING,
    SOUTH,
    TODAY,
    consultation,
    nothing_changes,
    record,
)
from noaber.decisions.tests.test_put_back import NOTED, PAGE, REASON, adopted, correct
from noaber.network.tests.pages import links, send, words
from tests.people import sign_in_as

__all__ = ["adopted"]
pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("adopted")]
MENDED = Said(Answer.WITH_REMARK, "Mits het kan!")


@pytest.fixture
def coordinator(client: Client) -> Client:
    user = User.objects.create(email="coordinator@voorbeeld.invalid", display_name="Coördinator")
    RoleGrant.objects.create(user=user, role=AccountRole.COORDINATOR, valid_from=DATED)
    sign_in_as(client, user)
    return client


def test_r10_a_remark_with_another_text_keeps_its_owner_once() -> None:
    (was,) = remarks(COMMAND, CODE, AsOf(TODAY))
    correct(SOUTH, {"1": MENDED})
    (now,) = [each for each in remarks(COMMAND, CODE, AsOf(TODAY)) if each.counts]
    assert (now.state, now.owner) == (RemarkState.OPEN, was.owner)
    assert verify_chain()[1] is None
    count = RemarkOwner.objects.count()
    correct(SOUTH, {"1": MENDED}, MEETING + dt.timedelta(days=2), hours=2)
    assert RemarkOwner.objects.count() == count


def test_r10_the_form_says_beforehand_that_the_answer_lapses_and_afterwards_that_it_did(
    coordinator: Client,
) -> None:
    page = f"{PAGE.format(CODE, consultation(1, SOUTH))}rectificeren/"
    assert "Deze kanttekening is beantwoord." in words(coordinator.get(page))
    send(coordinator, page, reason=REASON, decided_on=f"{MEETING:%d-%m-%Y}", answer_2="")
    told = words(coordinator.get(page))
    assert "vervallen" not in told, "the remark stands"
    send(coordinator, page, reason=REASON, text_1=MENDED.text)
    after = coordinator.get(f"/voorstellen/{CODE}/standpunt/{consultation(1, SOUTH)}/")
    assert "De beantwoording van de kanttekening bij punt 1 is daarmee vervallen." in words(after)
    (now,) = [each for each in remarks(COMMAND, CODE, AsOf(TODAY)) if each.counts]
    assert f"/voorstellen/{CODE}/kanttekeningen/{now.id}/" in links(after)
    assert "Deze kanttekening is beantwoord." not in words(coordinator.get(page))


def test_what_is_put_back_has_its_source_again() -> None:
    record(1, SOUTH, {"2": NOTED}, evidence="Besluitenlijst 3")
    correct(SOUTH, {"2": None})
    correct(SOUTH, {"2": NOTED}, hours=2)
    last = Position.objects.filter(point__label="2").latest("pk")
    assert (last.answer, last.evidence) == ("took_note", "Besluitenlijst 3")


def test_a_day_that_is_wrong_for_all_points_names_none() -> None:
    both: dict[str, Said | None] = {"1": Said(Answer.WITH_REMARK, "Mits het kan."), "2": NOTED}
    with nothing_changes(), pytest.raises(DomainError) as refused:
        correct(SOUTH, both, DATED - dt.timedelta(days=30))
    assert refused.value.field == "decided_on"
    assert "Punt" not in refused.value.message
