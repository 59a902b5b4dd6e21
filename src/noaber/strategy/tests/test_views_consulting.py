"""The way of a choice through the decisions room, as the coordinator walks it, and what others see of it."""

import datetime as dt
from dataclasses import replace
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from noaber.accounts import api as accounts
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.errors import DomainError
from noaber.decisions.api import (
    Answer,
    PointKind,
    PointText,
    Role,
    Said,
    StageRule,
    StageText,
    proposal,
    record_positions,
    send_proposal,
)
from noaber.decisions.services.drafts.points import change_point
from noaber.decisions.services.drafts.routes import change_stage
from noaber.decisions.services.drafts.versions import withdraw_proposal
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.queries.consulting.adopting import departures
from noaber.strategy.queries.inventory.coverage import coverage
from noaber.strategy.queries.periods.period import period
from noaber.strategy.rules.inventory import PlanText, PriorityText, SourceKind
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.rules.selection.round import ChoiceText, CriterionText, OptionText, RoundText, Verdict
from noaber.strategy.services.consulting.drafts import put_to_councils
from noaber.strategy.services.inventory.plans import hand_in_plan, record_source
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.round import (
    Given,
    give_scores,
    open_round,
    prepare_round,
    record_choice,
)
from noaber.strategy.tests.test_services_selection import draft
from noaber.strategy.views.periods.course import course
from noaber.strategy.views.periods.decision_steps import Seen
from tests.made_once import made_once
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NEXT = "2023-2026"
PAGE = f"/strategie/{NEXT}/"
ROUND = f"{PAGE}keuze/1/"
DRAFT = f"/voorstellen/themas-{NEXT}/"
SMALL = RoundText(
    "Kleine ronde",
    1,
    "bbg",
    (CriterionText("ernst", "Ernst", 10000, "Hoe zwaar."),),
    (OptionText("een", "Een", "5.2", "Dit kan wel."), OptionText("twee", "Twee", "X.1", "Dit kan wel.")),
)


@pytest.fixture
@made_once
def chosen(oost_nederland: None) -> None:
    """A period that is prepared, of which the mayor of Enschede scored the themes and the BBG chose one."""
    first, last = dt.date(2023, 1, 1), dt.date(2026, 12, 31)
    record_period(NEXT, PeriodTerms("Strategie", first, last), actor=COMMAND, now=now(), today=today())
    named = (PriorityText(1, "5.2"), PriorityText(2, "X.1"))
    for code in ("GM0153", "POLITIE-ON"):
        hand_in_plan(NEXT, code, PlanText("Plan", first, last, named), actor=COMMAND, now=now())
    review = PlanText("Review", first, last, named)
    record_source(NEXT, "review", SourceKind.REVIEW, review, actor=COMMAND, now=now())
    prepare_round(NEXT, SMALL, actor=COMMAND)
    open_round(NEXT, 1, actor=COMMAND, now=now(), today=today())
    mayor = accounts.actor_for(accounts.User.objects.get(email="burgemeester@enschede.invalid"), today())
    given = {("een", "ernst"): Given(5, "Zwaar."), ("twee", "ernst"): Given(2, "Licht.")}
    give_scores(NEXT, 1, given, actor=mayor, now=now(), today=today())
    text = ChoiceText(
        {"een": Verdict(True), "twee": Verdict(False, "Dit komt later.")}, today(), "Verslag BBG"
    )
    record_choice(NEXT, 1, text, actor=COMMAND, now=now(), today=today())


def answer(code: str, *, until: int | None = None) -> None:
    found = proposal(COMMAND, code, AsOf(today()))
    assert found
    for party in found.stages[0].parties[:until]:
        said = {label: Said(Answer.WITH_REMARK, "Begin klein.") for label in party.labels}
        record_positions(
            party.consultation_id, said, actor=COMMAND, now=now(), today=today(), decided_on=today()
        )


@pytest.fixture
@made_once
def asked(chosen: None) -> str:
    """The proposal that asks the councils to consent to the theme is sent."""
    paper = ContentFile(b"Thema;Punten\n", "ranglijst.csv")
    code = put_to_councils(NEXT, 1, paper=paper, actor=COMMAND, now=now(), today=today())
    send_proposal(code, actor=COMMAND, now=now(), today=today())
    return code


