"""Versions promise: what was sent stays, a next text begins from it, and a proposal ends in one way only."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import StoredFile
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import Consultation, Proposal, ProposalAttachment, ProposalVersion, Stage
from noaber.decisions.queries.answers.own_questions import questions_to
from noaber.decisions.queries.drafts.draft import draft_of
from noaber.decisions.queries.proposals.closing import closing_of, closings
from noaber.decisions.queries.proposals.prerequisites import register_prerequisite
from noaber.decisions.queries.proposals.standing import draft_standing, standing
from noaber.decisions.rules.closing import Closing, Course
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.drafts.attachments import remove_attachment
from noaber.decisions.services.drafts.checking import missing_of, warnings_of_draft
from noaber.decisions.services.drafts.editing import Around, write_text
from noaber.decisions.services.drafts.points import add_point, change_point, remove_point
from noaber.decisions.services.drafts.route_templates import keep_recess
from noaber.decisions.services.drafts.starting import start_proposal
from noaber.decisions.services.drafts.versions import discard_draft, withdraw_proposal, write_next_version
from noaber.decisions.services.drafts.written import ObligationText, ProposalText
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREE,
    AGREED,
    BOARD,
    CODE,
    CONSENTING,
    DATED,
    DECIDING,
    MEETING,
    NORTH,
    NOW,
    POINTS,
    SOUTH,
    STAGES,
    STRANGER,
    TODAY,
    all_councils_agree,
    draft,
    nothing_changes,
    record,
    send,
    stand,
)
from noaber.decisions.tests.test_services_writing import attach
from noaber.network.models import MembershipVersion

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]
TEXT = ProposalText("Strategie 2020-2023", "de stuurgroep", "de overleggen", TODAY)
TERMS = ObligationText("contribution", 2020, 2023, rate=Decimal("0.07"))
WITH_TERMS = tuple(replace(each, obligation=TERMS) if each.label == "3a" else each for each in POINTS)


def next_version(code: str = CODE) -> ProposalVersion:
    return write_next_version(code, actor=COMMAND, today=TODAY)


def course(code: str = CODE) -> Closing:
    """What became of it; one proposal by itself and the list of all say the same."""
    found = closing_of(stand(code), AsOf(TODAY))
    assert closings(AsOf(TODAY)).get(code, Closing(Course.DRAFT)) == found
    return found


def missing(code: str = CODE) -> list[str]:
    found, read = draft_of(code), draft_standing(code, AsOf(TODAY))
    assert found
    assert read
    return [each.text for each in missing_of(found, read, today=TODAY)]


def test_a_next_text_begins_with_all_that_the_last_one_had() -> None:
    draft(points=WITH_TERMS, words={"background": "De strategie loopt af."})
    kept = attach(title="De strategie")
    send()
    version = next_version()
    read = draft_standing(CODE, AsOf(TODAY))
    assert read is not None
    assert (version.number, version.dated_on, read.points) == (2, TODAY, stand().points)
    assert version.background == "De strategie loopt af."
    assert [(each.title, each.file_id) for each in version.attachments.all()] == [
        ("De strategie", kept.file_id)
    ]
    assert stand().number == 1  # who reads now, reads what was sent
    assert stand().draft_number == 2
    with nothing_changes(), pytest.raises(DomainError, match="al aan een nieuwe tekst"):
        next_version()


@pytest.mark.usefixtures("memo")
def test_a_next_text_is_sent_with_what_changed() -> None:
    next_version()
    assert missing() == ["Vul in wat er is gewijzigd sinds de vorige versie."]
    with nothing_changes(), pytest.raises(DomainError) as caught:
        send()
    assert caught.value.field == "change_note"
    nonsense = Around("public", is_material=False, change_note="x")
    write_text(CODE, TEXT, nonsense, actor=COMMAND, expected_revision=None)
    assert missing() == ["Wat is er gewijzigd? Schrijf dit in woorden: anderen lezen dit later."]
    around = Around("public", is_material=False, change_note="Een tikfout.")
    write_text(CODE, TEXT, around, actor=COMMAND, expected_revision=None)
    send()
    assert (stand().number, stand().classification) == (2, "network")  # a draft publishes nothing


def waits() -> list[str]:
    asked = questions_to(frozenset({"overleg-noord"}), frozenset(), TODAY)
    return [row.title for row in asked if row.is_waiting]


@pytest.mark.usefixtures("memo")
@pytest.mark.parametrize("is_material", [True, False])
def test_who_answered_answers_again_only_after_a_material_change(is_material: bool) -> None:
    assert waits() == ["Strategie 2020-2023"]
    record(1, NORTH, AGREED)
    assert waits() == []
    next_version()
    around = Around("network", is_material=is_material, change_note="Herschreven.")
    write_text(CODE, TEXT, around, actor=COMMAND, expected_revision=None)
    send()
    assert bool(stand().stages[0].cells) is not is_material
    assert waits() == (["Strategie 2020-2023"] if is_material else [])


def test_a_point_that_asks_something_else_is_always_a_material_change() -> None:
    draft(points=WITH_TERMS)
    send()
    next_version()
    dearer = replace(WITH_TERMS[3], obligation=replace(TERMS, rate=Decimal("0.09")))
    change_point(CODE, "3a", dearer, actor=COMMAND, expected_revision=None)
    write_text(CODE, TEXT, Around("network", "", False, "Duurder."), actor=COMMAND, expected_revision=None)
    assert missing() == ["Punt 3a vraagt iets anders dan eerst. Dan is de wijziging wezenlijk: zet dat aan."]
    with nothing_changes(), pytest.raises(DomainError, match="wezenlijk"):
        send()
    change_point(
        CODE, "3a", replace(WITH_TERMS[3], text="Beter gezegd."), actor=COMMAND, expected_revision=None
    )
    assert missing() == []


@pytest.mark.usefixtures("memo")
def test_a_label_that_was_sent_stays_what_answers_are_about() -> None:
    next_version()
    with nothing_changes(), pytest.raises(DomainError, match="Het nummer blijft") as caught:
        change_point(CODE, "4", replace(POINTS[-1], label="5"), actor=COMMAND, expected_revision=None)
    assert caught.value.field == "label"
    remove_point(CODE, "2", actor=COMMAND, expected_revision=None)
    assert Stage.objects.get(number=1).labels == ["1", "2", "3", "4"]  # as it was sent
    with nothing_changes(), pytest.raises(DomainError, match="alleen over punt 1"):
        remove_point(CODE, "1", actor=COMMAND, expected_revision=None)


@pytest.mark.usefixtures("drafted")
def test_a_file_stays_while_an_earlier_text_has_it() -> None:
    kept = attach()
    send()
    copied = next_version().attachments.get()
    remove_attachment(CODE, copied.pk, actor=COMMAND, now=NOW, expected_revision=None)
    assert not StoredFile.objects.get(pk=kept.file_id).is_removed
    assert ProposalAttachment.objects.get().pk == kept.pk


def test_all_that_is_missing_is_told_at_once() -> None:
    start_proposal("Samen verder", classification="network", code=CODE, actor=COMMAND, now=NOW, today=TODAY)
    assert missing() == [
        "Vul in van wie het voorstel komt.",
        "Vul in voor wie het voorstel is.",
        "Een voorstel vraagt iets: voeg eerst een beslispunt toe.",
        "De route heeft geen stap waarin het voorstel wordt vastgesteld.",
    ]
    with nothing_changes(), pytest.raises(DomainError, match="van wie"):
        send()


@pytest.mark.usefixtures("drafted")
def test_bodies_have_no_inhabitants_to_count() -> None:
    Stage.objects.filter(number=1).update(rule="weighted")
    assert len(missing()) == 1
    assert "Zonder inwonertal: " in missing()[0]
    with nothing_changes(), pytest.raises(DomainError, match="Stap 1 telt inwoners"):
        send()


@pytest.mark.parametrize("role", [Role.CONSENT, Role.DECIDE, Role.ADOPT])
def test_an_informal_body_is_not_asked_to_decide(role: Role) -> None:
    draft(stages=(*STAGES, replace(CONSENTING, number=4, role=role, bodies=("team-jeugd",), labels=("1",))))
    says = (
        "Stap 4 vraagt een besluit. Team Jeugd is een informeel overleg: "
        "het stemt af, maar neemt geen formele besluiten."
    )
    assert missing() == [says]
    with nothing_changes(), pytest.raises(DomainError, match="informeel overleg") as caught:
        send()
    assert caught.value.field == "stages"


@pytest.mark.parametrize("role", [Role.HEAR, Role.ADVISE])
def test_an_informal_body_is_heard(role: Role) -> None:
    draft(stages=(*STAGES, replace(CONSENTING, number=4, role=role, bodies=("team-jeugd",), labels=("1",))))
    assert send().sent_at


def test_warnings_of_rooms_above_stand_beside_our_own_and_block_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("noaber.decisions.queries.proposals.prerequisites._providers", {})
    register_prerequisite("money", lambda found: [f"Er is geen begroting bij {found.code}."])
    draft(stages=(replace(CONSENTING, labels=("1", "2"), due_on=dt.date(2019, 1, 1)), ADOPTING))
    MembershipVersion.objects.filter(membership__post__body__code="stuurgroep").update(
        valid_until=dt.date(2020, 1, 10)
    )
    found = draft_standing(CODE, AsOf(TODAY))
    assert found is not None
    assert warnings_of_draft(found, AsOf(TODAY)) == [
        "Punt 3 wordt in geen enkele stap van de route gevraagd.",
        "Punt 3a wordt in geen enkele stap van de route gevraagd.",
        "Punt 3b wordt in geen enkele stap van de route gevraagd.",
        "Punt 4 wordt in geen enkele stap van de route gevraagd.",
        "Stap 2: In Stuurgroep Voorbeeldland is op die dag geen enkele zetel bezet; niemand kan besluiten.",
        "De termijn van stap 1 ligt voor de datum van het voorstel.",
        "Er is geen begroting bij strategie.",
    ]
    assert send().sent_at


def warnings() -> list[str]:
    found = draft_standing(CODE, AsOf(TODAY))
    assert found is not None
    return warnings_of_draft(found, AsOf(TODAY))


def test_contact_data_in_what_everyone_reads_are_warned_about_and_block_nothing() -> None:
    points = (*POINTS[:-1], replace(POINTS[-1], text="Bel o6-12345678 hierover."))
    draft(points=points, words={"background": "Vragen: j.dewit@voorbeeld.invalid of \uff10\uff16 12345678."})
    assert warnings() == [
        "In “aanleiding” lijkt een e-mailadres te staan. Wie dit mag lezen, leest dat mee.",
        "In “aanleiding” lijkt een telefoonnummer te staan. Wie dit mag lezen, leest dat mee.",
        "In “punt 4” lijkt een telefoonnummer te staan. Wie dit mag lezen, leest dat mee.",
    ]
    assert send().sent_at


def test_a_deadline_on_a_day_on_which_nobody_meets_is_warned_about() -> None:
    saturday, recess, monday = dt.date(2020, 4, 25), dt.date(2020, 4, 29), dt.date(2020, 5, 11)
    dated = zip(STAGES, (saturday, recess, monday), strict=True)
    draft(stages=tuple(replace(each, due_on=day) for each, day in dated))
    keep_recess("meivakantie", dt.date(2020, 4, 27), dt.date(2020, 5, 8), actor=COMMAND)
    assert warnings() == [
        "De termijn van stap 1, zaterdag 25 april 2020, valt in het weekend.",
        "De termijn van stap 2, woensdag 29 april 2020, valt in het reces “meivakantie”.",
    ]


def test_a_point_for_organisations_that_no_stage_asks_is_warned_about() -> None:
    everyone = replace(CONSENTING, labels=())
    draft(stages=(everyone, ADOPTING, replace(DECIDING, organisation_kinds=("municipality", "police"))))
    assert warnings() == [
        "Punt 3b is gericht aan: Openbaar Ministerie. In de route vraagt geen enkele stap het daar."
    ]
    assert send().sent_at


@pytest.mark.usefixtures("drafted")
def test_a_proposal_is_withdrawn_once_with_a_reason_and_then_stands_still() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="Gooi het concept weg"):
        withdraw_proposal(CODE, "Dit is niet nodig.", actor=COMMAND, now=NOW)
    send()
    next_version()
    for why in ("  ", "x", "nee nee nee"):
        with nothing_changes(), pytest.raises(DomainError) as caught:
            withdraw_proposal(CODE, why, actor=COMMAND, now=NOW)
        assert caught.value.field == "reason"
    with nothing_changes(), pytest.raises(AccessRefused):
        withdraw_proposal(CODE, "Ik wil het niet.", actor=STRANGER, now=NOW)
    seen = Proposal.objects.get().revision
    assert waits() != []
    withdraw_proposal(CODE, "Het plan is van de baan.", actor=COMMAND, now=NOW, expected_revision=seen)
    assert waits() == []
    assert (course().course, stand().withdrawal_reason) == (Course.WITHDRAWN, "Het plan is van de baan.")
    with nothing_changes(), pytest.raises(Conflict):
        withdraw_proposal(CODE, "Nog een keer.", actor=COMMAND, now=NOW, expected_revision=seen)
    for act in (
        lambda: withdraw_proposal(CODE, "Nog een keer.", actor=COMMAND, now=NOW),
        lambda: send(),
        lambda: add_point(CODE, replace(POINTS[0], label="9"), actor=COMMAND, expected_revision=None),
        lambda: record(1, NORTH, AGREED),
    ):
        with nothing_changes(), pytest.raises(DomainError, match="ingetrokken"):
            act()


@pytest.mark.usefixtures("memo")
def test_what_was_adopted_is_neither_withdrawn_nor_written_anew() -> None:
    assert course().course is Course.UNDER_WAY
    all_councils_agree()
    record(2, BOARD, {"1": AGREE})
    assert course() == Closing(Course.ADOPTED, MEETING)
    with nothing_changes(), pytest.raises(DomainError, match="nieuw voorstel"):
        withdraw_proposal(CODE, "Het gaat toch niet.", actor=COMMAND, now=NOW)
    with nothing_changes(), pytest.raises(DomainError, match="nieuw voorstel"):
        next_version()


@pytest.mark.usefixtures("councils_agreed")
def test_an_objection_of_who_adopts_rejects_it_and_it_can_be_written_anew() -> None:
    record(2, BOARD, {"1": Said(Answer.OBJECTION, "Te duur.")})
    assert course().course is Course.REJECTED
    assert next_version().number == 2


@pytest.mark.usefixtures("drafted")
def test_a_draft_that_was_never_sent_goes_with_all_that_hangs_on_it() -> None:
    kept = attach()
    assert course().course is Course.DRAFT
    assert discard_draft(CODE, actor=COMMAND, now=NOW)
    assert not any(model.objects.exists() for model in (Proposal, ProposalVersion, Stage, Consultation))
    assert StoredFile.objects.get(pk=kept.file_id).is_removed


@pytest.mark.usefixtures("drafted")
def test_of_a_next_text_only_the_draft_goes() -> None:
    attach()
    send()
    next_version()
    assert not discard_draft(CODE, actor=COMMAND, now=NOW)
    assert not StoredFile.objects.get().is_removed
    assert (stand().number, stand().draft_number) == (1, 0)
    with nothing_changes(), pytest.raises(DomainError, match="verstuurd"):
        discard_draft(CODE, actor=COMMAND, now=NOW)


@pytest.mark.usefixtures("drafted")
def test_a_plan_to_which_another_is_linked_does_not_disappear() -> None:
    draft("politieplan")
    write_text("politieplan", TEXT, Around("network", CODE), actor=COMMAND, expected_revision=None)
    with nothing_changes(), pytest.raises(DomainError, match="gekoppeld"):
        discard_draft(CODE, actor=COMMAND, now=NOW)


def linked_pair() -> None:
    """The strategy, and the plan of the police that must be adopted on the same day; both at the board."""
    for code in (CODE, "politieplan"):
        draft(code, points=POINTS[:1], stages=(replace(ADOPTING, number=1, after=0),))
    write_text(
        "politieplan",
        replace(TEXT, dated_on=DATED),
        Around("network", CODE),
        actor=COMMAND,
        expected_revision=None,
    )
    for code in (CODE, "politieplan"):
        send(code)


def test_who_is_linked_closes_only_together_and_on_the_same_day() -> None:
    """R13; the link binds who makes it (ADR 17)."""
    linked_pair()
    record(1, BOARD, {"1": AGREE}, code="politieplan")
    assert (course().course, course("politieplan").course) == (Course.UNDER_WAY, Course.WAITS)
    record(1, BOARD, {"1": AGREE})
    assert course() == Closing(Course.ADOPTED, MEETING)
    assert course("politieplan") == Closing(Course.ADOPTED, MEETING, MEETING, linked=CODE)


def test_linked_to_each_other_neither_closes_without_the_other() -> None:
    linked_pair()
    with unguarded():  # from before the plan beside it stood from sending on
        Proposal.objects.filter(code=CODE).update(linked_to=Proposal.objects.get(code="politieplan"))
    record(1, BOARD, {"1": AGREE})
    assert course() == Closing(Course.WAITS, MEETING, linked="politieplan")
    record(1, BOARD, {"1": AGREE}, code="politieplan")
    assert course().is_adopted
    assert course("politieplan").is_adopted


def test_adopted_on_different_days_they_do_not_close() -> None:
    linked_pair()
    record(1, BOARD, {"1": AGREE})
    later = dt.date(2020, 4, 8)
    record(1, BOARD, {"1": AGREE}, code="politieplan", decided_on=later)
    assert course("politieplan") == Closing(Course.OTHER_DAY, later, MEETING, linked=CODE)


def test_a_withdrawn_companion_leaves_the_other_without_way_out() -> None:
    linked_pair()
    record(1, BOARD, {"1": AGREE}, code="politieplan")
    withdraw_proposal(CODE, "Dit is vervallen.", actor=COMMAND, now=NOW)
    assert course("politieplan") == Closing(Course.WAITS, MEETING, is_lost=True, linked=CODE)


def test_who_answers_after_the_majority_does_not_move_the_day_of_adoption() -> None:
    board = replace(
        ADOPTING,
        number=1,
        after=0,
        rule=StageRule.MAJORITY,
        bodies=("overleg-noord", "overleg-zuid", "stuurgroep"),
    )
    draft(points=POINTS[:1], stages=(board,))
    send()
    for key, day in ((NORTH, 1), (SOUTH, 8)):
        record(1, key, {"1": AGREE}, decided_on=dt.date(2020, 4, day))
    with nothing_changes(), pytest.raises(DomainError, match="vervallen"):
        record(1, BOARD, {"1": AGREE}, decided_on=dt.date(2020, 4, 15))
    assert course() == Closing(Course.ADOPTED, dt.date(2020, 4, 8))
    before = standing(CODE, AsOf(dt.date(2020, 4, 7)))
    assert before
    assert closing_of(before, AsOf(dt.date(2020, 4, 7))).course is Course.UNDER_WAY
