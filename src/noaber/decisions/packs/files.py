"""The two files of a pack: what they are called, and how they are made and written to a folder."""

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from noaber.core.documents.odt import ODT_MEDIA_TYPE, to_odt
from noaber.core.files.names import clean_name
from noaber.decisions.packs.contents import LocalPack
from noaber.decisions.packs.local_proposal import local_proposal
from noaber.decisions.packs.mayor_page import mayor_page
from noaber.decisions.rules.forwarding import MUNICIPALITY

PDF_MEDIA_TYPE = "application/pdf"


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
