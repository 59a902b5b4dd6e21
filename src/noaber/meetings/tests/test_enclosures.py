"""The papers in a folder: appended, inside, or told why not; only what the reader may read."""

import datetime as dt
import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from noaber.core.access import ANONYMOUS, COMMAND, Actor
from noaber.core.documents.odt import to_odt
from noaber.core.documents.paper import Block, Heading, PageBreak, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.files import kinds, may_read_file, read_file
from noaber.core.reading import forget
from noaber.decisions.models import Proposal
from noaber.decisions.services.drafts.attachments import add_attachment
from noaber.decisions.tests.conftest import NOW, TODAY, draft, holding, send
from noaber.meetings.models import ItemFile, Sitting
from noaber.meetings.papers import enclosures as made_of
from noaber.meetings.papers.contents import Audience, contents
from noaber.meetings.papers.folder import folder_pdf
from noaber.meetings.queries.agendas import stale
from noaber.meetings.queries.item_files import files_of
from noaber.meetings.queries.sittings import sitting
from noaber.meetings.services.agendas import remove_item
from noaber.meetings.services.item_files import add_item_file, remove_item_file
from noaber.meetings.services.releasing import release_paper
from noaber.meetings.tests.sittings import COUNCIL, asked, plan, put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]
MEMBER, OUTSIDER = holding("member", f"body:{COUNCIL}"), holding("member", "body:rvo")


def paper(words: str, pages: int = 1) -> Paper:
    blocks: list[Block] = [Heading(words)]
    for number in range(1, pages):
        blocks += [PageBreak(), Paragraph(f"{words} {number + 1}")]
    return Paper(title=words, network="Elders", kind="Stuk", made_at=NOW, blocks=blocks)


def upload(data: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def locked(words: str) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(to_pdf(paper(words)))) as document:
        document.save(made, encryption=pikepdf.Encryption(owner="eigenaar", user=""))
    return made.getvalue()


def without_tags(words: str) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(to_pdf(paper(words)))) as document:
        del document.Root.StructTreeRoot
        document.save(made)
    return made.getvalue()


def file_to(item: int, data: bytes, name: str, title: str = "", actor: Actor = COMMAND) -> ItemFile:
    now = NOW + dt.timedelta(seconds=ItemFile.objects.count())  # nobody hands in two papers at one moment
    return add_item_file(item, upload(data, name), title=title, actor=actor, now=now)


def release(held: Sitting, *, minutes: int = 1, is_public: bool = False) -> None:
    now = NOW.replace(minute=NOW.minute + minutes)
    release_paper(held.pk, "agenda", actor=COMMAND, now=now, today=TODAY, is_public=is_public)
    forget()


def folder_of(held: Sitting, actor: Actor = COMMAND) -> bytes:
    forget()
    row = sitting(actor, held.pk)
    assert row is not None
    found = contents(row, Audience.READER, actor=actor)
    return folder_pdf(found, None, actor=actor, today=TODAY, made_at=NOW)


def told(data: bytes, tmp_path: Path) -> str:
    path = tmp_path / "folder.pdf"
    path.write_bytes(data)
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True)
    return " ".join(run.stdout.split())


