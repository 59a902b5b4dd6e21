"""All packs of a proposal in one ZIP (`core/bundles.py`): what is in it, and for whom it is."""

import datetime as dt
import uuid
import zipfile
from typing import Final

from django.utils.translation import gettext as _

from noaber.core import bundles
from noaber.core.access import Actor, Decision, Grant, Refused, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.bundles import BundleKind, Tell
from noaber.core.errors import DomainError
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import PackBundle, Proposal
from noaber.decisions.packs.contents import local_pack, pack_source
from noaber.decisions.packs.files import enclosed_files, mayor_file, proposal_file, put_in
from noaber.decisions.queries.proposals.proposal import may_read_proposal
from noaber.decisions.queries.proposals.standing import standing

READER: Final = Actor(grants=frozenset({Grant("coordinator")}), origin="worker")  # as `may_read_bundle` says


def may_read_bundle(actor: Actor, key: str) -> Decision:
    """A bundle is for who asks for it: who keeps the proposals."""
    found = PackBundle.objects.filter(pk=uuid.UUID(key)).select_related("proposal").first()
    if found is None or not may_read_proposal(actor, found.proposal.code):
        return Refused(_("Dit bestand bestaat niet."), is_secret=True)
    return may_write_proposals(actor)


def latest_bundle(code: str) -> PackBundle | None:
    return PackBundle.objects.filter(proposal__code=code).select_related("file").first()


def ask_bundle(code: str, *, actor: Actor, now: dt.datetime) -> PackBundle:
    """Ask for all packs as they are now."""
    require(may_write_proposals(actor))
    found = Proposal.objects.filter(code=code).first()
    if found is None:
        raise DomainError(_("Dit voorstel bestaat niet."))
    return bundles.ask(PACKS, found, actor=actor, now=now)


def _fill(bundle: PackBundle, today: dt.date, target: zipfile.ZipFile, tell: Tell) -> str:
    """All packs, and once what goes with each."""
    found = standing(bundle.proposal.code, AsOf(today))
    if found is None:
        raise LookupError(bundle.proposal.code)
    source = pack_source(found, AsOf(today), READER)
    codes = sorted({row.code for row in source.rows})
    for file in enclosed_files(source):
        put_in(target, file, source.made_at)
    for number, code in enumerate(codes, start=1):
        pack = local_pack(source, code)
        for file in (proposal_file(pack), mayor_file(pack)) if pack else ():
            put_in(target, file, source.made_at)
        tell(number, len(codes))
    mark = "-voorbeeldgegevens" if source.is_demonstration else ""
    return f"pakketten-{found.code}{mark}.zip"


PACKS: Final = BundleKind(
    PackBundle,
    about="proposal",
    owner_kind="decisions.bundle",
    max_bytes=1_500_000_000,  # 50 attachments of 25 MB, once, and some 60 kB for each organisation
    fill=_fill,
    asking=lambda actor: verb("decisions.ask_bundle", actor=actor),
    making=lambda actor: verb("decisions.make_bundle", actor=actor),
    each=2,
)
