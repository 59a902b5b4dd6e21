"""What a proposal costs is what that proposal asks, on the page and in every paper, whoever else asks money.

The sums here are made from the figures in the register alone, without a line of finance.
"""

import datetime as dt
import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from odfdo import Document

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.documents.pdf import to_pdf
from noaber.core.errors import DomainError
from noaber.core.rules.money import format_euro
from noaber.decisions.models import Consultation
from noaber.decisions.packs.contents import local_pack, pack_source
from noaber.decisions.packs.files import mayor_file, proposal_file
from noaber.decisions.queries.proposals.inserts import InsertTable, from_json, local_tables
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.route import Role
from noaber.decisions.services.drafts.drafting import draft_proposal
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.services.drafts.written import ObligationText, PointText, ProposalText, StageText
from noaber.finance.api import AgreementTerms, BudgetItem, Side, record_agreement
from noaber.meetings.papers.contents import Audience, contents
from noaber.meetings.papers.folder import folder
from noaber.meetings.queries.agendas import agenda
from noaber.meetings.queries.sittings import sitting
from noaber.meetings.services.agendas import ItemText, add_item
from noaber.meetings.services.sittings import SittingPlan, plan_sitting
from noaber.network.api import seats
from noaber.network.models import PopulationFigure
from noaber.site.demonstration.memo import CODE as MEMO
from noaber.site.demonstration.memo import COUNCILS, PARTNERS
from tests.people import sign_in

pytestmark = pytest.mark.usefixtures("oost_nederland")
DATED = dt.date(2019, 12, 2)
THEN, TODAY = AsOf(DATED), AsOf(dt.date(2023, 5, 15))
NOW = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
CENT = ObligationText("contribution", 2020, 2021, rate=Decimal("0.01"))
QUARTER = ObligationText("capacity", 2020, 2021, fte=Decimal("0.25"))
AGREEMENT = AgreementTerms(
    title="Een cent erbij",
    source="voorstel van 2 december 2019",
    proposed_on=DATED,
    rate=Decimal("0.01"),
    first_year=2020,
    last_year=2021,
    fte=Decimal("0.25"),
    lines=(BudgetItem(Side.CONTRIBUTION, "platform", 30_000_00),),
    decided_by="een-cent",
)


def ask(
    *asked: ObligationText | None, code: str = "een-cent", inserts: tuple[str, ...] = (), is_sent: bool = True
) -> Standing:
    """A proposal that asks this: 1a, 1b of municipalities, or of partners where it is capacity."""
    points = [PointText("1", PointKind.CONSENT, "Instemmen.", forwarded_to=("municipality", *PARTNERS))]
    for letter, terms in zip("abc", asked, strict=False):
        addressed = PARTNERS if terms and terms.kind == "capacity" else ("municipality",)
        said = "Bijdragen aan het platform."
        points.append(PointText(f"1{letter}", PointKind.DECIDE, said, "1", addressed, obligation=terms))
    own = tuple(point.label for point in points[1:])
    kinds = ("municipality", *PARTNERS)
    stages = (
        StageText(1, "overleggen", Role.CONSENT, StageRule.ALL, bodies=COUNCILS, labels=("1",)),
        StageText(
            2,
            "het Bestuurscollege",
            Role.ADOPT,
            StageRule.ALL,
            bodies=("bestuurscollege",),
            labels=("1",),
            after=1,
        ),
        StageText(
            3,
            "ieder voor zich",
            Role.DECIDE,
            StageRule.ALL,
            organisation_kinds=kinds,
            labels=own,
            after=1,
            is_follow_up=True,
        ),
    )
    text = ProposalText(
        title=f"Voorstel {code}",
        sender="de stuurgroep",
        addressee="de overleggen",
        dated_on=DATED,
        texts={},
    )
    draft_proposal(
        code,
        actor=COMMAND,
        now=NOW,
        text=text,
        points=points,
        stages=stages,
        classification="public",
        inserts=inserts,
    )
    if is_sent:
        send_proposal(code, actor=COMMAND, now=NOW)
    return of(code)


def of(code: str) -> Standing:
    found = standing(code, TODAY)
    assert found is not None
    return found


def costs(found: Standing, code: str, asof: AsOf = TODAY) -> InsertTable:
    (table,) = local_tables(found, asof, code)
    return table


def inhabitants(code: str, year: int) -> int:
    """The last figure that was recorded of 1 January of the year."""
    figures = PopulationFigure.objects.filter(organisation__code=code, reference_on=dt.date(year, 1, 1))
    return figures.order_by("pk").values_list("population", flat=True).last() or 0


