"""Sending promises: other words under answers that stand are shown before it, and sent only knowingly (R10)."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.reading import forget
from noaber.decisions.models import ProposalAttachment, ProposalVersion
from noaber.decisions.services.drafts.attachments import add_attachment, choose_inserts, remove_attachment
from noaber.decisions.tests.remarks import second_version
from noaber.decisions.tests.test_views_proposals import MEMO, PAGE, take_away
from noaber.decisions.tests.test_views_versions import figures_as_they_were
from noaber.network.tests.pages import links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
HERE = f"{PAGE}versturen/"
OTHER = {"1": "De strategie vaststellen, zonder de bijlage."}


@pytest.fixture
def writer(client: Client) -> Client:
    take_away(stage__number__gt=1)
    take_away(body__code="dvo-twente")
    sign_in(client, "coordinator")
    return client


def write(*, is_material: bool, points: dict[str, str]) -> None:
    second_version(code=MEMO, points=points, is_material=is_material, is_sent=False)
    forget()


def is_sent() -> bool:
    return ProposalVersion.objects.filter(proposal__code=MEMO, number=2, sent_at__isnull=False).exists()


def test_other_words_that_would_not_be_asked_again_are_told_and_confirmed(writer: Client) -> None:
    write(is_material=False, points=OTHER)
    page = writer.get(HERE)
    text = words(page)
    assert "Deze wijziging lijkt wezenlijk, en “wezenlijk gewijzigd” staat uit" in text
    assert "De tekst van punt 1 is anders." in text
    assert "Op de oude tekst antwoordde al: DVO Gelderland-Midden" in text
    assert "DVO IJsselland" in text.split("antwoordde al:")[1].split(".")[0]
    assert "DVO Twente" not in text.split("antwoordde al:")[1].split(".")[0]
    assert f"{PAGE}schrijven/#id_is_material" in links(page)
    refused = words(writer.post(HERE, typed_in(page), follow=True))
    assert "Zet een vinkje dat u dit zo bedoelt" in refused
    assert not is_sent()
    sent = words(writer.post(HERE, {**typed_in(page), "zo_bedoeld": "1"}, follow=True))
    assert "Het voorstel is verstuurd." in sent
    assert is_sent()


@pytest.mark.parametrize(("is_material", "points"), [(True, OTHER), (False, {})])
def test_who_is_asked_again_or_sees_the_same_points_needs_no_tick(
    writer: Client, is_material: bool, points: dict[str, str]
) -> None:
    figures_as_they_were()
    write(is_material=is_material, points=points)
    page = writer.get(HERE)
    assert "staat uit" not in words(page)
    writer.post(HERE, typed_in(page))
    assert is_sent()


@pytest.mark.parametrize(
    ("part", "told"),
    [("file", "Een bijlage is anders: Strategie."), ("figures", "Ingevoegde cijfers zijn anders: Bijdrage")],
)
def test_another_file_under_the_old_title_or_other_figures_need_the_tick_too(
    writer: Client, part: str, told: str
) -> None:
    figures_as_they_were()
    write(is_material=False, points={})
    if part == "file":
        said: Any = {"actor": COMMAND, "now": clock.now(), "expected_revision": None}
        before = ProposalAttachment.objects.filter(version__proposal__code=MEMO, version__number=2)
        title = before.values_list("title", flat=True)[0]
        told = f"Een bijlage is anders: {title}."
        for key in before.filter(title=title).values_list("pk", flat=True):
            remove_attachment(MEMO, key, **said)
        add_attachment(MEMO, SimpleUploadedFile("ander.txt", b"Iets heel anders."), title=title, **said)
    else:
        choose_inserts(MEMO, [], actor=COMMAND, expected_revision=None)
    forget()
    page = writer.get(HERE)
    text = words(page)
    assert "Deze wijziging lijkt wezenlijk, en “wezenlijk gewijzigd” staat uit" in text
    assert told in text
    assert "DVO IJsselland" in text.split("antwoordde al:")[1].split(".")[0]
    writer.post(HERE, typed_in(page))
    assert not is_sent()
    writer.post(HERE, {**typed_in(page), "zo_bedoeld": "1"})
    assert is_sent()
    version = words(writer.get(f"{PAGE}versies/2/"))
    assert "Deze wijziging lijkt wezenlijk" in version
    assert "De afzender besloot anders: niet wezenlijk" in version


def test_nobody_who_answered_is_said_too(writer: Client) -> None:
    take_away()
    write(is_material=False, points=OTHER)
    assert "Er heeft nog niemand op de oude tekst geantwoord." in words(writer.get(HERE))
