"""The list of contents of a backup: what should be in it, to the last byte."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from noaber.core.errors import DomainError

FORMAT: Final = 1
MANIFEST_NAME: Final = "manifest.json"
CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TablePart:
    """One table in a backup: name ("room.model"), columns, number of rows, and hash of its file."""

    name: str
    columns: list[str]
    row_count: int
    sha256: str

    @property
    def path(self) -> str:
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class FilePart:
    """One other file in a backup, by its path inside it."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, and for which version of the tables."""

    made_at: str
    noaber: str
    database: str
    migrations: Mapping[str, list[str]]
    left_out: list[str]
    tables: list[TablePart]
    files: list[FilePart]
    format: int = FORMAT

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of every part, by its path."""
        tables = {table.path: table.sha256 for table in self.tables}
        return tables | {file.path: file.sha256 for file in self.files}

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest; a Dutch `DomainError` when it is no manifest of ours."""
    try:
        values: dict[str, Any] = json.loads(content)
        if values["format"] != FORMAT:
            raise DomainError(_("Deze reservekopie is van een onbekend soort. Gebruik een nieuwere Noaber."))
        values["tables"] = [TablePart(**part) for part in values["tables"]]
        values["files"] = [FilePart(**part) for part in values["files"]]
        return Manifest(**values)
    except (ValueError, KeyError, TypeError) as error:
        raise DomainError(_("De inhoudsopgave van de reservekopie is onleesbaar.")) from error


def code_version() -> str:
    return version("noaber")


def database_migrations() -> dict[str, list[str]]:
    """The last applied migrations per app: the version of the tables."""
    loader = MigrationLoader(connection)
    applied = loader.applied_migrations
    leaves: dict[str, list[str]] = {}
    for app, name in loader.graph.leaf_nodes():
        if (app, name) in applied:
            leaves.setdefault(app, []).append(name)
    return leaves


def file_hash(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
