"""A list of people promises: shown first, applied as shown or not at all, out of sight until it is whole."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytest_django import Settings

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry
from noaber.core.personal_data import erase_person, export_person
from noaber.core.staging import Stage
from noaber.network.imports import applying
from noaber.network.imports.applying import carry_on, finish_applying, start_applying
from noaber.network.imports.guarding import revisions
from noaber.network.imports.keeping import forget_old_lists, may_read_list
from noaber.network.imports.runs import begin_import, check_again, discard_import
from noaber.network.models import (
    ImportKind,
    ImportRun,
    ImportState,
    Membership,
    MembershipVersion,
    Person,
    PersonVersion,
    Post,
)
from noaber.network.services.memberships import appoint
from noaber.network.services.organisations import change_organisation
from noaber.network.services.people import change_person
from noaber.network.tests.conftest import NOW, TODAY, holder, newcomer, person_named
from noaber.network.tests.lists import (
    Row,
    apply,
    audit_head,
    check_people,
    checked,
    list_of,
    preview_of,
    problems_of,
    register_contents,
    xlsx,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

LATER = NOW + dt.timedelta(hours=1)
NEW: Row = {"name": "Strateeg van Aardam", "organisation": "GM9001", "email": "strateeg@aardam.invalid"}
CHANGED: Row = {"name": "Adviseur van Beekstad", "email": "adviseur@beekstad.invalid", "phone": "010 123"}
SAME: Row = {"name": "Burgemeester van Aardam", "organisation": "GM9001"}
SEATED: Row = {**NEW, "post": "team-jeugd:zuid", "first_day": TODAY, "on_behalf_of": "GM9005"}


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def phone_of(name: str, *, known_at: dt.datetime | None = None) -> str:
    version: PersonVersion = PersonVersion.objects.as_of(AsOf(TODAY, known_at)).get(name=name)
    return version.phone


# --- looking ---


def test_the_preview_tells_what_is_new_what_changes_and_what_stays() -> None:
    run = check_people(NEW, CHANGED, SAME)

    assert run.counts == {"new": 1, "changed": 1, "unchanged": 1, "problems": 0}
    new, changed = preview_of(run).lines
    assert (new.row, new.name) == (2, "Strateeg van Aardam")
    assert [(each.label, each.old, each.new) for each in changed.differences] == [("telefoon", "", "010 123")]


def test_looking_changes_nothing_in_the_register() -> None:
    before = register_contents()

    check_people(NEW, CHANGED, SEATED)

    assert register_contents() == before


def test_only_who_keeps_the_register_may_hand_in_a_list() -> None:
    data = list_of(ImportKind.PEOPLE, [NEW])
    for actor in (Actor(7, grants=frozenset({Grant("mayor", "organisation:GM9001")})), Actor(8)):
        with pytest.raises(AccessRefused):
            begin_import(ImportKind.PEOPLE, data, "lijst.xlsx", actor=actor, now=NOW, valid_from=TODAY)
    assert not ImportRun.objects.exists()


def test_an_assistant_who_prepares_may_not() -> None:
    preparing = Actor(7, 8, frozenset({Grant("coordinator")}), prepares_only=True)
    with pytest.raises(AccessRefused, match="voorbereiden"):
        begin_import(ImportKind.PEOPLE, b"", "lijst.xlsx", actor=preparing, now=NOW, valid_from=TODAY)


def test_columns_that_are_not_known_are_named_and_example_rows_left_out() -> None:
    example: Row = {"name": "VOORBEELD Adviseur", "organisation": "GM9001"}
    run = check_people(example, NEW)

    assert run.counts["new"] == 1


def test_a_row_that_stands_there_twice_is_named() -> None:
    run = check_people(NEW, NEW, SAME)

    assert preview_of(run).notes == ("Rij 3 is gelijk aan rij 2 en telt één keer.",)
    assert run.counts["new"] == 1


def test_an_address_of_two_people_is_asked_about() -> None:
    shared = {**NEW, "name": "Secretaris van Aardam"}
    (note,) = preview_of(check_people(NEW, shared)).notes

    assert "strateeg@aardam.invalid: Strateeg van Aardam (rij 2) en Secretaris van Aardam (rij 3)." in note


def test_an_address_of_somebody_in_the_register_is_asked_about() -> None:
    shared: Row = {"name": "Burgemeester van Aardam", "organisation": "GM9001", "key": ""}
    key = str(person_named("Burgemeester van Aardam"))
    (note,) = preview_of(check_people({**shared, "key": key, "email": "adviseur@beekstad.invalid"})).notes

    assert "Burgemeester van Aardam (rij 2) en Adviseur van Beekstad (staat al in het register)" in note


def test_a_list_that_is_about_something_else_is_refused() -> None:
    other = xlsx([["Naam", "Leeftijd", "Woonplaats"], ["Strateeg van Aardam", 41, "Aardam"]])
    for data in (other, xlsx([["Naam", "Leeftijd"], ["Strateeg van Aardam", 41]])):
        with pytest.raises(DomainError, match=r"niet: Leeftijd.*Wel bekend zijn: naam, functie, organisatie"):
            checked(ImportKind.PEOPLE, data)
    assert not ImportRun.objects.exists()


def test_where_the_codes_are_is_told_to_who_made_the_list_themselves() -> None:
    (problem,) = problems_of(check_people({**NEW, "organisation": "Aardam"}))

    assert problem.endswith("alle codes staan in het sjabloon voor Excel, op het blad Codes.")


def test_a_column_of_ones_own_is_left_out_and_named() -> None:
    own = xlsx([["Naam", "E-mail", "Opmerking"], ["Strateeg van Aardam", "strateeg@aardam.invalid", "!"]])
    run = checked(ImportKind.PEOPLE, own)

    assert preview_of(run).notes == ("Deze kolommen kent Noaber niet; zij zijn niet gebruikt: Opmerking.",)


# --- applying ---


def test_applying_does_what_was_shown_from_the_day_on() -> None:
    apply(check_people(SEATED, CHANGED))

    assert phone_of("Adviseur van Beekstad") == "010 123"
    assert holder("team-jeugd:zuid") == "Strateeg van Aardam"
    assert (
        PersonVersion.objects.as_of(AsOf(TODAY - dt.timedelta(days=1))).filter(phone="010 123").count() == 0
    )


def test_what_was_known_before_stays_known_as_it_was() -> None:
    apply(check_people(CHANGED), now=LATER)

    assert phone_of("Adviseur van Beekstad", known_at=NOW) == ""
    assert phone_of("Adviseur van Beekstad") == "010 123"


def test_twice_is_the_same_as_once() -> None:
    apply(check_people(SEATED, CHANGED))
    after = register_contents()

    again = check_people(SEATED, CHANGED)

    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 1 + 1)
    assert register_contents() == after


def test_who_has_a_seat_or_a_person_open_hears_that_it_changed() -> None:
    post, person = Post.objects.get(code="team-jeugd:zuid"), person_named("Adviseur van Beekstad")
    revisions = post.revision, Person.objects.get(pk=person).revision

    apply(check_people(SEATED, CHANGED))

    post.refresh_from_db()
    assert (post.revision, Person.objects.get(pk=person).revision) == (revisions[0] + 1, revisions[1] + 1)


def test_the_audit_names_the_subjects_by_number_and_holds() -> None:
    run = apply(check_people(SEATED, CHANGED))

    entries = AuditEntry.objects.filter(verb="network.apply_import")
    named = {key for entry in entries for key in entry.facts.get("subjects", [])}
    assert str(person_named("Strateeg van Aardam")) in named
    assert "Strateeg" not in str([entry.facts for entry in entries])
    assert entries.get(object_type="network.importrun").object_id == str(run.pk)
    assert verify_chain()[1] is None


def test_the_same_name_in_the_register_is_asked_and_not_guessed() -> None:
    run = check_people({"name": "Adviseur van Beekstad", "organisation": "GM9005"})

    assert run.state == ImportState.FAULTY
    assert str(person_named("Adviseur van Beekstad")) in problems_of(run)[0]


# --- what happens in between ---


def change_phone(name: str, phone: str) -> None:
    change_person(person_named(name), actor=COMMAND, now=NOW, valid_from=TODAY, values={"phone": phone})


def test_a_change_that_the_list_does_not_touch_is_no_reason_to_stop() -> None:
    run = check_people(NEW)
    change_phone("Politiechef Voorbeeldland", "112")

    assert apply(run, now=LATER).state == ImportState.APPLIED


def test_a_change_that_makes_the_list_mean_something_else_is_shown_first() -> None:
    run = check_people(CHANGED)
    change_phone("Adviseur van Beekstad", "010 456")
    before = register_contents()

    run = apply(run, now=LATER)

    assert run.state == ImportState.READY
    assert "intussen gewijzigd" in run.message
    assert register_contents() == before
    assert preview_of(run).lines[0].differences[0].old == "010 456"
    assert apply(run, now=LATER).state == ImportState.APPLIED


def test_a_preview_that_is_not_the_last_one_is_not_applied() -> None:
    run = check_people(CHANGED)

    with pytest.raises(DomainError, match="vernieuwd"):
        start_applying(run.pk, actor=COMMAND, seen="een oud kenmerk", now=NOW)


def test_a_list_is_applied_by_one_person_only_once() -> None:
    run = check_people(CHANGED)
    apply(run)

    with pytest.raises(DomainError, match="doorgevoerd"):
        start_applying(run.pk, actor=COMMAND, seen=run.plan_hash, now=NOW)


def test_what_is_staged_nobody_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    run = check_people(SEATED, CHANGED)
    before = PersonVersion.objects.as_of(AsOf(TODAY)).count(), revisions()
    monkeypatch.setattr(applying, "_publish", lambda *_args, **_more: pytest.fail("stopped here"))
    start_applying(run.pk, actor=COMMAND, seen=run.plan_hash, now=NOW)

    with pytest.raises(BaseException, match="stopped here"):
        finish_applying(run.pk, actor=COMMAND, moment=lambda: NOW)

    assert Stage(run.pk).count(PersonVersion) == 3  # one new, and the two parts of a changed one
    for known_at in (None, NOW, NOW - dt.timedelta(days=1), dt.datetime(1900, 1, 2, tzinfo=dt.UTC)):
        assert (
            not PersonVersion.objects.as_of(AsOf(TODAY, known_at)).filter(name="Strateeg van Aardam").exists()
        )
    assert (PersonVersion.objects.as_of(AsOf(TODAY)).count(), revisions()) == before


def stop_halfway(monkeypatch: pytest.MonkeyPatch, run: ImportRun) -> None:
    """Start applying and die after the first batch, as a worker does that is killed."""
    put = Stage.put
    batches: list[int] = []

    def put_once(self: Stage, *arguments: object) -> None:
        if batches:
            raise KeyboardInterrupt
        batches.append(1)
        put(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(applying, "BATCH", 2)
    monkeypatch.setattr(Stage, "put", put_once)
    start_applying(run.pk, actor=COMMAND, seen=run.plan_hash, now=NOW)
    with pytest.raises(KeyboardInterrupt):
        finish_applying(run.pk, actor=COMMAND, moment=lambda: NOW)
    monkeypatch.setattr(Stage, "put", put)


MANY = [{"name": f"Medewerker {number}", "organisation": "GM9001"} for number in range(5)]


def test_work_that_was_stopped_halfway_is_taken_up_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    run = check_people(*MANY)
    stop_halfway(monkeypatch, run)
    run.refresh_from_db()
    assert (run.state, run.done_count) == (ImportState.APPLYING, 2)

    soon, stalled = NOW + dt.timedelta(seconds=5), NOW + dt.timedelta(minutes=5)
    with pytest.raises(DomainError, match="ligt niet stil"):
        carry_on(run.pk, actor=COMMAND, now=soon)
    carry_on(run.pk, actor=COMMAND, now=stalled)
    run = finish_applying(run.pk, actor=COMMAND, moment=lambda: stalled)

    assert run.state == ImportState.APPLIED
    assert PersonVersion.objects.as_of(AsOf(TODAY)).filter(name__startswith="Medewerker").count() == 5


def test_a_second_worker_leaves_a_run_alone_that_another_is_at(monkeypatch: pytest.MonkeyPatch) -> None:
    run = check_people(*MANY)
    put = Stage.put

    def put_while_another_goes_on(self: Stage, *arguments: object) -> None:
        put(self, *arguments)  # type: ignore[arg-type]
        ImportRun.objects.filter(pk=run.pk).update(done_count=4)

    monkeypatch.setattr(applying, "BATCH", 2)
    monkeypatch.setattr(Stage, "put", put_while_another_goes_on)
    start_applying(run.pk, actor=COMMAND, seen=run.plan_hash, now=NOW)

    left = finish_applying(run.pk, actor=COMMAND, moment=lambda: NOW)

    assert (left.state, left.done_count) == (ImportState.APPLYING, 4)
    assert Stage(run.pk).count(PersonVersion) == 2


def test_work_that_was_stopped_can_be_thrown_away_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    run = check_people(*MANY)
    before = register_contents()
    stop_halfway(monkeypatch, run)

    discard_import(run.pk, actor=COMMAND, now=NOW + dt.timedelta(minutes=5))

    assert register_contents() == before


def work_meanwhile(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> list[int]:
    """Let somebody do `work` between staging and publishing, once; tells how often the list was staged."""
    stage, staged = applying._stage, list[int]()

    def stage_while_somebody_works(*arguments: object, **more: object) -> None:
        stage(*arguments, **more)  # type: ignore[arg-type]
        if not staged:
            work()
        staged.append(1)

    monkeypatch.setattr(applying, "_stage", stage_while_somebody_works)
    return staged


def test_a_change_during_the_work_makes_it_stage_again_what_the_list_leaves_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The list says nothing of job titles, so the one that was typed meanwhile must stay."""
    run, key = check_people(CHANGED), person_named("Adviseur van Beekstad")
    retitle = partial(
        change_person, key, actor=COMMAND, now=NOW, valid_from=TODAY, values={"job_title": "Hoofd"}
    )
    staged = work_meanwhile(monkeypatch, retitle)

    assert apply(run, now=LATER).state == ImportState.APPLIED
    person = PersonVersion.objects.as_of(AsOf(TODAY)).get(name="Adviseur van Beekstad")
    assert (person.job_title, person.phone, len(staged)) == ("Hoofd", "010 123", 2)


