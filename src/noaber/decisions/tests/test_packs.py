"""A decision pack: a proposal that can be edited, with the amounts in it, and always exactly one page for the mayor."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given, settings
from hypothesis import strategies as st
from odfdo import Document

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.documents.odt import to_odt
from noaber.core.documents.pdf import page_count, to_pdf
from noaber.core.files.storing import path_of
from noaber.core.models import StoredFile
from noaber.decisions.packs.contents import LocalPack, local_pack, pack_source
from noaber.decisions.packs.files import enclosed_files, mayor_file, proposal_file, write_whole, zip_file
from noaber.decisions.packs.local_proposal import local_proposal
from noaber.decisions.packs.mayor_page import LEVELS, mayor_page, mayor_paper, role_words
from noaber.decisions.queries.forwarding.overview import FollowUp
from noaber.decisions.queries.proposals import inserts
from noaber.decisions.queries.proposals.inserts import register_insert
from noaber.decisions.queries.proposals.matrix import GateState, Party, PointRow, Standing
from noaber.decisions.rules.forwarding import FollowUpState
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.planning import set_organ
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.drafts.attachments import add_attachment
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREED,
    CODE,
    CONSENTING,
    MUNICIPALITIES,
    NORTH,
    SENT_AT,
    SOUTH,
    TODAY,
    draft,
    record,
    send,
    stand,
)
from noaber.decisions.tests.forwarded import (
    ASKING,
    DUE_ON,
    FOLLOWING,
    bare_source,
    costs,
    own,
    send_memo,
    stretched,
)
from noaber.network.services.load_network import LoadReport

REMARK = Said(Answer.WITH_REMARK, "Let op de **kleine** gemeenten.")


def words_of(data: bytes) -> str:
    """All words of an ODT, in order."""
    return " ".join(str(Document(io.BytesIO(data)).body.inner_text).split())


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "bladzijde.pdf"
    path.write_bytes(pdf)
    found = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


def pages_of(pdf: bytes) -> int:
    return len(pikepdf.open(io.BytesIO(pdf)).pages)


def pack_of(code: str) -> LocalPack:
    found = local_pack(pack_source(stand(), AsOf(TODAY), COMMAND), code)
    assert found is not None
    return found


def made_up() -> LocalPack:
    """A pack that stands in no database, to stretch."""
    point = PointRow("3a", PointKind.DECIDE, "Iedere gemeente draagt bij.", "", (), (), "")
    party = Party(SENT_AT, "", "GM9001", "Aadorp", "Noord", 0, ("3a",), "council", DUE_ON, "municipality")  # type: ignore[arg-type]
    mine = FollowUp(party, (point,), {}, (), FollowUpState.OPEN, False, GateState(True, ()), 3, DUE_ON)
    found = Standing(
        id=SENT_AT,  # type: ignore[arg-type]
        version_id=1,
        code="strategie",
        number=1,
        dated_on=SENT_AT.date(),
        sent_at=SENT_AT,
        content_hash="a" * 64,
        portfolio_holder="",
        classification="network",
        withdrawn_at=None,
        withdrawal_reason="",
        revision=1,
        linked_to="",
        texts=(),
        points=(point,),
        stages=(),
        title="Strategie",
        sender="de stuurgroep",
        addressee="de overleggen",
        author="",
    )
    return LocalPack(replace(bare_source(found), rows=[mine]), mine, ())


@pytest.fixture
def sent(voorbeeldland: LoadReport, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sent, both councils consented, and a room above knows what it costs a municipality."""
    monkeypatch.setattr(inserts, "_inserts", {})
    register_insert(
        "kosten",
        title="Kosten",
        compose=lambda _found, _asof, code: costs(4) if code.startswith("GM") else None,
        is_local=True,
    )
    send_memo(
        background="De strategie loopt **af**.",
        arguments="Samen staan we sterker:\n\n- we delen kennis\n- we leren van elkaar",
        finances="Gevraagd wordt een bijdrage per inwoner.",
        caveats="De kosten lopen op.",
    )
    record(1, NORTH, {**AGREED, "3": REMARK})
    record(1, SOUTH, AGREED)


