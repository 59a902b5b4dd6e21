"""Who writes a proposal hears that its agreement changed after it was sent; what was sent stays as it is."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.decisions.models import ProposalInsert, ProposalVersion
from noaber.decisions.tests.conftest import ADOPTING, SENT_AT, draft, send
from noaber.decisions.tests.forwarded import ASKING
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.services.agreements import record_agreement
from noaber.finance.tests.samples import LINES, terms
from noaber.network.tests.pages import words
from tests.people import sign_in

pytestmark = pytest.mark.db
CODE = "tweede"
PAGE = f"/voorstellen/{CODE}/"
AGREED = terms(decided_by=CODE)
LATER = SENT_AT + dt.timedelta(days=20)


def agree(said: AgreementTerms, *, now: dt.datetime = LATER) -> None:
    assert record_agreement("afspraak-tweede", said, actor=COMMAND, now=now)


@pytest.fixture(autouse=True)
def sent(oost_nederland: None) -> None:
    agree(AGREED, now=SENT_AT)  # in the same act, as the demonstration does
    draft(CODE, points=ASKING, stages=[replace(ADOPTING, number=1, after=0, bodies=("bbg",), labels=())])
    version = ProposalVersion.objects.get(proposal__code=CODE)
    ProposalInsert.objects.bulk_create(
        ProposalInsert(version=version, position=place, name=name)
        for place, name in enumerate(("budget", "rate"))
    )
    send(CODE)


def test_as_long_as_nothing_changed_nothing_is_said(client: Client) -> None:
    sign_in(client, "coordinator")
    assert "na verzending gewijzigd" not in words(client.get(PAGE))
    agree(replace(AGREED, source="memo, blad 3"))
    assert "na verzending gewijzigd" not in words(client.get(PAGE))


def test_the_coordinator_hears_what_changed(client: Client) -> None:
    dearer = replace(LINES[1], amount_cents=60_000_00)
    agree(replace(AGREED, rate=Decimal("0.08"), last_year=2024, lines=(LINES[0], dearer, *LINES[3:])))
    sign_in(client, "coordinator")
    text = words(client.get(PAGE)).replace("\xa0", " ")
    assert (
        "De afspraak “Bijdragen 2020-2023” is na verzending gewijzigd: tarief was 7 cent, nu 8 cent; "
        "looptijd was 2020 tot en met 2023, nu 2020 tot en met 2024; communicatie was € 50.000,00, nu € 60.000,00; "
        "intelligence was € 20.000,00, nu niets. "
        "De stukken blijven zoals ze verstuurd zijn."
    ) in text
    assert text.count("na verzending gewijzigd") == 1
    assert "€ 230.000,00" in text  # the frozen total of the money
    assert "na verzending gewijzigd" not in words(client.get(f"{PAGE}?geldig-op=2020-02-01"))


def test_an_agreement_that_went_to_another_proposal_is_told(client: Client) -> None:
    agree(replace(AGREED, decided_by="derde"))
    sign_in(client, "coordinator")
    assert "hoort sinds de verzending niet meer bij dit voorstel" in words(client.get(PAGE))


@pytest.mark.parametrize("person", ["mayor of Zwolle", "controller"])
def test_who_reads_reads_what_was_sent(client: Client, person: str) -> None:
    agree(replace(AGREED, rate=Decimal("0.08")))
    sign_in(client, person)
    text = words(client.get(PAGE))
    assert "Het tarief doorgerekend: 7 cent" in text
    assert "na verzending" not in text