def test_work_elsewhere_in_the_register_does_not_hold_a_list_up(monkeypatch: pytest.MonkeyPatch) -> None:
    run = check_people(SEATED, CHANGED)
    staged = work_meanwhile(monkeypatch, partial(change_phone, "Politiechef Voorbeeldland", "112"))

    assert apply(run, now=LATER).state == ImportState.APPLIED
    assert len(staged) == 1
    assert phone_of("Politiechef Voorbeeldland") == "112"


MEANWHILE = {
    "a namesake": partial(newcomer, "Strateeg van Aardam", "GM9002"),
    "the seat is taken": lambda: appoint(
        newcomer("Ander", "GM9005"), "team-jeugd:zuid", actor=COMMAND, now=NOW, valid_from=TODAY
    ),
    "the organisation moves": lambda: change_organisation(
        "GM9005", actor=COMMAND, now=NOW, valid_from=TODAY, values={"district": "noord"}
    ),
}


@pytest.mark.parametrize("work", MEANWHILE.values(), ids=list(MEANWHILE))
def test_work_that_changes_what_the_list_means_stops_it(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]
) -> None:
    run = check_people({key: value for key, value in SEATED.items() if key != "email"})
    work_meanwhile(monkeypatch, work)

    run = apply(run, now=LATER)

    assert run.state == ImportState.FAULTY
    assert "intussen gewijzigd" in run.message
    assert Stage(run.pk).count(PersonVersion) == 0


