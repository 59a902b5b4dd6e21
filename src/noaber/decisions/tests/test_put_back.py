"""What was taken back by rectifying can be put back by it, at whom it belongs; a remark goes with its answer."""

import datetime as dt

import pytest
from django.test import Client

from noaber.accounts.models import Role as AccountRole
from noaber.accounts.models import RoleGrant, User
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_correct_position
from noaber.decisions.models import Position
from noaber.decisions.queries.remarks import count, remarks, standing_remarks
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.correcting import correct_positions
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.drafts.written import PointText
from noaber.decisions.services.remarks import answer_remark
from noaber.decisions.tests.conftest import (
    AGREE,
    BOARD,
    CODE,
    COUNCILS,
    DATED,
    MEETING,
    NOW,
    SOUTH,
    TODAY,
    consultation,
    holding,
    nothing_changes,
    record,
    stage,
    stand,
)
from noaber.decisions.tests.remarks import assign
from noaber.decisions.tests.routes import TWO_POINTS, send_route, step
from noaber.decisions.views.remarks.reply_note import _lapsed
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.made_once import made_once
from tests.people import sign_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.db]
NORTH = next(each for each in COUNCILS if each != SOUTH)
ADOPTED = MEETING + dt.timedelta(days=7)
NOTED = Said(Answer.TOOK_NOTE)
REASON = "Verkeerd overgenomen."
PAGE = "/voorstellen/{}/standpunt/{}/"


@pytest.fixture
@made_once
def adopted(voorbeeldland: object) -> None:
    """Both councils agreed, one with a remark that was answered; that one took note of the other point too."""
    send_route(
        step(1, Role.CONSENT, "overleg-noord", "overleg-zuid"),
        step(2, Role.ADOPT, "stuurgroep", labels=("1",), after=1),
        points=(TWO_POINTS[0], PointText("2", PointKind.TAKE_NOTE, "Kennisnemen van het ander.")),
    )
    record(1, NORTH, {"1": AGREE})
    (said, _noted) = record(1, SOUTH, {"1": Said(Answer.WITH_REMARK, "Mits het kan."), "2": NOTED})
    assign(said.pk)
    answer_remark(CODE, said.pk, actor=COMMAND, now=NOW, today=TODAY, effect="answered", answer="Het kan.")
    record(2, BOARD, {"1": AGREE}, decided_on=ADOPTED)


def correct(
    key: str,
    said: dict[str, Said | None],
    day: dt.date | None = None,
    *,
    hours: int = 1,
    actor: Actor = COMMAND,
) -> list[Position]:
    return correct_positions(
        consultation(1, key),
        said,
        actor=actor,
        now=NOW + dt.timedelta(hours=hours),
        today=TODAY,
        decided_on=day,
        reason=REASON,
    )


@pytest.mark.usefixtures("adopted")
def test_what_was_taken_back_is_put_back_on_its_day() -> None:
    assert correct(SOUTH, {"2": None})
    assert (SOUTH, "2") not in stage(1).cells
    assert correct(SOUTH, {"2": NOTED}, hours=2)
    cell = stage(1).cells[SOUTH, "2"]
    assert (cell.answer, cell.decided_on) == (Answer.TOOK_NOTE, MEETING)
    assert stand().adopted_on == ADOPTED
    with nothing_changes():
        assert correct(SOUTH, {"2": NOTED}, hours=3) == []


@pytest.mark.usefixtures("adopted")
def test_it_is_recorded_of_whom_it_was_not_after_the_adoption() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="vastgesteld op") as refused:
        correct(NORTH, {"2": NOTED}, ADOPTED + dt.timedelta(days=1))
    assert refused.value.field == "decided_on"
    assert correct(NORTH, {"2": NOTED}, MEETING + dt.timedelta(days=1))
    assert stand().adopted_on == ADOPTED


@pytest.mark.usefixtures("adopted")
def test_of_two_points_a_refusal_names_the_one() -> None:
    with nothing_changes(), pytest.raises(DomainError, match=r"^Punt 1: .*rust op dit antwoord"):
        correct(SOUTH, {"1": None, "2": None})
    with nothing_changes(), pytest.raises(DomainError, match=r"^Punt 2: .*vervallen"):
        record(1, NORTH, {"1": AGREE, "2": NOTED}, decided_on=MEETING + dt.timedelta(days=1))


@pytest.mark.usefixtures("adopted")
def test_r10_a_remark_goes_with_the_answer_that_was_put_right() -> None:
    assert correct(SOUTH, {"1": AGREE})
    (found,) = remarks(COMMAND, CODE, AsOf(TODAY))
    assert (found.state, found.is_mistake) == (RemarkState.LAPSED, True)
    assert [each.answer for each in found.replies] == ["Het kan."], "what was answered stays to be read"
    assert count(each.state for each in standing_remarks(stand())).total == 0


