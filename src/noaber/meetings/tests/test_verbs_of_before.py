"""What was logged when meetings were a part of decisions is never rewritten, stays readable and is found."""

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.audit import verb
from noaber.core.verbs import names_of_verb, verb_in_words, verb_of_now
from noaber.network.tests.pages import words
from tests.people import sign_in

BEFORE, NOW = "decisions.cancel_sitting", "meetings.cancel_sitting"


def test_a_verb_of_before_reads_as_the_verb_of_now() -> None:
    assert verb_of_now(BEFORE) == verb_of_now(NOW) == NOW
    assert verb_in_words(BEFORE) == verb_in_words(NOW) == "Vergadering afgezegd"
    assert names_of_verb(NOW) == {BEFORE, NOW}
    assert names_of_verb("network.appoint") == {"network.appoint"}


@pytest.mark.usefixtures("oost_nederland")
def test_the_log_finds_both_by_one_choice(client: Client) -> None:
    for number, name in enumerate((BEFORE, NOW), start=1):
        with verb(name, actor=COMMAND) as trail:
            trail.note("decisions.sitting", key=f"vergadering-{number}")
    sign_in(client, "administrator")
    page = client.get("/beheer/logboek/", {"handeling": NOW})
    found = words(page)
    assert "vergadering-1" in found
    assert "vergadering-2" in found
    assert page.content.decode().count(">Vergadering afgezegd</option>") == 1
