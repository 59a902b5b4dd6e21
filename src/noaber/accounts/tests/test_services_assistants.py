"""Assistants: named by the principal, never more than the principal, gone with the mandate."""

import datetime as dt
from collections.abc import Iterable

import pytest
from django.core import mail

from noaber.accounts import actors
from noaber.accounts.api import in_network
from noaber.accounts.models import Assistance, Invitation, PromisedAssistance, Role, User
from noaber.accounts.services.assistants import end_assistance, name_assistant, withdraw_promise
from noaber.accounts.services.invitations import accept_invitation
from noaber.accounts.tests.people import NOW, PASSWORD, TODAY, actor_of, make_user
from noaber.core.access import Actor, Grant, may_change
from noaber.core.audit import verb
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry, OutboxMail

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + dt.timedelta(days=1)
MAYOR = Grant("member", "body:dvo-twente")


@pytest.fixture
def mayor() -> User:
    return make_user("mayor")


@pytest.fixture
def sil() -> User:
    return make_user("sil")


@pytest.fixture(autouse=True)
def mandate(mayor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mandate as the register derives it: the mayor's seat, until the end of tomorrow."""

    def seats(user_id: int, today: dt.date) -> Iterable[Grant]:
        return [MAYOR] if user_id == mayor.pk and today <= TOMORROW else []

    monkeypatch.setattr(actors, "_sources", [seats])


def name_sil(mayor: User, kind: str = "act", **changes: object) -> Assistance:
    terms = {"kind": kind, "valid_from": TODAY, "now": NOW, "today": TODAY}
    values = {"email": "sil@voorbeeld.invalid", "display_name": "Sil", **terms, **changes}
    assistance = name_assistant(actor=actor_of(mayor), **values).assistance  # type: ignore[arg-type]
    assert assistance is not None
    return assistance


def test_an_assistant_who_acts_has_the_grants_of_the_principal(mayor: User, sil: User) -> None:
    name_sil(mayor)
    actor = actor_of(sil, on_behalf_of=mayor)
    assert actor == Actor(sil.pk, mayor.pk, frozenset({MAYOR}))
    assert may_change(actor, "member", scope=MAYOR.scope, what="het overleg")


def test_who_assists_belongs_to_the_network_as_long_as_the_mandate_lasts(mayor: User, sil: User) -> None:
    stranger, keys = make_user("stranger"), frozenset({mayor.pk, sil.pk})
    assert in_network(keys, TODAY) == {mayor.pk}
    name_sil(mayor)
    assert in_network(keys | {stranger.pk}, TOMORROW) == keys
    assert in_network(keys, TOMORROW + dt.timedelta(days=1)) == frozenset()
    User.objects.filter(pk=sil.pk).update(is_active=False, closed_at=NOW)
    assert in_network(keys, TODAY) == {mayor.pk}


def test_who_only_assists_names_nobody(mayor: User, sil: User) -> None:
    name_sil(mayor)
    assert actor_of(sil).grants, "assisting asks for a second factor"
    with pytest.raises(AccessRefused, match="geen rol of mandaat"):
        name_assistant(
            actor=actor_of(sil),
            email="vreemde@buiten.invalid",
            display_name="Vreemde",
            kind="act",
            valid_from=TODAY,
            now=NOW,
            today=TODAY,
        )


def test_naming_an_assistant_does_not_open_a_closed_account(mayor: User, sil: User) -> None:
    User.objects.filter(pk=sil.pk).update(is_active=False, closed_at=NOW)
    with pytest.raises(DomainError, match="kan nu geen assistent worden"):
        name_assistant(
            actor=actor_of(mayor),
            email=sil.email,
            display_name="Wie dan ook",
            kind="prepare",
            valid_from=TODAY,
            now=NOW,
            today=TODAY,
        )
    assert not Invitation.objects.exists()


def test_an_assistant_who_prepares_cannot_record(mayor: User, sil: User) -> None:
    name_sil(mayor, "prepare")
    actor = actor_of(sil, on_behalf_of=mayor)
    assert actor.prepares_only
    assert not may_change(actor, "member", scope=MAYOR.scope, what="het overleg")


def test_without_switching_an_assistant_may_read_and_nothing_else(mayor: User, sil: User) -> None:
    name_sil(mayor)
    assert actor_of(sil) == Actor(sil.pk, grants=frozenset({Grant("assistant")}))


def test_it_ends_with_the_mandate_of_the_principal(mayor: User, sil: User) -> None:
    name_sil(mayor)
    after = TOMORROW + dt.timedelta(days=1)
    assert actors.actor_for(sil, TOMORROW, on_behalf_of_id=mayor.pk).grants == {MAYOR}
    assert actors.actor_for(sil, after, on_behalf_of_id=mayor.pk) == Actor(sil.pk)
    assert [one.principal_id for one in actors.live_assistances(sil.pk, TOMORROW)] == [mayor.pk]
    assert not actors.live_assistances(sil.pk, after)


def test_it_ends_on_its_own_day(mayor: User, sil: User) -> None:
    name_sil(mayor, valid_until=TOMORROW)
    assert actors.actor_for(sil, TODAY, on_behalf_of_id=mayor.pk).on_behalf_of_id == mayor.pk
    assert actors.actor_for(sil, TOMORROW, on_behalf_of_id=mayor.pk).on_behalf_of_id is None


def test_the_audit_keeps_both(mayor: User, sil: User) -> None:
    name_sil(mayor)
    with verb("test.act", actor=actor_of(sil, on_behalf_of=mayor)) as trail:
        trail.note("test.thing", key=1)
    row = AuditEntry.objects.get(verb="test.act")
    assert (row.actor_id, row.on_behalf_of_id) == (sil.pk, mayor.pk)


def test_the_assistant_gets_a_letter(mayor: User, sil: User) -> None:
    name_sil(mayor, "prepare")
    letter = OutboxMail.objects.get()
    assert letter.to == sil.email
    assert "Mayor heeft u" in letter.text
    assert "voorbereiden" in letter.text


@pytest.mark.parametrize("kind", ["act", "prepare"])
def test_an_assistant_does_not_name_or_end_assistants_of_the_principal(
    mayor: User, sil: User, kind: str
) -> None:
    assistance = name_sil(mayor, kind)
    actor = actor_of(sil, on_behalf_of=mayor)
    make_user("tess")
    with pytest.raises(AccessRefused):
        name_assistant(
            actor=actor,
            email="tess@voorbeeld.invalid",
            display_name="Tess",
            kind="act",
            valid_from=TODAY,
            now=NOW,
            today=TODAY,
        )
    with pytest.raises(AccessRefused):
        end_assistance(assistance.pk, actor=actor, today=TODAY)


def test_assistance_is_not_passed_on(mayor: User, sil: User) -> None:
    name_sil(mayor)
    tess = make_user("tess")
    Assistance.objects.create(principal=sil, assistant=tess, kind="act", valid_from=TODAY)
    assert actor_of(tess, on_behalf_of=sil) == Actor(tess.pk)


def test_who_has_no_mandate_names_nobody(sil: User) -> None:
    with pytest.raises(AccessRefused, match="geen rol of mandaat"):
        name_assistant(
            actor=actor_of(sil),
            email="x@voorbeeld.invalid",
            display_name="X",
            kind="act",
            valid_from=TODAY,
            now=NOW,
            today=TODAY,
        )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": "mayor@voorbeeld.invalid"}, "niet uw eigen assistent"),
        ({"kind": "alles"}, "Kies of uw assistent"),
        ({"valid_until": TODAY}, "voor de begindatum"),
        ({"email": "niemand@voorbeeld.invalid", "display_name": " "}, "Vul de naam in"),
        ({"display_name": " "}, "Vul de naam in"),
        ({"valid_from": dt.date(1900, 1, 1)}, "Kies vandaag of een latere dag"),
        ({"valid_from": TODAY - dt.timedelta(days=1)}, "Kies vandaag of een latere dag"),
        ({"email": "geen adres", "display_name": "X"}, "geen e-mailadres"),
    ],
)
def test_nonsense_is_refused(mayor: User, sil: User, changes: dict[str, object], message: str) -> None:
    with pytest.raises(DomainError, match=message):
        name_sil(mayor, **changes)  # type: ignore[arg-type]