@pytest.fixture
@made_once
def consented(asked: str) -> str:
    """All councils agree with the theme, with a remark."""
    answer(asked)
    return asked


@pytest.mark.usefixtures("chosen")
def test_from_the_choice_the_coordinator_comes_to_a_draft_with_the_ranking(client: Client) -> None:
    sign_in(client, "coordinator")
    assert f"{ROUND}voorleggen/" in links(client.get(ROUND))
    page = client.get(f"{ROUND}voorleggen/")
    assert "een punt per thema: Een." in words(page)
    sent = typed_in(page)
    answered = client.post(f"{ROUND}voorleggen/", sent)
    assert answered["Location"] == f"{DRAFT}schrijven/"
    assert "Het concept staat klaar." in words(client.get(answered["Location"]))
    assert (
        "keuze-2023-2026-1-voorbeeldgegevens.xlsx"
        in client.get(f"{DRAFT}schrijven/bijlagen/").content.decode()
    )
    assert "plaats 1 van 2 met 5,00 punten, genoemd in 1 van de 1 plannen" in words(
        client.get(f"{DRAFT}schrijven/punten/")
    )
    again = client.post(f"{ROUND}voorleggen/", sent)
    assert again.status_code == 400
    assert "Er ligt een concept" in words(again)
    shown = client.get(ROUND)
    assert f"{ROUND}voorleggen/" not in links(shown)
    assert f"{DRAFT}schrijven/" in links(shown)
    assert "nog niet verstuurd" in words(shown)
    assert "verstuurd" not in words(Client().get(ROUND)), "a draft is its writer's"


@pytest.mark.usefixtures("asked")
def test_what_councils_said_stands_with_the_round_and_leads_to_the_adoption(client: Client) -> None:
    sign_in(client, "coordinator")
    answer(f"themas-{NEXT}", until=4)
    assert "4 van 5 overleggen stemmen in met de thema’s" in words(client.get(PAGE))
    assert f"{PAGE}vaststellen/" not in links(client.get(PAGE))
    refused = client.get(f"{PAGE}vaststellen/")
    assert (refused.status_code, "4 van de 5" in words(refused)) == (400, True)
    answer(f"themas-{NEXT}")
    text = words(client.get(ROUND))
    assert "Wat de overleggen zeiden" in text
    assert "stemt in, met kanttekening" in text
    assert "Punt 1: Begin klein." in text
    assert f"{PAGE}vaststellen/" in links(client.get(PAGE))
    page = client.get(f"{PAGE}vaststellen/")
    assert "geen voorstel van een plan dat tegelijk loopt" in words(page)
    assert "op 5 opmerkingen is nog niet geantwoord" in words(page), "R10: every remark is answered first"
    made = client.post(f"{PAGE}vaststellen/", typed_in(page))["Location"]
    assert "Op 5 opmerkingen bij de thema’s" in words(client.get(f"/voorstellen/strategie-{NEXT}/versturen/"))
    assert made == f"/voorstellen/strategie-{NEXT}/schrijven/"
    assert "Begin klein." in words(client.get(made))
    shown = client.get(PAGE)
    assert f"/voorstellen/strategie-{NEXT}/" in links(shown)
    assert "Wordt besloten met" in words(shown)
    assert f"{PAGE}vaststellen/" not in links(shown)
    assert client.post(f"{PAGE}vaststellen/", typed_in(page)).status_code == 400


@pytest.mark.usefixtures("chosen")
def test_what_the_draft_does_not_ask_is_told_before_it_is_sent(client: Client) -> None:
    sign_in(client, "coordinator")
    send(client, f"{ROUND}voorleggen/")
    other = PointText("1", PointKind.CONSENT, "Instemmen met het thema twee.")
    change_point(f"themas-{NEXT}", "1", other, actor=COMMAND, expected_revision=None)
    for address in (ROUND, PAGE, f"{DRAFT}versturen/"):
        text = words(client.get(address))
        assert "Het thema ‘Een’ is gekozen, maar geen punt vraagt" in text, address
        assert "Punt 1 vraagt in te stemmen met het thema ‘Twee’" in text, address
    assert "geen punt vraagt" not in words(Client().get(ROUND)), "a draft is its writer's"