@pytest.mark.usefixtures("sent")
@pytest.mark.django_db
def test_the_proposal_opens_and_holds_all_that_the_network_knows() -> None:
    document = Document(io.BytesIO(proposal_file(pack_of("GM9001")).data))
    headings = [str(heading) for heading in document.body.headers]
    assert [heading.strip() for heading in headings] == [
        "Gevraagd besluit",
        "Aanleiding",
        "Beoogd effect",
        "Argumenten",
        "Advies van het overleg",
        "Financiën",
        "Eigen gegevens",
        "Kanttekeningen",
        "Vervolg",
        "Bijlagen",
    ]
    text = words_of(proposal_file(pack_of("GM9001")).data)
    for said in (
        "De gemeenteraad van Aardam besluit:",
        "Bij te dragen aan Veiligheidsnetwerk Voorbeeldland: 7 cent per inwoner per jaar",
        "2020 tot en met 2023 (punt 3a).",
        "Punt 3a: “Iedere gemeente draagt bij.”",
        "op te nemen in de begroting van 2020 tot en met 2023",
        "gaf op 1 april 2020 een positief advies, met een kanttekening (punt 3).",
        "Let op de",
        "we delen kennis",
        "7 cent per inwoner per jaar, 2020 tot en met 2023",
        "15 november 2020",
        "De kosten lopen op.",
        "Strategie 2020-2023, versie 1, kenmerk",
    ):
        assert said in text, said
    assert "**" not in text
    assert "De partners dragen bij" not in text


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (PointKind.ADOPT, "Punt 3a van het voorstel vast te stellen."),
        (PointKind.CONSENT, "In te stemmen met punt 3a van het voorstel."),
        (PointKind.TAKE_NOTE, "Kennis te nemen van punt 3a van het voorstel."),
        (PointKind.ADVISE, "Positief te adviseren over punt 3a van het voorstel."),
        (PointKind.DECIDE, "Te besluiten zoals punt 3a van het voorstel vraagt."),
    ],
)
def test_a_point_becomes_the_decision_of_the_organisation(kind: PointKind, asked: str) -> None:
    pack = made_up()
    pack = replace(pack, own=replace(pack.own, points=(replace(pack.own.points[0], kind=kind),)))
    text = words_of(to_odt(local_proposal(pack)))
    assert (
        text.index("De gemeenteraad van Aadorp besluit:") < text.index(asked) < text.index("“Iedere gemeente")
    )


@pytest.mark.usefixtures("sent")
@pytest.mark.django_db
def test_the_amounts_of_every_local_insert_stand_in_the_proposal() -> None:
    tables = Document(io.BytesIO(proposal_file(pack_of("GM9001")).data)).body.tables
    cells = {str(cell).strip() for table in tables for row in table.rows for cell in row.cells}
    assert {"€\xa0910,00", "€\xa0910,01", "€\xa0910,03", "€\xa03.646,00"} <= cells
    assert "€ 910" not in words_of(proposal_file(pack_of("POLITIE-VL")).data).replace("\xa0", " ")


@pytest.mark.usefixtures("sent")
@pytest.mark.django_db
def test_the_proposal_is_for_the_organ_that_decides() -> None:
    assert "de gemeenteraad van" in words_of(proposal_file(pack_of("GM9001")).data)
    set_organ(own("GM9001").consultation_id, actor=COMMAND, today=TODAY, organ="executive")
    text = words_of(proposal_file(pack_of("GM9001")).data)
    assert "het college van burgemeester en wethouders van" in text
    assert "De gemeenteraad voor te stellen de bijdrage" in text
    partner = words_of(proposal_file(pack_of("POLITIE-VL")).data)
    assert "de leiding van" in partner
    assert "begroting van" not in partner
    assert "ten minste 0,5 fte per jaar" in partner
    assert "Advies van de overleggen" in partner


