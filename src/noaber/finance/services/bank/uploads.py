"""A bank file between its preview and the decision: kept as it came in, and gone after either."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

from noaber.core.access import Actor, require
from noaber.core.errors import DomainError
from noaber.core.files import FileKind, Upload, open_file, remove_file, store_file
from noaber.core.models import StoredFile
from noaber.finance.access import may_keep_bank
from noaber.finance.queries.bank.entries import ProposedRow, entries, proposals
from noaber.finance.rules.bank.known_again import Answer
from noaber.finance.services.bank.importing import BankOutcome, Undecided, import_bank_file, preview_bank_file

OWNER_KIND: Final = "finance.bank_file"
CAMT: Final = FileKind("text/xml", ("xml", "053", "c53"), "camt.053", is_text=True, is_wide=True)
MT940: Final = FileKind("text/plain", ("sta", "940", "mt940", "swi", "txt"), "MT940", is_text=True)
ZIP: Final = FileKind("application/zip", ("zip",), "zip")
KINDS: Final = (CAMT, MT940, ZIP)
MOST_SHOWN: Final = 200
MOST_MATCHED: Final = 2_000
"""New entries of a file up to which a preview matches them beside all that waits."""
KEPT_FOR: Final = dt.timedelta(days=1)
"""How long a file waits for a decision; then the next one that comes in takes it away."""


def take_in(upload: Upload, *, actor: Actor, now: dt.datetime) -> StoredFile:
    """Keep a file until it is decided upon. DomainError at `file`: it cannot be read, and is not kept.

    One of which a person must say whether entries are new is kept: the preview asks it.
    """
    require(may_keep_bank(actor))
    _remove_old(actor, now)
    try:
        stored = store_file(
            upload, actor=actor, owner_kind=OWNER_KIND, owner_key="bank", now=now, allowed=KINDS
        )
    except DomainError as error:
        raise DomainError(error.message, field="file") from error
    try:
        preview(stored, actor=actor, now=now)
    except Undecided:
        return stored
    except DomainError:
        remove_file(stored, actor=actor, now=now)
        raise
    return stored


def waiting(key: uuid.UUID, *, actor: Actor) -> StoredFile | None:
    """A file that waits for a decision."""
    require(may_keep_bank(actor))
    return StoredFile.objects.filter(pk=key, owner_kind=OWNER_KIND, is_removed=False).first()


@dataclass(frozen=True, slots=True)
class Preview:
    """What reading a file in will come to; `rows`: the first of its new entries, each with what is proposed for it."""

    outcome: BankOutcome
    rows: tuple[ProposedRow, ...] = ()


def preview(stored: StoredFile, *, actor: Actor, now: dt.datetime, answer: Answer | None = None) -> Preview:
    """What reading it in will come to; nothing changes. Undecided: an answer is needed first."""
    with open_file(stored) as file:
        return preview_bank_file(file, stored.name, _looked_at, actor=actor, now=now, answer=answer)


def _looked_at(found: BankOutcome) -> Preview:
    """As it would be read in: matched beside all that waits, or of a large file only those that are shown."""
    new = [each.id for each in found.statements if each.id]
    if found.new > MOST_MATCHED:
        some = [row for key in new for row in entries(statement=key, most=MOST_SHOWN)]
        return Preview(found, tuple(proposals(some[:MOST_SHOWN])))
    proposed = proposals(entries(unexplained=True))
    return Preview(found, tuple(row for row in proposed if row.entry.statement_id in new)[:MOST_SHOWN])


def take_over(
    stored: StoredFile, *, actor: Actor, now: dt.datetime, answer: Answer | None = None
) -> BankOutcome:
    """Read it in. What it says is kept entry by entry; the file itself goes, a crash before that leaves it waiting."""
    with open_file(stored) as file:
        outcome = import_bank_file(file, stored.name, actor=actor, now=now, answer=answer)
    remove_file(stored, actor=actor, now=now)
    return outcome


def throw_away(stored: StoredFile, *, actor: Actor, now: dt.datetime) -> None:
    """Not read in after all."""
    require(may_keep_bank(actor))
    remove_file(stored, actor=actor, now=now)


def _remove_old(actor: Actor, now: dt.datetime) -> None:
    old = StoredFile.objects.filter(owner_kind=OWNER_KIND, is_removed=False, uploaded_at__lt=now - KEPT_FOR)
    for stored in old:
        remove_file(stored, actor=actor, now=now)
