"""A form promises: it says which text it is about, and what was chosen on another text is never sent as if on this."""

import datetime as dt

import pytest
from django.test import Client

from noaber.accounts.models import PreparedForm, User
from noaber.core.reading import forget
from noaber.decisions.models import Position
from noaber.decisions.services.follow_up.report_links import make_link
from noaber.decisions.tests.remarks import second_version
from noaber.decisions.tests.test_views_proposals import MEMO, PAGE, address, asked, take_away
from noaber.network.models import Person
from noaber.network.tests.pages import links, typed_in, words
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
ABOUT = "Dit gaat over versie {} van 28 januari 2019."
CHANGED = "Er is een nieuwe tekst verstuurd (versie 2, op 1 juni 2020)."
CHOSEN = {"answer_1": "consent", "answer_3": "objection", "text_3": "De kosten.", "decided_on": "8-5-2023"}


@pytest.fixture(autouse=True)
def nobody_answered() -> None:
    take_away()
    forget()


def send_next(*, is_material: bool = True) -> None:
    second_version(code=MEMO, points={"3": "Doorgeleiden, met een neutraal advies."}, is_material=is_material)
    forget()


@pytest.mark.parametrize("is_material", [True, False])
def test_what_was_typed_on_an_earlier_text_is_kept_and_asked_again(client: Client, is_material: bool) -> None:
    sign_in(client, "mayor of Zwolle")
    own = address(body__code="dvo-ijsselland")
    opened = client.get(own)
    assert ABOUT.format(1) in words(opened)
    send_next(is_material=is_material)
    shown = client.post(own, {**typed_in(opened), **CHOSEN})
    assert shown.status_code == 200
    assert not Position.objects.filter(consultation=asked(body__code="dvo-ijsselland")).exists()
    text, typed = words(shown), typed_in(shown)
    for said in (ABOUT.format(2), CHANGED, "U las versie 1.", "Er was gekozen: bezwaar. Kies opnieuw."):
        assert said in text
    assert f"{PAGE}versies/2/" in links(shown)
    assert (typed["answer_1"], typed["answer_3"], typed["text_3"].strip()) == ("consent", "", "De kosten.")
    answer = client.post(own, {**typed, "answer_3": "consent_with_remark"}, follow=True)
    assert "Het standpunt van DVO IJsselland is vastgelegd." in words(answer)


def prepared_for(mayor: Client) -> str:
    """What the secretary of Enschede put ready for the mayor, who looks at it now."""
    preparing = Client()
    sign_in(preparing, "secretary of Enschede")
    principal = User.objects.get(display_name=PEOPLE["mayor of Enschede"])
    preparing.post(f"/account/namens/{principal.pk}/")
    sign_in(mayor, "mayor of Enschede")
    own = address(body__code="dvo-twente")
    preparing.post(own, {**typed_in(preparing.get(own)), **CHOSEN})
    forget()
    return f"{own}?klaargezet={PreparedForm.objects.get(outcome='waiting').pk}"


def test_what_was_prepared_before_it_was_kept_on_which_text_is_filled_in_anew() -> None:
    mayor = Client()
    ready = prepared_for(mayor)
    prepared = PreparedForm.objects.get(outcome="waiting")
    del prepared.fields["version"]
    prepared.save()
    forget()
    shown = mayor.get(ready)
    text = words(shown)
    assert "Bij wat hier was ingevuld, is niet bewaard over welke versie van de tekst het ging." in text
    assert "Punt 3: er was gekozen: bezwaar." in text
    assert "Ververs de pagina" not in text
    typed = typed_in(shown)
    assert (typed["answer_1"], typed["answer_3"], typed["text_3"].strip()) == ("", "", "De kosten.")
    mayor.post(ready, {**typed, "answer_3": "objection"})
    assert Position.objects.filter(consultation__body__code="dvo-twente", answer="objection").exists()
    assert not PreparedForm.objects.filter(outcome="waiting").exists()


def test_what_an_assistant_prepared_on_an_earlier_text_says_so() -> None:
    mayor = Client()
    ready = prepared_for(mayor)
    assert typed_in(mayor.get(ready))["answer_3"] == "objection"
    send_next()
    shown = mayor.get(ready)
    assert "Dit is klaargezet op versie 1." in words(shown)
    assert CHANGED in words(shown)
    typed = typed_in(shown)
    assert (typed["answer_1"], typed["answer_3"], typed["text_3"].strip()) == ("consent", "", "De kosten.")
    mayor.post(ready, {**typed, "answer_3": "deferred", "text_3": ""})
    assert Position.objects.filter(point__label="3", point__version__number=2, answer="deferred").exists()
    assert not PreparedForm.objects.filter(outcome="waiting").exists()


def test_who_reports_by_a_link_reads_a_next_text_first(client: Client) -> None:
    council = asked(body__code="dvo-ijsselland")
    chair = Person.objects.get(user__display_name=PEOPLE["mayor of Zwolle"]).pk
    link = f"/melden/{make_link(council.pk, chair, now=dt.datetime.now(dt.UTC))}/"
    opened = client.get(link)
    assert "1 van 28 januari 2019" in words(opened)
    send_next()
    typed = {
        **typed_in(opened),
        **CHOSEN,
        "answer_2": "took_note",
        "answer_4": "consent",
        "evidence": "lijst 3",
    }
    shown = client.post(link, typed)
    assert CHANGED in words(shown)
    assert "Er was gekozen: bezwaar. Kies opnieuw." in words(shown)
    again = typed_in(shown)
    assert (again["answer_4"], again["answer_3"], again["text_3"].strip()) == ("consent", "", "De kosten.")
    assert f"{PAGE}versies/2/" in links(shown)  # the memo is public
    done = client.post(link, {**again, "answer_3": "objection"}, follow=True)
    assert "Dank u wel voor uw melding" in words(done)