@pytest.mark.usefixtures("consented")
def test_a_visitor_reads_neither_a_remark_nor_what_is_for_the_network(client: Client) -> None:
    coordinator = Client()
    sign_in(coordinator, "coordinator")
    text = words(client.get(ROUND))
    assert "Een" in text
    for hidden in ("Begin klein", "overleggen zeiden", "van de 5 overleggen"):
        assert hidden not in text
    course = client.get(PAGE)
    assert "5 van 5 overleggen stemmen in met de thema’s" in words(course), (
        "the number, and nothing of its text"
    )
    assert f"/voorstellen/themas-{NEXT}/" not in links(course)


def test_the_period_tells_its_course_also_as_it_was(client: Client) -> None:
    text = words(client.get("/strategie/2019-2022/"))
    assert "5 van 5 overleggen stemmen in met de thema’s" in text
    assert "74 van 76 vastgelegd" in text
    assert "24 april 2019" in text
    then = words(client.get("/strategie/2019-2022/?geldig-op=2019-03-07&bekend-op=2019-03-08"))
    assert "2 van 5 overleggen stemmen in" in then
    assert "36 van 76 gemeenteraden zijn gehoord" in then
    assert "Wordt besloten met" in then
    assert "Wacht op de instemming van alle overleggen." in then
    consented = words(client.get("/strategie/2019-2022/?geldig-op=2019-04-10&bekend-op=2019-04-11"))
    assert "Ligt voor ter vaststelling." in consented


def test_what_councils_said_of_the_memo_is_public_as_the_memo_is(client: Client) -> None:
    text = words(client.get("/strategie/2019-2022/keuze/1/"))
    assert "Wat de overleggen zeiden" in text
    assert "stemt in, met kanttekening" not in text, "that was about the money, not about the themes"
    assert "kleine gemeenten verdient aandacht" not in text
    sign_in(client, "mayor of Zwolle")
    assert "kleine gemeenten verdient aandacht" in words(client.get("/strategie/2019-2022/keuze/1/"))


