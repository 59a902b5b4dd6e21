"""What the database refuses of stored files: other bytes, another place or another owner than they came in with."""

from typing import Final

from noaber.core.append_only import Frozen, freezing

FILES: Final = Frozen(
    "core_storedfile",
    ("owner_kind", "owner_key", "media_type", "size", "sha256", "stored_name", "uploaded_at"),
    forward="OLD.is_removed AND NOT NEW.is_removed",
    unique=("stored_name",),
)


def statements(vendor: str) -> list[str]:
    return freezing(vendor, [FILES])
