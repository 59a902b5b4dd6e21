"""Something else is adopted than was chosen, or chosen anew: nobody is sent round, and every page says what counts."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from noaber.accounts import api as accounts
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import (
    Answer,
    PointKind,
    PointText,
    Said,
    proposal,
    record_positions,
    send_proposal,
)
from noaber.decisions.services.drafts.points import change_point
from noaber.decisions.services.drafts.versions import withdraw_proposal
from noaber.network.tests.pages import errors, links, typed_in, words
from noaber.strategy.queries.periods.period import period
from noaber.strategy.queries.selection.round import being_weighed, selection_round
from noaber.strategy.rules.inventory import PlanText, PriorityText, SourceKind
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.rules.selection.round import ChoiceText, CriterionText, OptionText, RoundText, Verdict
from noaber.strategy.services.consulting.drafts import put_to_councils, put_up_for_adoption
from noaber.strategy.services.inventory.plans import hand_in_plan, record_source
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.round import (
    Given,
    give_scores,
    open_round,
    prepare_round,
    record_choice,
)
from noaber.strategy.views.periods.decision_tasks import decision_tasks
from tests.made_once import made_once
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NEXT = "2023-2026"
PAGE = f"/strategie/{NEXT}/"
ROUND, SECOND = f"{PAGE}keuze/1/", f"{PAGE}keuze/2/"
THEMES, ADOPTION = f"themas-{NEXT}", f"strategie-{NEXT}"
CYBER = "Cybercrime/gedigitaliseerde criminaliteit"
THREE = RoundText(
    "Eerste ronde",
    2,
    "bbg",
    (CriterionText("ernst", "Ernst", 10000, "Hoe zwaar."),),
    (
        OptionText("een", "Een", "5.2", "Ja."),
        OptionText("cyber", CYBER, "X.1", "Ja."),
        OptionText("drie", "Drie", "X.2", "Ja."),
    ),
)
TWO = replace(THREE, title="Tweede ronde", places=1, options=(THREE.options[0], THREE.options[2]))
SCORES = {"een": 5, "cyber": 4, "drie": 2}
OTHERWISE = f"Strategie {NEXT} vaststellen, met het thema Een. Cybercrime vervalt."


def early() -> dt.date:
    return today() - dt.timedelta(days=10)


def play(text: RoundText) -> int:
    """A round that was opened, and scored by the mayor of Enschede."""
    number = prepare_round(NEXT, text, actor=COMMAND)
    open_round(NEXT, number, actor=COMMAND, now=now(), today=today())
    mayor = accounts.actor_for(accounts.User.objects.get(email="burgemeester@enschede.invalid"), today())
    given = {(each.code, "ernst"): Given(SCORES[each.code], "Het raakt velen.") for each in text.options}
    give_scores(NEXT, number, given, actor=mayor, now=now(), today=today())
    return number


def choice(text: RoundText, *chosen: str, **more: str) -> ChoiceText:
    said = {
        each.code: Verdict(True, "Dit raakt iedereen.")
        if each.code in chosen
        else Verdict(False, "Dit komt later.")
        for each in text.options
    }
    return ChoiceText(said, today(), "Verslag BBG", **more)


def choose(number: int, text: ChoiceText) -> bool:
    return record_choice(NEXT, number, text, actor=COMMAND, now=now(), today=today())


@pytest.fixture
@made_once
def chosen(oost_nederland: None) -> None:
    """A period that is prepared, with two themes chosen."""
    first, last = dt.date(2023, 1, 1), dt.date(2026, 12, 31)
    record_period(NEXT, PeriodTerms("Strategie", first, last), actor=COMMAND, now=now(), today=today())
    named = tuple(PriorityText(rank, field) for rank, field in enumerate(("5.2", "X.1", "X.2"), start=1))
    for code in ("GM0153", "POLITIE-ON"):
        hand_in_plan(NEXT, code, PlanText("Plan", first, last, named), actor=COMMAND, now=now())
    review = PlanText("Review", first, last, named)
    record_source(NEXT, "review", SourceKind.REVIEW, review, actor=COMMAND, now=now())
    play(THREE)
    choose(1, replace(choice(THREE, "een", "cyber"), decided_on=early()))


def put(number: int = 1, code: str = THEMES, *, on: dt.date | None = None) -> None:
    paper = ContentFile(b"Thema;Punten\n", "ranglijst.csv")
    put_to_councils(NEXT, number, paper=paper, actor=COMMAND, now=now(), today=on or early())
    send_proposal(code, actor=COMMAND, now=now(), today=on or early())


def answer(code: str, stage: int = 0, *, on: dt.date | None = None) -> None:
    found = proposal(COMMAND, code, AsOf(today()))
    assert found
    for party in found.stages[stage].parties:
        said = dict.fromkeys(party.labels, Said(Answer.CONSENT))
        day = on or early()
        record_positions(party.consultation_id, said, actor=COMMAND, now=now(), today=today(), decided_on=day)


def put_up(point: str) -> None:
    """The strategy before the college, with this as its point."""
    put_up_for_adoption(NEXT, actor=COMMAND, now=now(), today=early())
    if point:
        change_point(
            ADOPTION, "1", PointText("1", PointKind.ADOPT, point), actor=COMMAND, expected_revision=None
        )


@pytest.fixture
@made_once
def consented(chosen: None) -> None:
    put()
    answer(THEMES)


@pytest.fixture
@made_once
def otherwise(consented: None) -> None:
    """All councils consent to both themes, and what lies before the college names one."""
    put_up(OTHERWISE)
    send_proposal(ADOPTION, actor=COMMAND, now=now(), today=early())
    answer(ADOPTION)


def terms() -> PeriodTerms:
    found = period(NEXT, AsOf(today()))
    assert found
    return found.terms


def adopted_page(client: Client) -> dict[str, str]:
    return typed_in(client.get(f"{PAGE}wijzigen/"))


@pytest.mark.usefixtures("otherwise")
def test_who_adopts_is_told_once_more_what_the_point_says_otherwise_and_what_that_blocks(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    found = proposal(COMMAND, ADOPTION, AsOf(today()))
    assert found
    page = f"/voorstellen/{ADOPTION}/standpunt/{found.stages[1].parties[0].consultation_id}/"
    typed = {**typed_in(client.get(page)), "answer_1": "consent", "decided_on": f"{today():%d-%m-%Y}"}
    told = words(client.post(page, typed))
    assert "Ja, het is vastgesteld" in told
    assert "noemt punt 1 andere thema’s dan er zijn gekozen." in told
    assert f"Niet gevonden: ‘{CYBER}’ / ‘Cybercrime’" in told
    assert "Zo kan de strategie niet als vastgesteld worden vastgelegd" in told


@pytest.mark.usefixtures("otherwise")
def test_r14_the_choice_follows_what_was_adopted_and_the_period_is_recorded_with_that_proposal(
    client: Client,
) -> None:
    answer(ADOPTION, 1, on=today())
    sign_in(client, "coordinator")
    assert "Er zijn andere thema’s vastgesteld dan gekozen" in [
        each.title for each in decision_tasks(COMMAND, AsOf(today()))
    ]
    for told in (words(client.get(PAGE)), errors(client.post(f"{PAGE}wijzigen/", adopted_page(client)))):
        assert "noemt punt 1 andere thema’s" in told
        assert "Laat dan de keuze erop volgen: ‘Wijzig de keuze’" in told
    assert f"{ROUND}kiezen/" in links(client.get(PAGE))
    form = client.get(f"{ROUND}kiezen/")
    assert "vastgesteld met andere thema’s dan er zijn gekozen: Een." in words(form)
    typed = typed_in(form)
    assert ("chosen_een" in typed, "chosen_cyber" in typed) == (True, False)
    assert [typed[f"reason_{each}"].strip() for each in ("een", "cyber")] == ["Dit raakt iedereen.", ""]
    typed |= {"chosen_een": "on"}
    typed["reason_cyber"] = "Het college liet het vervallen."
    assert "Vul in waarom de keuze verandert" in errors(client.post(f"{ROUND}kiezen/", typed))
    typed["reason"] = "Het college stelde minder thema’s vast."
    late = {**typed, "decided_on": f"{early():%d-%m-%Y}"}
    assert "Vul die dag in" in errors(client.post(f"{ROUND}kiezen/", late))
    assert client.post(f"{ROUND}kiezen/", typed)["Location"] == ROUND
    row = selection_round(NEXT, 1)
    assert row
    assert row.choice
    assert row.choice.text.chosen == ("een",)
    assert not choose(1, row.choice.text), "once more says nothing new"
    assert "deze nog niet" not in words(Client().get(PAGE)), "they consented to what was adopted"
    again = adopted_page(client)
    assert "Zeg in de toelichting waarom" in errors(client.post(f"{PAGE}wijzigen/", {**again, "note": ""}))
    said = {**again, "note": "Het college stelde een van de twee thema’s vast."}
    assert client.post(f"{PAGE}wijzigen/", said).status_code == 302
    assert (terms().state, terms().decided_by) == (PeriodState.ADOPTED, ADOPTION)
    for page in ("", "nota/", "samenvatting/", "voor/GM0153/", "wijzigingen/"):
        told = words(Client().get(f"{PAGE}{page}"))
        assert "anders gekozen" not in told, page
        assert "Andere thema’s gekozen" not in told, page
    course = words(client.get(PAGE))
    assert "5 van 5 overleggen stemden daarmee in" in course
    assert "Over deze thema’s ging het voorstel dat is vastgesteld; de keuze volgt daarop." in course
    assert client.get(ROUND).status_code == 200


@pytest.mark.usefixtures("otherwise")
def test_r14_after_an_adoption_of_something_else_the_strategy_is_put_up_again(client: Client) -> None:
    answer(ADOPTION, 1, on=today())
    sign_in(client, "coordinator")
    assert "Leg de strategie opnieuw voor ter vaststelling" in words(client.get(PAGE))
    around = replace(terms(), state=PeriodState.ADOPTED, decided_on=today(), decided_by="", source="Lijst")
    around = replace(around, note="Zo is het besloten.")
    with pytest.raises(DomainError, match="opnieuw voor ter vaststelling"):
        record_period(NEXT, around, actor=COMMAND, now=now(), today=today())
    made = client.post(f"{PAGE}vaststellen/", typed_in(client.get(f"{PAGE}vaststellen/")))
    assert made["Location"] == f"/voorstellen/{ADOPTION}-2/schrijven/"
    assert terms().decided_by == f"{ADOPTION}-2"
    assert f"{PAGE}vaststellen/" not in links(client.get(PAGE)), "that one runs now"


@pytest.mark.usefixtures("consented")
def test_what_cannot_be_followed_is_not_offered_to_be(client: Client) -> None:
    """A point that names none of the themes: then only another proposal leads on."""
    put_up(f"Strategie {NEXT} vaststellen, met twee thema’s.")
    send_proposal(ADOPTION, actor=COMMAND, now=now(), today=early())
    answer(ADOPTION)
    answer(ADOPTION, 1, on=today())
    sign_in(client, "coordinator")
    for told in (words(client.get(PAGE)), errors(client.post(f"{PAGE}wijzigen/", adopted_page(client)))):
        assert "Leg de strategie dan opnieuw voor" in told
        assert "keuze erop volgen" not in told
    assert client.get(f"{PAGE}vaststellen/").status_code == 200


@pytest.mark.usefixtures("consented")
def test_r14_also_a_new_round_may_follow_what_was_adopted(client: Client) -> None:
    put_up(OTHERWISE)
    send_proposal(ADOPTION, actor=COMMAND, now=now(), today=early())
    answer(ADOPTION)
    answer(ADOPTION, 1, on=today())
    play(TWO)
    with pytest.raises(DomainError, match="liggen bij de overleggen"):
        choose(2, choice(TWO, "drie", reason="Toch dit thema."))
    assert choose(2, choice(TWO, "een", reason="Zo is het vastgesteld."))
    said = replace(terms(), state=PeriodState.ADOPTED, decided_on=today(), note="Zo is het vastgesteld.")
    assert record_period(NEXT, said, actor=COMMAND, now=now(), today=today())


@pytest.mark.usefixtures("consented")
def test_a_theme_by_the_first_part_of_its_name_is_that_theme(client: Client) -> None:
    put_up(f"Strategie {NEXT} vaststellen, met de thema’s Een en Cybercrime.")
    sign_in(client, "coordinator")
    told = words(client.get(f"/voorstellen/{ADOPTION}/versturen/"))
    assert "andere thema’s dan er zijn gekozen" not in told
    assert "in eigen woorden" not in told


@pytest.mark.usefixtures("chosen")
def test_what_the_councils_decided_is_not_to_be_withdrawn_before_others_are_chosen(client: Client) -> None:
    put()
    answer(THEMES)
    with pytest.raises(DomainError, match="Trek dat voorstel eerst in"):
        choose(1, choice(THREE, "een", "drie", reason="Toch dit thema."))
    answer(THEMES, 1, on=today())
    sign_in(client, "coordinator")
    told = words(client.get(f"{ROUND}voorleggen/"))
    assert "Dit is al voorgelegd en vastgesteld" in told
    assert "trek dat eerst in" not in told
    assert choose(1, choice(THREE, "een", "drie", reason="Toch dit thema."))


@pytest.mark.usefixtures("chosen")
def test_r08_a_second_round_asks_why_once_the_first_choice_was_put_to_the_councils(client: Client) -> None:
    put()
    withdraw_proposal(THEMES, "Het gaat over.", actor=COMMAND, now=now())
    play(replace(THREE, title="Tweede ronde"))
    sign_in(client, "coordinator")
    form = client.get(f"{SECOND}kiezen/")
    assert "Waarom verandert de keuze?" in words(form)
    typed = typed_in(form) | {"chosen_een": "on", "chosen_drie": "on", "source": "Verslag BBG"}
    typed |= {
        "decided_on": f"{today():%d-%m-%Y}",
        "reason_cyber": "Dit komt later.",
        "reason_drie": "Dit is nu urgent.",
    }
    assert "aan de overleggen voorgelegd" in errors(client.post(f"{SECOND}kiezen/", typed))
    typed["reason"] = "De overleggen vroegen erom."
    assert client.post(f"{SECOND}kiezen/", typed)["Location"] == SECOND


@pytest.mark.usefixtures("chosen")
def test_a_second_round_may_choose_the_same_themes_without_the_proposal_of_the_first() -> None:
    put()
    withdraw_proposal(THEMES, "Het gaat over.", actor=COMMAND, now=now())
    play(replace(THREE, title="Tweede ronde"))
    assert choose(2, choice(THREE, "een", "cyber", reason="Zo blijft het."))


@pytest.mark.usefixtures("chosen")
def test_a_withdrawn_proposal_is_told_as_withdrawn_beside_the_one_that_came_for_it(client: Client) -> None:
    put()
    withdraw_proposal(THEMES, "Een thema viel weg.", actor=COMMAND, now=now())
    play(replace(THREE, title="Tweede ronde"))
    choose(2, choice(THREE, "een", "drie", reason="De overleggen vroegen erom."))
    put(2, f"{THEMES}-2", on=today())
    sign_in(client, "coordinator")
    gone = f"Dit voorstel is op {long_date(today())} ingetrokken. Waarom: Een thema viel weg."
    first = words(client.get(ROUND))
    assert gone in first
    assert ("nog niet" in first, "niet gegeven" in first) == (False, True)
    nota = words(client.get(f"{PAGE}nota/"))
    assert gone in nota
    for page in ("nota/", "voor/GM0153/"):
        told = words(client.get(f"{PAGE}{page}"))
        _before, _title, after = told.partition(" (ingetrokken) ")
        assert "niet gegeven" in after, page
        assert "nog niet" in told, "the second runs"
    assert "ingetrokken" not in words(client.get(SECOND))


@pytest.mark.usefixtures("chosen")
def test_a_choice_that_nobody_was_asked_about_is_a_step_of_the_course_with_its_way(client: Client) -> None:
    told = words(client.get(PAGE))
    assert "De gekozen thema’s zijn nog niet aan de overleggen voorgelegd." in told
    way = f"{ROUND}voorleggen/"
    assert way not in links(client.get(PAGE)), "a visitor"
    sign_in(client, "coordinator")
    assert way in links(client.get(PAGE))
    put()
    assert way not in links(client.get(PAGE))
    assert "nog niet aan de overleggen voorgelegd" not in words(client.get(PAGE))
    assert "nog niet aan de overleggen voorgelegd" not in words(Client().get(PAGE))


@pytest.mark.usefixtures("chosen")
def test_of_two_rounds_every_page_says_which_one_counts(client: Client) -> None:
    adopted = replace(
        terms(), state=PeriodState.ADOPTED, decided_on=early(), source="Lijst", note="Zo is het besloten."
    )
    record_period(NEXT, adopted, actor=COMMAND, now=now(), today=today())
    assert "thema’s gekozen" in words(client.get(f"{PAGE}keuze/"))
    assert "geldt" not in words(client.get(f"{PAGE}keuze/"))
    play(TWO)
    assert being_weighed(NEXT, AsOf(today())) == ("Tweede ronde",)
    assert "opnieuw gewogen" not in words(client.get(PAGE)), "a round that is scored is the network's"
    sign_in(client, "coordinator")
    assert "In een nieuwe ronde wordt opnieuw gewogen: ‘Tweede ronde’." in words(client.get(PAGE))
    choose(2, choice(TWO, "een", reason="Het college koos minder."))
    assert "opnieuw gewogen" not in words(client.get(PAGE))
    for reader in (Client(), client):
        listed = words(reader.get(f"{PAGE}keuze/"))
        assert "thema’s gekozen: dit geldt nu" in listed
        assert "eerder gekozen: geldt niet meer" in listed
        rows = reader.get(f"{PAGE}keuze/?formaat=csv").content.decode().splitlines()[1:]
        assert ["geldt niet meer" in row for row in rows] == [True, False]
        first = words(reader.get(ROUND))
        assert "Deze keuze geldt niet meer. In ‘Tweede ronde’ is opnieuw gekozen" in first
        assert "toen gekozen" in first
        assert SECOND in links(reader.get(ROUND))
        assert "geldt niet meer" not in words(reader.get(SECOND))
    told = words(Client().get(f"{PAGE}voor/GM0153/"))
    assert "Dit lag niet in de keuze" not in told
    assert f"Eerst gekozen als thema: {CYBER}. Sinds de keuze van" in told
    assert "niet meer. Waarom: Het college koos minder." in told
    nota = words(Client().get(f"{PAGE}nota/"))
    assert "Na de vaststelling is anders gekozen" in nota
    assert "Waarom: Het college koos minder." in nota


def test_of_a_period_of_long_ago_no_municipalities_are_counted(client: Client) -> None:
    first, last = dt.date(2011, 1, 1), dt.date(2014, 12, 31)
    record_period(
        "2011-2014",
        PeriodTerms(
            "Strategie",
            first,
            last,
            PeriodState.ADOPTED,
            dt.date(2010, 12, 1),
            "Besluitenlijst",
            note="Lang voor Noaber.",
        ),
        actor=COMMAND,
        now=now(),
        today=today(),
    )
    for page in ("", "nota/", "samenvatting/"):
        told = words(client.get(f"/strategie/2011-2014/{page}"))
        assert "0 van de 0" not in told, page
        assert "0 van 0" not in told, page
    assert "is van deze periode niet vastgelegd" in words(client.get("/strategie/2011-2014/nota/"))
