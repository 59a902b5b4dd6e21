"""The review, one requirement by one, on the demonstration network: R06, R20, R21, R27, R49, R53."""

import datetime as dt
from decimal import Decimal
from typing import Final
from unittest.mock import patch

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.api import (
    ObligationText,
    PointKind,
    PointText,
    ProposalText,
    Role,
    StageRule,
    StageText,
    draft_proposal,
    proposal,
    send_proposal,
)
from noaber.network.tests.pages import links, words
from noaber.strategy.queries.periods.period import period
from noaber.strategy.queries.results.result import results
from noaber.strategy.queries.reviews.composing import compose
from noaber.strategy.queries.reviews.funding import review_before_funding
from noaber.strategy.queries.reviews.review import review
from noaber.strategy.rules.reviews.composition import Composition, lacking
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.services.results.result import remove_evidence_file
from tests.people import sign_in

MEMO: Final = "veiligheidsstrategie-2019-2022"
TODAY: Final = dt.date(2023, 5, 15)
NOW: Final = dt.datetime(2023, 5, 15, 12, tzinfo=dt.UTC)
GOVERNING: Final = "bestuurscollege"
FIRST: Final = "/strategie/2015-2018/review/endterm/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def composed(period: str, kind: ReviewKind = ReviewKind.ENDTERM) -> Composition:
    row = review(period, kind, AsOf(TODAY))
    assert row
    found = row.last.composition
    assert found
    return found


def test_r20_the_review_is_composed_of_results_that_each_show_something(client: Client) -> None:
    """ "Terug te lezen in de Endterm review": each result stands there with its evidence."""
    found = composed("2015-2018")
    recorded = {row.code for row in results("2015-2018", AsOf(TODAY))}
    assert {each.code for each in found.shown} == recorded
    assert all(each.evidence or each.figure for each in found.shown)
    assert {f"/strategie/2015-2018/resultaten/{code}/" for code in recorded} <= set(links(client.get(FIRST)))


def test_r20_of_a_draft_is_said_that_it_is_there_and_no_more(client: Client) -> None:
    found = composed("2019-2022", ReviewKind.MIDTERM)
    assert (found.not_shown, found.drafts) == ((), 1)
    assert "1 resultaat is nog een concept en telt niet mee." in list(lacking(found))
    text = words(client.get("/strategie/2019-2022/review/midterm/"))
    assert "1 resultaat is nog een concept en telt niet mee." in text
    assert "Eén kaart met signalen" not in text


def test_r20_what_was_final_stays_as_it_was_when_a_document_is_taken_away(client: Client) -> None:
    row = next(row for row in results("2015-2018", AsOf(TODAY)) if row.code == "hennepconvenant")
    before = composed("2015-2018")
    remove_evidence_file(
        "2015-2018",
        row.code,
        row.files[0].key,
        "Er stond een naam in.",
        actor=COMMAND,
        now=NOW,
        today=TODAY,
        expected_revision=row.revision,
    )
    assert composed("2015-2018") == before
    assert "Het convenant (voorbeeld)" in words(client.get(FIRST))


def test_r21_a_result_names_all_who_worked_on_it(client: Client) -> None:
    """ "Toe te schrijven aan de samenwerking": nobody claims one alone."""
    rows = {each.code: each for each in composed("2015-2018").results}
    assert len(rows["ondermijningsgelden"].partners) == 4
    assert all(len(each.partners) > 1 for each in rows.values())
    assert "Een resultaat is van allen die eraan werkten" in words(client.get(FIRST))


def test_r27_the_claim_is_recomputed_with_base_end_and_source_and_proves_no_effect(client: Client) -> None:
    (claim,) = composed("2015-2018").figures
    assert claim.figure
    assert (claim.figure.base_year, claim.figure.base, claim.figure.claimed) == (2014, 10_841, "-30\xa0%")
    text = words(client.get(FIRST))
    assert "2014: 10.841" in text
    assert "De cijfers laten zien wat er gebeurde, niet waardoor." in text
    assert "Zij bewijzen niet dat het door de samenwerking komt." in text


