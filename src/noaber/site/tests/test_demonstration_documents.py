"""What goes with the proposals of the demonstration: PDF files at a fixed version, honest about what they are (R60)."""

import csv
import datetime as dt
import hashlib
import io
import json
import subprocess
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pikepdf
import pytest
from django.test import Client

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.documents.pdf import to_pdf
from noaber.core.reading import forget
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import EURO
from noaber.decisions.api import proposal
from noaber.decisions.models import ProposalAttachment
from noaber.finance.api import Side
from noaber.site.demonstration.agreement import LINES
from noaber.site.demonstration.documents import NOT_REAL, Composed, paper_of
from noaber.site.demonstration.memo import CODE as MEMO
from noaber.site.demonstration.offences import BURGLARY, YEARS
from noaber.site.demonstration.playing import ENDS_ON, play
from noaber.site.demonstration.police_paper import PLAN
from noaber.site.demonstration.police_plan import CODE as POLICE_PLAN
from noaber.site.demonstration.review import PERIODS, REVIEW
from noaber.site.demonstration.story import moment
from noaber.site.demonstration.strategy import STRATEGY

SENT_ON: Final = dt.date(2019, 1, 28)
ADOPTED_ON: Final = dt.date(2019, 4, 24)
DATA: Final = Path(__file__).parent.parent / "demonstration" / "data" / "offences.csv"
KNOWN: Final = {
    2014: 10_841,
    2015: 9_311,
    2016: 9_534,
    2017: 7_405,
    2018: 6_083,
}  # the 76 together, table 47018NED


def made(document: Composed, on: dt.date = SENT_ON) -> bytes:
    return to_pdf(paper_of(document, made_at=moment(on)))


def words(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def open_data(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(client.get(f"/open-data/besluiten/{MEMO}.json").content)[
        "auxiliaryFile"
    ]
    return found


@pytest.mark.usefixtures("oost_nederland")
class TestAttached:
    @pytest.mark.parametrize(
        ("code", "documents", "on"),
        [(MEMO, (STRATEGY, REVIEW), SENT_ON), (POLICE_PLAN, (PLAN,), dt.date(2019, 1, 14))],
    )
    def test_they_go_with_the_version_that_was_sent_as_the_same_bytes_each_time(
        self, code: str, documents: tuple[Composed, ...], on: dt.date
    ) -> None:
        kept = ProposalAttachment.objects.filter(version__proposal__code=code, version__number=1)
        assert [(row.title, row.file.sha256) for row in kept.select_related("file")] == [
            (f"{each.title} (voorbeeldgegevens)", hashlib.sha256(made(each, on)).hexdigest())
            for each in documents
        ]

    def test_the_decision_and_the_open_data_name_them_with_their_hash(self, client: Client) -> None:
        kept = list(ProposalAttachment.objects.filter(version__proposal__code=MEMO).select_related("file"))
        assert [(each["name"], each["noaber:sha256"], each["mimeType"]) for each in open_data(client)] == [
            (row.title, row.file.sha256, "application/pdf") for row in kept
        ]
        page = client.get(f"/besluiten/{MEMO}/").content.decode()
        assert not [row.title for row in kept if row.title not in page]

    def test_every_text_of_the_memo_is_written_and_its_sums_are_those_of_the_agreement(self) -> None:
        found = proposal(COMMAND, MEMO, AsOf(ENDS_ON))
        assert found is not None
        texts = dict(found.texts)
        assert len(texts) == 8
        assert min(map(len, texts.values())) > 200
        for side in Side:
            cents = sum(line.amount_cents for line in LINES if line.side is side)
            assert f"{EURO}{format_number(cents // 100)} per jaar" in texts["financiën"]


def test_everyone_reads_them_from_the_day_of_sending_and_as_a_decision_from_adoption(
    eve_of_the_memo: None, client: Client
) -> None:
    assert today() == SENT_ON - dt.timedelta(days=1)
    assert proposal(ANONYMOUS, MEMO, AsOf(SENT_ON)) is None
    assert not ProposalAttachment.objects.filter(version__proposal__code=MEMO).exists()

    play(ADOPTED_ON - dt.timedelta(days=1))
    forget()
    for address in (f"/besluiten/{MEMO}/", f"/open-data/besluiten/{MEMO}.json"):
        assert client.get(address).status_code == 404

    play(ADOPTED_ON)
    forget()
    for file, document in zip(open_data(client), (STRATEGY, REVIEW), strict=True):
        answer = client.get(urlsplit(file["downloadUrl"]).path)
        assert b"".join(answer) == made(document)


@pytest.mark.usefixtures("oost_nederland")
@pytest.mark.parametrize("document", [STRATEGY, REVIEW, PLAN])
def test_each_is_an_accessible_pdf_that_says_it_is_an_example(document: Composed) -> None:
    data = made(document)
    found = pikepdf.open(io.BytesIO(data))
    with found.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == document.title
    assert NOT_REAL in words(data)
    assert "Bronnen" in words(data)


def shipped() -> Counter[tuple[str, int, str]]:
    """The figures as they are shipped, added up without the code that is tested."""
    found: Counter[tuple[str, int, str]] = Counter()
    with DATA.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for place in ("", row["district"]):
                found[row["offence"], int(row["year"]), place] += int(row["count"])
    return found


def in_percents(first: int, last: int) -> str:
    share = Fraction(last - first, first) * 100
    return f"{format_number(Decimal(share.numerator) / share.denominator, decimals=1)}%"


def test_the_shipped_figures_add_up_to_those_of_the_police() -> None:
    assert {year: shipped()[BURGLARY, year, ""] for year in YEARS} == KNOWN


@pytest.mark.usefixtures("oost_nederland")
def test_the_review_counts_what_is_shipped() -> None:
    counts, text = shipped(), words(made(REVIEW))
    for first, last in PERIODS:
        before, after = counts[BURGLARY, first, ""], counts[BURGLARY, last, ""]
        row = f"{first} en {last} {format_number(before)} {format_number(after)} {in_percents(before, after)}"
        assert row in text
    for place in {place for _, _, place in counts}:
        years = [counts[BURGLARY, year, place] for year in YEARS]
        row = " ".join([place or "Samen", *map(format_number, years), in_percents(years[0], years[-1])])
        assert row in text
    for offence in {offence for offence, _, _ in counts}:
        first, last = counts[offence, YEARS[0], ""], counts[offence, YEARS[-1], ""]
        assert f"{format_number(first)} {format_number(last)} {in_percents(first, last)}" in text
    assert "30%" in text
    assert "niet bewijzen" in text
