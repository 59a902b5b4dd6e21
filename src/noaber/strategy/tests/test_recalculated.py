"""The choice of themes calculated once more, by other means: plain arithmetic over the workbook that can be downloaded.

Nothing of `noaber.strategy.rules` is used here.
"""

from collections import defaultdict
from fractions import Fraction
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
Rows = list[dict[str, str]]


@pytest.fixture
def workbook(client: Client) -> dict[str, Rows]:
    sign_in(client, "mayor of Zwolle")
    answer = client.get("/strategie/2019-2022/keuze/1/keuze.xlsx")
    assert "voorbeeldgegevens" in answer["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    found = {}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python() or [[]]
        found[name] = [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows]
    return found


def weights(workbook: dict[str, Rows]) -> dict[str, Fraction]:
    return {row["Criterium"]: Fraction(row["Gewicht in %"]) / 100 for row in workbook["Criteria"]}


def scores(workbook: dict[str, Rows]) -> dict[tuple[str, str], Fraction]:
    """The mean of what people gave; breadth from its two counts."""
    given = defaultdict(list)
    for row in workbook["Scores"]:
        given[row["Thema"], row["Criterium"]].append(Fraction(row["Score"]))
    found = {at: sum(values, Fraction(0)) / len(values) for at, values in given.items()}
    computed = [row["Criterium"] for row in workbook["Criteria"] if row["Berekend als"]]
    for row in workbook["Thema’s"]:
        for criterion in computed:
            share = Fraction(row["Genoemd in"]) / Fraction(row["Plannen"])
            found[row["Thema"], criterion] = 1 + 4 * share
    return found


def totals(weighed: dict[str, Fraction], scored: dict[tuple[str, str], Fraction]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = defaultdict(Fraction)
    for (option, criterion), score in scored.items():
        found[option] += weighed[criterion] * score
    return found


def test_the_ranking_follows_from_the_downloaded_numbers(workbook: dict[str, Rows]) -> None:
    themes = workbook["Thema’s"]
    found = totals(weights(workbook), scores(workbook))
    assert len(themes) == len(found) == 8
    assert len(workbook["Scores"]) == 3 * 8 * 8
    assert {row["Thema"]: Fraction(row["Totaal als breuk"]) for row in themes} == found
    for row in themes:
        better = sum(total > found[row["Thema"]] for total in found.values())
        assert float(row["Plaats"]) == 1 + better
        assert float(row["Totaal"]) == pytest.approx(float(found[row["Thema"]]))


def test_who_stand_on_top_and_how_ties_are_broken_is_in_the_workbook(workbook: dict[str, Rows]) -> None:
    """With the rule alone the set can be made again: the highest totals, and what is equal in order of its mark."""
    found = totals(weights(workbook), scores(workbook))
    marks = {row["Thema"]: row["Kenmerk"] for row in workbook["Thema’s"]}
    ordered = sorted(found, key=lambda each: (-found[each], marks[each]))
    assert [row["Thema"] for row in workbook["Thema’s"]] == ordered
    on_top = {row["Thema"] for row in workbook["Thema’s"] if row["Bovenaan"] == "True"}
    assert on_top == set(ordered[:4])
    assert {row["Gelijk om de laatste plaats"] for row in workbook["Thema’s"]} == {"False"}
    assert any("volgorde van kenmerk" in text for row in workbook["Toelichting"] for text in row.values())


def test_which_weights_put_the_choice_on_top_is_in_the_workbook(workbook: dict[str, Rows]) -> None:
    said = {
        row["Criterium"]: row["Wat er gebeurt"] for row in workbook["Gevoeligheid"] if row["Van"] == "keuze"
    }
    for row in workbook["Gevoeligheid"]:
        if row["Van"] == "keuze":
            does = bool(row["Vanaf"])
            assert ("stond deze keuze bovenaan" in said[row["Criterium"]]) == does
            assert ("Bij geen enkel gewicht" in said[row["Criterium"]]) != does
    assert any("stond deze keuze" in text for text in said.values())


def test_at_every_percent_of_every_weight_the_first_four_are_who_the_workbook_says(
    workbook: dict[str, Rows],
) -> None:
    """Both of the ranking and, where it differs, of the choice: inside the range they are on top, outside not."""
    now, scored = weights(workbook), scores(workbook)
    ranked = {row["Thema"] for row in workbook["Thema’s"][:4]}
    chosen = {row["Thema"] for row in workbook["Thema’s"] if row["Gekozen"] == "True"}
    assert chosen != ranked
    assert len(workbook["Gevoeligheid"]) == 2 * len(now)
    for row in workbook["Gevoeligheid"]:
        group = ranked if row["Van"] == "ranglijst" else chosen
        for hundredth in range(101):
            weight = Fraction(hundredth, 100)
            moved = {
                name: weight
                if name == row["Criterium"]
                else part * (1 - weight) / (1 - now[row["Criterium"]])
                for name, part in now.items()
            }
            found = totals(moved, scored)
            lowest = min(found[each] for each in group)
            is_top = all(total <= lowest for option, total in found.items() if option not in group)
            says = bool(row["Vanaf"]) and Fraction(row["Vanaf"]) <= weight <= Fraction(row["Tot en met"])
            assert is_top == says, (row["Van"], row["Criterium"], weight)


def test_who_are_said_to_be_equal_at_an_end_are(workbook: dict[str, Rows]) -> None:
    now, scored = weights(workbook), scores(workbook)
    tried = 0
    for row in workbook["Gevoeligheid"]:
        for end, pairs in (("Vanaf", row["Gelijk bij vanaf"]), ("Tot en met", row["Gelijk bij tot en met"])):
            for pair in filter(None, pairs.split("; ")):
                weight, rest = Fraction(row[end]), 1 - now[row["Criterium"]]
                moved = {name: part * (1 - weight) / rest for name, part in now.items()}
                found = totals({**moved, row["Criterium"]: weight}, scored)
                one, other = pair.split(" = ")
                assert found[one] == found[other]
                tried += 1
    assert tried > 10


def test_a_single_score_that_is_said_to_decide_changes_who_are_the_first_four(
    workbook: dict[str, Rows],
) -> None:
    assert workbook["Beslissende scores"]
    now, before = weights(workbook), totals(weights(workbook), scores(workbook))
    for row in workbook["Beslissende scores"]:
        at = (row["Thema"], row["Criterium"])
        (mine,) = {each["Score"] for each in workbook["Scores"] if is_of(each, row)}
        assert mine == row["Score"]
        voices = sum((each["Thema"], each["Criterium"]) == at for each in workbook["Scores"])
        change = (Fraction(row["Anders bij"]) - Fraction(mine)) / voices
        after = totals(now, {**scores(workbook), at: scores(workbook)[at] + change})
        one, other = row["Thema"], row["Tegenover"]
        lead, then = before[one] - before[other], after[one] - after[other]
        assert then == 0 if "gelijk" in row["Wat er dan gebeurt"] else then * lead < 0


def is_of(score: dict[str, str], row: dict[str, str]) -> bool:
    return all(score[name] == row[name] for name in ("Thema", "Criterium", "Zetel"))


def test_every_chosen_theme_traces_to_three_kinds_of_source(workbook: dict[str, Rows]) -> None:
    """R06."""
    kinds = defaultdict(set)
    for row in workbook["Bronnen"]:
        kinds[row["Thema"]].add(row["Soort bron"])
    for row in workbook["Thema’s"]:
        if row["Gekozen"] == "True":
            assert kinds[row["Thema"]] == {"gemeente", "partner", "evaluatie"}
        else:
            assert row["Waarom"]


def test_four_themes_are_chosen_and_one_of_them_against_the_ranking(workbook: dict[str, Rows]) -> None:
    """R08 and R11: "de vier beleidsthema's", and where the choice differs from the ranking it says why."""
    chosen = [row for row in workbook["Thema’s"] if row["Gekozen"] == "True"]
    assert [row["Thema"] for row in chosen] == [
        "Ondermijning",
        "Cybercrime/gedigitaliseerde criminaliteit",
        "Kwetsbare personen",
        "Informatiegestuurd werken",
    ]
    assert [row["Thema"] for row in chosen if float(row["Plaats"]) > 4] == ["Informatiegestuurd werken"]
    assert "kunnen niet zonder" in chosen[-1]["Waarom"]