def test_the_same_assistant_is_not_named_twice(mayor: User, sil: User) -> None:
    name_sil(mayor)
    with pytest.raises(DomainError, match="al uw assistent"):
        name_sil(mayor)


def test_after_the_end_the_same_person_can_be_named_again(mayor: User, sil: User) -> None:
    end_assistance(name_sil(mayor).pk, actor=actor_of(mayor), today=TODAY)
    assert actor_of(sil, on_behalf_of=mayor) == Actor(sil.pk)
    assert name_sil(mayor).pk


def test_the_assistant_can_stop_and_a_stranger_sees_nothing(mayor: User, sil: User) -> None:
    assistance = name_sil(mayor)
    with pytest.raises(AccessRefused) as refused:
        end_assistance(assistance.pk, actor=actor_of(make_user("tess")), today=TODAY)
    assert refused.value.is_secret
    assert end_assistance(assistance.pk, actor=actor_of(sil), today=TODAY).valid_until == TODAY
    with pytest.raises(DomainError, match="al beëindigd"):
        end_assistance(assistance.pk, actor=actor_of(sil), today=TODAY)


def name_nova(mayor: User) -> PromisedAssistance:
    named = name_assistant(
        actor=actor_of(mayor),
        email="nova@voorbeeld.invalid",
        display_name="Nova",
        kind="prepare",
        valid_from=TODAY,
        now=NOW,
        today=TODAY,
    )
    assert named.promise is not None
    return named.promise


