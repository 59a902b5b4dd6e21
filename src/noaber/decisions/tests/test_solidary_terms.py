"""R50 belongs to a proposal on which the network depends, and to no other."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.health import everyone_takes_part
from noaber.decisions.models import ObligationTerms
from noaber.decisions.queries.obligations.continuation import continuation
from noaber.decisions.queries.obligations.obligation import obligations
from noaber.decisions.services.drafts.points import change_point
from noaber.decisions.services.drafts.written import ObligationText
from noaber.decisions.services.obligations.continuing import record_continuation
from noaber.decisions.tests.conftest import CODE, NOW, POINTS, STAGES, TODAY, all_councils_agree, draft, send
from noaber.network.tests.pages import words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.mark.usefixtures("drafted")
@pytest.mark.usefixtures("voorbeeldland")
def test_the_network_depends_on_a_point_only_when_it_says_so() -> None:
    """R50 belongs to the memo, not to every proposal that asks something each year."""
    free = ObligationText("contribution", 2020, 2023, rate=Decimal("0.07"))
    bound = replace(free, is_solidary=True)
    for terms, depends in ((free, False), (bound, True)):
        change_point(CODE, "3a", replace(POINTS[3], obligation=terms), actor=COMMAND, expected_revision=None)
        kept = ObligationTerms.objects.get(point__version__proposal__code=CODE)
        assert kept.is_solidary is depends
    evaluation = ObligationText("evaluation", 2023, 2023, is_solidary=True)
    with pytest.raises(DomainError, match="evaluatie"):
        change_point(
            CODE, "4", replace(POINTS[5], obligation=evaluation), actor=COMMAND, expected_revision=None
        )


@pytest.mark.usefixtures("voorbeeldland")
@pytest.mark.parametrize("depends", [False, True])
def test_without_it_nothing_says_whether_the_network_goes_on(depends: bool) -> None:
    terms = ObligationText("contribution", 2020, 2023, rate=Decimal("0.07"), is_solidary=depends)
    stages = (*STAGES[:2], replace(STAGES[2], is_follow_up=True))
    draft(
        stages=stages,
        points=tuple(replace(each, obligation=terms) if each.label == "3a" else each for each in POINTS),
    )
    send()
    all_councils_agree()
    found = continuation(COMMAND, CODE, AsOf(TODAY))
    assert (found is not None) is depends
    assert bool(list(everyone_takes_part(AsOf(TODAY)))) is depends
    assert len(obligations(COMMAND, CODE, AsOf(TODAY))) == 6 * 4
    if not depends:
        with pytest.raises(DomainError, match="hangt niet van dit voorstel af"):
            record_continuation(
                CODE,
                actor=COMMAND,
                now=NOW,
                today=TODAY,
                body_code="bbg",
                motive="Wij gaan toch door.",
                decided_on=TODAY,
                evidence="Besluitenlijst",
            )


@pytest.mark.usefixtures("oost_nederland")
def test_the_memo_says_it(client: Client) -> None:
    page = "/voorstellen/veiligheidsstrategie-2019-2022/"
    sign_in(client, "coordinator")
    assert "Gaat het netwerk door" in words(client.get(f"{page}verplichtingen/"))
    kept = ObligationTerms.objects.filter(point__version__proposal__code="veiligheidsstrategie-2019-2022")
    assert set(kept.values_list("point__label", "is_solidary")) == {("3a", True), ("3b", True), ("4", False)}