def test_who_lost_the_right_meanwhile_does_not_get_the_list_applied() -> None:
    run = check_people(NEW)
    before = register_contents()
    start_applying(run.pk, actor=COMMAND, seen=run.plan_hash, now=NOW)

    run = finish_applying(run.pk, actor=Actor(7), moment=lambda: NOW)

    assert run.state == ImportState.FAILED
    assert register_contents() == before


def test_an_unborn_subject_of_a_failed_attempt_is_taken_away() -> None:
    run = check_people(SEATED)
    counts = Person.objects.count(), Membership.objects.count()
    start_applying(run.pk, actor=COMMAND, seen=run.plan_hash, now=NOW)
    finish_applying(run.pk, actor=Actor(7), moment=lambda: NOW)

    assert (Person.objects.count(), Membership.objects.count()) == counts
    run = check_again(run.pk, actor=COMMAND, now=NOW)
    assert MembershipVersion.objects.filter(membership__post__code="team-jeugd:zuid").count() == 0


# --- afterwards ---


def test_lists_are_emptied_after_a_month() -> None:
    kept, old = check_people(NEW), check_people(CHANGED)
    ImportRun.objects.filter(pk=old.pk).update(created_at=NOW - dt.timedelta(days=31))

    assert forget_old_lists(NOW) == "1 ingelezen lijsten geleegd."

    old.refresh_from_db()
    kept.refresh_from_db()
    assert (old.plan, old.state, kept.state) == (None, ImportState.DISCARDED, ImportState.READY)
    assert old.file is not None
    old.file.refresh_from_db()
    assert old.file.is_removed