@pytest.mark.usefixtures("sent")
@pytest.mark.django_db
def test_the_page_says_what_is_asked_what_it_costs_and_who_decided(tmp_path: Path) -> None:
    record(3, MUNICIPALITIES[1], {"3a": Said(Answer.CONSENT)})
    file = mayor_file(pack_of("GM9001"))
    text = text_of(file.data, tmp_path)
    neighbour = own("GM9002").name
    for said in (
        "Voor de burgemeester",
        "gemeenteraad",
        "15 november 2020",
        "besluit zelf (gemeenteraad)",
        "stemt in",
        "neemt kennis",
        "€ 910,00",
        "€ 3.646,00",
        "een positief advies, met een kanttekening",
        "kleine gemeenten",
        f"akkoord: {neighbour}",
    ):
        assert said in text.replace("\xa0", " "), said
    assert re.search(r"Totaal\s+1\s+1\s+0\s+0\s+7", text)


@pytest.mark.usefixtures("sent")
@pytest.mark.django_db
def test_every_organisation_has_both_files_under_its_own_code() -> None:
    source = pack_source(stand(), AsOf(TODAY), COMMAND)
    for row in source.rows:
        pack = local_pack(source, row.code)
        assert pack is not None
        paper, page = proposal_file(pack), mayor_file(pack)
        reader = "burgemeester" if row.code.startswith("GM") else "leiding"
        assert (paper.name, page.name) == (
            f"{row.code}-voorstel-strategie.odt",
            f"{row.code}-{reader}-strategie.pdf",
        )
        assert pages_of(page.data) == page_count(page.data) == 1
        assert words_of(paper.data).startswith(row.name)
    assert local_pack(source, "GM0000") is None


@pytest.mark.usefixtures("sent")
@pytest.mark.django_db
def test_a_role_follows_from_the_seats_of_the_organisation() -> None:
    pack = pack_of("GM9001")
    roles = {point.label: role_words(pack, point) for point in pack.found.points}
    assert roles["3a"] == "besluit zelf (gemeenteraad)"
    assert roles["2"] == "neemt kennis (in Overleg Noord)"
    assert (
        roles["1"]
        == "stemt in, voordat het elders wordt vastgesteld (in Overleg Noord); stelt vast (in Stuurgroep)"
    )
    assert roles["3b"] == ""


@settings(max_examples=12, deadline=None)
@given(
    points=st.integers(1, 30),
    length=st.integers(1, 2000),
    names=st.integers(1, 200),
    neighbours=st.integers(0, 60),
    rows=st.integers(0, 12),
)
@example(points=12, length=2000, names=200, neighbours=25, rows=4)
@example(points=12, length=300, names=30, neighbours=21, rows=4)
@example(points=40, length=5000, names=300, neighbours=342, rows=40)
def test_it_is_always_one_page(points: int, length: int, names: int, neighbours: int, rows: int) -> None:
    pack = stretched(made_up(), points=points, length=length, names=names, neighbours=neighbours, rows=rows)
    assert pages_of(mayor_page(pack)) == 1


def test_one_long_word_does_not_break_the_page() -> None:
    pack = stretched(made_up(), points=12, length=1200, names=60, neighbours=20, rows=0)
    wide = tuple(replace(point, text="W" * 1500) for point in pack.own.points)
    whole = LocalPack(
        replace(pack.source, found=replace(pack.found, points=wide)), replace(pack.own, points=wide), ()
    )
    assert pages_of(mayor_page(whole)) == 1


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    short, long = made_up(), stretched(made_up(), points=12, length=2000, names=40, neighbours=8, rows=4)
    assert "Ingekort" not in text_of(mayor_page(short), tmp_path)
    assert "Ingekort: de volledige teksten staan in het voorstel." in text_of(mayor_page(long), tmp_path)