def test_who_has_no_account_is_invited_and_assists_from_then_on(
    mayor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "noaber.accounts.services.invitations.secrets.token_urlsafe", lambda size: "nova-token"
    )
    name_nova(mayor)
    assert "Mayor heeft u aangewezen" in mail.outbox[0].body
    nova = accept_invitation(token="nova-token", password=PASSWORD, now=NOW)
    assert actor_of(nova, on_behalf_of=mayor).prepares_only


def test_a_second_principal_joins_the_same_invitation(mayor: User) -> None:
    name_nova(mayor)
    carla = make_user("carla", Role.COORDINATOR)
    name_nova(carla)
    assert PromisedAssistance.objects.count() == 2
    assert Invitation.objects.count() == OutboxMail.objects.count() == 1
    with pytest.raises(DomainError, match="al uw assistent"):
        name_nova(mayor)


def test_what_is_not_ones_own_looks_like_what_is_not_there(mayor: User, sil: User) -> None:
    named = name_sil(mayor)
    stranger = actor_of(make_user("vreemde"))
    for key in (named.pk, 0):
        with pytest.raises(AccessRefused) as refusal:
            end_assistance(key, actor=stranger, today=TODAY)
        assert refusal.value.is_secret
    with pytest.raises(AccessRefused) as refusal:
        withdraw_promise(0, actor=stranger, now=NOW)
    assert refusal.value.is_secret


def test_taking_back_a_promise_withdraws_an_invitation_that_was_only_for_it(mayor: User) -> None:
    withdraw_promise(name_nova(mayor).pk, actor=actor_of(mayor), now=NOW)
    assert Invitation.objects.get().withdrawn_at == NOW
    assert not PromisedAssistance.objects.exists()


def test_taking_back_leaves_an_invitation_that_others_need(mayor: User) -> None:
    promise = name_nova(mayor)
    name_nova(make_user("carla", Role.COORDINATOR))
    withdraw_promise(promise.pk, actor=actor_of(mayor), now=NOW)
    assert Invitation.objects.get().withdrawn_at is None
