"""What is wrong is refused with its reason, and changes nothing: by services, by pages, and by the database itself."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from noaber.accounts.actors import actor_for
from noaber.accounts.models import User
from noaber.accounts.services.assistants import name_assistant
from noaber.core.access import COMMAND, Actor
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.reading import forget
from noaber.decisions.models import (
    Consultation,
    DecisionPoint,
    Position,
    Proposal,
    ProposalAttachment,
    ProposalVersion,
)
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import LONGEST_TEXT, Said, record_positions
from noaber.decisions.services.drafts.written import PointText, StageText
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREE,
    AGREED,
    BOARD,
    CONSENTING,
    DATED,
    DECIDING,
    MEETING,
    NORTH,
    NOW,
    POINTS,
    TODAY,
    all_councils_agree,
    draft,
    holding,
    nothing_changes,
    party,
    record,
    send,
    stand,
)
from noaber.decisions.tests.test_views_decided import attach
from noaber.network.models import Membership
from noaber.network.services.memberships import end_membership
from noaber.network.services.mergers import merge_municipalities
from noaber.network.services.people import link_account
from noaber.network.tests.conftest import person_named
from noaber.network.tests.pages import typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MERGED_ON: Final = dt.date(2020, 5, 1)
LATER: Final = dt.datetime(2020, 7, 1, 10, tzinfo=dt.UTC)
OWN: Final = {"3a": AGREE}
FORMER: Final = holding("contact", "organisation:GM9002")  # who spoke for it before the merger


def refused(number: int, key: str, said: dict[str, Said], **how: Any) -> DomainError:
    """Try it, see that nothing changes, and give the reason."""
    with nothing_changes(), pytest.raises(DomainError) as caught:
        record(number, key, said, **how)
    assert caught.value.message
    return caught.value


@pytest.mark.usefixtures("memo")
class TestRecording:
    def test_a_point_of_another_version(self) -> None:
        """A next text, in which point 4 is gone: who answers on it, answers on a text that no longer counts."""
        proposal = Proposal.objects.get()
        again = ProposalVersion.objects.create(
            proposal=proposal, number=2, title="Tweede tekst", dated_on=DATED
        )
        DecisionPoint.objects.create(version=again, label="1", kind="adopt", text="De strategie vaststellen.")
        ProposalVersion.objects.filter(pk=again.pk).update(sent_at=NOW)
        with nothing_changes(), pytest.raises(DomainError) as caught:
            record_positions(
                Consultation.objects.get(body__code="overleg-noord").pk,
                {"4": AGREE},
                actor=COMMAND,
                now=NOW,
                today=TODAY,
                decided_on=MEETING,
            )
        assert caught.value.message == "Punt 4 wordt hier niet gevraagd."

    @pytest.mark.usefixtures("councils_agreed")
    def test_after_others_built_upon_it(self) -> None:
        record(2, BOARD, {"1": AGREE})
        reason = refused(1, NORTH, {"1": Said(Answer.OBJECTION, "Toch niet.")}).message
        assert "Deze stap is gesloten" in reason

    def test_a_proposal_that_was_withdrawn(self) -> None:
        Proposal.objects.update(withdrawn_at=timezone.now())
        assert "ingetrokken" in refused(1, NORTH, AGREED).message

    @pytest.mark.parametrize(
        ("day", "reason"),
        [
            (DATED - dt.timedelta(days=1), "Het voorstel is van 28 januari 2020."),
            (TODAY + dt.timedelta(days=1), "niet vooraf"),
        ],
    )
    def test_a_day_on_which_it_cannot_have_been(self, day: dt.date, reason: str) -> None:
        error = refused(1, NORTH, AGREED, decided_on=day)
        assert reason in error.message
        assert error.field == "decided_on"

    def test_a_text_that_is_too_long(self) -> None:
        error = refused(1, NORTH, {"1": Said(Answer.OBJECTION, "x" * (LONGEST_TEXT + 1))})
        assert (error.field, str(LONGEST_TEXT) in error.message) == ("text_1", True)

    @pytest.mark.usefixtures("councils_agreed")
    @pytest.mark.parametrize(
        "actor",
        [
            Actor(7),
            holding("mayor", "organisation:GM9002"),
            holding("chair", "body:overleg-zuid"),
            holding("controller"),
            holding("mayor", "organisation:GM9001").preparing(),
        ],
        ids=["without mandate", "another mayor", "another chair", "controller", "an assistant who prepares"],
    )
    def test_by_who_does_not_speak_for_it(self, actor: Actor) -> None:
        with nothing_changes(), pytest.raises(AccessRefused):
            record(3, "organisation:GM9001", OWN, actor=actor)

    @pytest.mark.usefixtures("councils_agreed")
    def test_by_a_mayor_whose_mandate_has_ended(self) -> None:
        user = User.objects.create_user("oud@aardam.invalid", display_name="Oud-burgemeester")
        person = person_named("Burgemeester van Aardam")
        link_account(person, actor=COMMAND, user_id=user.pk)
        record(3, "organisation:GM9001", OWN, actor=actor_for(user, TODAY))
        for held in Membership.objects.filter(person=person):
            end_membership(held.pk, actor=COMMAND, now=NOW, valid_until=TODAY)
        with nothing_changes(), pytest.raises(AccessRefused):
            record(3, "organisation:GM9001", {"3a": Said(Answer.DEFERRED)}, actor=actor_for(user, TODAY))

    @pytest.mark.usefixtures("councils_agreed")
    def test_by_an_assistant_of_somebody_else(self) -> None:
        """Also one who may act, not only prepare: for the own principal, and for nobody else."""
        mayor = User.objects.create_user("burgemeester@beekstad.invalid", display_name="Burgemeester")
        link_account(person_named("Burgemeester van Beekstad"), actor=COMMAND, user_id=mayor.pk)
        helper = User.objects.create_user("secretaris@beekstad.invalid", display_name="Secretaris")
        name_assistant(
            actor=actor_for(mayor, TODAY),
            email=helper.email,
            display_name=helper.display_name,
            kind="act",
            valid_from=TODAY,
            now=NOW,
            today=TODAY,
        )
        actor = actor_for(helper, TODAY, on_behalf_of_id=mayor.pk)
        record(3, "organisation:GM9002", OWN, actor=actor)
        with nothing_changes(), pytest.raises(AccessRefused):
            record(3, "organisation:GM9001", OWN, actor=actor)

    def test_a_consultation_that_is_not_there(self) -> None:
        with nothing_changes(), pytest.raises(DomainError, match="bestaat niet"):
            record_positions(uuid.uuid4(), AGREED, actor=COMMAND, now=NOW, today=TODAY, decided_on=MEETING)


class TestMerger:
    """Beekstad and Cederveen go on as Beek en Veen, from 1 May 2020."""

    @pytest.fixture(autouse=True)
    def merged(self, memo: Standing) -> None:
        all_councils_agree()
        merge_municipalities(
            ["GM9002", "GM9003"],
            actor=COMMAND,
            now=NOW,
            code="GM9010",
            name="Beek en Veen",
            effective_on=MERGED_ON,
        )

    def test_a_municipality_that_is_no_more_decides_nothing_and_its_successor_is_named(self) -> None:
        error = refused(3, "organisation:GM9002", OWN, decided_on=MERGED_ON, actor=FORMER)
        assert error.message == (
            "Beekstad bestond tot en met 30 april 2020 en ging toen op in Beek en Veen. "
            "Wat er daarna is besloten, is van Beek en Veen. Kies een dag tot en met 30 april 2020."
        )
        assert error.field == "decided_on"

    def test_what_it_decided_before_its_end_is_still_recorded(self) -> None:
        last_day = MERGED_ON - dt.timedelta(days=1)
        assert record(3, "organisation:GM9002", OWN, decided_on=last_day, actor=FORMER)

    def test_it_keeps_its_name_and_district_where_it_was_asked(self) -> None:
        found = party(3, "organisation:GM9002")
        assert (found.name, found.district) == ("Beekstad", "Noord")

    def test_after_a_second_merger_the_last_successor_is_named(self) -> None:
        merge_municipalities(
            ["GM9010", "GM9001"],
            actor=COMMAND,
            now=LATER,
            code="GM9011",
            name="Groot Noord",
            effective_on=dt.date(2020, 7, 1),
        )
        how: dict[str, Any] = {"now": LATER, "decided_on": dt.date(2020, 7, 1)}
        error = refused(3, "organisation:GM9002", OWN, actor=FORMER, **how)
        assert "van Groot Noord" in error.message
        between = holding("contact", "organisation:GM9010")
        assert "van Groot Noord" in refused(3, "organisation:GM9002", OWN, actor=between, **how).message
        assert record(3, "organisation:GM9002", OWN, actor=holding("contact", "organisation:GM9011"), **how)


@pytest.mark.usefixtures("voorbeeldland")
class TestWriting:
    @pytest.mark.parametrize(
        ("points", "reason"),
        [
            (
                [
                    PointText("1", POINTS[0].kind, "Een.", parent="2"),
                    PointText("2", POINTS[0].kind, "Twee.", parent="1"),
                ],
                "in een kring onder zichzelf",
            ),
            ([PointText("1", POINTS[0].kind, "Een.", parent="1")], "valt onder zichzelf"),
            ([PointText("1", POINTS[0].kind, "Een.", parent="7")], "een punt dat er niet is"),
        ],
    )
    def test_points_that_fall_under_each_other(self, points: list[PointText], reason: str) -> None:
        with nothing_changes(), pytest.raises(DomainError, match=reason):
            draft(points=points, stages=[])

    @pytest.mark.parametrize(
        ("stages", "reason"),
        [
            ([CONSENTING, DECIDING], "geen stap waarin het voorstel wordt vastgesteld"),
            ([CONSENTING], "geen stap waarin het voorstel wordt vastgesteld"),
            (
                [
                    CONSENTING,
                    StageText(
                        2, "de stuurgroep", ADOPTING.role, ADOPTING.rule, bodies=("stuurgroep",), after=2
                    ),
                ],
                "wacht in een kring op zichzelf",
            ),
        ],
    )
    def test_a_route_that_leads_nowhere_is_not_sent(self, stages: list[StageText], reason: str) -> None:
        draft(stages=stages)
        with nothing_changes(), pytest.raises(DomainError, match=reason):
            send()

    @pytest.mark.parametrize("field", ["title", "sender", "background"])
    def test_a_text_that_is_too_long(self, field: str) -> None:
        with nothing_changes(), pytest.raises(DomainError, match="Houd dit bij") as caught:
            draft(words={field: "x" * 20_001})
        assert caught.value.field == field

    def test_an_informal_body_does_not_decide(self) -> None:
        stages = [
            StageText(
                1, "de werkgroep", CONSENTING.role, CONSENTING.rule, bodies=("werkgroep",), labels=("1",)
            ),
            StageText(
                2,
                "de stuurgroep",
                ADOPTING.role,
                ADOPTING.rule,
                bodies=("stuurgroep",),
                labels=("1",),
                after=1,
            ),
        ]
        draft(stages=stages)
        with nothing_changes(), pytest.raises(DomainError, match="informeel overleg"):
            send()

    @pytest.mark.usefixtures("drafted")
    @pytest.mark.parametrize("change", ["replace", "rename", "take away", "add", "move"])
    def test_an_attachment_after_sending(self, change: str) -> None:
        """The database refuses it, whoever asks (R60)."""
        stored = attach("strategie")
        send()
        draft("ander")
        other = attach("ander", "ander.txt")
        sent, written = ProposalVersion.objects.get(proposal__code="strategie"), other
        attached = ProposalAttachment.objects.filter(version=sent)
        acts: dict[str, Callable[[], object]] = {
            "replace": lambda: attached.update(file=written),
            "rename": lambda: attached.update(title="Iets anders"),
            "take away": lambda: attached.delete(),
            "add": lambda: ProposalAttachment.objects.create(
                version=sent, position=2, title="Nog een", file=stored
            ),
            "move": lambda: ProposalAttachment.objects.filter(file=other).update(version=sent),
        }
        before = list(ProposalAttachment.objects.order_by("pk").values_list())
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            acts[change]()
        assert list(ProposalAttachment.objects.order_by("pk").values_list()) == before

    @pytest.mark.usefixtures("drafted")
    def test_an_attachment_of_a_draft_may_change(self) -> None:
        attach("strategie")
        assert ProposalAttachment.objects.update(title="Iets anders") == 1


MEMO: Final = "veiligheidsstrategie-2019-2022"
PAGE: Final = f"/voorstellen/{MEMO}/standpunt/"
GARBAGE: Final[dict[str, dict[str, Any]]] = {
    "nothing": {},
    "arrays": {
        "answer_3a": ["consent", "objection"],
        "decided_on": ["8-5-2023", "x"],
        "revision": ["1", "x"],
        "version": "1",
    },
    "an answer that is none": {
        "answer_3a": "perhaps",
        "decided_on": "8-5-2023",
        "revision": "1",
        "version": "1",
    },
    "a day that is none": {
        "answer_3a": "consent",
        "decided_on": "31-2-2023",
        "revision": "1",
        "version": "1",
    },
    "a day far away": {"answer_3a": "consent", "decided_on": "1-1-99999", "revision": "1", "version": "1"},
    "a revision that is none": {
        "answer_3a": "consent",
        "decided_on": "8-5-2023",
        "revision": "x",
        "version": "1",
    },
    "a revision too large": {
        "answer_3a": "consent",
        "decided_on": "8-5-2023",
        "revision": "9" * 400,
        "version": "1",
    },
    "a text too long": {
        "answer_3a": "objection",
        "text_3a": "x" * 100_000,
        "decided_on": "8-5-2023",
        "revision": "1",
        "version": "1",
    },
    "a zero byte": {
        "answer_3a": "objection",
        "text_3a": "a\x00b",
        "decided_on": "8-5-2023",
        "revision": "1",
        "version": "1",
    },
    "a version that is none": {
        "answer_3a": "consent",
        "decided_on": "8-5-2023",
        "revision": "1",
        "version": "x",
    },
    "a version of later": {
        "answer_3a": "consent",
        "decided_on": "8-5-2023",
        "revision": "1",
        "version": "99",
    },
    "another point": {"answer_1": "consent", "decided_on": "8-5-2023", "revision": "1", "version": "1"},
}


def of_zwolle() -> Consultation:
    """What Zwolle is asked to decide for itself."""
    return Consultation.objects.get(stage__proposal__code=MEMO, organisation__code="GM0193")


@pytest.mark.usefixtures("oost_nederland")
class TestPages:
    @pytest.mark.parametrize("typed", GARBAGE.values(), ids=GARBAGE)
    def test_garbage_in_the_form_is_told_and_records_nothing(
        self, client: Client, typed: dict[str, Any]
    ) -> None:
        sign_in(client, "coordinator")
        own = of_zwolle()
        before = Position.objects.count()
        answer = client.post(f"{PAGE}{own.pk}/", typed)
        assert answer.status_code in (200, 409)
        assert Position.objects.count() == before

    @pytest.mark.parametrize(
        "key", ["x", "00000000", "%00", "'; DROP TABLE decisions_position; --", "1" * 400]
    )
    def test_a_key_that_is_none_leads_nowhere(self, client: Client, key: str) -> None:
        sign_in(client, "coordinator")
        assert client.get(f"{PAGE}{key}/").status_code == 404
        assert client.post(f"{PAGE}{key}/").status_code == 404

    def test_a_party_of_another_proposal_is_not_found(self, client: Client) -> None:
        sign_in(client, "coordinator")
        own = of_zwolle()
        draft("ander", stages=[])
        forget()
        assert client.get(f"/voorstellen/ander/standpunt/{own.pk}/").status_code == 404

    def test_what_was_withdrawn_while_the_form_was_open_is_said(self, client: Client) -> None:
        sign_in(client, "coordinator")
        own = of_zwolle()
        typed = {**typed_in(client.get(f"{PAGE}{own.pk}/")), "decided_on": "9-5-2023"}
        Proposal.objects.update(withdrawn_at=timezone.now())
        forget()
        assert "Dit voorstel is ingetrokken" in words(client.post(f"{PAGE}{own.pk}/", typed))


def test_the_fixture_stands_open(memo: Standing) -> None:
    """What is refused above is refused for its own reason: without it, it is recorded."""
    assert record(1, NORTH, AGREED)
    assert stand().stages[0].cells