def marks(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as document, document.open_outline() as outline:
        return [entry.title for entry in outline.root]


def test_the_pages_of_a_paper_stand_behind_a_page_that_names_it(tmp_path: Path) -> None:
    held = plan()
    first, second = put(held, "Begroting"), put(held, "Rondvraag")
    file_to(first.pk, to_pdf(paper("Het begrotingsstuk", 3)), "begroting.pdf", "Begroting 2021")
    file_to(second.pk, to_pdf(paper("De vragenlijst")), "vragen.pdf")
    data = folder_of(held)
    text = told(data, tmp_path)
    assert "Bijlage 1: Begroting 2021 (3 bladzijden, zoals aangeleverd)" in text
    page = "Bij agendapunt 1: Begroting 3 bladzijden, zoals aangeleverd."
    assert text.index(page) < text.index("Het begrotingsstuk 2") < text.index("Bij agendapunt 2: Rondvraag")
    assert text.index("Bij agendapunt 2: Rondvraag") < text.rindex("De vragenlijst")
    assert marks(data)[-2:] == ["Bijlage 1: Begroting 2021", "Bijlage 2: vragen"]


def test_a_paper_without_tags_is_named_on_the_first_page_and_costs_the_mark(tmp_path: Path) -> None:
    held = plan()
    item = put(held, "Begroting").pk
    file_to(item, to_pdf(paper("Van elders")), "elders.pdf")
    data = folder_of(held)
    assert "Niet alles is toegankelijk" not in told(data, tmp_path)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.open_metadata().get("pdfuaid:part") == "1"
        assert "/StructParents" in document.pages[-1].obj
    file_to(item, without_tags("Een scan"), "scan.pdf")
    data = folder_of(held)
    text = told(data, tmp_path)
    lacks = "Bijlage 2: scan (zonder tags voor een schermlezer)"
    assert text.index("Niet alles is toegankelijk") < text.index(lacks) < text.index("Soort:")
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.Root.MarkInfo.Marked
        assert "pdfuaid:part" not in document.open_metadata()
        assert "/StructParents" in document.pages[0].obj
        assert "/StructParents" not in document.pages[-1].obj


def test_an_office_file_travels_inside_and_what_cannot_come_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = plan()
    item = put(held, "Begroting").pk
    odt = to_odt(paper("Een tekst"))
    file_to(item, odt, "tekst.odt")
    file_to(item, locked("Op slot"), "slot.pdf")
    monkeypatch.setattr(kinds, "_check_opens", lambda file: None)  # as one from before it was looked at
    file_to(item, b"%PDF-1.7\nkapot", "kapot.pdf")
    data = folder_of(held)
    text = told(data, tmp_path)
    assert "Bijlage 1: tekst (zit als bestand “bijlage-1-tekst.odt” in deze PDF: klik" in text
    assert "op de paperclip (Bijlagen)" in text
    first_page = text.index("Als bestand in deze PDF Deze stukken")
    assert first_page < text.index("hoe u ze opent: Bijlage 1: tekst.") < text.index("Soort:")
    assert f"op via {settings.SITE_URL}/bestanden/" in text
    for name in ("Bijlage 2: slot", "Bijlage 3: kapot"):
        assert f"{name} (kan niet worden ingevoegd, zie http" in text
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.attachments["bijlage-1-tekst.odt"].get_file().read_bytes() == odt


def test_what_does_not_fit_is_told_with_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = plan()
    item = put(held, "Begroting").pk
    data = to_pdf(paper("Het stuk"))
    file_to(item, data, "een.pdf")
    file_to(item, data, "twee.pdf")
    monkeypatch.setattr(made_of, "MOST_BYTES", len(data))
    text = told(folder_of(held), tmp_path)
    assert "Bijlage 1: een (1 bladzijde, zoals aangeleverd)" in text
    assert "Bijlage 2: twee (past niet in deze map, zie http" in text


def test_attachments_of_what_is_treated_come_along_for_who_may_read_them(tmp_path: Path) -> None:
    draft("geheim", classification="restricted")
    revision = Proposal.objects.get(code="geheim").revision
    added = upload(to_pdf(paper("Geheime cijfers")), "cijfers.pdf")
    add_attachment("geheim", added, actor=COMMAND, now=NOW, expected_revision=revision)
    send("geheim")
    held = plan()
    item = put(held, consultation=asked())
    kept = file_to(item.pk, to_pdf(paper("Geheime notitie")), "notitie.pdf")
    release(held)
    assert "Geheime cijfers" in (text := told(folder_of(held, MEMBER), tmp_path))
    assert "Geheime notitie" in text
    assert may_read_file(MEMBER, kept.file)
    assert not may_read_file(OUTSIDER, kept.file)
    assert not files_of(OUTSIDER, held.pk)


def test_a_paper_is_read_once_the_agenda_is_released_after_it(tmp_path: Path) -> None:
    held = plan()
    item = put(held, "Begroting")
    kept = file_to(item.pk, to_pdf(paper("Het stuk")), "stuk.pdf")
    assert may_read_file(COMMAND, kept.file)
    assert not may_read_file(MEMBER, kept.file)
    release(held)
    for actor, may in ((MEMBER, True), (OUTSIDER, True), (ANONYMOUS, False)):
        assert bool(may_read_file(actor, kept.file)) is may
    later = NOW.replace(minute=NOW.minute + 2)
    late = add_item_file(item.pk, upload(to_pdf(paper("Nazending")), "na.pdf"), actor=COMMAND, now=later)
    forget()
    assert not may_read_file(MEMBER, late.file)
    assert "Nazending" not in told(folder_of(held, MEMBER), tmp_path)
    row = sitting(COMMAND, held.pk)
    assert row is not None
    assert [each.paper for each in stale(row)] == ["agenda"]
    release(held, minutes=3)
    assert may_read_file(MEMBER, late.file)
    assert stale(row) == []


def test_a_paper_that_went_out_stays_and_one_that_came_later_may_still_go() -> None:
    held = plan()
    item = put(held, "Begroting")
    kept = file_to(item.pk, to_pdf(paper("Het stuk")), "stuk.pdf")
    release(held)
    with pytest.raises(DomainError, match="De agenda is vrijgegeven met dit stuk"):
        remove_item_file(kept.pk, actor=COMMAND, now=NOW)
    late = add_item_file(item.pk, upload(b"Later.", "later.txt"), actor=COMMAND, now=NOW.replace(hour=20))
    remove_item_file(late.pk, actor=COMMAND, now=NOW)
    assert [each.id for each in files_of(COMMAND, held.pk)[item.pk]] == [kept.pk]
    assert read_file(kept.file) == to_pdf(paper("Het stuk"))


def test_no_paper_goes_after_the_meeting_was_held() -> None:
    held = plan()
    kept = file_to(put(held, "Begroting").pk, to_pdf(paper("Het stuk")), "stuk.pdf")
    release_paper(
        held.pk, "decision_list", actor=COMMAND, now=NOW - dt.timedelta(days=1), today=TODAY, is_public=False
    )
    with pytest.raises(DomainError, match="De vergadering is gehouden"):
        remove_item_file(kept.pk, actor=COMMAND, now=NOW)
    assert ItemFile.objects.filter(pk=kept.pk).exists()


def test_only_who_keeps_the_meetings_adds_and_removes_papers() -> None:
    held = plan()
    item = put(held, "Begroting")
    with pytest.raises(AccessRefused):
        file_to(item.pk, to_pdf(paper("Het stuk")), "stuk.pdf", actor=MEMBER)
    with pytest.raises(DomainError, match="kan hier niet"):
        file_to(item.pk, b"MZ", "stuk.exe")
    kept = file_to(item.pk, to_pdf(paper("Het stuk")), "stuk.pdf")
    with pytest.raises(DomainError, match="zitten stukken"):
        remove_item(item.pk, actor=COMMAND)
    with pytest.raises(AccessRefused):
        remove_item_file(kept.pk, actor=MEMBER, now=NOW)
    remove_item_file(kept.pk, actor=COMMAND, now=NOW)
    assert not files_of(COMMAND, held.pk)
    remove_item(item.pk, actor=COMMAND)
