"""The end of the audit chain, kept outside the database (``NOABER_DATA/audit-heads.jsonl``).

A chain alone cannot show that its end was cut off or that all of it was made anew; a head that was written
down elsewhere can. Copy the file away from this machine: whoever can change both, can hide it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.audit import ChainFault, verify_chain
from noaber.core.files.comparing import changed_files
from noaber.core.guards import missing_triggers
from noaber.core.keeping.lines import UnreadableLine, append_line, read_lines
from noaber.core.models import AuditEntry, AuditHead, ScheduledRun
from noaber.core.records import FACT, changed_records

FILE_NAME = "audit-heads.jsonl"
SEAL_JOB: Final = "audit-seal"
MOST_NAMED: Final = 10
FIRST_SEAL: Final = dt.timedelta(days=2)


def seal_file() -> Path:
    return Path(settings.DATA) / FILE_NAME


@dataclass(frozen=True, slots=True)
class Seal:
    """A head that was kept. Rows up to it cannot go unseen, rows after it can."""

    sequence: int
    sealed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify_audit` found: rows, seals, records and files compared, the first fault, and the newest seal."""

    row_count: int
    seal_count: int
    record_count: int
    file_count: int
    fault: ChainFault | None
    newest: Seal | None


def seal_head(now: dt.datetime) -> str:
    """Write the head of the chain to the file, unless it is there; says in Dutch what it did."""
    head = AuditHead.objects.filter(pk=1).first()
    if head is None:
        return _("Het logboek is nog leeg.")
    if known_heads()[0].get(head.sequence) == head.hash:
        return _("Regel %(number)s was al verzegeld.") % {"number": head.sequence}
    append_line(seal_file(), {"sequence": head.sequence, "hash": head.hash, "sealed_at": now.isoformat()})
    return _("Regel %(number)s verzegeld.") % {"number": head.sequence}


def known_heads(path: Path | None = None) -> tuple[Mapping[int, str], ChainFault | None]:
    """The kept heads by sequence, and the first fault of the file itself: unreadable, or two heads at one line."""
    heads: dict[int, str] = {}
    try:
        for line in read_lines(path or seal_file()):
            sequence, value = int(line["sequence"]), str(line["hash"])
            if heads.setdefault(sequence, value) != value:
                message = _("Van regel %(number)s zijn twee verschillende zegels bewaard.") % {
                    "number": sequence
                }
                return heads, ChainFault(sequence, message)
    except UnreadableLine as error:
        return heads, ChainFault(0, str(error))
    except (KeyError, ValueError):
        return heads, ChainFault(0, _("%(file)s bevat een regel die geen zegel is.") % {"file": FILE_NAME})
    return heads, None


def objection_to_chain() -> str:
    """What the seals on this machine say against the chain in the database, in Dutch; empty when they agree.

    For a restore: the chain that comes back knows only its own seals, these may come from after it or from another.
    """
    heads, fault = known_heads()
    if fault is not None:
        return _("de zegels op deze machine kloppen niet: %(fault)s") % {"fault": fault.message}
    newest = 0
    for sequence, value in AuditEntry.objects.values_list("sequence", "hash").order_by("sequence").iterator():
        if heads.get(sequence, value) != value:
            return _(
                "regel %(number)s van het logboek is in de reservekopie een andere dan die hier is verzegeld. "
                "De reservekopie komt van een andere Noaber, of het logboek is gewijzigd voordat zij werd gemaakt. "
                "Zoek dit uit voordat u verder werkt."
            ) % {"number": sequence}
        newest = sequence
    if max(heads, default=0) > newest:
        return _(
            "het logboek was hier al bij regel %(here)s, de reservekopie gaat tot en met regel %(backup)s. "
            "Wat na de reservekopie is vastgelegd, is niet teruggezet."
        ) % {"here": max(heads), "backup": newest}
    return ""


def _never_sealed(heads: Mapping[int, str]) -> ChainFault | None:
    """Whoever takes the seals away hides what they would show; a chain has its first seal within `FIRST_SEAL`."""
    first = AuditEntry.objects.order_by("sequence").first()
    if heads or first is None:
        return None
    if ScheduledRun.objects.filter(job=SEAL_JOB, outcome__startswith=_("Regel")).exists():
        message = _("Er zijn zegels gezet, maar er is er geen meer (%(file)s). Zet het bestand terug.")
        return ChainFault(0, message % {"file": FILE_NAME})
    if clock.now() - first.at < FIRST_SEAL:
        return None
    message = _(
        "Er is geen enkel zegel (%(file)s), terwijl het logboek ouder is dan twee dagen. Het bestand is weg, "
        "of de worker heeft nooit gedraaid. Zet het bestand terug, of laat de worker draaien."
    )
    return ChainFault(0, message % {"file": FILE_NAME})


def newest_seal() -> Seal | None:
    """The seal that reaches furthest; None when there is none, or when the file cannot be read."""
    try:
        seals = [Seal(int(line["sequence"]), _moment(line["sealed_at"])) for line in read_lines(seal_file())]
    except (UnreadableLine, KeyError, ValueError, TypeError):
        return None
    return max(seals, key=lambda seal: seal.sequence, default=None)


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def verify_audit() -> Verdict:
    """Compare chain, seals, triggers, records of decision and stored files with each other."""
    heads, file_fault = known_heads()
    count, chain_fault = verify_chain(heads)
    noted = (
        AuditEntry.objects.filter(facts__has_key=FACT).order_by("sequence").values_list("facts", flat=True)
    )
    record_count, records = changed_records(facts[FACT] for facts in noted.iterator(chunk_size=500))
    file_count, files = changed_files()
    fault = chain_fault or file_fault or _never_sealed(heads)
    if fault is None and (said := _said_of(missing_triggers(), records, files)):
        fault = ChainFault(count, said)
    return Verdict(count, len(heads), record_count, file_count, fault, newest_seal())


def _said_of(triggers: Sequence[str], records: Sequence[str], files: Sequence[str]) -> str:
    """All that is wrong beside the chain, in Dutch; nothing when all is well."""
    sentences = (
        (triggers, _("De bewaking in de database ontbreekt: %(names)s.")),
        (records, _("Vastgelegd is iets anders dan er nu staat: %(names)s.")),
        (files, _("Bestanden zijn weg of niet wat er is ingeleverd: %(names)s.")),
    )
    return " ".join(text % {"names": _first(names)} for names, text in sentences if names)


def _first(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return _("%(names)s en nog %(count)s") % {"names": shown, "count": more} if more > 0 else shown
