"""A selection round: written, opened, scored by several, chosen; what was fixed stays fixed, and each step refuses."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest
from django.db import DatabaseError, transaction

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.core.records import changed_records
from noaber.core.tests.guards import unguarded
from noaber.decisions.api import ProposalText, draft_proposal
from noaber.network.models import SafetyField
from noaber.strategy.models import (
    ChoiceLine,
    Criterion,
    LocalPlanStatement,
    LocalPriority,
    Measured,
    RoundWithdrawal,
    Score,
    SelectionRound,
    ThemeChoice,
    ThemeOption,
)
from noaber.strategy.queries.selection import computing
from noaber.strategy.queries.selection.chosen import chosen_for
from noaber.strategy.queries.selection.computing import Kind
from noaber.strategy.queries.selection.round import last_of, result, rounds, scorers, scores_of
from noaber.strategy.queries.selection.scorers import seat_scores
from noaber.strategy.queries.selection.sources import sources_of
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.selection.round import ChoiceText, CriterionText, OptionText, RoundText, Verdict
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.round import (
    Given,
    give_scores,
    open_round,
    prepare_round,
    record_choice,
)
from noaber.strategy.services.withdrawing import withdraw_round
from noaber.strategy.tests.conftest import (
    ADOPTED,
    CONTACT,
    COORDINATOR,
    LATER,
    NOT_REVIEWED,
    NOW,
    PERIOD,
    STRANGER,
    TODAY,
)
from noaber.strategy.tests.rounds import (
    BODY,
    OTHER_SCORER,
    ROUND,
    SCORER,
    STAND_IN,
    VOICELESS,
    choice,
    found,
    hand_in_all,
    opened,
    prepare,
    review,
    score,
    seat_scorers,
)
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
SECRETARY = Actor(1, grants=frozenset({Grant(role, f"body:{BODY}") for role in ("member", "secretary")}))
X, Y = CriterionText("x", "X", 5000), CriterionText("y", "Y", 5000)


@pytest.fixture(autouse=True)
@made_once
def _inventory(network: object) -> None:
    hand_in_all()
    seat_scorers()


@pytest.fixture
@made_once
def being_scored(_inventory: None) -> None:
    """A round is open, and nobody gave a score."""
    opened()


@pytest.fixture
@made_once
def scored(being_scored: None) -> None:
    """The one who has a say in it gave the scores."""
    score()


def choose(
    *chosen: str, expected_revision: int | None = None, now: dt.datetime = NOW, **reasons: str
) -> bool:
    return record_choice(
        PERIOD,
        1,
        choice(*chosen, **reasons),
        actor=COORDINATOR,
        now=now,
        today=TODAY,
        expected_revision=expected_revision,
    )


def rows() -> int:
    return AuditEntry.objects.count()


def test_what_is_written_is_what_is_read_and_can_be_written_anew() -> None:
    assert prepare() == 1
    assert found().text == ROUND
    assert not found().is_open
    other = replace(ROUND, title="Anders", criteria=(X, Y), options=ROUND.options[:2], places=1)
    assert prepare_round(PERIOD, other, actor=COORDINATOR, number=1, expected_revision=1) == 1
    assert found().text == other
    assert prepare() == 2
    assert [row.number for row in rounds(PERIOD)] == [1, 2]


@pytest.mark.usefixtures("scored")
@pytest.mark.parametrize("actor", [STRANGER, CONTACT, SCORER, COORDINATOR.preparing()])
def test_only_the_coordinator_prepares_opens_and_records_the_choice(actor: Actor) -> None:
    prepare(replace(ROUND, title="Een tweede"))
    before = rows()
    for act in (
        lambda: prepare_round(PERIOD, ROUND, actor=actor),
        lambda: open_round(PERIOD, 2, actor=actor, now=NOW, today=TODAY),
        lambda: record_choice(PERIOD, 1, choice(cyber="Dit is te smal."), actor=actor, now=NOW, today=TODAY),
    ):
        with pytest.raises(AccessRefused):
            act()
    assert rows() == before


@pytest.mark.usefixtures("being_scored")
@pytest.mark.parametrize("actor", [STRANGER, CONTACT, COORDINATOR, SECRETARY, VOICELESS, SCORER.preparing()])
def test_only_who_sits_in_the_body_gives_scores(actor: Actor) -> None:
    with pytest.raises(AccessRefused):
        score(actor=actor)
    assert not Score.objects.exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (replace(ROUND, criteria=(X, replace(Y, weight=4999))), "samen 99,99 %, niet 100 %"),
        (replace(ROUND, criteria=(replace(X, weight=-1), replace(Y, weight=10_001))), "ten minste 0 %"),
        (replace(ROUND, criteria=(X, replace(Y, name="x"))), "staat er één keer"),
        (replace(ROUND, criteria=(X, replace(Y, code="x"))), "staat er één keer"),
        (replace(ROUND, criteria=()), "ten minste één criterium"),
        (replace(ROUND, criteria=(replace(X, meaning="x" * 1001, weight=10_000),)), "hoogste 1000 tekens"),
        (replace(ROUND, places=3), "minder thema’s dan er zijn: dit zijn er 3"),
        (replace(ROUND, places=0), "minder thema’s dan er zijn"),
        (
            replace(ROUND, options=(*ROUND.options, OptionText("a", "A", "9.9"))),
            "‘9.9’ staat niet in de lijst",
        ),
        (replace(ROUND, options=(*ROUND.options, OptionText("a", "A", "5"))), "‘5’ staat niet in de lijst"),
        (replace(ROUND, options=(*ROUND.options, OptionText("a", " ", "X.1"))), "een naam van"),
        (replace(ROUND, title=" "), "Vul een naam in"),
        (replace(ROUND, title="x" * 201), "hoogste 200 tekens"),
        (replace(ROUND, body=""), "wie de scores geeft"),
    ],
)
def test_a_round_that_cannot_be_is_refused_and_nothing_is_saved(text: RoundText, message: str) -> None:
    before = rows()
    with pytest.raises(DomainError, match=message):
        prepare(text)
    assert not SelectionRound.objects.exists()
    assert rows() == before


def test_a_period_that_is_not_there_or_is_closed_takes_no_round() -> None:
    with pytest.raises(DomainError, match="is er niet"):
        prepare_round("1999-2002", ROUND, actor=COORDINATOR)
    prepare()
    for state, year in ((PeriodState.ADOPTED, 2019), (PeriodState.CLOSED, 2023)):
        terms = replace(ADOPTED, state=state, decided_on=dt.date(year, 1, 1), note=f"{state}: {NOT_REVIEWED}")
        record_period(PERIOD, terms, actor=COORDINATOR, now=LATER, today=dt.date(2023, 1, 1))
    for act in (prepare, lambda: open_round(PERIOD, 1, actor=COORDINATOR, now=NOW, today=TODAY)):
        with pytest.raises(DomainError, match="afgesloten"):
            act()


def test_a_round_of_a_closed_period_takes_no_score_and_no_choice() -> None:
    record_period(PERIOD, ADOPTED, actor=COORDINATOR, now=NOW, today=dt.date(2023, 1, 1))
    opened()
    score()
    closed = replace(ADOPTED, state=PeriodState.CLOSED, decided_on=dt.date(2023, 1, 1), note=NOT_REVIEWED)
    record_period(PERIOD, closed, actor=COORDINATOR, now=LATER, today=dt.date(2023, 1, 1))
    for act in (score, choose):
        before = rows()
        with pytest.raises(DomainError, match="afgesloten"):
            act()
        assert rows() == before


@pytest.mark.usefixtures("being_scored")
def test_breadth_is_counted_at_opening_and_stays_what_it_was() -> None:
    """By hand: of four municipalities three name 5.2, two X.2 and one X.1; a partner does not count."""
    assert dict(found().named) == {"ondermijning": (3, 4), "zorg": (2, 4), "cyber": (1, 4)}
    score()
    computed = {code: row["breedte"] for code, row in scores_of(found()).items()}
    assert computed == {"ondermijning": Fraction(4), "zorg": Fraction(3), "cyber": Fraction(2)}


TRENDS: dict[str, tuple[int, int]] = {"ondermijning": (1, 4), "zorg": (2, 4), "cyber": (4, 4)}
TREND = Kind(
    "trend",
    "trend",
    "berekend uit de cijfers",
    "berekend uit de cijfers",
    "Er zijn nog geen cijfers.",
    lambda _period, fields, _asof: {code: TRENDS[code] for code in fields},
    lambda risen, of: 1 + 4 * Fraction(risen, of),
    lambda risen, of: f"{risen} van {of}",
)


def test_a_second_kind_of_computed_criterion_is_measured_at_opening_beside_breadth(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(computing._kinds, "trend", TREND)
    trend = CriterionText("trend", "Trend", 6000, computed="trend")
    text = replace(ROUND, criteria=(ROUND.criteria[0], trend))
    prepare(text)
    monkeypatch.setitem(TRENDS, "zorg", (0, 0))
    with pytest.raises(DomainError, match="nog geen cijfers"):
        open_round(PERIOD, 1, actor=COORDINATOR, now=NOW, today=TODAY)
    monkeypatch.setitem(TRENDS, "zorg", (2, 4))
    open_round(PERIOD, 1, actor=COORDINATOR, now=NOW, today=TODAY)
    monkeypatch.setitem(TRENDS, "zorg", (4, 4))
    assert found().text == text
    assert found().pairs == ()
    assert scores_of(found()) == {
        "ondermijning": {"breedte": Fraction(4), "trend": Fraction(2)},
        "zorg": {"breedte": Fraction(3), "trend": Fraction(3)},
        "cyber": {"breedte": Fraction(2), "trend": Fraction(5)},
    }
    with pytest.raises(DomainError, match="niet bekend"):
        prepare(replace(ROUND, criteria=(replace(trend, computed="anders", weight=10_000),)))


def test_a_round_that_weighs_breadth_does_not_open_while_nobody_answered() -> None:
    prepare()
    with unguarded():
        for model in (LocalPriority, LocalPlanStatement):
            model.objects.all().delete()
    with pytest.raises(DomainError, match="breedte is niet te berekenen"):
        open_round(PERIOD, 1, actor=COORDINATOR, now=NOW, today=TODAY)
    prepare_round(PERIOD, replace(ROUND, criteria=(X, Y)), actor=COORDINATOR, number=1)
    open_round(PERIOD, 1, actor=COORDINATOR, now=NOW, today=TODAY)
    assert found().is_open


def test_nothing_is_scored_or_chosen_before_opening() -> None:
    prepare()
    for act in (score, choose):
        with pytest.raises(DomainError, match="nog niet opengesteld"):
            act()
    with pytest.raises(DomainError, match="bestaat niet"):
        give_scores(PERIOD, 9, {}, actor=SCORER, now=NOW, today=TODAY)


@pytest.mark.usefixtures("being_scored")
def test_after_opening_nothing_of_a_round_changes_any_more() -> None:
    for act in (
        lambda: prepare_round(PERIOD, replace(ROUND, title="Anders"), actor=COORDINATOR, number=1),
        lambda: open_round(PERIOD, 1, actor=COORDINATOR, now=NOW, today=TODAY),
    ):
        with pytest.raises(DomainError, match="staan vast"):
            act()
    assert found().text == ROUND


@pytest.mark.usefixtures("being_scored")
@pytest.mark.parametrize(
    "act",
    [
        lambda: Criterion.objects.filter(code="ernst").update(weight=5000),
        lambda: Criterion.objects.filter(code="ernst").delete(),
        lambda: Criterion.objects.create(round_id=found().id, position=9, code="z", name="Z", weight=0),
        lambda: ThemeOption.objects.filter(code="zorg").update(named_by=4),
        lambda: ThemeOption.objects.filter(code="cyber").delete(),
        lambda: ThemeOption.objects.create(
            round_id=found().id, position=9, code="z", name="Z", field_id="X.1"
        ),
        lambda: SelectionRound.objects.update(places=1),
        lambda: SelectionRound.objects.update(opened_at=None),
    ],
)
@pytest.mark.db
def test_the_database_refuses_a_change_after_opening(act: Callable[[], object]) -> None:
    """Nobody scored yet, so that no score holds what is taken away."""
    with pytest.raises(DatabaseError), transaction.atomic():
        act()
    with unguarded(), transaction.atomic():
        act()


@pytest.mark.usefixtures("scored")
@pytest.mark.parametrize("model", [Score, ThemeChoice, ChoiceLine, RoundWithdrawal, Measured])
@pytest.mark.db
def test_the_database_refuses_to_change_what_was_scored_and_chosen(model: type[Score]) -> None:
    choose(cyber="Dit is te smal.")
    prepare(replace(ROUND, title="Een tweede"))
    withdraw(number=2)
    option, criterion = ThemeOption.objects.all()[0], Criterion.objects.all()[0]
    Measured.objects.create(option=option, criterion=criterion, part=1, whole=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(id=999)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)


@pytest.mark.usefixtures("scored")
def test_of_several_scorers_the_mean_counts_and_of_each_the_last_score() -> None:
    score({"ondermijning": 1, "zorg": 5, "cyber": 2}, actor=OTHER_SCORER)
    score({"ondermijning": 5}, actor=OTHER_SCORER)
    assert scorers(found()) == 2
    assert {code: row["ernst"] for code, row in scores_of(found()).items()} == {
        "ondermijning": Fraction(9, 2),
        "zorg": Fraction(5),
        "cyber": Fraction(2),
    }
    ranked = result(found())
    assert ranked
    # Ondermijning: 40 % of 4 and 60 % of 4.5; Zorg: 40 % of 3 and 60 % of 5; Cybercrime: 40 % of 2 and 60 % of 2.
    assert [(row.option, row.total) for row in ranked.ranked] == [
        ("ondermijning", Fraction(43, 10)),
        ("zorg", Fraction(42, 10)),
        ("cyber", Fraction(2)),
    ]


@pytest.mark.usefixtures("scored")
def test_a_seat_scores_once_the_later_of_its_holder_and_who_stands_in_counts() -> None:
    assert score({"zorg": 1}, actor=STAND_IN) == 1
    assert {code: row["ernst"] for code, row in scores_of(found()).items()} == {
        "ondermijning": Fraction(4),
        "zorg": Fraction(1),
        "cyber": Fraction(2),
    }
    assert scorers(found()) == 1
    both = Score.objects.filter(option__code="zorg").order_by("pk").values_list("scorer_id", "value")
    assert list(both) == [(11, 5), (13, 1)], "what was replaced stays, with who gave it"
    score({"zorg": 2}, actor=SCORER)
    assert scores_of(found())["zorg"]["ernst"] == 2


@pytest.mark.usefixtures("scored")
def test_a_score_that_somebody_gave_meanwhile_for_the_seat_is_not_written_over_unseen() -> None:
    seen = last_of(found(), "stuurgroep:chair")
    assert score({"zorg": 3}, actor=STAND_IN) == 1
    before = rows()
    mine = {("zorg", "ernst"): Given(2, "Daarom."), ("cyber", "ernst"): Given(2, "Daarom.")}
    with pytest.raises(Conflict) as caught:
        give_scores(PERIOD, 1, mine, actor=SCORER, now=NOW, today=TODAY, expected=seen)
    assert caught.value.field == "zorg__ernst__value"
    assert rows() == before
    other = {("cyber", "ernst"): Given(1, "Daarom.")}
    assert give_scores(PERIOD, 1, other, actor=SCORER, now=NOW, today=TODAY, expected=seen) == 1
    again = caught.value.revision
    assert give_scores(PERIOD, 1, mine, actor=SCORER, now=NOW, today=TODAY, expected=again + 1) == 2
    assert score(actor=OTHER_SCORER), "another seat is not in the way"


@pytest.mark.usefixtures("being_scored")
def test_the_same_score_twice_is_recorded_once() -> None:
    assert score() == 3
    before = rows()
    assert score() == 0
    assert score(motive=" Daarom. ") == 0
    assert (Score.objects.count(), rows()) == (3, before)
    assert score({"zorg": 4}) == 1


@pytest.mark.usefixtures("being_scored")
@pytest.mark.parametrize(
    ("at", "given", "message"),
    [
        (("zorg", "ernst"), Given(3, " "), "waarom u deze score geeft"),
        (("zorg", "ernst"), Given(3, "Daarom. " * 130), "te lang"),
        (("zorg", "ernst"), Given(0, "Daarom."), "van 1 tot en met 5"),
        (("zorg", "ernst"), Given(6, "Daarom."), "van 1 tot en met 5"),
        (("zorg", "breedte"), Given(3, "Daarom."), "wordt berekend"),
        (("zorg", "anders"), Given(3, "Daarom."), "staat niet in deze ronde"),
        (("anders", "ernst"), Given(3, "Daarom."), "staat niet in deze ronde"),
    ],
)
def test_a_score_that_cannot_be_is_refused_with_all_that_came_with_it(
    at: tuple[str, str], given: Given, message: str
) -> None:
    good = {("ondermijning", "ernst"): Given(3, "Daarom.")}
    with pytest.raises(DomainError, match=message):
        give_scores(PERIOD, 1, {**good, at: given}, actor=SCORER, now=NOW, today=TODAY)
    assert not Score.objects.exists()


@pytest.mark.usefixtures("being_scored")
def test_without_a_score_on_everything_there_is_no_ranking_and_no_choice() -> None:
    score({"ondermijning": 4, "zorg": 5})
    assert result(found()) is None
    assert found().missing == (("cyber", "ernst"),)
    with pytest.raises(DomainError, match="Nog niet elk thema"):
        choose(cyber="Dit is te smal.")


@pytest.mark.usefixtures("scored")
def test_a_choice_says_why_not_and_where_it_differs_from_the_ranking_why() -> None:
    for chosen, reasons, message in (
        ((), {}, "waarom ‘Cybercrime’ niet is gekozen"),
        (("zorg", "cyber"), {"cyber": "Het probleem groeit."}, "waarom ‘Ondermijning’ niet is gekozen"),
        (("zorg", "cyber"), {"ondermijning": "Dit gebeurt elders."}, "‘Cybercrime’ staat niet bovenaan"),
        (
            ("zorg",),
            {"cyber": "Dit is smal.", "ondermijning": "Dit gebeurt elders."},
            "Kies 2 thema’s; nu is het er 1.",
        ),
    ):
        with pytest.raises(DomainError, match=message):
            record_choice(PERIOD, 1, choice(*chosen, **reasons), actor=COORDINATOR, now=NOW, today=TODAY)
    assert not ThemeChoice.objects.exists()
    assert choose("zorg", "cyber", cyber="Het groeit snel.", ondermijning="Belegd bij het RIEC.")
    recorded, ranked = found().choice, result(found())
    assert recorded
    assert ranked
    assert recorded.text.chosen == ("zorg", "cyber")
    # No weight makes Cybercrime, which has the least on both, one of the first two.
    assert [row.range for row in ranked.of_choice] == [None, None]


def test_who_shares_the_last_place_is_chosen_with_a_reason() -> None:
    opened(replace(ROUND, criteria=(replace(X, weight=10_000),), places=1))
    give = {(each.code, "x"): Given(4 if each.code != "cyber" else 1, "Daarom.") for each in ROUND.options}
    give_scores(PERIOD, 1, give, actor=SCORER, now=NOW, today=TODAY)
    with pytest.raises(DomainError, match="‘Zorg en veiligheid’ staat gelijk met een ander thema"):
        choose("zorg", ondermijning="Dit gebeurt elders.", cyber="Dit is te smal.")
    assert choose(
        "zorg", zorg="Dit is breder gedragen.", ondermijning="Dit gebeurt elders.", cyber="Dit is te smal."
    )
    ranked = result(found())
    assert ranked
    assert (ranked.shown, ranked.of_choice) == (frozenset({"zorg"}), ())


def test_a_theme_without_a_source_of_each_kind_is_not_chosen() -> None:
    """R06: local, partner and evaluation."""
    SafetyField.objects.create(code="5.1", name="Polarisatie", parent_id="5")
    options = (*ROUND.options[:2], OptionText("jeugd", "Jeugd", "5.1"))
    review("X.2", "5.1")
    opened(replace(ROUND, options=options))
    give = {(each.code, "ernst"): Given(4, "Daarom.") for each in options}
    give_scores(PERIOD, 1, give, actor=SCORER, now=NOW, today=TODAY)
    lacking = {code: each.lacking for code, each in sources_of(found(), AsOf(TODAY)).items()}
    assert lacking == {"ondermijning": ("evaluatie",), "zorg": (), "jeugd": ("lokaal", "partners")}
    for chosen, message in (
        # What the round says of a review is not that a review says it.
        (("ondermijning", "zorg"), "‘Ondermijning’ heeft geen bron: evaluatie"),
        (("jeugd", "zorg"), "‘Jeugd’ heeft geen bron: lokaal, partners"),
    ):
        said = {each.code: Verdict(each.code in chosen, "Zo is het gekozen.") for each in options}
        with pytest.raises(DomainError, match=message):
            record_choice(
                PERIOD, 1, ChoiceText(said, TODAY, "Verslag"), actor=COORDINATOR, now=NOW, today=TODAY
            )


@pytest.mark.usefixtures("scored")
def test_a_choice_is_dated_and_says_where_it_stands() -> None:
    for text, message in (
        (replace(choice(cyber="Dit is te smal."), source=" "), "waar de keuze te lezen is"),
        (replace(choice(cyber="Dit is te smal."), source="Verslag " * 40), "te lang"),
        (
            replace(choice(cyber="Dit is te smal."), decided_on=TODAY + dt.timedelta(days=1)),
            "nog niet geweest",
        ),
        (
            replace(choice(cyber="Dit is te smal."), decided_on=dt.date(2018, 12, 31)),
            "van 1 januari 2019 of later",
        ),
        (replace(choice(), verdicts={}), "Zeg van elk thema"),
        (choice(cyber="Dit is te smal. " * 70), "te lang"),
    ):
        with pytest.raises(DomainError, match=message):
            record_choice(PERIOD, 1, text, actor=COORDINATOR, now=NOW, today=TODAY)


@pytest.mark.usefixtures("scored")
def test_after_the_choice_nobody_scores_any_more() -> None:
    choose(cyber="Dit is te smal.")
    with pytest.raises(DomainError, match="de scores staan vast"):
        score({"zorg": 1})


@pytest.mark.usefixtures("scored")
def test_the_same_choice_twice_is_recorded_once_and_another_keeps_the_first() -> None:
    assert choose(cyber="Dit is te smal.")
    before = rows()
    assert not choose(cyber=" Dit is te smal. ", expected_revision=0)
    assert (ThemeChoice.objects.count(), rows()) == (1, before)
    assert choose(cyber="Nog te smal.", now=LATER)
    assert ThemeChoice.objects.count() == 2
    (earlier,) = rounds(PERIOD, LATER)
    assert earlier.choice
    assert earlier.choice.text.verdicts["cyber"].reason == "Dit is te smal."


def test_who_saw_an_older_round_does_not_write_over_a_newer_one() -> None:
    prepare()
    prepare_round(PERIOD, replace(ROUND, title="Anders"), actor=COORDINATOR, number=1, expected_revision=1)
    for act in (
        lambda: prepare_round(PERIOD, ROUND, actor=COORDINATOR, number=1, expected_revision=1),
        lambda: open_round(PERIOD, 1, actor=COORDINATOR, now=NOW, today=TODAY, expected_revision=1),
    ):
        with pytest.raises(Conflict):
            act()
    open_round(PERIOD, 1, actor=COORDINATOR, now=NOW, today=TODAY, expected_revision=2)
    score()
    seen = found().revision
    score({"zorg": 2}, actor=OTHER_SCORER)
    with pytest.raises(Conflict):
        choose(cyber="Dit is te smal.", expected_revision=seen)


@pytest.mark.usefixtures("scored")
def test_the_choice_names_the_proposal_in_which_the_themes_go_to_the_councils() -> None:
    text = choice(cyber="Dit is te smal.")
    record = partial(record_choice, PERIOD, 1, actor=COORDINATOR, now=NOW, today=TODAY)
    with pytest.raises(DomainError, match="Kies een voorstel") as caught:
        record(replace(text, proposal="themas"))
    assert caught.value.field == "proposal"
    draft("themas")
    assert record(text)
    assert record(replace(text, proposal="themas"))
    assert not record(replace(text, proposal="themas"))
    recorded = found().choice
    assert recorded
    assert recorded.text.proposal == "themas"
    assert [row.title for row in chosen_for("themas", AsOf(TODAY))] == [ROUND.title]
    assert record(text)
    again = found().choice
    assert again
    assert again.text.proposal == "", "the last choice counts"
    assert [row.title for row in chosen_for("themas", AsOf(TODAY))] == [ROUND.title], (
        "where it came from stays told"
    )


def draft(code: str) -> None:
    text = ProposalText("Vier thema's", "de stuurgroep", "de overleggen", TODAY)
    draft_proposal(code, actor=COMMAND, now=NOW, text=text, points=[], stages=[])


@pytest.mark.usefixtures("scored")
def test_as_it_was_known_then_without_later_scores_and_the_choice() -> None:
    give_scores(
        PERIOD, 1, {("zorg", "ernst"): Given(4, "Toch minder.")}, actor=SCORER, now=LATER, today=TODAY
    )
    choose("ondermijning", "zorg", cyber="Dit is te smal.", now=LATER)
    (then,) = rounds(PERIOD, LATER)
    assert [each.value for each in then.given if each.option == "zorg"] == [5]
    assert then.choice is None
    assert rounds(PERIOD, NOW) == ()


@pytest.mark.usefixtures("scored")
def test_reading_rounds_asks_five_questions(django_assert_num_queries: object) -> None:
    prepare(replace(ROUND, title="Een tweede"))
    with django_assert_num_queries(5):  # type: ignore[operator]
        assert len(rounds(PERIOD)) == 2


def withdraw(
    reason: str = "De gewichten kloppen niet.", *, number: int = 1, actor: Actor = COORDINATOR
) -> None:
    withdraw_round(PERIOD, number, reason, actor=actor, now=LATER, expected_revision=None)


@pytest.mark.parametrize("is_open", [True, False])
def test_a_round_that_is_withdrawn_stays_with_the_reason_and_takes_nothing_any_more(*, is_open: bool) -> None:
    if is_open:
        opened()
        score()
    else:
        prepare()
    before = rows()
    withdraw(" De gewichten kloppen niet. ")
    assert rows() == before + 1
    assert AuditEntry.objects.order_by("sequence").last().verb == "strategy.withdraw_round"  # type: ignore[union-attr]
    assert found().withdrawal_reason == "De gewichten kloppen niet."
    (then,) = rounds(PERIOD, LATER) or (None,)
    assert then is None or not then.is_withdrawn
    for act in (
        score,
        lambda: choose(cyber="Dit is te smal."),
        withdraw,
        lambda: prepare_round(PERIOD, ROUND, actor=COORDINATOR, number=1),
        lambda: open_round(PERIOD, 1, actor=COORDINATOR, now=NOW, today=TODAY),
    ):
        with pytest.raises(DomainError, match="ingetrokken"):
            act()
    assert rows() == before + 1
    assert prepare() == 2
    assert not list(changed_records(entry.facts.get("digests", ()) for entry in AuditEntry.objects.all())[1])


@pytest.mark.usefixtures("scored")
def test_a_round_is_withdrawn_by_the_coordinator_with_a_reason_before_the_choice() -> None:
    with pytest.raises(AccessRefused):
        withdraw(actor=SCORER)
    for reason, message in ((" ", "Vul in waarom"), ("Dit was fout. " * 80, "te lang")):
        with pytest.raises(DomainError, match=message):
            withdraw(reason)
    with pytest.raises(DomainError, match="bestaat niet"):
        withdraw(number=9)
    with pytest.raises(Conflict):
        withdraw_round(PERIOD, 1, "Dit was fout.", actor=COORDINATOR, now=LATER, expected_revision=1)
    choose(cyber="Dit is te smal.")
    with pytest.raises(DomainError, match="keuze is gemaakt"):
        withdraw()
    assert not found().is_withdrawn


@pytest.mark.usefixtures("being_scored")
def test_how_many_seats_scored_everything_with_what_the_others_lack() -> None:
    """The police has no vote and is not waited for."""
    score({"zorg": 4})
    score(actor=OTHER_SCORER)
    of = {each.seat.code: (each.given, each.asked) for each in seat_scores(COORDINATOR, found(), AsOf(TODAY))}
    assert of == {"stuurgroep:chair": (1, 3), "stuurgroep:zuid": (3, 3)}
