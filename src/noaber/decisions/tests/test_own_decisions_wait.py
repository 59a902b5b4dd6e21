"""R56: own decisions of organisations wait for what sends their points on; a route that does not is refused."""

from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.documents.odt import to_odt
from noaber.core.errors import DomainError
from noaber.core.tests.guards import unguarded
from noaber.decisions.forwarding_words import advice_status, advice_words
from noaber.decisions.models import GateOverride, Stage
from noaber.decisions.packs.contents import LocalPack
from noaber.decisions.packs.local_proposal import local_proposal
from noaber.decisions.queries.drafts.draft import draft_of, draft_stages
from noaber.decisions.queries.proposals.standing import draft_standing
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.drafts.checking import Missing, missing_of
from noaber.decisions.services.drafts.points import change_point
from noaber.decisions.services.drafts.route_templates import keep_template, start_from_template
from noaber.decisions.services.drafts.routes import add_stage, change_stage
from noaber.decisions.services.drafts.versions import write_next_version
from noaber.decisions.services.drafts.written import PointText, StageText
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREED,
    CODE,
    CONSENTING,
    DATED,
    MEETING,
    NORTH,
    POINTS,
    TODAY,
    draft,
    record,
    send,
    stand,
)
from noaber.decisions.tests.forwarded import ASKING, FOLLOWING, bare_source, own
from noaber.decisions.tests.routes import YES, go_on_without
from noaber.decisions.tests.test_packs import words_of
from noaber.decisions.tests.test_properties_routes import agreed
from noaber.network.services.load_network import LoadReport
from tests.depth import examples

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]
UNSENT = tuple(replace(point, forwarded_to=()) for point in POINTS)
HASTY = replace(FOLLOWING, after=0, due_on=None)


def missing() -> list[Missing]:
    found, read = draft_of(CODE), draft_standing(CODE, AsOf(DATED))
    assert found
    assert read
    return list(missing_of(found, read, today=TODAY))


@pytest.mark.parametrize(
    ("stages", "says", "place"),
    [
        ((CONSENTING, ADOPTING, FOLLOWING), None, ""),
        ((CONSENTING, ADOPTING, replace(FOLLOWING, after=2)), None, ""),
        (
            (CONSENTING, ADOPTING, HASTY),
            "wacht niet op stap 1, waarin punt 3 wordt doorgeleid. Kies bij stap 3: “Wacht op” stap 1.",
            "3",
        ),
        (
            (replace(HASTY, number=1), replace(CONSENTING, number=2), replace(ADOPTING, number=3, after=2)),
            "wacht niet op stap 2, waarin punt 3 wordt doorgeleid. Zet stap 2 ervoor",
            "1",
        ),
        (
            (replace(CONSENTING, labels=("1", "4")), ADOPTING, FOLLOWING),
            "eigen besluiten over punt 3a en 3b. Geen enkele stap stemt in met het doorgeleiden",
            "3",
        ),
        # A board that adopts beside the councils does not send on; where nobody else is asked, it does.
        ((CONSENTING, replace(ADOPTING, labels=("1", "3")), FOLLOWING), None, ""),
        (
            (replace(CONSENTING, labels=("1",)), replace(ADOPTING, labels=("1", "3")), FOLLOWING),
            "wacht niet op stap 2, waarin punt 3",
            "3",
        ),
    ],
    ids=["waits", "waits through", "does not wait", "comes before", "nobody consents", "beside", "adoption"],
)
def test_the_check_before_sending_wants_own_decisions_to_wait_for_what_sends_them_on(
    stages: tuple[StageText, ...], says: str | None, place: str
) -> None:
    draft(stages=stages)
    found = missing()
    if says is None:
        assert found == []
        return
    assert [(each.place, each.key) for each in found] == [("route", place)]
    assert says in found[0].text
    with pytest.raises(DomainError, match="eigen besluiten"):
        send()


def test_what_nobody_sends_on_need_not_wait() -> None:
    draft(
        points=UNSENT,
        stages=(CONSENTING, ADOPTING, HASTY),
    )
    assert missing() == []


def test_of_a_next_text_it_is_the_points_that_can_still_be_mended() -> None:
    """The route stands: it cannot be told any more to wait."""
    draft(points=UNSENT, stages=(CONSENTING, ADOPTING, HASTY))
    send()
    write_next_version(CODE, actor=COMMAND, today=TODAY)
    sending = replace(UNSENT[2], forwarded_to=("municipality",))
    change_point(CODE, "3", sending, actor=COMMAND, expected_revision=None)
    found = [each for each in missing() if each.place == "points"]
    assert [each.key for each in found] == ["3"]
    assert "De route staat vast" in found[0].text


@pytest.mark.parametrize(
    ("points", "after"), [(POINTS, 1), (UNSENT, 0), ((), 1)], ids=["sent on", "not sent on", "no points yet"]
)
def test_a_stage_of_own_decisions_waits_by_itself(points: tuple[PointText, ...], after: int) -> None:
    labels = {point.label for point in points}
    first, last = (replace(each, labels=tuple(set(each.labels) & labels)) for each in (CONSENTING, HASTY))
    draft(points=points, stages=(first,))
    add_stage(CODE, last, actor=COMMAND, expected_revision=None)
    assert [each.after for each in draft_stages(CODE)] == [0, after]
    change_stage(CODE, 2, last, actor=COMMAND, expected_revision=None)
    assert draft_stages(CODE)[1].after == after
    change_stage(CODE, 2, replace(last, is_follow_up=False), actor=COMMAND, expected_revision=None)
    assert draft_stages(CODE)[1].after == 0


