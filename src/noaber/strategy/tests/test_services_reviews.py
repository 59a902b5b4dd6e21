"""Reviews: written, shared for reactions until a day, and final only once all of them are answered."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from noaber.core.access import ANONYMOUS, COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.network.models import ThemeVersion
from noaber.network.tests.pages import words
from noaber.strategy.access import may_see_reactions, may_see_review
from noaber.strategy.models import (
    LocalPlan,
    ReactionAnswer,
    Review,
    ReviewFinding,
    ReviewReaction,
    ReviewStatement,
    ThemeConclusion,
)
from noaber.strategy.papers.review import review_paper
from noaber.strategy.queries.inventory.plans import source
from noaber.strategy.queries.periods.period import period as find_period
from noaber.strategy.queries.periods.period import titled
from noaber.strategy.queries.reviews.composing import compose
from noaber.strategy.queries.reviews.review import (
    ReviewRow,
    named_at,
    named_in,
    reactions,
    review,
    review_titles,
)
from noaber.strategy.rules.goals.goal import GoalText
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.rules.results.result import EvidenceText, PartnerText, ResultState, ResultText
from noaber.strategy.rules.reviews.review import (
    FindingText,
    Finishing,
    ReactionState,
    ReviewKind,
    ReviewState,
    ReviewText,
)
from noaber.strategy.services.goals.goal import record_goal
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.results.result import record_result
from noaber.strategy.services.reviews.findings import take_over_findings
from noaber.strategy.services.reviews.reactions import answer_reaction, react
from noaber.strategy.services.reviews.review import finish_review, share_review, write_review
from noaber.strategy.tests.conftest import (
    ADOPTED,
    CONTACT,
    COORDINATOR,
    LAST,
    NOT_REVIEWED,
    NOW,
    OTHER_TOWN,
    PERIOD,
    STRANGER,
    STRATEGY,
    TODAY,
    TOWN,
)
from noaber.strategy.views.reviews.changes import offered_themes
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
END: Final = ReviewKind.ENDTERM
UNTIL: Final = TODAY + dt.timedelta(days=20)
AFTER: Final = TODAY + dt.timedelta(days=21)
TEXT: Final = ReviewText(
    "Het ging goed.",
    (("jeugd", "Er is veel bereikt."),),
    (FindingText("Te weinig mensen.", "jeugd", "Leen mensen uit."), FindingText("Te weinig bewijs.")),
)
SAID: Final = Finishing(AFTER, "besluitenlijst BBG")


@pytest.fixture(autouse=True)
@made_once
def _adopted(network: object) -> None:
    ThemeVersion.objects.filter(theme__code="jeugd").update(safety_field="5.2")
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)
    record_period(PERIOD, ADOPTED, actor=COORDINATOR, now=NOW, today=TODAY)


def by(actor: Actor = COORDINATOR, today: dt.date = TODAY) -> dict[str, Any]:
    return {"actor": actor, "now": dt.datetime.combine(today, dt.time(12), dt.UTC), "today": today}


def write(text: ReviewText = TEXT, **said: Any) -> bool:
    return write_review(PERIOD, END, text, **{**by(), **said})


def share(until: dt.date = UNTIL, **said: Any) -> None:
    share_review(PERIOD, END, until, **{**by(), **said})


def finish(said: Finishing = SAID, **who: Any) -> None:
    finish_review(PERIOD, END, said, **{**by(today=AFTER), **who})


def found(day: dt.date = AFTER) -> ReviewRow:
    row = review(PERIOD, END, AsOf(day))
    assert row
    return row


def test_a_review_is_written_shared_and_final_and_each_version_stays() -> None:
    assert write()
    assert not write()  # says just so
    assert write(replace(TEXT, conclusion="Het ging heel goed."))
    share()
    finish()
    assert [each.state for each in found().versions] == [
        ReviewState.WRITING,
        ReviewState.WRITING,
        ReviewState.SHARED,
        ReviewState.FINAL,
    ]
    assert found().versions[0].text == TEXT
    assert found().final
    assert found().course.is_final
    assert review(PERIOD, END, AsOf(TODAY)) == replace(found(), versions=found().versions[:3])


def test_only_the_coordinator_writes_and_nobody_else_reads_it_before_it_is_shared() -> None:
    with pytest.raises(AccessRefused):
        write(actor=CONTACT)
    write()
    assert may_see_review(COORDINATOR, found())
    assert not may_see_review(CONTACT, found())
    share()
    assert may_see_review(CONTACT, found())
    assert not may_see_review(ANONYMOUS, found())
    assert may_see_reactions(CONTACT, found())
    finish()
    assert may_see_review(ANONYMOUS, found())
    assert not may_see_reactions(ANONYMOUS, found())


def test_who_writes_what_somebody_else_changed_is_told() -> None:
    write()
    write(replace(TEXT, conclusion="Anders."), expected_number=1)
    with pytest.raises(Conflict):
        write(replace(TEXT, conclusion="Nog anders."), expected_number=1)
    with pytest.raises(Conflict):
        share(expected_number=1)


def test_nothing_is_written_of_a_strategy_that_was_not_adopted() -> None:
    other = replace(STRATEGY, starts_on=dt.date(2023, 1, 1), ends_on=dt.date(2026, 12, 31), plans=())
    record_period("2023-2026", other, **by())
    with pytest.raises(DomainError, match="nog niet vastgesteld"):
        write_review("2023-2026", END, TEXT, **by())
    assert not Review.objects.exists()


def test_it_is_final_only_after_its_day_and_once_every_reaction_has_an_answer() -> None:
    write()
    with pytest.raises(DomainError, match="Deel eerst een concept"):
        finish()
    share()
    react(PERIOD, END, TOWN, "Noem ons ook.", **by(CONTACT))
    with pytest.raises(DomainError, match="Reageren kan nog"):
        finish(Finishing(UNTIL, "besluitenlijst"), today=UNTIL)
    with pytest.raises(DomainError, match="Beantwoord eerst elke reactie"):
        finish()
    answer_reaction(PERIOD, END, 1, effect="adopted", answer="Dat staat er nu.", **by(today=AFTER))
    finish()
    assert found().final


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Finishing(AFTER + dt.timedelta(days=1), "lijst"), "decided_on"),
        (Finishing(AFTER, " "), "source"),
        (Finishing(AFTER, "x"), "source"),
    ],
)
def test_the_decision_has_a_day_that_was_and_a_place(said: Finishing, field: str) -> None:
    write()
    share()
    with pytest.raises(DomainError) as refused:
        finish(said)
    assert refused.value.field == field
    assert not found().final


def test_the_day_of_the_decision_is_after_who_could_react_and_what_was_answered() -> None:
    """Not of before its reactions closed, and not of before the last of them was answered."""
    write()
    share()
    react(PERIOD, END, TOWN, "Noem ons ook.", **by(CONTACT, today=UNTIL))
    answered, later = AFTER + dt.timedelta(days=9), AFTER + dt.timedelta(days=30)
    answer_reaction(PERIOD, END, 1, effect="adopted", answer="Dat staat er nu.", **by(today=answered))
    for day in (TODAY, UNTIL, answered - dt.timedelta(days=1)):
        with pytest.raises(DomainError) as refused:
            finish(Finishing(day, "besluitenlijst BBG"), **by(today=later))
        assert refused.value.field == "decided_on"
    finish(Finishing(answered, "besluitenlijst BBG"), **by(today=later))
    assert found(later).final


def test_an_organisation_reacts_for_itself_until_the_day_and_its_last_word_counts() -> None:
    write()
    with pytest.raises(DomainError, match="nog geen concept gedeeld"):
        react(PERIOD, END, TOWN, "Dat is goed.", **by(CONTACT))
    share()
    with pytest.raises(DomainError, match="Schrijf dit in woorden"):
        react(PERIOD, END, TOWN, "x", **by(CONTACT))
    assert react(PERIOD, END, TOWN, "Dat is goed.", **by(CONTACT))
    assert not react(PERIOD, END, TOWN, " Dat is goed. ", **by(CONTACT))
    assert react(PERIOD, END, TOWN, "Toch niet.", expected_reaction=1, **by(CONTACT, UNTIL))
    for other in (CONTACT, STRANGER):
        with pytest.raises(AccessRefused):
            react(PERIOD, END, OTHER_TOWN, "Dat is goed.", **by(other))
    with pytest.raises(DomainError, match="is voorbij"):
        react(PERIOD, END, TOWN, "Te laat.", **by(CONTACT, AFTER))
    first, last = reactions(PERIOD, END, AsOf(AFTER))
    assert (first.state, last.state) == (ReactionState.REPLACED, ReactionState.OPEN)
    assert (last.version, last.text) == (2, "Toch niet.")
    with pytest.raises(DomainError, match="zei later iets anders"):
        answer_reaction(PERIOD, END, 1, effect="adopted", answer="Dat is goed.", **by(today=AFTER))


def test_an_answer_says_what_it_does_to_the_text_and_the_last_counts() -> None:
    write()
    share()
    react(PERIOD, END, TOWN, "Noem ons.", **by(CONTACT))
    with pytest.raises(AccessRefused):
        answer_reaction(PERIOD, END, 1, effect="adopted", answer="Dat staat er nu.", **by(CONTACT))
    for effect, answer, field in (
        ("zomaar", "Dat staat er nu.", "effect"),
        ("adopted", "  ", "answer"),
        ("adopted", "x", "answer"),
        ("adopted", "aaa bbb ccc", "answer"),
    ):
        with pytest.raises(DomainError) as refused:
            answer_reaction(PERIOD, END, 1, effect=effect, answer=answer, **by())
        assert refused.value.field == field
    assert answer_reaction(PERIOD, END, 1, effect="adopted", answer="Dat staat er nu.", **by())
    assert not answer_reaction(PERIOD, END, 1, effect="adopted", answer="Dat staat er nu.", **by())
    with pytest.raises(Conflict):
        answer_reaction(
            PERIOD, END, 1, effect="partly", answer="Dat staat er deels.", expected_answer=0, **by()
        )
    answer_reaction(PERIOD, END, 1, effect="partly", answer="Dat staat er deels.", expected_answer=1, **by())
    (row,) = reactions(PERIOD, END, AsOf(AFTER))
    assert row.answer
    assert (row.answer.effect, len(row.answers)) == ("partly", 2)


def test_what_was_shared_stays_as_it_was_whatever_is_recorded_later() -> None:
    write()
    share()
    shown = (EvidenceText("Verslag", "https://voorbeeld.invalid/verslag"),)
    partners = (PartnerText(TOWN), PartnerText(OTHER_TOWN))
    late = ResultText("Convenant", "Er is een convenant.", TODAY, ResultState.RECORDED, partners, shown)
    record_result(PERIOD, "convenant", "", late, **by())
    finish()
    shared, final = found().shared
    assert shared.composition
    assert final.composition
    assert [each.title for each in shared.composition.results] == []
    assert [each.title for each in final.composition.results] == ["Convenant"]


def test_r20_r21_a_draft_is_left_out_and_every_partner_is_named() -> None:
    partners = (PartnerText(TOWN, role="schreef"), PartnerText(OTHER_TOWN), PartnerText(body="stuurgroep"))
    shown = ResultText(
        "Convenant",
        "Er is een convenant.",
        TODAY,
        ResultState.RECORDED,
        partners,
        (EvidenceText("Verslag", "https://voorbeeld.invalid/verslag"),),
    )
    record_result(PERIOD, "convenant", "", shown, **by())
    draft = replace(shown, title="Gerucht", state=ResultState.DRAFT)
    record_result(PERIOD, "gerucht", "", draft, **by())
    record_result(PERIOD, "gemompel", "", replace(draft, title="Gemompel", evidence=()), **by())
    write()
    share()
    composition = found().last.composition
    assert composition
    assert [each.title for each in composition.shown] == ["Convenant"]
    assert (composition.not_shown, composition.drafts) == ((), 2)
    kept = found().last.composed
    assert not [word for word in ("Gerucht", "Gemompel", "gerucht", "gemompel") if word in kept]
    assert len(composition.shown[0].partners) == 3
    assert composition.shown[0].partners[0].endswith(" (schreef)")


def test_its_authors_can_conclude_on_every_theme_of_the_strategy_also_one_without_goals() -> None:
    goal = GoalText("Minder overlast", "Een kwart minder.", "team-jeugd:noord", LAST, reason="Dit is nieuw.")
    record_goal(PERIOD, "jeugd", "minder-overlast", goal, **by())
    period = titled(PERIOD, AsOf(TODAY))
    assert period
    shown = compose(find_period(PERIOD, AsOf(TODAY)), END, AsOf(TODAY)).themes  # type: ignore[arg-type]
    offered = offered_themes(period, ReviewText(), AsOf(TODAY))
    assert list(offered) == [each.code for each in shown]
    assert {"jeugd", "verkeer"} <= set(offered)


def test_a_final_review_is_changed_by_nobody_not_even_in_the_database() -> None:
    write()
    share()
    react(PERIOD, END, TOWN, "Noem ons.", **by(CONTACT))
    answer_reaction(PERIOD, END, 1, effect="adopted", answer="Dat staat er nu.", **by())
    finish()
    for attempt in (
        lambda: write(replace(TEXT, conclusion="Anders."), today=AFTER),
        lambda: share(AFTER + dt.timedelta(days=9), today=AFTER),
        lambda: finish(),
        lambda: react(PERIOD, END, OTHER_TOWN, "Nog iets.", **by(today=AFTER)),
        lambda: answer_reaction(
            PERIOD, END, 1, effect="partly", answer="Dat staat er toch deels.", **by(today=AFTER)
        ),
    ):
        with pytest.raises(DomainError, match="definitief"):
            attempt()
    last, given = ReviewStatement.objects.latest("number"), ReviewReaction.objects.get()
    rows = (
        ReviewStatement(review=last.review, number=9, said_on=AFTER, state="writing", recorded_at=NOW),
        ThemeConclusion(statement=last, theme=ThemeConclusion.objects.all()[0].theme, text="Meer."),
        ReviewFinding(statement=last, position=9, text="Meer."),
        ReviewReaction(
            review=last.review,
            statement=last,
            organisation=given.organisation,
            number=9,
            said_on=AFTER,
            text="Meer.",
            recorded_at=NOW,
        ),
        ReactionAnswer(
            reaction=given, number=9, said_on=AFTER, effect="partly", answer="Meer.", recorded_at=NOW
        ),
    )
    for row in rows:
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.update(final_at=None)


@pytest.mark.parametrize(
    "model", [ReviewStatement, ThemeConclusion, ReviewFinding, ReviewReaction, ReactionAnswer]
)
def test_what_was_said_is_never_changed_or_deleted(model: Any) -> None:
    write()
    share()
    react(PERIOD, END, TOWN, "Noem ons.", **by(CONTACT))
    answer_reaction(PERIOD, END, 1, effect="adopted", answer="Dat staat er nu.", **by())
    kept = model.objects.all()
    assert kept
    with pytest.raises(DatabaseError), transaction.atomic():
        kept._raw_delete(using="default")
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.update(id=kept[0].pk)


def test_every_step_is_in_the_log() -> None:
    write()
    share()
    react(PERIOD, END, TOWN, "Noem ons.", **by(CONTACT))
    answer_reaction(PERIOD, END, 1, effect="adopted", answer="Dat staat er nu.", **by())
    finish()
    verbs = AuditEntry.objects.order_by("sequence").values_list("verb", flat=True)
    assert list(verbs)[-5:] == [
        "strategy.write_review",
        "strategy.share_review",
        "strategy.react_on_review",
        "strategy.answer_reaction",
        "strategy.finish_review",
    ]


def test_after_its_endterm_review_a_strategy_is_closed_without_a_word() -> None:
    until, final = LAST + dt.timedelta(days=20), LAST + dt.timedelta(days=21)
    write(**by(today=LAST))
    share(until, **by(today=LAST))
    finish(Finishing(final, "besluitenlijst BBG"), **by(today=final))
    before = replace(ADOPTED, state=PeriodState.CLOSED, decided_on=until)
    with pytest.raises(DomainError, match="De endterm review was toen niet definitief"):
        record_period(PERIOD, before, **by(today=final))
    assert record_period(PERIOD, replace(before, decided_on=final), **by(today=final))


def closed(state: PeriodState, on: dt.date = LAST) -> PeriodTerms:
    return replace(ADOPTED, state=state, decided_on=on, source="besluitenlijst", note=NOT_REVIEWED)


def test_nobody_is_discharged_before_the_endterm_review_is_final() -> None:
    until, final = LAST + dt.timedelta(days=20), LAST + dt.timedelta(days=21)
    record_period(PERIOD, closed(PeriodState.CLOSED), **by(today=LAST))
    with pytest.raises(DomainError, match="pas als de endterm review") as refused:
        record_period(PERIOD, closed(PeriodState.DISCHARGED), **by(today=LAST))
    assert refused.value.field == "state"
    write(**by(today=LAST))
    share(until, **by(today=LAST))
    finish(Finishing(final, "besluitenlijst BBG"), **by(today=final))
    assert record_period(PERIOD, closed(PeriodState.DISCHARGED, final), **by(today=final))
    with pytest.raises(DomainError, match="decharge verleend"):
        write_review(PERIOD, ReviewKind.MIDTERM, TEXT, **by(today=final))


def test_a_version_that_was_shared_keeps_the_name_and_the_term_of_its_period() -> None:
    write()
    share()
    finish()
    day = AFTER + dt.timedelta(days=1)
    longer = replace(
        ADOPTED,
        title="Nieuwe naam",
        ends_on=dt.date(2023, 12, 31),
        state=PeriodState.EXTENDED,
        decided_on=day,
    )
    assert record_period(
        PERIOD, replace(longer, plans=(), note="De verlenging is in maart besloten."), **by(today=day)
    )
    asof = AsOf(day)
    now, last = titled(PERIOD, asof), found(day).last
    assert now
    assert (now.title, named_in(now, last).title) == (
        "Nieuwe naam 2019-2023",
        "Veiligheidsstrategie 2019-2022",
    )
    (told,) = review_titles(asof)
    assert named_at(now, told).ends_on == LAST
    told_as = review_paper(named_in(now, last), found(day), last, last.composition, {})
    assert told_as.title == "Endterm review 2019-2022"
    page = Client().get(f"/strategie/{PERIOD}/review/endterm/?geldig-op={day}")
    assert "Endterm review 2019-2022" in words(page)
    assert "Endterm review 2019-2023" not in words(page)


NEXT: Final = "2023-2026"


def test_its_findings_open_the_next_inventory_once() -> None:
    following = replace(STRATEGY, starts_on=dt.date(2023, 1, 1), ends_on=dt.date(2026, 12, 31), plans=())
    record_period(NEXT, following, **by())
    with pytest.raises(DomainError, match="geen bevindingen"):
        take_over_findings(NEXT, **by())
    write()
    share()
    finish()
    with pytest.raises(AccessRefused):
        take_over_findings(NEXT, **by(CONTACT, AFTER))
    assert take_over_findings(NEXT, **by(today=AFTER))
    assert not take_over_findings(NEXT, **by(today=AFTER))
    row = source(NEXT, "endterm-review", AsOf(AFTER))
    assert row
    assert (row.kind, row.number, row.text.title) == ("review", 1, "Endterm review 2019-2022")
    (only,) = row.text.priorities  # the other finding is on no theme of the taxonomy
    assert (only.field, only.wording, only.ambition) == ("5.2", "Te weinig mensen.", "Leen mensen uit.")
    assert LocalPlan.objects.filter(period__code=NEXT).count() == 1


def test_a_command_may_do_it_as_well() -> None:
    assert write(actor=COMMAND)
