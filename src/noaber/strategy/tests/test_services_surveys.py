"""A survey is written, opened, answered once per organisation, closed or taken back; what was asked and said stays."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from noaber.core.access import Actor, Grant
from noaber.core.asof import AsOf, end_of_day
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry, OutboxMail
from noaber.core.reading import forget
from noaber.core.records import FACT, changed_records
from noaber.core.rules.dutch import long_date
from noaber.network.api import OrganisationRow
from noaber.strategy.models import (
    Survey,
    SurveyAnswer,
    SurveyClosing,
    SurveyExtension,
    SurveyQuestion,
    SurveyReminder,
    SurveyResponse,
)
from noaber.strategy.queries.surveys import (
    SurveyOutcome,
    SurveyRow,
    asked_of,
    open_surveys,
    survey,
    survey_of,
    surveys,
)
from noaber.strategy.rules.surveys import (
    QuestionKind,
    QuestionText,
    ResponseText,
    SurveyKind,
    SurveyState,
    SurveyText,
)
from noaber.strategy.services.inventory.asking import Asked
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.surveys.answers import answer_survey
from noaber.strategy.services.surveys.reminders import remind_missing
from noaber.strategy.services.surveys.survey import (
    close_survey,
    extend_survey,
    open_survey,
    prepare_survey,
)
from noaber.strategy.services.withdrawing import withdraw_survey
from noaber.strategy.tests.conftest import (
    ADOPTED,
    CONTACT,
    COORDINATOR,
    LATER,
    NOW,
    OTHER_TOWN,
    PERIOD,
    STRANGER,
    STRATEGY,
    TODAY,
    TOWN,
)
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("network")
CODE = "midterm"
LAST_DAY = TODAY + dt.timedelta(days=10)
AFTER = LAST_DAY + dt.timedelta(days=1)
TEXT = SurveyText(
    " Peiling ",
    "Wat vindt u?",
    LAST_DAY,
    (
        QuestionText(QuestionKind.STATEMENT, "Het netwerk helpt ons."),
        QuestionText(QuestionKind.STATEMENT, "Jeugd gaat de goede kant op.", "jeugd"),
        QuestionText(QuestionKind.OPEN, "Wat kan beter?"),
    ),
)
SAID = ResponseText({1: 4, 2: 0}, {3: "Meer cijfers."})


@pytest.fixture(autouse=True)
@made_once
def _adopted(network: None) -> None:
    for terms in (STRATEGY, ADOPTED):
        record_period(PERIOD, terms, actor=COORDINATOR, now=NOW, today=TODAY)


def prepare(
    text: SurveyText = TEXT, *, actor: Actor = COORDINATOR, code: str = "", seen: int | None = None
) -> str:
    return prepare_survey(
        PERIOD, SurveyKind.MIDTERM, text, actor=actor, today=TODAY, code=code, expected_revision=seen
    )


def opened(text: SurveyText = TEXT) -> str:
    code = prepare(text)
    open_survey(PERIOD, code, actor=COORDINATOR, now=NOW, today=TODAY)
    return code


def answer(
    text: ResponseText = SAID,
    *,
    actor: Actor = CONTACT,
    town: str = TOWN,
    today: dt.date = TODAY,
    seen: int | None = None,
) -> bool:
    return answer_survey(PERIOD, CODE, town, text, actor=actor, now=NOW, today=today, expected_number=seen)


def close(today: dt.date = TODAY) -> None:
    close_survey(PERIOD, CODE, actor=COORDINATOR, now=NOW, today=today)


def found(day: dt.date = TODAY) -> SurveyRow:
    row = survey(PERIOD, CODE, AsOf(day))
    assert row
    return row


def outcome(day: dt.date = AFTER) -> SurveyOutcome:
    known = survey_of(PERIOD, CODE, AsOf(day))
    assert known
    return known


def asked() -> tuple[OrganisationRow, ...]:
    return asked_of(found(), AsOf(TODAY))


def towns() -> list[str]:
    return [row.code for row in asked()]


def test_a_draft_is_written_anew_until_it_is_opened() -> None:
    assert prepare() == CODE
    with pytest.raises(Conflict):
        prepare(code=CODE, seen=0)
    assert prepare(replace(TEXT, title="Peiling 2020"), code=CODE, seen=1) == CODE
    assert (found().text.title, found().state_on(TODAY)) == ("Peiling 2020", SurveyState.DRAFT)
    with pytest.raises(DomainError, match="nog niet geopend"):
        answer()
    open_survey(PERIOD, CODE, actor=COORDINATOR, now=NOW, today=TODAY, expected_revision=2)
    assert found().state_on(LAST_DAY) is SurveyState.OPEN
    assert found().state_on(AFTER) is SurveyState.CLOSED
    with pytest.raises(DomainError, match="staan vast"):
        prepare(code=CODE)


def test_what_is_wrong_is_named_and_nothing_is_kept() -> None:
    wrong = {
        "title": replace(TEXT, title=" "),
        "introduction": replace(TEXT, introduction="x" * 2001),
        "closes_on": replace(TEXT, closes_on=TODAY - dt.timedelta(days=1)),
        "questions": replace(TEXT, questions=(QuestionText(QuestionKind.OPEN, "Hoe?", "weg"),)),
    }
    for field, text in wrong.items():
        with pytest.raises(DomainError) as refused:
            prepare(text)
        assert refused.value.field == field
    prepare()
    with pytest.raises(DomainError, match="al voorbij"):
        open_survey(PERIOD, CODE, actor=COORDINATOR, now=NOW, today=AFTER)
    with pytest.raises(DomainError, match="is er al"):
        prepare()
    with pytest.raises(DomainError, match="er niet"):
        prepare_survey("1999-2002", SurveyKind.MIDTERM, TEXT, actor=COORDINATOR, today=TODAY)
    assert Survey.objects.count() == 1


def test_a_strategy_that_is_not_adopted_has_nothing_to_look_back_on() -> None:
    code = "2023-2026"
    later = replace(STRATEGY, starts_on=dt.date(2023, 1, 1), ends_on=dt.date(2026, 12, 31), plans=())
    record_period(code, later, actor=COORDINATOR, now=NOW, today=TODAY)
    with pytest.raises(DomainError, match="vastgesteld"):
        prepare_survey(code, SurveyKind.MIDTERM, TEXT, actor=COORDINATOR, today=TODAY)


def test_the_coordinator_keeps_surveys_and_nobody_else() -> None:
    for actor in (CONTACT, STRANGER, COORDINATOR.preparing()):
        with pytest.raises(AccessRefused):
            prepare(actor=actor)
    opened()
    for act in (open_survey, close_survey):
        with pytest.raises(AccessRefused):
            act(PERIOD, CODE, actor=CONTACT, now=NOW, today=TODAY)
    with pytest.raises(AccessRefused):
        withdraw_survey(PERIOD, CODE, "Dit was fout.", actor=CONTACT, now=NOW, today=TODAY)


def test_an_organisation_answers_for_itself_and_its_last_answer_counts() -> None:
    opened()
    assert answer()
    assert not answer()
    assert answer(ResponseText({1: 2, 2: 0}, {3: " "}), seen=1)
    assert not answer(ResponseText({1: 2, 2: 0}))
    assert SurveyResponse.objects.count() == 2
    with pytest.raises(Conflict):
        answer(seen=1)
    for actor in (STRANGER, CONTACT.preparing(), Actor(9, grants=frozenset({Grant("lead", "body:et")}))):
        with pytest.raises(AccessRefused):
            answer(actor=actor)
    with pytest.raises(AccessRefused):
        answer(town=OTHER_TOWN)
    assert answer(actor=COORDINATOR, town=OTHER_TOWN)  # on paper
    with pytest.raises(DomainError, match="niet om antwoord"):
        answer(actor=COORDINATOR, town="GM0000")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (ResponseText({1: 4}), "q2"),
        (ResponseText({1: 4, 2: 6}), "q2"),
        (ResponseText({1: 4, 2: 4, 9: 4}), "q9"),
        (ResponseText({1: 4, 2: 4, 3: 4}), "q3"),
        (ResponseText({1: 4, 2: 4}, {1: "Ja."}), "q1"),
        (ResponseText({1: 4, 2: 4}, {3: "x" * 1001}), "q3"),
    ],
)
def test_a_foreign_question_or_answer_is_named_and_nothing_is_kept(text: ResponseText, field: str) -> None:
    opened()
    with pytest.raises(DomainError) as refused:
        answer(text)
    assert refused.value.field == field
    assert not SurveyResponse.objects.exists()


def test_after_the_last_day_or_after_closing_nobody_answers() -> None:
    opened()
    assert answer(today=LAST_DAY)
    with pytest.raises(DomainError, match="gesloten"):
        answer(ResponseText({1: 1, 2: 1}), today=AFTER)
    close()
    with pytest.raises(DomainError, match="gesloten"):
        answer(ResponseText({1: 1, 2: 1}))
    with pytest.raises(DomainError, match="gesloten"):
        close()
    assert (found().closed_on, found().ended_on) == (TODAY, TODAY)


def test_an_open_survey_closes_later_and_never_earlier() -> None:
    opened()
    later = AFTER + dt.timedelta(days=7)

    def extend(day: dt.date, *, actor: Actor = COORDINATOR, today: dt.date = LAST_DAY) -> None:
        extend_survey(PERIOD, CODE, day, actor=actor, now=NOW, today=today)

    with pytest.raises(AccessRefused):
        extend(later, actor=CONTACT)
    with pytest.raises(DomainError) as refused:
        extend(LAST_DAY)
    assert refused.value.field == "closes_on"
    with pytest.raises(DomainError, match="gesloten"):
        extend(later, today=AFTER)
    extend(later)
    assert answer(today=later)
    assert (found(later).text.closes_on, found(later).told_day) == (later, LAST_DAY)
    assert found(TODAY).text.closes_on == LAST_DAY  # as it was before that was said
    assert [each.row.code for each in open_surveys(AsOf(later))] == [CODE]
    assert not open_surveys(AsOf(later + dt.timedelta(days=1)))
    noted = AuditEntry.objects.get(verb="strategy.extend_survey").facts[FACT]
    assert changed_records([noted])[1:] == ([], [])
    with pytest.raises(DatabaseError), transaction.atomic():
        SurveyExtension.objects.update(closes_on=later + dt.timedelta(days=1))


def test_what_was_taken_back_has_no_outcome_and_makes_room_for_another() -> None:
    opened()
    answer()
    with pytest.raises(DomainError) as refused:
        withdraw_survey(PERIOD, CODE, " ", actor=COORDINATOR, now=NOW, today=TODAY)
    assert refused.value.field == "reason"
    withdraw_survey(PERIOD, CODE, "Dit was een verkeerde vraag.", actor=COORDINATOR, now=NOW, today=TODAY)
    assert survey_of(PERIOD, CODE, AsOf(AFTER)) is None
    assert found().withdrawal_reason == "Dit was een verkeerde vraag."
    with pytest.raises(DomainError, match="ingetrokken"):
        answer(ResponseText({1: 1, 2: 1}))
    assert opened() == "midterm-2"
    again = survey_of(PERIOD, CODE, AsOf(TODAY))
    assert again
    assert again.survey.code == "midterm-2"


def test_from_opening_on_the_database_itself_keeps_what_is_asked_and_what_was_said() -> None:
    code = prepare()
    SurveyQuestion.objects.filter(number=1).update(text="In concept mag dit.")
    open_survey(PERIOD, code, actor=COORDINATOR, now=NOW, today=TODAY)
    answer()
    close()
    kept = Survey.objects.get()
    attempts = (
        lambda: Survey.objects.update(closes_on=AFTER),
        lambda: SurveyQuestion.objects.update(text="Anders."),
        lambda: SurveyQuestion.objects.filter(number=2).delete(),
        lambda: SurveyQuestion.objects.create(survey=kept, number=9, kind="open", text="Nog een?"),
        lambda: SurveyResponse.objects.update(number=F("number") + 1),
        lambda: SurveyAnswer.objects.filter(opinion=4).update(opinion=5),
        lambda: SurveyClosing.objects.all().delete(),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    with pytest.raises(DatabaseError), transaction.atomic():
        SurveyAnswer.objects.create(
            response=SurveyResponse.objects.get(), question=SurveyQuestion.objects.get(number=3), opinion=6
        )


def test_fewer_than_five_answers_show_nothing_and_the_missing_are_named() -> None:
    opened()
    answer()
    others = [each.name for each in asked() if each.code != TOWN]
    known = outcome()
    assert (known.state, known.answered, known.missing) == (SurveyState.CLOSED, 1, tuple(others))
    assert known.is_too_few
    assert known.is_low
    assert not known.questions


def test_the_outcome_counts_everyone_once_and_tells_no_small_group_apart() -> None:
    opened()
    codes = towns()
    for place, code in enumerate(codes):
        answer(ResponseText({1: 1 + place % 5, 2: 0}, {3: f"Zin {place}"}), actor=COORDINATOR, town=code)
    answer(ResponseText({1: 5, 2: 3}, {3: "Iets anders"}), actor=COORDINATOR, town=codes[0])
    assert not outcome(LAST_DAY).questions  # while it is open, nobody reads anything
    first, second, third = outcome().questions
    assert first.whole
    assert second.whole
    assert first.whole.answered == second.whole.answered == len(codes)
    assert second.whole.counts == (len(codes) - 1, 0, 0, 1, 0, 0)
    assert "Zin 0" not in [each.text for each in third.open_answers]
    assert len(third.open_answers) == len(codes)
    assert {each.organisation for each in third.open_answers} == {""}
    for groups in (first.by_kind, first.by_district):
        assert all(each.answered >= 5 for _label, each in groups)
        assert not groups or sum(each.answered for _label, each in groups) == len(codes)


def test_open_answers_have_the_name_of_the_organisation_where_that_was_told() -> None:
    opened(replace(TEXT, is_named=True))
    for code in towns():
        answer(SAID, actor=COORDINATOR, town=code)
    said = outcome().questions[2].open_answers
    assert sorted(each.organisation for each in said) == sorted(each.name for each in asked())


def test_as_it_was_known_before_the_last_day_there_is_no_outcome_to_compare_with() -> None:
    opened()
    for code in towns():
        answer(SAID, actor=COORDINATOR, town=code)
    before = AsOf(AFTER, end_of_day(TODAY), is_asked=True)
    known = survey_of(PERIOD, CODE, before)
    assert known
    assert (known.state, known.questions) == (SurveyState.OPEN, ())
    assert not surveys(PERIOD, AsOf(TODAY - dt.timedelta(days=1), is_asked=True))


def test_opening_writes_once_to_everyone_who_is_asked_with_the_last_day_and_the_way() -> None:
    code = prepare()
    assert (
        open_survey(PERIOD, code, actor=COORDINATOR, now=NOW, today=TODAY) == OutboxMail.objects.count() > 0
    )
    written = SurveyReminder.objects.filter(survey__code=code)
    assert set(written.values_list("organisation__code", flat=True)) <= set(towns())
    assert {TOWN, OTHER_TOWN} <= set(written.values_list("organisation__code", flat=True))
    mail = OutboxMail.objects.get(text__contains=f"/peilingen/{code}/invullen/{TOWN}/")
    assert f"Het kan tot en met {long_date(LAST_DAY)}." in mail.text
    assert "nog geen antwoord" not in mail.text
    before = OutboxMail.objects.count()
    with pytest.raises(DomainError, match="geopend"):
        open_survey(PERIOD, code, actor=COORDINATOR, now=LATER, today=TODAY)
    assert OutboxMail.objects.count() == before


def test_a_survey_is_not_open_without_its_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    code = prepare()

    def dies(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("noaber.strategy.services.surveys.letters.queue_mail", dies)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            open_survey(PERIOD, code, actor=COORDINATOR, now=NOW, today=TODAY)
    forget()
    assert found().opened_on is None
    assert open_survey(PERIOD, code, actor=COORDINATOR, now=NOW, today=TODAY) == OutboxMail.objects.count()


def test_a_letter_goes_to_who_did_not_answer_and_once() -> None:
    opened()
    answer()
    invited = SurveyReminder.objects.count()
    before, key = OutboxMail.objects.count(), uuid.uuid4()

    def remind(actor: Actor = COORDINATOR, seen: int | None = None) -> Asked:
        return remind_missing(
            PERIOD,
            CODE,
            actor=actor,
            now=LATER,
            today=TODAY,
            request_key=key,
            sentence="Graag snel.",
            seen=seen,
        )

    with pytest.raises(AccessRefused):
        remind(CONTACT)
    sent = remind()
    assert sent.sent == OutboxMail.objects.count() - before > 0
    assert remind() == Asked(0, sent.sent)
    letters = SurveyReminder.objects.order_by("pk")[invited:]
    reminded = {each.organisation.code for each in letters}
    assert TOWN not in reminded
    assert OTHER_TOWN in reminded
    mail = OutboxMail.objects.filter(key__startswith=f"strategy.survey {key}")[0]
    assert "Graag snel." in mail.text
    assert "De coördinator van het netwerk vraagt u dit. Met vragen kunt u daar terecht." in mail.text
    assert f"/strategie/{PERIOD}/peilingen/{CODE}/invullen/" in mail.text
    close()
    with pytest.raises(DomainError, match="gesloten"):
        remind()


def test_the_log_holds_a_digest_of_all_that_was_asked_and_answered() -> None:
    opened()
    answer()
    close()
    verbs = AuditEntry.objects.filter(verb__endswith="survey").order_by("pk").values_list("verb", flat=True)
    expected = [f"strategy.{verb}_survey" for verb in ("prepare", "open", "answer", "close")]
    assert list(dict.fromkeys(verbs)) == expected
    noted = [entry.facts[FACT] for entry in AuditEntry.objects.all() if FACT in entry.facts]
    checked, wrong, missing = changed_records(noted)
    assert (checked >= 8, wrong, missing) == (True, [], [])
