"""The pages of a survey: written from the usual questions, answered, read, and found."""

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from noaber.accounts.models import User
from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.reading import forget
from noaber.core.rules.dutch import long_date
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.models import SurveyResponse
from noaber.strategy.queries.reviews.review import final_review
from noaber.strategy.queries.surveys import asked_of, survey_of, surveys
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.rules.surveys import (
    CHOICES,
    QuestionKind,
    QuestionText,
    ResponseText,
    SurveyKind,
    SurveyState,
    SurveyText,
)
from noaber.strategy.services.surveys.answers import answer_survey
from noaber.strategy.services.surveys.survey import close_survey, open_survey, prepare_survey
from noaber.strategy.services.withdrawing import withdraw_survey
from noaber.strategy.tests.test_found_and_given import given_by
from noaber.strategy.views.search import strategy_hits
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NOW = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
PERIOD = "2019-2022"
LIST = f"/strategie/{PERIOD}/peilingen/"
MIDTERM, ENDTERM = f"{LIST}midterm/", f"{LIST}endterm/"
OUTCOME, WORDS = f"{MIDTERM}uitkomst/", f"{MIDTERM}uitkomst/antwoorden/"
FORM = f"{ENDTERM}invullen/"
OWN = f"{FORM}GM0193/"
ALL_AGREE = {f"q{number}": "4" for number in range(1, 10)}


def table_of(client: Client, address: str) -> list[dict[str, str]]:
    text = client.get(f"{address}?formaat=csv").content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def has_answered(code: str) -> bool:
    return SurveyResponse.objects.filter(survey__code="endterm", organisation__code=code).exists()


def test_anyone_reads_a_closed_survey_and_the_network_an_open_one(client: Client) -> None:
    assert MIDTERM in links(client.get(LIST))
    assert ENDTERM not in links(client.get(LIST))
    assert client.get(ENDTERM).status_code == 404
    assert client.get(WORDS)["Location"].startswith("/account/login/")
    text = words(client.get(OUTCOME))
    found = survey_of(PERIOD, "midterm", AsOf(today()))
    assert found
    assert f"{found.answered} van {found.asked}" in text
    assert found.missing[0] in text
    assert "Middelste antwoord" in text
    assert "Een gemiddelde staat er niet" in text
    sign_in(client, "mayor of Enschede")
    assert ENDTERM in links(client.get(LIST))
    assert "De uitkomst is te lezen na de sluiting" in words(client.get(ENDTERM))
    assert client.get(f"{ENDTERM}uitkomst/").status_code == 400
    assert "(voorbeeld)" in words(client.get(WORDS))


@pytest.mark.parametrize("day", ["2023-06-01", "2023-06-30", "2031-01-01", "2023-06-01&bekend-op=2023-06-01"])
def test_a_day_to_come_does_not_close_a_survey(client: Client, day: str) -> None:
    """Neither for everyone, nor for the network: on list, page, outcome, file, own words, course and search."""
    asked, then = f"?geldig-op={day}", AsOf(dt.date.fromisoformat(day[:10]), is_asked=True)
    for address in (ENDTERM, f"{ENDTERM}uitkomst/"):
        assert client.get(f"{address}{asked}").status_code == 404
        assert client.get(f"{address}{asked}&formaat=csv").status_code == 404
    assert not [each for each in links(client.get(f"{LIST}{asked}")) if each.startswith(ENDTERM)]
    assert "(gesloten) en" not in words(client.get(f"/strategie/{PERIOD}/{asked}"))
    assert not [hit for hit in strategy_hits(ANONYMOUS, "endterm", then) if hit.url.startswith(ENDTERM)]
    found = survey_of(PERIOD, "endterm", then)
    assert found
    assert (found.state, found.questions) == (SurveyState.OPEN, ())
    sign_in(client, "mayor of Enschede")
    assert client.get(f"{ENDTERM}uitkomst/{asked}").status_code == 400
    assert client.get(f"{ENDTERM}uitkomst/{asked}&formaat=csv").status_code == 400
    assert client.get(f"{ENDTERM}uitkomst/antwoorden/{asked}").status_code == 400
    assert "De uitkomst is te lezen na de sluiting" in words(client.get(f"{ENDTERM}{asked}"))


