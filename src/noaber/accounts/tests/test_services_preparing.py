"""Preparing promises: it counts for nothing until the principal sends it, once; others do not see it; it is emptied."""

import datetime as dt
from typing import Any

import pytest

from noaber.accounts.actors import actor_for
from noaber.accounts.models import Assistance, PreparedForm, Role, User
from noaber.accounts.prepared import waiting_form, waiting_forms
from noaber.accounts.services.personal_data import erase_account
from noaber.accounts.services.preparing import discard_old, discard_prepared, prepare_form, use_prepared
from noaber.accounts.tests.people import NOW, TODAY, make_user
from noaber.core.access import COMMAND, WORKER, Actor
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.db]
PAGE = "/organisaties/GM0153/wijzigen/"


@pytest.fixture
def mayor() -> User:
    return make_user("mayor", Role.CONTROLLER)


@pytest.fixture
def sil(mayor: User) -> User:
    sil = make_user("sil")
    Assistance.objects.create(principal=mayor, assistant=sil, kind="prepare", valid_from=TODAY)
    return sil


def for_mayor(sil: User, mayor: User) -> Actor:
    return actor_for(sil, TODAY, on_behalf_of_id=mayor.pk)


def prepare(actor: Actor, *, path: str = PAGE, **fields: str) -> PreparedForm:
    typed: dict[str, Any] = {name: [text] for name, text in fields.items()}
    return prepare_form(actor=actor, path=path, title="Gegevens wijzigen", fields=typed, now=NOW)


def own(user: User) -> Actor:
    return actor_for(user, TODAY)


def test_what_is_prepared_waits_for_the_principal_with_who_prepared_it(mayor: User, sil: User) -> None:
    made = prepare(for_mayor(sil, mayor), phone="053")
    [row] = waiting_forms(own(mayor), TODAY)
    assert (row.id, row.fields, row.assistant_name) == (made.pk, {"phone": ["053"]}, sil.display_name)
    assert row.url == f"{PAGE}?klaargezet={made.pk}"
    entry = AuditEntry.objects.get(verb="accounts.prepare_form")
    assert (entry.actor_id, entry.on_behalf_of_id) == (sil.pk, mayor.pk)
    assert "053" not in str(entry.facts)


def test_once_more_for_the_same_page_takes_the_place_of_the_first(mayor: User, sil: User) -> None:
    actor = for_mayor(sil, mayor)
    prepare(actor, phone="053")
    prepare(actor, phone="038")
    prepare(actor, path="/themas/cybercrime/toewijzen/")
    assert [row.fields for row in waiting_forms(own(mayor), TODAY)] == [{"phone": ["038"]}, {}]


def test_only_who_prepares_for_another_prepares(mayor: User, sil: User) -> None:
    for actor in (own(mayor), own(sil), COMMAND):
        with pytest.raises(AccessRefused):
            prepare(actor, phone="053")
    with pytest.raises(DomainError, match="te groot"):
        prepare(for_mayor(sil, mayor), phone="0" * 30_000)


def test_it_is_used_once_and_emptied(mayor: User, sil: User) -> None:
    made = prepare(for_mayor(sil, mayor), phone="053")
    done: list[str] = []
    use_prepared(made.pk, lambda: done.append("a"), actor=own(mayor))
    with pytest.raises(DomainError, match="al vastgelegd of weggegooid"):
        use_prepared(made.pk, lambda: done.append("b"), actor=own(mayor))
    made.refresh_from_db()
    assert (done, made.outcome, made.fields) == (["a"], "used", {})
    assert not waiting_forms(own(mayor), TODAY)


def test_when_it_cannot_be_done_it_still_waits(mayor: User, sil: User) -> None:
    made = prepare(for_mayor(sil, mayor), phone="053")

    def fail() -> None:
        raise DomainError("dat kan niet")

    with pytest.raises(DomainError, match="dat kan niet"):
        use_prepared(made.pk, fail, actor=own(mayor))
    assert waiting_form(own(mayor), made.pk, TODAY)


def test_the_assistant_does_not_use_it_and_strangers_do_not_know_of_it(mayor: User, sil: User) -> None:
    made = prepare(for_mayor(sil, mayor), phone="053")
    stranger = own(make_user("vreemd", Role.COORDINATOR))
    assert waiting_form(stranger, made.pk, TODAY) is None
    for actor in (for_mayor(sil, mayor), stranger):
        with pytest.raises(AccessRefused):
            use_prepared(made.pk, list, actor=actor)
    with pytest.raises(AccessRefused) as refusal:
        discard_prepared(made.pk, actor=stranger)
    assert refusal.value.is_secret


@pytest.mark.parametrize("by_assistant", [True, False])
def test_it_is_thrown_away_by_either(mayor: User, sil: User, *, by_assistant: bool) -> None:
    made = prepare(for_mayor(sil, mayor), phone="053")
    discard_prepared(made.pk, actor=for_mayor(sil, mayor) if by_assistant else own(mayor))
    made.refresh_from_db()
    assert (made.outcome, made.fields) == ("discarded", {})


def test_what_nobody_sends_is_emptied_after_two_months_and_with_an_erased_account(
    mayor: User, sil: User
) -> None:
    made = prepare(for_mayor(sil, mayor), phone="053")
    assert discard_old(actor=WORKER, now=NOW + dt.timedelta(days=59)) == 0
    assert discard_old(actor=WORKER, now=NOW + dt.timedelta(days=61)) == 1
    made.refresh_from_db()
    assert (made.outcome, made.fields) == ("discarded", {})
    again = prepare(for_mayor(sil, mayor), phone="038")
    erase_account(sil.pk, actor=COMMAND, now=NOW, today=TODAY)
    again.refresh_from_db()
    assert again.fields == {}