def test_erasing_a_person_empties_the_lists_of_people() -> None:
    run = apply(check_people(NEW))
    key = str(person_named("Strateeg van Aardam"))
    assert b"PK" in export_person(key, actor=COMMAND, now=NOW)

    erase_person(key, actor=COMMAND, now=NOW)

    run.refresh_from_db()
    assert (run.plan, run.state) == (None, ImportState.APPLIED)
    assert run.file is not None
    assert run.file.is_removed


def test_the_file_is_for_who_may_bring_in_such_a_list() -> None:
    run = check_people(NEW)
    mayor = Actor(7, grants=frozenset({Grant("mayor", "organisation:GM9001")}))

    assert may_read_list(COMMAND, str(run.pk))
    assert not may_read_list(mayor, str(run.pk))
    assert not may_read_list(COMMAND, "0")


def test_handing_in_and_looking_leave_one_line_each_in_the_audit() -> None:
    head = audit_head()
    check_people(NEW)
    assert audit_head() != head
    assert set(AuditEntry.objects.filter(object_type="network.importrun").values_list("verb", flat=True)) == {
        "network.begin_import"
    }


def test_what_is_no_telephone_number_is_a_problem_of_its_cell() -> None:
    run = check_people({**CHANGED, "phone": "abc"})

    assert [
        problem for problem in problems_of(run) if "3 tot 15 cijfers" in problem and "telefoon" in problem
    ]


@pytest.mark.parametrize("stands_in", ["ja", "nee"])
def test_who_sits_for_another_organisation_is_told_before_it_counts(stands_in: str) -> None:
    run = check_people({**SEATED, "is_substitute": stands_in})
    [note] = [note for note in preview_of(run).notes if "namens een andere organisatie" in note]
    assert "rij 2: Strateeg van Aardam van GM9001, namens GM9005" in note

    own = check_people({**SEATED, "organisation": "GM9005", "is_substitute": stands_in})
    assert not [note for note in preview_of(own).notes if "namens een andere" in note]


@pytest.mark.parametrize("stands_in", ["ja", "nee"])
def test_a_seat_asks_the_same_of_a_substitute_as_of_its_holder(stands_in: str) -> None:
    run = check_people({**SEATED, "on_behalf_of": "GM9001", "is_substitute": stands_in})
    assert [problem for problem in problems_of(run) if "alleen voor iemand uit het district zuid" in problem]