def test_the_files_have_every_group_with_counts_and_shares(client: Client) -> None:
    rows = table_of(client, OUTCOME)
    found = survey_of(PERIOD, "midterm", AsOf(today()))
    assert found
    whole = [row for row in rows if row["group"] == "alle organisaties"]
    assert len(whole) == 9
    for row in rows:
        assert sum(int(row[f"count{step}"]) for step in CHOICES) == int(row["answered"]) >= 5
        shares = [Decimal(row[f"share{step}"]) for step in CHOICES]
        assert abs(sum(shares, Decimal(-1))) <= Decimal("0.03")
    assert "Door afronding is de som niet altijd 100 %." in words(client.get(OUTCOME))
    assert {row["answered"] for row in whole} == {str(found.answered)}
    assert "IJsselland en zonder district" in {row["group"] for row in rows}
    assert client.get(f"{OUTCOME}?formaat=xlsx").status_code == 200
    assert client.get(f"{ENDTERM}?formaat=csv").status_code == 404  # not for who is not in the network


def test_as_it_was_before_there_was_none(client: Client) -> None:
    assert "nog geen peiling" in words(client.get(f"{LIST}?geldig-op=2021-01-01"))
    assert client.get(f"{ENDTERM}uitkomst/?geldig-op=2023-06-30").status_code == 404  # it is open until then
    assert ENDTERM not in links(client.get(f"{LIST}?geldig-op=2023-06-30"))
    sign_in(client, "coordinator")
    for later in ("", "antwoorden/"):
        assert client.get(f"{ENDTERM}uitkomst/{later}?geldig-op=2023-06-30").status_code == 400
    assert client.get(f"{OUTCOME}?geldig-op=2021-06-10").status_code == 400
    assert client.get(f"{OUTCOME}?geldig-op=2023-01-01&bekend-op=2021-06-10").status_code == 400


