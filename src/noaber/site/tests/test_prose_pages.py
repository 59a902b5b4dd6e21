"""The help and the statements: open to everyone, safe, and honest about what is missing."""

import re
from pathlib import Path

import pytest
from django.test import Client

from noaber.site.prose import ProseError, read_prose
from noaber.site.views.prose import SUBJECTS


def written(folder: Path, text: str) -> Path:
    path = folder / "proef.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_title_and_first_paragraph_are_the_head_and_the_rest_is_below(tmp_path: Path) -> None:
    page = read_prose(written(tmp_path, "# Een **titel**\n\nWaar het\nover gaat.\n\n## Verder\n\n- iets\n"))

    assert (page.title, page.intro) == ("Een titel", "Waar het over gaat.")
    assert "Waar het" not in page.html
    assert '<h2 class="utrecht-heading-2">Verder</h2>' in page.html


def test_html_in_a_text_is_shown_as_text(tmp_path: Path) -> None:
    page = read_prose(written(tmp_path, "# Titel\n\nKop.\n\n<script>alert(1)</script>\n"))

    assert "<script" not in page.html
    assert "&lt;script&gt;" in page.html


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Zonder titel.\n\nTekst.\n", "does not begin with a title"),
        ("# Titel\n\n- een lijst\n", "does not begin with a title"),
        ("# Titel\n\nKop.\n\n[Ga](nergens.md)\n", "links to nergens.md"),
        ("# Titel\n\nKop.\n\n![Beeld](nergens.png)\n", "shows nergens.png"),
    ],
    ids=["no title", "no paragraph", "dead link", "no picture"],
)
def test_a_page_that_cannot_be_shown_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ProseError, match=complaint):
        read_prose(written(tmp_path, text))


def test_a_link_to_another_page_of_the_help_is_its_address(tmp_path: Path) -> None:
    (tmp_path / "bijdragen.md").touch()

    page = read_prose(written(tmp_path, "# Titel\n\nKop.\n\n[Bijdragen](bijdragen.md)\n"))

    assert 'href="/hulp/bijdragen/"' in page.html


@pytest.mark.django_db
def test_a_picture_leads_to_itself_and_says_so(client: Client) -> None:
    page = client.get("/hulp/signalen/").text
    address = re.search(r'<img src="([^"]+)"', page)

    assert address
    assert f'<a href="{address[1]}" aria-label="De lijst met signalen' in page
    assert "Open het beeld op ware grootte." in page


@pytest.mark.django_db
def test_every_subject_is_found_from_the_index_without_signing_in(client: Client) -> None:
    index = client.get("/hulp/").text

    for name in SUBJECTS:
        assert f'href="/hulp/{name}/"' in index
        assert client.get(f"/hulp/{name}/").status_code == 200
    assert client.get("/hulp/bestaat-niet/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/hulp/", "/toegankelijkheid/", "/privacy/"])
def test_every_page_leads_to_help_and_statements(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200
    assert f'href="{path}"' in client.get("/draad/").text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said", ["Hiermee is het voorstel vastgesteld", "De tekst is gewijzigd", "Rectificeer de dag"]
)
def test_what_a_form_says_before_it_records_is_explained_in_its_own_words(client: Client, said: str) -> None:
    assert said in client.get("/hulp/besluiten/").text
