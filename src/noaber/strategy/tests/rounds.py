"""A small selection round on the invented network, and short ways to play it."""

from collections.abc import Mapping
from typing import Final

from noaber.accounts.models import User
from noaber.core.access import COMMAND, Actor, Grant
from noaber.network.models import Person, PostVersion
from noaber.network.services.memberships import appoint
from noaber.network.tests.conftest import newcomer
from noaber.strategy.queries.selection.round import RoundRow, selection_round
from noaber.strategy.rules.inventory import PlanText, PriorityText, SourceKind
from noaber.strategy.rules.selection.round import (
    ChoiceText,
    Computed,
    CriterionText,
    OptionText,
    RoundText,
    Verdict,
)
from noaber.strategy.services.inventory.plans import hand_in_plan, record_source
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.round import Given, give_scores, open_round, prepare_round
from noaber.strategy.tests.conftest import COORDINATOR, FIRST, LAST, NOW, PERIOD, STRATEGY, TODAY

BODY: Final = "stuurgroep"
SEAT: Final = Grant("member", f"body:{BODY}")
SCORER: Final = Actor(11, grants=frozenset({SEAT}))
OTHER_SCORER: Final = Actor(12, grants=frozenset({SEAT}))
# Who sits in the body by user: two with a seat, one who stands in for the first, and one without a vote.
STAND_IN: Final = Actor(13, grants=frozenset({SEAT}))
VOICELESS: Final = Actor(14, grants=frozenset({SEAT}))
SEATED: Final = {11: "stuurgroep:chair", 12: "stuurgroep:zuid", 14: "stuurgroep:police"}
ROUND: Final = RoundText(
    "Keuze van de thema's",
    2,
    BODY,
    (
        CriterionText("breedte", "Breedte", 4000, computed=Computed.BREADTH),
        CriterionText("ernst", "Ernst", 6000, "Hoe zwaar het weegt."),
    ),
    (
        OptionText("ondermijning", "Ondermijning", "5.2", "De review noemt het als eerste."),
        OptionText("zorg", "Zorg en veiligheid", "X.2", "Meer dan 30 projecten."),
        OptionText("cyber", "Cybercrime", "X.1", "Nog te weinig gedaan."),
    ),
)
# Four municipalities answer: three name 5.2, two X.2, one X.1; the police names all.
NAMED: Final = {
    "GM9001": ("5.2", "X.2"),
    "GM9002": ("5.2",),
    "GM9003": ("5.2", "X.1"),
    "GM9004": ("X.2",),
    "POLITIE-VL": ("5.2", "X.2", "X.1"),
}
REVIEWED: Final = ("5.2", "X.2", "X.1")
SCORES: Final = {"ondermijning": 4, "zorg": 5, "cyber": 2}


def seat_scorers() -> None:
    """Accounts for who sits in the body; an adviser stands in for the chair, and the police has no vote."""
    for user, post in SEATED.items():
        _account(user, Person.objects.get(memberships__post__code=post))
    PostVersion.objects.filter(post__code="stuurgroep:police").update(is_voting=False)
    adviser = newcomer("Wethouder", since=TODAY)
    _account(13, Person.objects.get(pk=adviser))
    appoint(adviser, "stuurgroep:chair", actor=COMMAND, now=NOW, valid_from=TODAY, is_substitute=True)


def _account(user: int, person: Person) -> None:
    person.user_id = User.objects.create(pk=user, email=f"{user}@voorbeeld.invalid", display_name="").pk
    person.save()


def hand_in_all() -> None:
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)
    for organisation, fields in NAMED.items():
        ranked = tuple(PriorityText(rank, field) for rank, field in enumerate(fields, start=1))
        hand_in_plan(PERIOD, organisation, PlanText("Plan", FIRST, LAST, ranked), actor=COMMAND, now=NOW)
    review(*REVIEWED)


def review(*fields: str) -> None:
    """The findings of the last review, by what they are about."""
    ranked = tuple(PriorityText(rank, field) for rank, field in enumerate(fields, start=1))
    text = PlanText("Endterm review", FIRST, LAST, ranked)
    record_source(PERIOD, "review", SourceKind.REVIEW, text, actor=COORDINATOR, now=NOW)


def prepare(text: RoundText = ROUND) -> int:
    return prepare_round(PERIOD, text, actor=COORDINATOR)


def opened(text: RoundText = ROUND) -> int:
    number = prepare(text)
    open_round(PERIOD, number, actor=COORDINATOR, now=NOW, today=TODAY)
    return number


def score(scores: Mapping[str, int] = SCORES, *, actor: Actor = SCORER, motive: str = "Daarom.") -> int:
    given = {(option, "ernst"): Given(value, motive) for option, value in scores.items()}
    return give_scores(PERIOD, 1, given, actor=actor, now=NOW, today=TODAY)


def choice(*chosen: str, **reasons: str) -> ChoiceText:
    """The top of the ranking (Ondermijning and Zorg) unless told otherwise; reasons by theme."""
    said = {
        each.code: Verdict(each.code in (chosen or ("ondermijning", "zorg")), reasons.get(each.code, ""))
        for each in ROUND.options
    }
    return ChoiceText(said, TODAY, "Verslag stuurgroep")


def found() -> RoundRow:
    row = selection_round(PERIOD, 1)
    assert row
    return row