def test_the_contact_answers_from_the_home_page_and_may_replace_it(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    assert OWN in links(client.get("/mijn/"))
    assert client.get(FORM)["Location"] == OWN
    page = client.get(OWN)
    assert "zonder de naam van uw organisatie" in words(page)
    assert "Kies wat u vindt" in errors(send(client, OWN, q1="4"))
    assert not has_answered("GM0193")
    assert send(client, OWN, **ALL_AGREE, q10="Fijn.")["Location"] == ENDTERM
    forget()
    assert OWN not in links(client.get("/mijn/"))
    again = client.get(OWN)
    assert "Zwolle antwoordde al" in words(again)
    assert typed_in(again)["q10"].strip() == "Fijn."
    assert send(client, OWN, q10="Beter.")["Location"] == ENDTERM
    stale = client.post(OWN, typed_in(again) | ALL_AGREE | {"q10": "Slechter."})
    assert stale.status_code == 409
    assert client.get(f"{FORM}GM0153/").status_code == 403


def test_who_leads_the_police_answers_for_it(client: Client) -> None:
    sign_in(client, "police")
    own = f"{FORM}POLITIE-ON/"
    assert (own in links(client.get("/mijn/"))) is not has_answered("POLITIE-ON")
    assert client.get(FORM)["Location"] == own
    assert send(client, own, **ALL_AGREE, q10="Namens de eenheid.")["Location"] == ENDTERM
    assert typed_in(client.get(own))["q10"].strip() == "Namens de eenheid."
    assert client.get(OWN).status_code == 403


def test_the_coordinator_lets_it_close_later_and_the_page_tells_both_days(client: Client) -> None:
    sign_in(client, "coordinator")
    told = survey_of(PERIOD, "endterm", AsOf(today()))
    assert told
    day = told.survey.text.closes_on
    assert "Kies een dag na" in errors(send(client, f"{ENDTERM}verlengen/", closes_on=day.isoformat()))
    later = day + dt.timedelta(days=9)
    assert send(client, f"{ENDTERM}verlengen/", closes_on=later.isoformat())["Location"] == ENDTERM
    text = words(client.get(ENDTERM))
    assert f"{long_date(later)}; eerst was dat {long_date(day)}" in text
    assert "Wie er later bij kwam, is niet gevraagd." in text
    sign_in(client, "adviser of Zwolle")
    assert f"tot en met {long_date(later)}" in words(client.get(OWN))
    assert client.get(f"{ENDTERM}verlengen/").status_code == 403


def test_an_assistant_puts_the_answers_ready_for_the_mayor(client: Client) -> None:
    sign_in(client, "secretary of Enschede")
    own = f"{FORM}GM0153/"
    principal = User.objects.get(display_name=PEOPLE["mayor of Enschede"])
    client.post(f"/account/namens/{principal.pk}/")
    assert "U zet dit klaar" in words(client.get(own))
    assert send(client, own, **ALL_AGREE).status_code == 302
    assert not has_answered("GM0153")
    mayor = Client()
    sign_in(mayor, "mayor of Enschede")
    (ready,) = [link for link in links(mayor.get("/account/klaargezet/")) if own in link]
    assert send(mayor, ready)["Location"] == ENDTERM
    assert has_answered("GM0153")


def test_the_coordinator_fills_in_for_who_answers_on_paper_without_reading_the_answers(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    given = SurveyResponse.objects.filter(survey__code="endterm").values_list(
        "organisation__code", flat=True
    )[0]
    assert f"{FORM}{given}/" in links(client.get(FORM))
    page = client.get(f"{FORM}{given}/")
    assert "U ziet die antwoorden niet" in words(page)
    assert "q1" not in typed_in(page)
    assert client.get(f"{FORM}GM0000/").status_code == 404


def test_the_coordinator_reminds_and_closes_by_hand(client: Client) -> None:
    sign_in(client, "coordinator")
    assert f"{ENDTERM}herinneren/" in links(client.get("/mijn/"))
    page = client.get(f"{ENDTERM}herinneren/")
    assert "Adviseur veiligheid van Zwolle" in words(page)
    sent = client.post(f"{ENDTERM}herinneren/", typed_in(page), follow=True)
    assert "e-mails onderweg" in sent.content.decode()
    asked = client.get(f"{ENDTERM}sluiten/")
    assert "kan dat niet meer" in words(asked)
    seen = typed_in(asked)
    assert client.post(f"{ENDTERM}sluiten/", {"revision": int(seen["revision"]) + 1}).status_code == 409
    assert client.post(f"{ENDTERM}sluiten/", seen)["Location"] == ENDTERM
    assert f"{ENDTERM}uitkomst/" in links(client.get(ENDTERM))
    assert client.get(OWN).status_code == 400
    assert client.get(f"{ENDTERM}herinneren/").status_code == 400


def test_a_new_survey_starts_from_the_usual_questions(client: Client) -> None:
    sign_in(client, "coordinator")
    new = f"{LIST}nieuw/endterm/"
    assert new not in links(client.get(LIST))  # there is one
    assert send(client, f"{ENDTERM}intrekken/", reason="Dit was de verkeerde dag.")["Location"] == ENDTERM
    assert new in links(client.get(LIST))
    offered = typed_in(client.get(new))
    assert offered["q6_text"].strip() == "Bij het thema Ondermijning is bereikt wat wij samen wilden."
    assert client.get(f"{LIST}nieuw/anders/").status_code == 404
    own = send(client, new, q12_text="Nog een stelling.", q1_text="")["Location"]
    assert own == f"{LIST}endterm-2/"
    assert "nog een concept" in words(client.get(own))
    changed = send(client, f"{own}wijzigen/", title="")
    assert changed.status_code == 200
    assert errors(changed)
    opening = client.get(f"{own}openen/")
    assert "De 79 organisaties van vandaag" in words(opening)
    assert "mensen krijgen nu een e-mail met de vraag, de laatste dag en een link." in words(opening)
    after = client.post(f"{own}openen/", typed_in(opening), follow=True)
    assert after.redirect_chain[0][0] == own
    assert "e-mails onderweg" in words(after)
    assert client.get(f"{own}wijzigen/").status_code == 400


def test_a_draft_of_which_the_day_has_passed_is_changed_before_anybody_is_asked_to_open_it(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    send(client, f"{ENDTERM}intrekken/", reason="Wij vragen opnieuw.")
    early, late = today() - dt.timedelta(days=9), today() - dt.timedelta(days=1)
    text = SurveyText("Peiling", "Waarom.", late, (QuestionText(QuestionKind.STATEMENT, "Dit loopt goed."),))
    own = f"{LIST}{prepare_survey(PERIOD, SurveyKind.ENDTERM, text, actor=COMMAND, today=early)}/"
    page = client.get(f"{own}openen/")
    assert page.status_code == 400
    assert "De laatste dag is al voorbij." in words(page)
    day = today() + dt.timedelta(days=9)
    assert send(client, f"{own}wijzigen/", closes_on=f"{day:%d-%m-%Y}")["Location"] == own
    assert client.get(f"{own}openen/").status_code == 200


def test_search_finds_what_is_asked_and_never_what_was_answered() -> None:
    def hits(*typed: str) -> list[str]:
        return [hit.url for hit in strategy_hits(ANONYMOUS, typed, AsOf(today()))]

    assert MIDTERM in hits("halverwege")
    assert ENDTERM not in hits("strategie", "gebracht")
    assert not hits("denkt", "praktisch", "mee")


def test_the_export_of_a_person_has_what_they_answered_for_their_organisation(client: Client) -> None:
    person = User.objects.get(display_name=PEOPLE["adviser of Zwolle"])
    assert "survey_answers" not in given_by(person)
    sign_in(client, "adviser of Zwolle")
    send(client, OWN, **ALL_AGREE, q10="Fijn.")
    theirs: dict[str, list[dict[str, Any]]] = given_by(person)
    assert [row["organisation__code"] for row in theirs["survey_responses"]] == ["GM0193"]
    assert [row["text"] for row in theirs["survey_answers"] if row["text"]] == ["Fijn."]


def test_a_survey_on_which_a_final_review_rests_cannot_be_taken_back(client: Client) -> None:
    """Nothing leads there, the page says why, and whoever has the address is told so before a reason is typed."""
    sign_in(client, "coordinator")
    assert final_review(PERIOD, ReviewKind.MIDTERM, AsOf(today()))
    assert f"{MIDTERM}intrekken/" not in links(client.get(MIDTERM))
    why = "Een definitieve review berust op deze peiling; daarom blijft zij staan."
    assert why in words(client.get(MIDTERM))
    assert why in words(client.get(f"{MIDTERM}intrekken/"))
    assert f"{ENDTERM}intrekken/" in links(client.get(ENDTERM))
    assert why not in words(client.get(ENDTERM))
    sign_in(client, "mayor of Enschede")
    assert why not in words(client.get(MIDTERM))


def test_a_low_response_is_told_beside_the_figures(client: Client) -> None:
    """Six answers of 79: to be read, with a warning, and not broken down."""
    question = QuestionText(QuestionKind.STATEMENT, "Dit loopt goed.")
    text = SurveyText("Tweede peiling", "Waarom.", today(), (question,))
    code, day = PERIOD, today()
    withdraw_survey(code, "endterm", "Wij vragen opnieuw.", actor=COMMAND, now=NOW, today=day)
    survey = prepare_survey(code, SurveyKind.ENDTERM, text, actor=COMMAND, today=day)
    open_survey(code, survey, actor=COMMAND, now=NOW, today=day)
    row = next(each for each in surveys(code, AsOf(day)) if each.code == survey)
    for place in asked_of(row, AsOf(day))[:6]:
        answer_survey(code, survey, place.code, ResponseText({1: 5}), actor=COMMAND, now=NOW, today=day)
    close_survey(code, survey, actor=COMMAND, now=NOW, today=day)
    address = f"/strategie/{code}/peilingen/{survey}/uitkomst/"
    assert "Minder dan de helft antwoordde: 6 van de 79 organisaties." in words(client.get(address))
    assert [(row["group"], row["count5"]) for row in table_of(client, address)] == [
        ("alle organisaties", "6")
    ]
    assert "Minder dan de helft" in client.get(f"{address}?formaat=csv").content.decode()