def test_a_template_that_was_kept_without_waits_when_it_is_taken() -> None:
    draft(stages=(CONSENTING, ADOPTING, HASTY))
    kept = keep_template(CODE, "Haastig", actor=COMMAND)
    for code, points in (("met-punten", POINTS), ("zonder", ())):
        draft(code, points=points, stages=())
        start_from_template(code, kept.pk, actor=COMMAND, expected_revision=None)
        assert [each.after for each in draft_stages(code)] == [0, 1, 1]


@pytest.fixture
def hasty(voorbeeldland: LoadReport) -> None:
    """As it was sent before the check was there: everyone is asked at once."""
    draft(points=ASKING, stages=(CONSENTING, ADOPTING, FOLLOWING))
    send()
    with unguarded():
        Stage.objects.filter(number=3).update(after=0)


@pytest.mark.usefixtures("hasty")
def test_a_council_that_was_asked_is_never_kept_silent() -> None:
    """Whether or not the own decision waits for it."""
    (first,) = own("GM9001").advice
    assert advice_words(first) == "Overleg Noord heeft over punt 3 nog geen advies gegeven."
    record(1, NORTH, {**AGREED, "3": Said(Answer.OBJECTION, "Te duur.")})
    (first,) = own("GM9001").advice
    assert "had op 1 april 2020 bezwaar (punt 3)" in advice_words(first)
    source = bare_source(stand())
    words = words_of(to_odt(local_proposal(LocalPack(source, own("GM9001"), ()))))
    assert "bezwaar (punt 3)" in words
    assert "geen advies gevraagd" not in words


def test_what_a_council_said_of_the_very_point_that_is_decided_comes_along() -> None:
    everyone = tuple(
        replace(point, addressed_to=(), forwarded_to=()) if point.label == "3a" else point for point in ASKING
    )
    asked = replace(CONSENTING, labels=(*CONSENTING.labels, "3a"))
    draft(points=everyone, stages=(asked, ADOPTING, FOLLOWING))
    send()
    record(1, NORTH, {**AGREED, "3a": Said(Answer.OBJECTION, "Te duur.")})
    said = [advice_words(each) for each in own("GM9001").advice]
    assert said == [
        "Overleg Noord gaf op 1 april 2020 een positief advies (punt 3).",
        "Overleg Noord had op 1 april 2020 bezwaar (punt 3a).",
    ]
    source = bare_source(stand())
    pack = LocalPack(source, own("GM9001"), ())
    assert "bezwaar (punt 3a)" in words_of(to_odt(local_proposal(pack)))
    assert advice_status(own("GM9001").advice).label == "1 van 2 positief"


LABELS = st.sampled_from([("3",), ("1", "3"), (), ("1", "2", "4"), ("2",)])
BODIES = st.sampled_from([("overleg-noord",), ("overleg-noord", "overleg-zuid"), ("stuurgroep",)])


@st.composite
def routes(draw: st.DrawFn) -> list[StageText]:
    """One to three stages of bodies over any points, then own decisions that wait for any of them or for none."""
    count = draw(st.integers(1, 3))
    stages = []
    for number in range(1, count + 1):
        role = (
            draw(st.sampled_from([Role.CONSENT, Role.CONSENT, Role.ADVISE])) if number < count else Role.ADOPT
        )
        asked = replace(CONSENTING, number=number, role=role, labels=draw(LABELS), bodies=draw(BODIES))
        stages.append(replace(asked, after=draw(st.sampled_from([number - 1, number - 1, 0]))))
    return [*stages, replace(HASTY, number=count + 1, after=draw(st.integers(0, count)))]


ANSWERS = st.sampled_from([YES, YES, YES, Said(Answer.OBJECTION, "Zo niet."), Said(Answer.DEFERRED)])
SAYINGS = st.builds(
    list.__add__,
    st.sampled_from([[], [(place, YES) for place in range(6)]]),
    st.lists(st.tuples(st.integers(0, 5), ANSWERS), max_size=5),
)


def unagreed(own_stage: Stage) -> list[str]:
    """Which stage that is asked for consent on point 3 did not give it, reckoned from the rows alone."""
    before = Stage.objects.filter(number__lt=own_stage.number).order_by("number")
    asked = [each for each in before if not each.labels or "3" in each.labels]
    consenting = [each for each in asked if each.role == Role.CONSENT]
    adopting = [each for each in asked if each.role == Role.ADOPT]
    return [f"stap {each.number}" for each in consenting or adopting or asked if not agreed(each, "3")]


@given(stages=routes(), said=SAYINGS, goes_on=st.integers(0, 9))
@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_own_decision_opens_before_what_sends_it_on_has_consent(
    stages: list[StageText], said: list[tuple[int, Said]], goes_on: int
) -> None:
    """Except when it was decided, and recorded, not to wait."""
    with transaction.atomic():
        draft(stages=stages)
        with suppress(DomainError):
            send()
        if stand().is_sent:
            event("sent")
            last = Stage.objects.get(number=len(stages))
            if goes_on == 0:
                with suppress(DomainError):
                    go_on_without(last.number)
            for place, answer in said:
                asked = [(each, party) for each in stand().stages[:-1] for party in each.parties]
                stage, party = asked[place % len(asked)]
                with suppress(DomainError):
                    record(stage.number, party.key, dict.fromkeys(party.labels, answer), decided_on=MEETING)
                if stand().stages[-1].gate.is_open and not GateOverride.objects.exists():
                    event("open")
                    assert unagreed(last) == []
        transaction.set_rollback(True)
