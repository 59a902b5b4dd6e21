"""What goes with a draft: files, and the figures of other rooms. From sending on both stand (R60)."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.files import FileRefused, Upload, remove_file, store_file
from noaber.core.models import StoredFile
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import ProposalAttachment, ProposalInsert, ProposalVersion
from noaber.decisions.queries.proposals.inserts import offered_inserts
from noaber.decisions.services.drafts.draft import Held, hold_draft
from noaber.decisions.services.drafts.faults import LONGEST_LINE

VERSION = "decisions.version"  # whose file an attachment is
MOST = 50


def add_attachment(
    code: str,
    upload: Upload,
    *,
    title: str = "",
    actor: Actor,
    now: dt.datetime,
    expected_revision: int | None,
) -> ProposalAttachment:
    """Put a file with a draft; without a title it is called by its file name."""
    require(may_write_proposals(actor))
    with verb("decisions.add_attachment", actor=actor) as trail:
        held = hold_draft(code, expected_revision)
        last = held.version.attachments.last()
        if held.version.attachments.count() >= MOST:
            raise DomainError(
                _("Een voorstel heeft hoogstens %(most)s bijlagen.") % {"most": MOST}, field="file"
            )
        stored = _stored(held.version, upload, actor, now)
        kept = ProposalAttachment.objects.create(
            version=held.version,
            position=last.position + 1 if last else 1,
            title=_checked_title(title.strip() or stored.name.rpartition(".")[0] or stored.name),
            file=stored,
        )
        held.done(trail, {"attachment": kept.pk, "file": str(stored.pk)})
    return kept


def rename_attachment(
    code: str, key: int, title: str, *, actor: Actor, expected_revision: int | None
) -> None:
    """Call an attachment of a draft something else; its file stays what it is."""
    require(may_write_proposals(actor))
    with verb("decisions.rename_attachment", actor=actor) as trail:
        held, row = _held_attachment(code, key, expected_revision)
        row.title = _checked_title(title)
        row.save(update_fields=["title"])
        held.done(trail, {"attachment": key})


def move_attachment(code: str, key: int, *, is_up: bool, actor: Actor, expected_revision: int | None) -> None:
    """Let an attachment change places with the one before or behind it."""
    require(may_write_proposals(actor))
    with verb("decisions.move_attachment", actor=actor) as trail:
        held, row = _held_attachment(code, key, expected_revision)
        rows = list(held.version.attachments.all())
        place = rows.index(row)
        other = place - 1 if is_up else place + 1
        if not 0 <= other < len(rows):
            return  # it stands at the end already
        rows[place], rows[other] = rows[other], rows[place]
        for position, each in enumerate(rows, start=1):
            each.position = position
        ProposalAttachment.objects.bulk_update(rows, ["position"])
        held.done(trail, {"attachment": key, "is_up": is_up})


def remove_attachment(
    code: str, key: int, *, actor: Actor, now: dt.datetime, expected_revision: int | None
) -> None:
    """Take an attachment out of a draft. Its file goes too, unless an earlier version has it."""
    require(may_write_proposals(actor))
    with verb("decisions.remove_attachment", actor=actor) as trail:
        held, row = _held_attachment(code, key, expected_revision)
        row.delete()
        let_go([row.file], actor=actor, now=now)
        held.done(trail, {"attachment": key})


def let_go(files: Sequence[StoredFile], *, actor: Actor, now: dt.datetime) -> None:
    """Remove the files that no version has any more."""
    kept = set(ProposalAttachment.objects.filter(file__in=files).values_list("file_id", flat=True))
    for file in files:
        if file.pk not in kept:
            remove_file(file, actor=actor, now=now)


def choose_inserts(code: str, names: Sequence[str], *, actor: Actor, expected_revision: int | None) -> None:
    """Bring these figures into a draft, in this order, and no others. They are live until it is sent."""
    require(may_write_proposals(actor))
    with verb("decisions.choose_inserts", actor=actor) as trail:
        held = hold_draft(code, expected_revision)
        chosen = list(dict.fromkeys(names))
        known = set(held.version.inserts.values_list("name", flat=True))
        offered = {each.name for each in offered_inserts()} | known
        if unknown := [name for name in chosen if name not in offered]:
            text = _("Deze cijfers zijn er niet: %(names)s.")
            raise DomainError(text % {"names": ", ".join(unknown)}, field="inserts")
        held.version.inserts.all().delete()
        ProposalInsert.objects.bulk_create(
            ProposalInsert(version=held.version, position=place, name=name)
            for place, name in enumerate(chosen)
        )
        held.done(trail, {"inserts": chosen})


def _held_attachment(code: str, key: int, revision: int | None) -> tuple[Held, ProposalAttachment]:
    """The draft with one of its attachments; one of a text that was sent is refused, with the reason."""
    row = (
        ProposalAttachment.objects.filter(pk=key, version__proposal__code=code)
        .select_related("version")
        .first()
    )
    if row and row.version.sent_at:
        facts = {"number": row.version.number}
        raise DomainError(
            _(
                "Versie %(number)s is verstuurd; haar bijlagen staan vast. "
                "Een andere bijlage hoort bij een nieuwe versie."
            )
            % facts
        )
    held = hold_draft(code, revision)
    found = held.version.attachments.select_related("file").filter(pk=key).first()
    if found is None:
        raise DomainError(_("Deze bijlage is er niet meer."))
    return held, found


def _stored(version: ProposalVersion, upload: Upload, actor: Actor, now: dt.datetime) -> StoredFile:
    try:
        return store_file(upload, actor=actor, owner_kind=VERSION, owner_key=str(version.pk), now=now)
    except FileRefused as error:
        raise DomainError(error.message, field="file") from error


def _checked_title(title: str) -> str:
    typed = title.strip()
    if not typed:
        raise DomainError(_("Geef de bijlage een naam."), field="title")
    if len(typed) > LONGEST_LINE:
        raise DomainError(_("Houd dit bij %(limit)s tekens.") % {"limit": LONGEST_LINE}, field="title")
    return typed
