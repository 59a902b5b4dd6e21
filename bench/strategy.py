"""The priorities of every municipality of the Netherlands, beside a network of the size of the memo, in the same run.

Each municipality also says in which themes it takes part, and reached one result; goals there are as many in both.

Bars: for each municipality the inventory overview and the ranking that is made from it cost at most 1.2 times as much
in the large network, as what is read and as whole pages, and they ask the database as often. So do the pages of goals,
progress, participation and results.
PostgreSQL: ``python -m tests.servers.postgres python -m bench strategy``.
"""

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from bench.decisions import best
from bench.invented import NOW, TODAY, Size, load, sign_in_as_coordinator
from tests.databases import EMPTY, ROOT, Installation, Installations

if TYPE_CHECKING:
    from django.test import Client

    from noaber.core.access import Actor

SMALL: Final = Size(76, 3, 1)
LARGE: Final = Size(342, 10, 1)
MOST_PER_MUNICIPALITY: Final = 1.2
PRIORITIES: Final = 10
PERIOD: Final = "2019-2022"
FIRST, LAST = dt.date(2019, 1, 1), dt.date(2022, 12, 31)
FIELDS: Final = tuple(f"{field}.{theme}" for field in range(1, 6) for theme in range(1, 5))
OPTIONS: Final = 10
PAGES: Final = {
    "overview": f"/strategie/{PERIOD}/prioriteiten/",
    "round": f"/strategie/{PERIOD}/keuze/1/",
    "period": f"/strategie/{PERIOD}/",
    "goals": f"/strategie/{PERIOD}/doelen/",
    "progress": f"/strategie/{PERIOD}/voortgang/",
    "participation": f"/strategie/{PERIOD}/deelname/",
    "results": f"/strategie/{PERIOD}/resultaten/",
}
THEMES: Final = 4
GOALS: Final = 3
"""Of each theme."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Seconds for the inventory and for the ranking as they are read, and for every page; with how many queries."""

    seconds: dict[str, float]
    queries: dict[str, int]


def run() -> bool:
    """Measure and print; False when a bar is missed."""
    installations = Installations(os.environ.get("NOABER_TEST_SERVER", ""))
    readings = []
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        for size in (SMALL, LARGE):
            copy = installations.copy(EMPTY, Path(folder) / f"{size.municipalities}")
            readings.append(Reading(**_inside_of(copy, size)))
            installations.remove(copy)
    return _print(*readings)