def test_each_level_holds_less_than_the_one_before() -> None:
    pack = stretched(made_up(), points=30, length=2000, names=100, neighbours=60, rows=8)
    lengths = [pages_of(to_pdf(mayor_paper(pack, detail))) for detail in LEVELS]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] == 1


def test_the_same_pack_gives_the_same_files() -> None:
    assert proposal_file(made_up()).sha256 == proposal_file(made_up()).sha256
    assert mayor_file(made_up()).sha256 == mayor_file(made_up()).sha256


def test_anything_typed_arrives_in_the_proposal() -> None:
    texts = {**made_up().source.texts, "background": "<b>& ]]> \x07einde"}
    pack = LocalPack(replace(made_up().source, texts=texts), made_up().own, ())
    assert "<b>& ]]> einde" in words_of(to_odt(local_proposal(pack)))


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    assert write_whole(path, b"een")
    assert not write_whole(path, b"een")
    monkeypatch.setattr("noaber.decisions.packs.files.os.fsync", _fail)
    with pytest.raises(OSError, match="vol"):
        write_whole(path, b"twee")
    assert path.read_bytes() == b"een"
    assert list(tmp_path.iterdir()) == [path]


def _fail(handle: int) -> None:
    raise OSError("de schijf is vol")


UPLOADS = (
    ("Begroting 2019/2020: wat kost het? ", "b.txt"),
    ("Bijlage met een heel lange naam, " * 5, "c.TXT"),
)


@pytest.fixture
def with_attachments(voorbeeldland: LoadReport) -> None:
    draft(points=ASKING, stages=(CONSENTING, ADOPTING, FOLLOWING), classification="network")
    for title, name in UPLOADS:
        add_attachment(
            CODE,
            SimpleUploadedFile(name, title.encode()),
            title=title,
            actor=COMMAND,
            now=SENT_AT,
            expected_revision=None,
        )
    send()


@pytest.mark.usefixtures("with_attachments")
@pytest.mark.django_db
def test_the_papers_go_with_the_pack_under_names_that_every_disk_takes() -> None:
    pack = pack_of("GM9001")
    names = [file.name for file in enclosed_files(pack.source)]
    assert names[:2] == [
        "bijlagen/Voorstel - Strategie 2020-2023.pdf",
        "bijlagen/Bijlage 1 - Begroting 2019-2020- wat kost het-.txt",
    ]
    assert len(names) == 3
    assert names[2].endswith(".txt")
    assert len(names[2]) < 120
    with zip_file(pack) as stream, zip_file(pack) as again:
        data = stream.read()
        assert data == again.read()
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert held.read(names[1]) == UPLOADS[0][0].encode()
        assert {info.external_attr >> 16 for info in held.infolist()} == {0o644}


@pytest.mark.usefixtures("with_attachments")
@pytest.mark.django_db
def test_an_attachment_that_is_damaged_on_the_server_is_told_in_its_place() -> None:
    pack = pack_of("GM9001")
    stored = StoredFile.objects.get(name="b.txt")
    path_of(stored).unlink()
    files = list(enclosed_files(pack.source))
    assert [file.name.endswith(" - ontbreekt.txt") for file in files] == [False, True, False]
    assert "kan niet worden gelezen" in files[1].data.decode()


@pytest.mark.usefixtures("with_attachments")
@pytest.mark.django_db
def test_what_the_reader_may_not_see_stays_out_and_is_named() -> None:
    pack = local_pack(pack_source(stand(), AsOf(TODAY), ANONYMOUS), "GM9001")
    assert pack is not None
    assert not list(enclosed_files(pack.source))
    text = words_of(proposal_file(pack).data)
    assert text.count("(niet bijgevoegd: vertrouwelijk)") == 3
    assert "niet bijgevoegd" not in words_of(proposal_file(pack_of("GM9001")).data)