@pytest.mark.usefixtures("asked")
def test_r14_what_lies_before_the_councils_is_neither_exchanged_nor_adopted_around_them(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    code = f"themas-{NEXT}"
    answer(code, until=4)
    other = ChoiceText(
        {"een": Verdict(False, "Dit kan niet."), "twee": Verdict(True, "Dit kan wel.")},
        today(),
        "Verslag BBG",
    )
    kept = ChoiceText(
        {"een": Verdict(True), "twee": Verdict(False, "Dit komt later.")}, today(), "Verslag BBG"
    )
    for text in (other, replace(other, proposal=code), kept):
        with pytest.raises(DomainError) as refused:
            record_choice(NEXT, 1, text, actor=COMMAND, now=now(), today=today())
        assert refused.value.field == "proposal"
    assert "U kunt nu geen andere thema’s kiezen." in words(client.get(f"{ROUND}kiezen/"))
    known = period(NEXT, AsOf(today()))
    assert known
    adopted = replace(
        known.terms, state=PeriodState.ADOPTED, decided_on=today(), source="Lijst", note="Zo is het besloten."
    )
    with pytest.raises(DomainError, match="liggen bij de overleggen"):
        record_period(NEXT, adopted, actor=COMMAND, now=now(), today=today())
    send(client, f"/voorstellen/{code}/intrekken/", reason="De thema’s gaan terug.")
    assert "Het voorstel aan de overleggen is ingetrokken." in words(client.get(PAGE))
    for text, field in ((replace(kept, reason="Dit was een vergissing."), "proposal"), (other, "reason")):
        with pytest.raises(DomainError) as refused:
            record_choice(NEXT, 1, text, actor=COMMAND, now=now(), today=today())
        assert refused.value.field == field
    said = replace(other, reason="De overleggen waren tegen.")
    assert record_choice(NEXT, 1, said, actor=COMMAND, now=now(), today=today())
    with pytest.raises(DomainError, match="Leg de gekozen thema’s weer voor"):
        record_period(NEXT, adopted, actor=COMMAND, now=now(), today=today())
    page = words(client.get(ROUND))
    assert "Eerdere keuzes" in page
    assert "De overleggen waren tegen." in page
    note = "De overleggen stemden in met de thema’s die in dezelfde rij staan."
    public = words(Client().get(ROUND))
    assert (note in page, note in public) == (True, True)
    assert ("Instemming met de thema’s" in page, "Instemming met de thema’s" in public) == (True, False)
    assert "De overleggen waren tegen." not in words(client.get(f"{PAGE}wijzigingen/")), (
        "nothing is adopted yet"
    )


@pytest.mark.usefixtures("chosen")
def test_r08_what_the_councils_read_is_not_rewritten_in_silence(client: Client) -> None:
    sign_in(client, "coordinator")
    send(client, f"{ROUND}voorleggen/")
    form = f"{ROUND}kiezen/"
    assert "Waarom verandert de keuze?" not in words(client.get(form)), "a draft was read by nobody"
    send_proposal(f"themas-{NEXT}", actor=COMMAND, now=now(), today=today())
    page = client.get(form)
    assert "Waarom verandert de keuze?" in words(page)
    kept = {name: value for name, value in typed_in(page).items() if name != "chosen_twee"}
    changed = {**kept, "chosen_een": "on", "source": "Anders"}
    assert "zijn aan de overleggen voorgelegd" in errors(client.post(form, changed))
    client.post(form, {**changed, "reason": "De bron stond er verkeerd."})
    shown = words(Client().get(ROUND))
    assert "Verslag BBG" in shown
    assert "De bron stond er verkeerd." in shown


def test_r13_a_plan_that_was_adopted_with_the_strategy_stays_beside_it_with_its_proposal(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    known = period("2019-2022", AsOf(today()))
    assert known
    plan = known.terms.plans[0]
    for plans in ((), (replace(plan, proposal="veiligheidsstrategie-2019-2022"),)):
        with pytest.raises(DomainError, match="blijven staan") as refused:
            record_period(
                "2019-2022",
                replace(known.terms, plans=plans, note="Weg."),
                actor=COMMAND,
                now=now(),
                today=today(),
            )
        assert refused.value.field == "plans"
    renamed = replace(
        known.terms,
        plans=(replace(plan, title="Beleidsplan politie"),),
        note="Het plan kreeg een andere naam.",
    )
    record_period("2019-2022", renamed, actor=COMMAND, now=now(), today=today())
    said = f"Gekoppeld plan gewijzigd: {plan.title} → Beleidsplan politie"
    assert f"{said}." in words(client.get("/strategie/2019-2022/"))
    assert said in words(client.get("/strategie/2019-2022/wijzigingen/"))


@pytest.mark.usefixtures("chosen")
def test_r13_no_strategy_is_adopted_without_the_plan_that_is_decided_with_it(client: Client) -> None:
    known = period(NEXT, AsOf(today()))
    assert known
    old = period("2019-2022", AsOf(today()))
    assert old
    plan = replace(old.terms.plans[0], starts_on=known.terms.starts_on, ends_on=known.terms.ends_on)
    said = replace(
        known.terms, state=PeriodState.ADOPTED, decided_on=today(), source="Lijst", note="Zo is het besloten."
    )
    with pytest.raises(DomainError, match="Het plan en de strategie gaan samen"):
        record_period(NEXT, replace(said, plans=(plan,)), actor=COMMAND, now=now(), today=today())
    record_period(
        NEXT, replace(said, plans=(replace(plan, proposal=""),)), actor=COMMAND, now=now(), today=today()
    )
    assert "Samen met" not in words(client.get(PAGE)), "when that plan was adopted is not known"
    assert "Samen met" in words(client.get("/strategie/2019-2022/"))


@pytest.mark.usefixtures("chosen")
def test_r09_consent_to_other_themes_of_before_is_no_consent_to_these() -> None:
    text = ChoiceText(
        {"een": Verdict(True), "twee": Verdict(False, "Dit komt later.")}, today(), "Verslag BBG"
    )
    old = replace(text, proposal="veiligheidsstrategie-2019-2022")
    with pytest.raises(DomainError, match="van voor de keuze") as refused:
        record_choice(NEXT, 1, old, actor=COMMAND, now=now(), today=today())
    assert refused.value.field == "proposal"
    known = period(NEXT, AsOf(today()))
    assert known
    for code in ("veiligheidsstrategie-2019-2022", "meerjarenbeleidsplan-politie-2019-2022"):
        day = dt.date(2019, 4, 24)
        said = replace(known.terms, state=PeriodState.ADOPTED, decided_on=day, decided_by=code)
        with pytest.raises(DomainError, match="gaat niet over deze strategie"):
            record_period(NEXT, said, actor=COMMAND, now=now(), today=today())


@pytest.mark.usefixtures("asked")
def test_r14_who_is_not_asked_did_not_consent(client: Client) -> None:
    sign_in(client, "coordinator")
    with patch("noaber.strategy.queries.consulting.course.agreeing", lambda *_asked: (1, 1)):
        assert "1 van 5 overleggen" in words(client.get(PAGE))
        assert client.get(f"{PAGE}vaststellen/").status_code == 400


@pytest.mark.usefixtures("chosen")
def test_r13_before_sending_it_is_told_that_the_plan_beside_it_is_not_linked(client: Client) -> None:
    known, old = (period(code, AsOf(today())) for code in (NEXT, "2019-2022"))
    assert known
    assert old
    plan = replace(old.terms.plans[0], starts_on=known.terms.starts_on, ends_on=known.terms.ends_on)
    draft("politieplan")
    waiting = replace(
        known.terms, plans=(replace(plan, proposal="politieplan"),), decided_by="evaluatie-2023"
    )
    record_period(NEXT, waiting, actor=COMMAND, now=now(), today=today())
    sign_in(client, "coordinator")
    sending = words(client.get("/voorstellen/evaluatie-2023/versturen/"))
    assert "dit voorstel is daar niet aan gekoppeld" in sending
    assert "stelt geen punt ‘Meerjarenbeleidsplan Politie Oost-Nederland’ vast" in sending


@pytest.mark.usefixtures("chosen")
def test_r14_who_is_left_out_of_the_route_is_told_before_sending(client: Client) -> None:
    sign_in(client, "coordinator")
    send(client, f"{ROUND}voorleggen/")
    assert "Niet gevraagd" not in words(client.get(f"{DRAFT}versturen/"))
    one = StageText(1, "het DVO Twente", Role.CONSENT, StageRule.ALL, bodies=("dvo-twente",))
    change_stage(f"themas-{NEXT}", 1, one, actor=COMMAND, expected_revision=None)
    told = words(client.get(f"{DRAFT}versturen/"))
    assert "Niet gevraagd: Districtelijk veiligheidsoverleg Gelderland-Midden, " in told


@pytest.mark.usefixtures("consented")
def test_what_adopts_a_strategy_names_its_themes_and_goes_to_the_college(client: Client) -> None:
    sign_in(client, "coordinator")
    page = client.get(f"{PAGE}vaststellen/")
    client.post(f"{PAGE}vaststellen/", typed_in(page))
    code, sending = f"strategie-{NEXT}", f"/voorstellen/strategie-{NEXT}/versturen/"
    told = words(client.get(sending))
    for fault in ("andere thema’s dan er zijn gekozen", "staat niet in de route"):
        assert fault not in told
    assert "in eigen woorden" not in told
    more = PointText(
        "1", PointKind.ADOPT, f"Strategie {NEXT} vaststellen, met de thema’s Een en Mensenhandel."
    )
    change_point(code, "1", more, actor=COMMAND, expected_revision=None)
    assert "Punt 1 staat er in eigen woorden." in words(client.get(sending))
    other = PointText("1", PointKind.ADOPT, f"Strategie {NEXT} vaststellen, met het thema Twee.")
    change_point(code, "1", other, actor=COMMAND, expected_revision=None)
    group = StageText(2, "de BBG", Role.ADOPT, StageRule.ALL, bodies=("bbg",), after=1)
    change_stage(code, 2, group, actor=COMMAND, expected_revision=None)
    told = words(client.get(sending))
    assert "noemt punt 1 andere thema’s dan er zijn gekozen. Gekozen zijn: Een." in told
    assert "vastgesteld door Bestuurscollege Oost-Nederland, maar dat staat niet in de route" in told
    found = proposal(COMMAND, code, AsOf(today()))
    known = period(NEXT, AsOf(today()))
    assert found
    assert known
    assert list(departures(found, known.terms, AsOf(today()))), "recorded with a note only"


def test_once_the_proposal_is_adopted_the_coordinator_is_asked_to_record_that(client: Client) -> None:
    """The memo of 2019 adopted the second strategy; as if nobody had written that down yet."""
    known = period("2019-2022", AsOf(today()))
    assert known
    waiting = replace(known.terms, state=PeriodState.PREPARATION, decided_on=None)
    sign_in(client, "coordinator")
    with patch("noaber.strategy.views.periods.changes.period", lambda *_: replace(known, terms=waiting)):
        form = typed_in(client.get("/strategie/2019-2022/wijzigen/"))
    assert (form["state"], form["decided_on"]) == ("adopted", "24-4-2019")
    shown = replace(known, terms=waiting, adopted_on=None)
    step = next(
        step
        for step in course(Seen(COMMAND, shown, coverage("2019-2022", AsOf(today())), AsOf(today()))).steps
        if step.title == "Vaststelling"
    )
    assert step.text == "Het voorstel is vastgesteld op 24 april 2019. De coördinator legt dat hier nog vast."


@pytest.mark.usefixtures("chosen")
def test_r15_the_plan_beside_a_strategy_has_a_proposal_of_its_own() -> None:
    known, old = (period(code, AsOf(today())) for code in (NEXT, "2019-2022"))
    assert known
    assert old
    plan = replace(old.terms.plans[0], starts_on=known.terms.starts_on, ends_on=known.terms.ends_on)
    with pytest.raises(DomainError, match="gaat over iets anders") as refused:
        record_period(NEXT, replace(known.terms, plans=(plan,)), actor=COMMAND, now=now(), today=today())
    assert refused.value.field == "plans"


@pytest.mark.usefixtures("consented")
def test_r14_a_strategy_is_not_adopted_before_its_themes_were_chosen_and_consented_to(client: Client) -> None:
    sign_in(client, "coordinator")
    known = period(NEXT, AsOf(today()))
    assert known
    said = replace(
        known.terms,
        state=PeriodState.ADOPTED,
        decided_on=dt.date(2023, 1, 1),
        source="Lijst",
        note="Zo is het besloten.",
    )
    with pytest.raises(DomainError, match="die dag of later vastgesteld") as refused:
        record_period(NEXT, said, actor=COMMAND, now=now(), today=today())
    assert refused.value.field == "decided_on"
    adopted = replace(said, decided_on=today())
    record_period(NEXT, adopted, actor=COMMAND, now=now(), today=today())
    earlier = replace(adopted, decided_on=dt.date(2023, 1, 1), note="Dit was de verkeerde dag.")
    with pytest.raises(DomainError, match="die dag of later vastgesteld"):
        record_period(NEXT, earlier, actor=COMMAND, now=now(), today=today())


@pytest.mark.usefixtures("consented")
def test_r14_what_the_councils_said_stands_as_the_strategy_was_adopted_on_it(client: Client) -> None:
    sign_in(client, "coordinator")
    code = f"themas-{NEXT}"
    known = period(NEXT, AsOf(today()))
    assert known
    said = replace(
        known.terms,
        state=PeriodState.ADOPTED,
        decided_on=today(),
        source="Lijst",
        note="Met spoed, na overleg.",
    )
    record_period(NEXT, said, actor=COMMAND, now=now(), today=today())
    found = proposal(COMMAND, code, AsOf(today()))
    assert found
    objection = {"1": Said(Answer.OBJECTION, "Toch niet.")}
    party = found.stages[0].parties[0]
    record_positions(
        party.consultation_id, objection, actor=COMMAND, now=now(), today=today(), decided_on=today()
    )
    assert "5 van de 5" in words(client.get(ROUND))
    assert "instemden, is hier niet vastgelegd" not in words(Client().get(PAGE)), (
        "who may not read the proposal"
    )
    assert "Niet elk voorstel over deze strategie is openbaar." in words(Client().get(f"{PAGE}nota/"))
    assert "bezwaar" in words(client.get(DRAFT)), "in the proposal itself the objection is read"
    withdraw_proposal(code, "Het is al besloten.", actor=COMMAND, now=now())
    page = words(client.get(PAGE))
    assert "5 van 5 overleggen stemmen in met de thema’s" in page
    assert "Daarna is bij het voorstel aan de overleggen nog iets vastgelegd: " in page
    nota = words(client.get(f"{PAGE}nota/"))
    assert "Gevraagd is: 1. Instemmen met het thema ‘Een’." in nota
    assert "Bij de vaststelling is gezegd: Met spoed, na overleg." in nota


@pytest.mark.usefixtures("chosen")
def test_r09_points_in_own_words_are_shown_to_be_read_before_sending_and_adopting(client: Client) -> None:
    sign_in(client, "coordinator")
    send(client, f"{ROUND}voorleggen/")
    code = f"themas-{NEXT}"
    assert "in eigen woorden" not in words(client.get(f"{DRAFT}versturen/"))
    own = PointText("1", PointKind.CONSENT, "Instemmen met het thema Een. Dat blijft lokaal.")
    change_point(code, "1", own, actor=COMMAND, expected_revision=None)
    assert "Punt 1 staat er in eigen woorden." in words(client.get(f"{DRAFT}versturen/"))
    send_proposal(code, actor=COMMAND, now=now(), today=today())
    answer(code)
    assert "Dat blijft lokaal.” Lees na" in words(client.get(f"{PAGE}vaststellen/"))


@pytest.mark.usefixtures("chosen")
def test_r06_the_sources_of_a_choice_stand_as_they_were_when_it_was_recorded(client: Client) -> None:
    sign_in(client, "coordinator")
    first, last = dt.date(2023, 1, 1), dt.date(2026, 12, 31)
    gone = PlanText("Plan", first, last, (PriorityText(1, "X.1"),))
    for organisation in ("GM0153", "POLITIE-ON"):
        hand_in_plan(NEXT, organisation, gone, actor=COMMAND, now=now())
    for page in (ROUND, f"{ROUND}themas/een/"):
        shown = words(client.get(page))
        assert "Politie-eenheid Oost-Nederland" in shown, page
        assert "1 van de 76" in shown, page


@pytest.mark.usefixtures("chosen")
def test_r49_another_round_after_the_adoption_is_told_where_the_choice_is_told(client: Client) -> None:
    sign_in(client, "coordinator")
    known = period(NEXT, AsOf(today()))
    assert known
    said = replace(
        known.terms, state=PeriodState.ADOPTED, decided_on=today(), source="Lijst", note="Zo is het besloten."
    )
    record_period(NEXT, said, actor=COMMAND, now=now(), today=today())
    prepare_round(NEXT, replace(SMALL, title="Tweede ronde"), actor=COMMAND)
    open_round(NEXT, 2, actor=COMMAND, now=now(), today=today())
    mayor = accounts.actor_for(accounts.User.objects.get(email="burgemeester@enschede.invalid"), today())
    given = {("een", "ernst"): Given(2, "Licht."), ("twee", "ernst"): Given(5, "Zwaar.")}
    give_scores(NEXT, 2, given, actor=mayor, now=now(), today=today())
    verdicts = {"een": Verdict(False, "Dit is klaar."), "twee": Verdict(True)}
    other = ChoiceText(verdicts, today(), "Verslag BBG", reason="Het neemt toe.")
    record_choice(NEXT, 2, other, actor=COMMAND, now=now(), today=today())
    for page in ("nota/", "samenvatting/", "voor/GM0153/"):
        told = words(Client().get(f"{PAGE}{page}"))
        assert (
            "Erbij: Twee; Eraf: Een. Waarom: Het neemt toe. Dit is niet aan de overleggen voorgelegd." in told
        ), page
    assert "Erbij: Twee; Eraf: Een" in words(Client().get(f"{PAGE}wijzigingen/"))
