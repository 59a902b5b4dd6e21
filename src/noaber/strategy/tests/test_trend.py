"""A criterion computed from the figures, calculated once more from the workbook; without figures seats score."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from noaber.accounts.api import User, actor_for
from noaber.core.access import COMMAND
from noaber.core.clock import today
from noaber.core.errors import DomainError
from noaber.core.reading import forget
from noaber.network.tests.pages import words
from noaber.strategy.api import USUAL_CRITERIA
from noaber.strategy.queries.selection.round import RoundRow, selection_round
from noaber.strategy.rules.selection.round import Computed, CriterionText, RoundText
from noaber.strategy.services.selection.round import Given, give_scores, open_round, prepare_round
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PERIOD, NUMBER = "2019-2022", 2
PAGE = f"/strategie/{PERIOD}/keuze/{NUMBER}/"
OFFENCES = {"woninginbraken": "1.1.1", "ondermijning": "3.1.1", "jeugdgroepen": "2.2.1"}
NOW = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
TREND = CriterionText("ontwikkeling", "Ontwikkeling", 6000, computed=Computed.TREND)
SEVERITY = next(each for each in USUAL_CRITERIA if each.code == "ernst")


def prepare(offences: dict[str, str]) -> RoundRow:
    """A second round with the themes of the first, weighed by the figures and by people."""
    first = selection_round(PERIOD, 1)
    assert first
    options = tuple(replace(each, offence=offences.get(each.code, "")) for each in first.text.options)
    text = RoundText("Nog eens", 4, first.text.body, (TREND, replace(SEVERITY, weight=4000)), options)
    assert prepare_round(PERIOD, text, actor=COMMAND) == NUMBER
    return found()


def found() -> RoundRow:
    forget()
    row = selection_round(PERIOD, NUMBER)
    assert row
    return row


def open_it() -> None:
    open_round(PERIOD, NUMBER, actor=COMMAND, now=NOW, today=today())


def score_all() -> None:
    scorer = actor_for(User.objects.get(email="burgemeester@zwolle.invalid"), today())
    given = {pair: Given(1 + place % 5, "Daarom.") for place, pair in enumerate(found().pairs)}
    give_scores(PERIOD, NUMBER, given, actor=scorer, now=NOW, today=today())


def test_the_trend_is_calculated_again_from_the_counts_in_the_workbook(client: Client) -> None:
    prepare(OFFENCES)
    open_it()
    score_all()
    sign_in(client, "mayor of Zwolle")
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{PAGE}keuze.xlsx").content))
    sheets = {}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python()
        sheets[name] = [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]
    rose = defaultdict(list)
    for row in sheets["Cijfers"]:
        assert (row["Eerste jaar"], row["Laatste jaar"]) == ("2014", "2018")
        assert "Politie en CBS" in row["Bron"]
        first, last = (Fraction(row[f"Aantal in het {which} jaar"]) for which in ("eerste", "laatste"))
        rose[row["Thema"]].append(last > first)
    points = {(row["Thema"], row["Criterium"]): Fraction(row["Score"]) for row in sheets["Punten"]}
    names = found().option_names
    assert set(rose) == {names[code] for code in OFFENCES}
    for theme, districts in rose.items():
        assert len(districts) == 5
        assert points[theme, "Ontwikkeling"] == 1 + 4 * Fraction(sum(districts), 5)
    assert (
        points["Woninginbraken", "Ontwikkeling"] == 1
    )  # it fell in every district: fewer is the lowest score
    assert len({points[theme, "Ontwikkeling"] for theme in rose}) > 1


def test_without_figures_a_theme_has_no_zero_but_is_scored_by_seats(client: Client) -> None:
    prepare(OFFENCES)
    open_it()
    row = found()
    assert ("verkeer", "ontwikkeling") in row.pairs
    assert ("woninginbraken", "ontwikkeling") not in row.pairs
    scorer = actor_for(User.objects.get(email="burgemeester@zwolle.invalid"), today())
    given = {("woninginbraken", "ontwikkeling"): Given(5, "Toch.")}
    with pytest.raises(DomainError, match="wordt berekend"):
        give_scores(PERIOD, NUMBER, given, actor=scorer, now=NOW, today=today())
    score_all()
    sign_in(client, "mayor of Zwolle")
    assert "geen cijfers; gemiddelde van" in words(client.get(f"{PAGE}themas/verkeer/"))
    assert "steeg in 0 van de 5 districten" in words(client.get(f"{PAGE}themas/woninginbraken/"))


def test_a_round_without_any_figures_or_with_an_unknown_offence_is_refused() -> None:
    with pytest.raises(DomainError, match="geen cijfers") as refused:
        prepare({"verkeer": "9.9.9"})
    assert refused.value.field == "options"
    prepare({})
    with pytest.raises(DomainError, match="Van geen enkel thema"):
        open_it()