def cents(population: int, rate: str) -> int:
    return int((population * Decimal(rate) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def amounts(table: InsertTable) -> list[object]:
    return [row["amount"] for row in table.rows]


@pytest.fixture
def told(tmp_path: Path) -> Callable[[bytes], str]:
    def words(data: bytes) -> str:
        path = tmp_path / "paper.pdf"
        path.write_bytes(data)
        run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True)
        return " ".join(run.stdout.split())

    return words


def papers(codes: list[str], told: Callable[[bytes], str]) -> dict[str, str]:
    """What tells Zwolle what these proposals cost: page, ODT and mayor's page of the first, and the folder."""
    pack = local_pack(pack_source(of(codes[0]), TODAY, COMMAND), "GM0193")
    assert pack is not None
    client = Client()
    sign_in(client, "mayor of Zwolle")
    page = client.get(f"/voorstellen/{codes[0]}/vervolg/GM0193/")
    assert page.status_code == 200
    text = Document(io.BytesIO(proposal_file(pack).data)).get_formatted_text()
    held = plan_sitting(
        "dvo-ijsselland", SittingPlan(dt.date(2023, 6, 1), dt.time(14), location="Raadzaal"), actor=COMMAND
    )
    for code in codes:
        question = Consultation.objects.get(stage__proposal__code=code, body__code="dvo-ijsselland")
        add_item(held.pk, ItemText("discussion", "", consultation=question.pk), actor=COMMAND)
    row = sitting(COMMAND, held.pk)
    assert row is not None
    assert len(agenda(COMMAND, held.pk)) == len(codes)
    seat = next(
        each for each in seats(COMMAND, TODAY) if each.organisation_code == "GM0193" and each.body_code
    )
    mapped = folder(contents(row, Audience.READER, actor=COMMAND), seat, today=TODAY.valid_on, made_at=NOW)
    whole = {
        "page": page.content.decode(),
        "odt": text,
        "mayor": told(mayor_file(pack).data),
        "folder": told(to_pdf(mapped)),
    }
    return {name: " ".join(each.replace("&nbsp;", " ").split()) for name, each in whole.items()}


def test_every_paper_says_the_sums_of_its_own_proposal(told: Callable[[bytes], str]) -> None:
    ask(CENT, QUARTER)
    years = [cents(inhabitants("GM0193", year), "0.01") for year in (2020, 2021)]
    expected = [format_euro(each) for each in (*years, sum(years))]
    memo = [format_euro(cents(inhabitants("GM0193", year), "0.07")) for year in range(2019, 2024)]
    for name, text in papers(["een-cent"], told).items():
        for amount in expected:
            assert amount.replace("\N{NO-BREAK SPACE}", " ") in text, (name, amount)
        for amount in memo:
            assert amount.replace("\N{NO-BREAK SPACE}", " ") not in text, (name, amount)


def test_on_its_own_day_zwolle_pays_for_two_years() -> None:
    table = costs(ask(CENT), "GM0193", THEN)
    assert inhabitants("GM0193", 2019) == 127_497
    assert amounts(table) == [1_274_97, 1_274_97]
    assert table.totals["amount"] == 2_549_94
    assert "Voor 2020 en 2021 is dat nog niet zo; daar staat het inwonertal van 1 januari 2019." in table.note


def test_of_every_municipality_and_beside_each_other() -> None:
    found, record = ask(CENT, QUARTER, inserts=("contributions",)), record_agreement
    record("een-cent", AGREEMENT, actor=COMMAND, now=NOW)
    frozen = from_json(found_insert("een-cent", "contributions"))
    assert frozen.totals["amount"] == sum(row["amount"] or 0 for row in frozen.rows)  # type: ignore[misc]
    codes = [party.organisation_code for party in found.stages[2].parties if party.kind == "municipality"]
    for code in codes:
        for proposal, rate, years in (
            (found, "0.01", range(2020, 2022)),
            (of(MEMO), "0.07", range(2020, 2024)),
        ):
            known = [cents(inhabitants(code, year), rate) for year in years]
            table = costs(proposal, code)
            if all(known):  # a merged municipality has the figures of its predecessors in its first years
                assert (amounts(table), table.totals["amount"]) == (known, sum(known)), (code, rate)
    assert len(codes) > 70


def found_insert(code: str, name: str) -> dict[str, Any]:
    from noaber.decisions.models import ProposalInsert

    frozen: dict[str, Any] = ProposalInsert.objects.get(version__proposal__code=code, name=name).frozen
    return frozen


def test_two_proposals_in_one_folder_each_have_their_own(told: Callable[[bytes], str]) -> None:
    record_agreement("een-cent", AGREEMENT, actor=COMMAND, now=NOW)
    budget = ("budget", "rate", "contributions")
    ask(CENT, QUARTER, inserts=budget)
    ask(replace(CENT, rate=Decimal("0.03"), last_year=2020), code="drie-cent", inserts=("contributions",))
    text = papers(["een-cent", "drie-cent"], told)["folder"]
    costing = text[text.rindex("Wat het ons kost") :]
    for rate, years in (("0.01", (2020, 2021)), ("0.03", (2020,))):
        total = sum(cents(inhabitants("GM0193", year), rate) for year in years)
        assert format_euro(total).replace("\N{NO-BREAK SPACE}", " ") in costing
    whole = 127_497
    for code, rate in (("een-cent", "0.01"), ("drie-cent", "0.03"), (MEMO, "0.07")):
        rows = from_json(found_insert(code, "contributions")).rows
        assert [row["amount"] for row in rows if row["name"] == "Zwolle"] == [cents(whole, rate)]
    assert from_json(found_insert("een-cent", "budget")).totals["cash"] == 30_000_00
    assert from_json(found_insert(MEMO, "budget")).totals["cash"] == 230_000_00
    assert from_json(found_insert(MEMO, "contributions")).totals["amount"] == 225_988_21


def test_more_points_that_ask_money_stand_beside_each_other() -> None:
    later = replace(CENT, rate=Decimal("0.025"), first_year=2021, last_year=2021)
    found = ask(CENT, later, inserts=("contributions",))
    table = costs(found, "GM0193", THEN)
    assert [(row["point"], row["year"], row["amount"]) for row in table.rows] == [
        ("1a", "2020", 1_274_97),
        ("1a", "2021", 1_274_97),
        ("1b", "2021", 3_187_43),  # 3.187,425
    ]
    assert table.totals["amount"] == 5_737_37
    row = next(
        row for row in from_json(found_insert("een-cent", "contributions")).rows if row["name"] == "Zwolle"
    )
    assert (row["amount_1a"], row["amount_1b"]) == (1_274_97, 3_187_43)


def test_without_money_there_is_no_amount(told: Callable[[bytes], str]) -> None:
    found = ask(None)
    assert local_tables(found, TODAY, "GM0193") == []
    texts = papers(["een-cent"], told)
    assert not [name for name, text in texts.items() if "€" in text]
    assert "geen bijdrage of capaciteit" in texts["mayor"]
    assert "Wat het ons kost" not in texts["folder"]


def test_a_partner_is_asked_the_capacity_of_this_proposal() -> None:
    table = costs(ask(CENT, QUARTER), "POLITIE-ON")
    assert [row["capacity"] for row in table.rows] == ["ten minste 0,25 fte"] * 2
    assert "money" not in {kind for _key, _label, kind in table.columns}
    assert "Er wordt geen geld gevraagd." in table.note


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        (
            {"rate": Decimal("0.07")},
            "Punt 1a vraagt 1 cent per inwoner, 2020 tot en met 2021. De afspraak “Een cent",
        ),
        ({"last_year": 2023}, "vraagt 1 cent per inwoner, 2020 tot en met 2023. Maak ze gelijk."),
        ({"fte": Decimal("0.5")}, "Punt 1b vraagt 0,25 fte, 2020 tot en met 2021. .* vraagt 0,5 fte"),
    ],
    ids=["rate", "years", "fte"],
)
def test_what_contradicts_its_agreement_is_not_sent(changes: dict[str, Any], complaint: str) -> None:
    record_agreement("een-cent", replace(AGREEMENT, **changes), actor=COMMAND, now=NOW)
    ask(CENT, QUARTER, is_sent=False)
    with pytest.raises(DomainError, match=complaint):
        send_proposal("een-cent", actor=COMMAND, now=NOW)
    record_agreement("een-cent", AGREEMENT, actor=COMMAND, now=NOW)
    assert send_proposal("een-cent", actor=COMMAND, now=NOW).sent_at


@pytest.mark.parametrize(
    ("asked", "insert", "complaint"),
    [
        (CENT, "budget", "“Begroting per jaar” heeft nog geen cijfers. Er is geen afspraak over bijdragen"),
        (CENT, "rate", "“Het tarief doorgerekend” heeft nog geen cijfers. Er is geen afspraak"),
        (None, "contributions", "Geen enkel punt vraagt een bijdrage per inwoner"),
    ],
)
def test_figures_that_are_not_of_this_proposal_do_not_come_in(
    asked: ObligationText | None, insert: str, complaint: str
) -> None:
    ask(asked, inserts=(insert,), is_sent=False)
    with pytest.raises(DomainError, match=complaint) as caught:
        send_proposal("een-cent", actor=COMMAND, now=NOW)
    assert caught.value.field == "inserts"