def _inside_of(installation: Installation, size: Size) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.strategy", json.dumps(asdict(size))]
    answered = subprocess.run(
        command, cwd=ROOT, env=installation.environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(answered.stdout.splitlines()[-1])
    return found


def _print(small: Reading, large: Reading) -> bool:
    few, many = SMALL.municipalities, LARGE.municipalities
    print(f"{f'{PRIORITIES} priorities each':34}{few:14}{many:16}{'per municipality':>18}")
    ratios = []
    for name in small.seconds:
        seconds = (small.seconds[name], large.seconds[name])
        ratios.append((seconds[1] / many) / (seconds[0] / few))
        shown = f"page, {name}" if name in PAGES else name
        print(f"{shown:34}{seconds[0] * 1000:11.1f} ms{seconds[1] * 1000:13.1f} ms{ratios[-1]:17.2f}x")
    is_fixed = True
    for name in PAGES:
        asked = (small.queries[name], large.queries[name])
        is_fixed &= asked[0] == asked[1]
        print(f"{f'queries, {name}':34}{asked[0]:14}{asked[1]:16}")
    print(f"bar: at most {MOST_PER_MUNICIPALITY} times per municipality, as many queries\n")
    return is_fixed and max(ratios) <= MOST_PER_MUNICIPALITY


def _read() -> Reading:
    """Runs inside Noaber: each time as if for the first time."""
    from noaber.core.asof import AsOf
    from noaber.core.reading import forget
    from noaber.strategy.queries.inventory.coverage import coverage
    from noaber.strategy.queries.selection.round import result, selection_round
    from noaber.strategy.queries.selection.sources import sources_of

    asof, coordinator = AsOf(TODAY), sign_in_as_coordinator()

    def read_inventory() -> None:
        forget()
        if len(coverage(PERIOD, asof).counts) != len(FIELDS):
            raise SystemExit("not every theme is named")

    def read_ranking() -> None:
        forget()
        row = selection_round(PERIOD, 1)
        if row is None or result(row) is None or not sources_of(row, asof):
            raise SystemExit("there is no ranking")

    pages = {name: _opens(coordinator, address) for name, address in PAGES.items()}
    queries = {name: _queries(open_page) for name, open_page in pages.items()}
    works = {"coverage": read_inventory, "ranking": read_ranking, **pages}
    return Reading({name: best(work) for name, work in works.items()}, queries)


def _opens(client: "Client", address: str) -> Callable[[], None]:
    from noaber.core.reading import forget

    def open_page() -> None:
        forget()
        answered = client.get(address)
        if answered.status_code != 200:
            raise SystemExit(f"{address}: {answered.status_code}")

    return open_page


def _queries(open_page: Callable[[], None]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    open_page()
    with CaptureQueriesContext(connection) as asked:
        open_page()
    return len(asked)


def _fill(size: Size) -> None:
    """A period, ten priorities of every municipality, and a round with breadth and one score of the steering group."""
    from noaber.core.access import COMMAND
    from noaber.network.models import SafetyField
    from noaber.strategy import api as strategy
    from noaber.strategy.rules.inventory import PriorityText

    for code in FIELDS:
        SafetyField.objects.get_or_create(code=code[0], defaults={"name": f"Veld {code[0]}"})
        SafetyField.objects.get_or_create(code=code, defaults={"name": f"Thema {code}", "parent_id": code[0]})
    terms = strategy.PeriodTerms("Strategie", FIRST, LAST)
    strategy.record_period(PERIOD, terms, actor=COMMAND, now=NOW, today=TODAY)
    chance = Random(1)
    for number in range(size.municipalities):
        named = chance.sample(FIELDS, PRIORITIES)
        rows = tuple(PriorityText(rank, field) for rank, field in enumerate(named, start=1))
        text = strategy.PlanText("Plan", FIRST, LAST, rows)
        strategy.hand_in_plan(PERIOD, f"GM{number + 1:04}", text, actor=COMMAND, now=NOW)
    adopted = replace(
        terms,
        state=strategy.PeriodState.ADOPTED,
        decided_on=TODAY,
        source="Verslag",
        note="In een vergadering.",
    )
    strategy.record_period(PERIOD, adopted, actor=COMMAND, now=NOW, today=TODAY)
    options = tuple(
        strategy.OptionText(f"t{place}", f"Thema {place}", field, "Genoemd.")
        for place, field in enumerate(FIELDS[:OPTIONS])
    )
    round_text = strategy.RoundText("Keuze", 4, "stuurgroep", strategy.USUAL_CRITERIA, options)
    strategy.prepare_round(PERIOD, round_text, actor=COMMAND)
    strategy.open_round(PERIOD, 1, actor=COMMAND, now=NOW, today=TODAY)
    given = {
        (option.code, criterion.code): strategy.Given(chance.randint(1, 5), "Daarom.")
        for option in options
        for criterion in round_text.criteria
        if not criterion.computed
    }
    strategy.give_scores(PERIOD, 1, given, actor=_chair(), now=NOW, today=TODAY)
    _add_themes()
    _add_goals()
    for number in range(size.municipalities):
        _join(f"GM{number + 1:04}")


def _add_themes() -> None:
    from noaber.network.models import Theme, ThemeVersion

    for place in range(THEMES):
        theme = Theme.objects.create(code=f"t{place}")
        ThemeVersion.objects.create(
            theme=theme, name=f"Thema {place}", position=place, valid_from=FIRST, known_from=NOW
        )


def _add_goals() -> None:
    """Each with an owner, how it goes, an activity, and an indicator with a value."""
    from noaber.core.access import COMMAND
    from noaber.strategy import api as strategy

    how: dict[str, Any] = {"actor": COMMAND, "now": NOW, "today": TODAY}
    going = strategy.UpdateText(strategy.GoalStatus.ON_COURSE, "Het loopt.")
    for place in range(THEMES):
        for code in (f"doel-{place}-{number}" for number in range(GOALS)):
            goal = strategy.GoalText(
                f"Doel {code}", "Minder schade.", "stuurgroep:chair", LAST, reason="Dit is nieuw."
            )
            strategy.record_goal(PERIOD, f"t{place}", code, goal, **how)
            work = strategy.ActivityText("Training", TODAY, LAST, body="stuurgroep", reason="Dit is nieuw.")
            strategy.record_activity(PERIOD, code, work, **how)
            seen = strategy.IndicatorText(
                "Trainingen",
                "stuks",
                FIRST,
                Decimal(10),
                LAST,
                "Eigen telling",
                Decimal(0),
                reason="Dit is nieuw.",
            )
            number = strategy.record_indicator(PERIOD, code, seen, **how)
            strategy.record_value(
                PERIOD, code, number, strategy.ValueText(Decimal(4), TODAY, "Telling"), **how
            )
            strategy.update_goals(PERIOD, {code: strategy.Said(going)}, **how)


def _join(code: str) -> None:
    """A municipality takes part in two themes and follows two, and reached something together with a partner."""
    from noaber.core.access import COMMAND
    from noaber.strategy import api as strategy

    how: dict[str, Any] = {"actor": COMMAND, "now": NOW, "today": TODAY}
    kinds = (strategy.ParticipationKind.TAKES_PART, strategy.ParticipationKind.FOLLOWS)
    said = {
        f"t{place}": strategy.ParticipationText(kinds[place % 2], "Eerst kijken.") for place in range(THEMES)
    }
    strategy.record_participation(PERIOD, code, said, **how)
    result = strategy.ResultText(
        f"Bereikt in {code}",
        "Er is samen geoefend.",
        TODAY,
        strategy.ResultState.RECORDED,
        (strategy.PartnerText(code), strategy.PartnerText("PARTNER-0")),
        (strategy.EvidenceText("Verslag", "https://voorbeeld.invalid/verslag"),),
    )
    strategy.record_result(PERIOD, f"bereikt-{code.lower()}", "t0", result, **how)


def _chair() -> "Actor":
    """Who chairs the steering group, with an account."""
    from noaber.accounts import api as accounts
    from noaber.core.access import COMMAND
    from noaber.core.asof import AsOf
    from noaber.network import api as network

    (seat,) = network.seats(COMMAND, AsOf(TODAY), code="stuurgroep:chair")
    user = accounts.User.objects.create_user("voorzitter@voorbeeld.invalid", display_name="Voorzitter")
    network.link_account(seat.holders[0].person_id, actor=COMMAND, user_id=user.pk)
    return accounts.actor_for(user, TODAY)


def _inside(size: Size) -> None:
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    with tempfile.TemporaryDirectory(prefix="noaber-invented-") as folder:
        load(Path(folder), size)
    _fill(size)
    print(json.dumps(asdict(_read())))


if __name__ == "__main__":
    _inside(Size(**json.loads(sys.argv[1])))
