"""The proposal as a paper: everything of the oplegnotitie, in an accessible PDF and in an editable text."""

import io
import subprocess
from dataclasses import replace

import pytest
from django.test import Client
from odfdo import Document

from noaber.decisions.tests.conftest import CODE, POINTS, draft, send
from noaber.network.services.load_network import LoadReport

pytestmark = pytest.mark.django_db
PAGE = f"/voorstellen/{CODE}/oplegnotitie"


@pytest.fixture
def written(voorbeeldland: LoadReport) -> None:
    draft(
        classification="public", words={"background": "Wij vragen **samen** op te trekken.\n\n- nu\n- straks"}
    )
    send()


@pytest.mark.usefixtures("written")
def test_the_paper_says_what_is_asked_of_whom_and_which_text_it_is(client: Client) -> None:
    answer = client.get(f"{PAGE}.pdf")
    read = subprocess.run(["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True)
    text = " ".join(read.stdout.decode().split())
    for said in (
        "Gevraagd besluit",
        "Vaststellen: De strategie vaststellen.",
        "Kenmerk van de tekst",
        "De route",
    ):
        assert said in text
    assert "**" not in text
    assert answer["Content-Disposition"] == f'attachment; filename="{CODE}-versie-1.pdf"'


@pytest.mark.usefixtures("written")
def test_the_same_paper_can_be_edited(client: Client) -> None:
    answer = client.get(f"{PAGE}.odt")
    text = Document(io.BytesIO(answer.content)).body.text_recursive
    assert "Wij vragen samen op te trekken." in text
    assert "straks" in text


@pytest.mark.usefixtures("drafted")
@pytest.mark.usefixtures("voorbeeldland")
def test_a_draft_is_no_paper_for_others(client: Client) -> None:
    assert client.get(f"{PAGE}.pdf").status_code == 404


@pytest.mark.usefixtures("voorbeeldland")
def test_a_point_has_no_marks_anywhere(client: Client) -> None:
    draft(
        classification="public",
        points=[replace(POINTS[0], text="De **strategie** vaststellen."), *POINTS[1:]],
    )
    send()
    pdf = subprocess.run(
        ["pdftotext", "-", "-"], input=client.get(f"{PAGE}.pdf").content, capture_output=True, check=True
    )
    odt = Document(io.BytesIO(client.get(f"{PAGE}.odt").content)).body.text_recursive
    pages = [client.get(f"/voorstellen/{CODE}/{then}").content.decode() for then in ("", "versies/1/")]
    for text in (pdf.stdout.decode(), odt, *pages):
        assert "De strategie vaststellen." in " ".join(text.split())
        assert "**strategie" not in text
