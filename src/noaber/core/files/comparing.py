"""Whether the stored files are still what came in: row, log and bytes on disk."""

from collections.abc import Iterator

from noaber.core.files.storing import FileChanged, open_file
from noaber.core.models import AuditEntry, StoredFile

KEPT = ("owner_kind", "owner_key", "sha256")


def changed_files() -> tuple[int, list[str]]:
    """How many files were compared, and which of them differ ("file <key>")."""
    count, found = 0, []
    for stored in StoredFile.objects.filter(is_removed=False).order_by("pk").iterator(chunk_size=500):
        count += 1
        if not _has_its_bytes(stored) and StoredFile.objects.filter(pk=stored.pk, is_removed=False).exists():
            found.append(f"file {stored.pk}")
    return count, list(dict.fromkeys([*found, *_unlike_the_log()]))


def _has_its_bytes(stored: StoredFile) -> bool:
    try:
        open_file(stored).close()
    except (FileChanged, OSError):
        return False
    return True


def _unlike_the_log() -> Iterator[str]:
    """The row says another owner or other bytes than the log, or is gone."""
    known = {str(pk): row for pk, *row in StoredFile.objects.values_list("pk", *KEPT)}
    noted = AuditEntry.objects.filter(verb="file.store").values_list("object_id", "facts")
    for key, facts in noted.iterator(chunk_size=2000):
        if known.get(key) != [facts.get(name) for name in KEPT]:
            yield f"file {key}"