@pytest.mark.usefixtures("adopted")
def test_r10_a_remark_that_is_put_back_has_its_answer_and_owner_again() -> None:
    (was,) = remarks(COMMAND, CODE, AsOf(TODAY))
    for hours, between in ((1, AGREE), (3, Said(Answer.WITH_REMARK, "Te duur."))):
        assert correct(SOUTH, {"1": between}, hours=hours)
        assert correct(SOUTH, {"1": Said(Answer.WITH_REMARK, "Mits het kan.")}, hours=hours + 1)
    (now,) = [each for each in remarks(COMMAND, CODE, AsOf(TODAY)) if each.counts]
    assert (now.state, now.is_mistake, now.text) == (RemarkState.ANSWERED, False, "Mits het kan.")
    assert now.owner
    assert now.owner == was.owner
    assert [each.answer for each in now.replies] == ["Het kan."]
    assert count(each.state for each in standing_remarks(stand())) == count([RemarkState.ANSWERED])


@pytest.mark.usefixtures("adopted")
def test_r10_the_note_tells_a_mistake_as_a_mistake_with_what_was_answered() -> None:
    correct(SOUTH, {"1": AGREE})
    told = str(_lapsed(remarks(COMMAND, CODE, AsOf(TODAY))))
    assert "gaven later een ander antwoord" not in told
    assert "als vergissing teruggenomen" in told
    assert "Mits het kan. Daarop is toen geantwoord: Het kan." in told


@pytest.mark.usefixtures("adopted")
def test_after_the_adoption_who_speaks_for_a_party_asks_the_coordinator() -> None:
    own, by, nobody = (holding("chair", key) for key in (SOUTH, BOARD, NORTH))
    body = SOUTH.partition(":")[2]
    said: dict[str, Said | None] = {"2": None}
    with nothing_changes(), pytest.raises(AccessRefused, match="vraag het de coördinator"):
        correct(SOUTH, said, actor=own)
    with nothing_changes(), pytest.raises(AccessRefused):
        correct(SOUTH, said, actor=nobody)
    assert may_correct_position(own, (), body=body), "before the adoption as it was"
    assert not may_correct_position(by, ("stuurgroep",), body=body), "who adopted speaks for that body only"
    assert correct(SOUTH, said), "the coordinator may"


@pytest.mark.usefixtures("adopted")
def test_the_page_of_the_decision_says_what_was_put_right_and_when_but_not_why() -> None:
    page, data = f"/besluiten/{CODE}/", f"/open-data/besluiten/{CODE}.json"
    assert "Rechtgezet" not in words(Client().get(page))
    moments = [Client().get(data).json()["modified"]]
    cases: tuple[tuple[str, dict[str, Said | None], int], ...] = (
        ("zuid op {day} niet antwoordde bij punt 2", {"2": None}, 1),
        ("zuid op {day} antwoordde bij punt 1", {"1": AGREE, "2": NOTED}, 2),
        ("zuid op {day} niet antwoordde bij punt 2", {"2": None}, 3),
    )
    for told, said, hours in cases:
        correct(SOUTH, said, hours=hours)
        read = words(Client().get(page)).casefold()
        assert "rechtgezet op " in read
        assert told.format(day=long_date(MEETING)) in read, read
        assert REASON.casefold() not in read
        moments.append(Client().get(data).json()["modified"])
    assert moments == sorted(set(moments)), "it never goes back"


@pytest.mark.usefixtures("adopted")
def test_the_page_shows_the_point_and_puts_it_back(client: Client) -> None:
    user = User.objects.create(email="coordinator@voorbeeld.invalid", display_name="Coördinator")
    RoleGrant.objects.create(user=user, role=AccountRole.COORDINATOR, valid_from=DATED)
    sign_in_as(client, user)
    correct(SOUTH, {"1": AGREE, "2": None})
    page = PAGE.format(CODE, consultation(1, SOUTH))
    assert f"{page}rectificeren/" in links(client.get(page))
    assert "answer_2" in typed_in(client.get(f"{page}rectificeren/"))
    answer = send(client, f"{page}rectificeren/", answer_2="took_note", reason=REASON)
    assert answer.status_code == 302, errors(answer)
    assert stage(1).cells[SOUTH, "2"].decided_on == MEETING
    (found,) = remarks(COMMAND, CODE, AsOf(TODAY))
    assert "als vergissing teruggenomen" in words(
        client.get(f"/voorstellen/{CODE}/kanttekeningen/{found.id}/")
    )
