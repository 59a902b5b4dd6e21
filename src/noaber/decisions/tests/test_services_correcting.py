"""What was recorded wrong at a closed step is put right: both stay readable, and nothing that rests on it falls."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from noaber.accounts.models import Role as AccountRole
from noaber.accounts.models import RoleGrant, User
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.decisions.models import Position
from noaber.decisions.queries.answers.history import history_of
from noaber.decisions.queries.proposals.closing import late_labels
from noaber.decisions.queries.proposals.consent import heard
from noaber.decisions.queries.proposals.news import all_news
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.correcting import correct_positions
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.drafts.written import StageText
from noaber.decisions.tests.conftest import (
    AGREE,
    BOARD,
    CODE,
    COUNCILS,
    DATED,
    MEETING,
    MUNICIPALITIES,
    NOW,
    SOUTH,
    STRANGER,
    TODAY,
    consultation,
    holding,
    nothing_changes,
    party,
    record,
    stage,
    stand,
)
from noaber.decisions.tests.routes import TWO_POINTS, send_route, step
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.made_once import made_once
from tests.people import sign_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.db]
TOWN, OTHER_TOWN = MUNICIPALITIES[:2]
REASON = "Verkeerd overgenomen uit het verslag."
HEARD = {"1": Said(Answer.CONSENT)}
ADOPTED = dt.date(2020, 4, 8)
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
@made_once
def adopted(voorbeeldland: object) -> None:
    """Both councils agreed, one municipality was heard, and the board adopted it."""
    hearing = StageText(
        2, "de raden", Role.HEAR, StageRule.ALL, organisation_kinds=("municipality",), labels=("1",)
    )
    send_route(
        step(1, Role.CONSENT, "overleg-noord", "overleg-zuid"),
        hearing,
        step(3, Role.ADOPT, "stuurgroep", after=1),
        points=TWO_POINTS[:1],
    )
    for key in COUNCILS:
        record(1, key, {"1": AGREE})
    record(2, TOWN, HEARD)
    record(3, BOARD, {"1": AGREE}, decided_on=ADOPTED)


def correct(
    number: int,
    key: str,
    said: Said | None = AGREE,
    day: dt.date | None = None,
    *,
    actor: Actor = COMMAND,
    reason: str = REASON,
    **more: Any,
) -> list[Position]:
    return correct_positions(
        consultation(number, key),
        {"1": said},
        actor=actor,
        now=LATER,
        today=TODAY,
        decided_on=day,
        reason=reason,
        **more,
    )


@pytest.mark.usefixtures("adopted")
class TestService:
    def test_a_wrong_day_is_put_right_and_both_stay_readable(self) -> None:
        day = MEETING + dt.timedelta(days=2)
        before = list(Position.objects.values_list())
        assert len(correct(1, SOUTH, day=day)) == 2
        assert list(Position.objects.values_list())[: len(before)] == before
        assert stage(1).cells[SOUTH, "1"].decided_on == day
        assert stand().adopted_on == ADOPTED
        rows = [
            (each.answer, each.text, each.decided_on)
            for each in history_of(consultation(1, SOUTH), AsOf(TODAY))
        ]
        assert rows == [
            (Answer.CONSENT, "", day),
            (Answer.RETRACTED, f"Rectificatie: {REASON}", MEETING),
            (Answer.CONSENT, "", MEETING),
        ]
        known = standing(CODE, AsOf(TODAY, LATER))
        assert known
        assert known.stages[0].cells[SOUTH, "1"].decided_on == MEETING
        assert AuditEntry.objects.filter(verb="decisions.correct_positions").count() == 1
        assert verify_chain()[1] is None

    def test_r15_a_hearing_of_the_wrong_municipality_goes_and_the_right_one_is_recorded(self) -> None:
        assert heard(stand())[:2] == (1, 6)
        assert len(correct(2, TOWN, None)) == 1
        assert heard(stand())[:2] == (0, 6)
        record(2, OTHER_TOWN, HEARD, now=LATER)
        assert heard(stand())[:2] == (1, 6)
        assert stand().adopted_on == ADOPTED

    def test_what_was_heard_before_the_adoption_is_not_told_late_when_it_is_put_right(self) -> None:
        assert correct(2, TOWN, Said(Answer.WITH_REMARK, "Let op de wijken."))
        assert late_labels(stand(), stage(2), party(2, TOWN)) == ()

    def test_it_is_told_as_a_correction(self) -> None:
        correct(1, SOUTH, day=MEETING + dt.timedelta(days=2))
        told = [each.text for each in all_news(NOW, TODAY)]
        assert [each for each in told if each.startswith("Gerectificeerd: wat is vastgelegd van")]
        assert not [each for each in told if "stelde vast" in each or "Ingetrokken" in each]

    @pytest.mark.parametrize("said", [None, Said(Answer.OBJECTION, "Te duur."), Said(Answer.DEFERRED)])
    def test_r14_a_consent_on_which_the_adoption_rests_stays(self, said: Said | None) -> None:
        with nothing_changes(), pytest.raises(DomainError, match="rust op dit antwoord"):
            correct(1, SOUTH, said)

    @pytest.mark.parametrize(
        ("number", "key", "day", "says"),
        [
            (1, SOUTH, ADOPTED + dt.timedelta(days=1), "Rectificeer die dan eerst"),
            (2, TOWN, ADOPTED + dt.timedelta(days=1), "Rectificeer die dan eerst"),
            (1, SOUTH, DATED - dt.timedelta(days=1), "Daarvoor kan er niet"),
            (1, SOUTH, TODAY + dt.timedelta(days=1), "niet vooraf"),
        ],
    )
    def test_a_day_on_which_it_cannot_have_been_is_refused_at_the_day(
        self, number: int, key: str, day: dt.date, says: str
    ) -> None:
        with nothing_changes(), pytest.raises(DomainError, match=says) as refused:
            correct(number, key, day=day)
        assert refused.value.field == "decided_on"

    def test_it_is_refused_with_its_reason(self) -> None:
        for number, key, more, says in (
            (1, SOUTH, {"reason": " "}, "wat er verkeerd is vastgelegd"),
            (2, OTHER_TOWN, {}, "niets om te rectificeren"),
            (3, BOARD, {}, "alleen de dag"),
        ):
            with nothing_changes(), pytest.raises(DomainError, match=says):
                correct(number, key, None, **more)  # type: ignore[arg-type]
        for actor in (STRANGER, holding("contact", OTHER_TOWN)):
            with nothing_changes(), pytest.raises(AccessRefused):
                correct(2, TOWN, None, actor=actor)
        with nothing_changes(), pytest.raises(Conflict):
            correct(2, TOWN, None, expected_revision=0)

    def test_the_same_adds_nothing_and_who_adopted_it_does_not_speak_for_others(self) -> None:
        with nothing_changes():
            assert correct(2, TOWN) == []
        for actor in (holding("contact", TOWN), holding("chair", BOARD)):
            with nothing_changes(), pytest.raises(AccessRefused):
                correct(2, TOWN, None, actor=actor)


@pytest.mark.usefixtures("voorbeeldland")
def test_a_step_that_is_still_open_is_answered_anew() -> None:
    send_route(step(1, Role.CONSENT, "overleg-zuid"), step(2, Role.ADOPT, "stuurgroep", after=1))
    record(1, SOUTH, {"1": AGREE, "2": AGREE})
    with nothing_changes(), pytest.raises(DomainError, match="nog niet gesloten"):
        correct(1, SOUTH, None)


@pytest.mark.usefixtures("adopted")
class TestPages:
    @pytest.fixture
    def coordinator(self, client: Client) -> Client:
        user = User.objects.create(email="coordinator@voorbeeld.invalid", display_name="Coördinator")
        RoleGrant.objects.create(user=user, role=AccountRole.COORDINATOR, valid_from=DATED)
        sign_in_as(client, user)
        return client

    def here(self, number: int, key: str) -> str:
        return f"/voorstellen/{CODE}/standpunt/{consultation(number, key)}/"

    @pytest.mark.parametrize("day", ["3-4-2020", "1-1-2018"])
    @pytest.mark.parametrize(("number", "key"), [(1, SOUTH), (3, BOARD)])
    def test_another_day_at_a_closed_step_is_refused_and_the_way_is_told(
        self, coordinator: Client, number: int, key: str, day: str
    ) -> None:
        page = self.here(number, key)
        with nothing_changes():
            for more in ({}, {"evidence": "Besluitenlijst 12"}):
                answer = send(coordinator, page, decided_on=day, **more)
                assert answer.status_code == 200
                assert "Rectificeer" in errors(answer) or "Daarvoor kan er niet" in errors(answer)
        shown = coordinator.get(page)
        assert "U kunt alleen nog toevoegen waar het besluit staat" in words(shown)
        assert f"{page}rectificeren/" in links(shown)

    def test_the_page_puts_it_right_and_the_history_shows_both(self, coordinator: Client) -> None:
        page = self.here(2, TOWN)
        assert f"{page}rectificeren/" in links(coordinator.get(f"{page}geschiedenis/"))
        assert f"{page}rectificeren/" in links(coordinator.get(f"{page}intrekken/"))
        shown = coordinator.get(f"{page}rectificeren/")
        assert typed_in(shown)["answer_1"] == Answer.CONSENT
        assert "Bent u van mening veranderd? Dat vraagt een nieuw voorstel" in words(shown)
        assert send(coordinator, f"{page}rectificeren/", answer_1="", reason=REASON).status_code == 302
        told = words(coordinator.get(f"{page}geschiedenis/"))
        assert f"Rectificatie: {REASON}" in told
        assert "1-4-2020" in told
        assert heard(stand())[0] == 0

    def test_what_may_not_stays_typed_with_the_reason(self, coordinator: Client) -> None:
        page = f"{self.here(1, SOUTH)}rectificeren/"
        with nothing_changes():
            answer = send(
                coordinator,
                page,
                answer_1="objection",
                text_1="Te duur.",
                decided_on="2-4-2020",
                reason=REASON,
            )
        assert "rust op dit antwoord" in errors(answer)
        assert typed_in(answer)["reason"].strip() == REASON
        assert "Dit stond al zo" in words(
            coordinator.post(page, typed_in(coordinator.get(page)) | {"reason": REASON}, follow=True)
        )