def test_r49_what_changed_on_the_way_stands_there_with_its_reason(client: Client) -> None:
    sign_in(client, "controller")
    text = words(client.get("/strategie/2019-2022/review/endterm/"))
    assert "Wat onderweg veranderde" in text
    assert "Het RIEC heeft de meeste mensen voor deze gesprekken." in text


def test_r10_the_points_that_led_to_it_stand_there_with_what_became_of_them(client: Client) -> None:
    sign_in(client, "controller")
    found = composed("2019-2022")
    memo = next(each for each in found.proposals if each.code == MEMO)
    assert memo.adopted_on == "2019-04-24"
    assert sum(number for point in memo.points for _effect, number in point.remarks) > 0
    assert "vastgesteld op 24 april 2019" in words(client.get("/strategie/2019-2022/review/endterm/"))


def test_r53_the_funding_proposal_came_after_its_review_and_warns_of_nothing(client: Client) -> None:
    """ "Allereerst evalueren alvorens een voorstel": final on 24 January, sent on 28 January 2019."""
    found = proposal(COMMAND, MEMO, AsOf(TODAY))
    assert found
    assert list(review_before_funding(found)) == []
    assert "nog niet definitief" not in words(client.get(f"/voorstellen/{MEMO}/"))


def asking_for_money(last_year: int) -> str:
    """A proposal of May 2023, when the draft of the endterm review of 2019-2022 waits for reactions."""
    code = f"bijdragen-tot-{last_year}"
    asked = ObligationText("contribution", last_year, last_year, rate=Decimal("0.07"))
    draft_proposal(
        code,
        actor=COMMAND,
        now=NOW,
        text=ProposalText("Bijdragen", "de BBG", "de overleggen", TODAY, author="de coördinator"),
        points=(PointText("1", PointKind.CONSENT, "Instemmen met de bijdrage.", obligation=asked),),
        stages=(StageText(1, "het Bestuurscollege", Role.ADOPT, StageRule.ALL, bodies=(GOVERNING,)),),
    )
    return code


def test_r53_who_asks_for_money_before_the_review_is_warned_and_not_stopped(client: Client) -> None:
    sign_in(client, "coordinator")
    code = asking_for_money(2024)
    warning = "de endterm review van Veiligheidsstrategie Oost-Nederland 2019-2022 is nog niet definitief"
    assert warning in words(client.get(f"/voorstellen/{code}/versturen/"))
    assert warning in words(client.get(f"/voorstellen/{code}/"))
    send_proposal(code, actor=COMMAND, now=NOW, today=TODAY)
    found = proposal(COMMAND, code, AsOf(TODAY))
    assert found
    assert found.is_sent
    sign_in(client, "mayor of Enschede")
    assert "Toen het werd verstuurd, was de endterm review" in words(client.get(f"/voorstellen/{code}/"))


def test_r53_what_is_asked_within_the_period_needs_no_review_first(client: Client) -> None:
    sign_in(client, "coordinator")
    code = asking_for_money(2022)
    text = words(client.get(f"/voorstellen/{code}/versturen/"))
    assert "Verstuur" in text
    assert "endterm review" not in text


def test_r20_a_theme_without_goals_is_told_and_not_left_out() -> None:
    """Of 2019-2022 the goals are away: each of the four themes is named among what is lacking."""
    known = period("2019-2022", AsOf(TODAY))
    assert known
    with patch("noaber.strategy.queries.reviews.composing.goals", lambda *_: ()):
        found = compose(known, ReviewKind.MIDTERM, AsOf(TODAY))
    told = [each for each in lacking(found) if "is geen doel vastgelegd" in each]
    assert len(told) == len(found.themes) == 4
