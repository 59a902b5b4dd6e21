"""Whether the entries of every statement are still those that came in with it, for `noaber verify-audit`."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from noaber.finance.formats.entry_json import COLUMNS
from noaber.finance.models import BankEntry, BankStatement

SEALED: Final = ("fingerprint", "position", *COLUMNS)
PORTION: Final = 2_000


class EntriesSeal:
    """Sums up entries one by one in their order, in flat memory."""

    def __init__(self) -> None:
        self.count = 0
        self._digest = hashlib.sha256()

    def add(self, values: Mapping[str, Any]) -> None:
        """One entry by the values of `SEALED`, days as texts or as days."""
        self.count += 1
        said = [values[name] if name != "position" else int(values[name]) for name in SEALED]
        self._digest.update(
            json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode() + b"\n"
        )

    @property
    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def changed_statements() -> Iterator[str]:
    """Statements of which an entry was changed, taken away or added behind the log's back; two queries."""
    sealed = {
        key: (count, digest)
        for key, count, digest in BankStatement.objects.values_list("pk", "entry_count", "entries_digest")
    }
    found: dict[object, EntriesSeal] = {}
    rows = BankEntry.objects.order_by("statement_id", "position").values("statement_id", *SEALED)
    for row in rows.iterator(chunk_size=PORTION):
        found.setdefault(row["statement_id"], EntriesSeal()).add(row)
    for key, expected in sealed.items():
        seal = found.get(key, EntriesSeal())
        if (seal.count, seal.hexdigest) != expected:
            yield f"bank_entries {key}"
