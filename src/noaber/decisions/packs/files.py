"""The files of a pack and the papers that go with it: what they are called, how they are made and put together."""

import datetime as dt
import hashlib
import logging
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from noaber.core.documents.odt import ODT_MEDIA_TYPE, to_odt
from noaber.core.documents.pdf import to_pdf
from noaber.core.files import FileChanged, read_file
from noaber.core.files.kinds import extension_of
from noaber.core.files.names import clean_name
from noaber.core.models import StoredFile
from noaber.decisions.packs.contents import LocalPack, PackSource
from noaber.decisions.packs.local_proposal import local_proposal
from noaber.decisions.packs.mayor_page import mayor_page
from noaber.decisions.packs.memo import memo_paper
from noaber.decisions.rules.forwarding import MUNICIPALITY

logger = logging.getLogger(__name__)

PDF_MEDIA_TYPE = "application/pdf"
ENCLOSURES: Final = "bijlagen"  # the folder beside the files of the organisations
LONGEST_TITLE: Final = 80


@dataclass(frozen=True, slots=True)
class PackFile:
    """One finished file."""

    name: str
    media_type: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def proposal_file(pack: LocalPack) -> PackFile:
    """The editable proposal for the organisation's own council or executive."""
    return PackFile(_name(pack, "voorstel", "odt"), ODT_MEDIA_TYPE, to_odt(local_proposal(pack)))


def mayor_file(pack: LocalPack) -> PackFile:
    """The one page for the mayor, or for who leads another organisation."""
    reader = "burgemeester" if pack.own.party.kind == MUNICIPALITY else "leiding"
    return PackFile(_name(pack, reader, "pdf"), PDF_MEDIA_TYPE, mayor_page(pack))


def enclosed_files(source: PackSource) -> Iterator[PackFile]:
    """The proposal and its attachments as they are fixed in this version, as far as the reader may see them."""
    for number, each in enumerate(source.enclosures):
        if each.may_read and each.file:
            yield _attachment(_("Bijlage %(number)s") % {"number": number}, each.title, each.file)
        elif each.may_read:
            data = to_pdf(memo_paper(source.found, made_at=source.made_at))
            yield PackFile(_enclosed_name(_("Voorstel"), source.found.title, "pdf"), PDF_MEDIA_TYPE, data)


def _attachment(what: str, title: str, file: StoredFile) -> PackFile:
    """The bytes that came in; what cannot be read on the server is told in its place, the rest goes on."""
    try:
        return PackFile(
            _enclosed_name(what, title, extension_of(file.name)), file.media_type, read_file(file)
        )
    except (OSError, FileChanged):
        logger.exception("attachment %s cannot go with a pack", file.pk)
        text = _("Deze bijlage kan niet worden gelezen. Vraag haar aan de coördinator van het netwerk.")
        return PackFile(_enclosed_name(what, title, "txt", _("ontbreekt")), "text/plain", text.encode())


def _enclosed_name(what: str, title: str, extension: str, remark: str = "") -> str:
    """ "bijlagen/Bijlage 1 - Begroting 2019.pdf": short, so that Windows unpacks it in a deep folder too."""
    short = title.translate({ord("/"): "-", ord("\\"): "-"})[:LONGEST_TITLE].strip(". ")
    name = " - ".join(filter(None, (what, short, remark)))
    return f"{ENCLOSURES}/{clean_name(f'{name}.{extension}')}"


def zip_file(pack: LocalPack) -> BinaryIO:
    """All papers of one organisation in a ZIP; a temporary file, because attachments can be large."""
    stream = tempfile.TemporaryFile()  # noqa: SIM115  # who sends it closes it
    try:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
            for file in chain((proposal_file(pack), mayor_file(pack)), enclosed_files(pack.source)):
                put_in(target, file, pack.source.made_at)
    except BaseException:
        stream.close()
        raise
    stream.seek(0)
    return stream


def zip_name(pack: LocalPack) -> str:
    return _name(pack, "stukken", "zip")


def put_in(target: zipfile.ZipFile, file: PackFile, made_at: dt.datetime) -> None:
    """With the day itself as its time, so that the same files are the same ZIP. ODT and PDF are packed already."""
    info = zipfile.ZipInfo(file.name, made_at.timetuple()[:6])
    info.create_system, info.external_attr = 3, 0o644 << 16  # otherwise nobody may read them once unpacked
    target.writestr(info, file.data)


def _name(pack: LocalPack, what: str, extension: str) -> str:
    """ "GM0193-voorstel-veiligheidsstrategie.odt": the code first, so that a folder sorts by organisation."""
    mark = "-voorbeeldgegevens" if pack.source.is_demonstration else ""
    return clean_name(f"{pack.own.code}-{what}-{pack.found.code}{mark}.{extension}")


def write_whole(path: Path, data: bytes) -> bool:
    """Write a file so that who looks sees the old one or the new one whole; False when it stood there already."""
    with suppress(FileNotFoundError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".noaber-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True
