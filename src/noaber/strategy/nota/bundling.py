"""The papers of all municipalities in one ZIP (`core/bundles.py`): what is in it, and for whom it is."""

import datetime as dt
import uuid
import zipfile
from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.core import bundles
from noaber.core.access import Actor, Decision, Grant, Refused, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.bundles import BundleKind, Tell
from noaber.core.errors import DomainError
from noaber.core.models import Demonstration
from noaber.strategy.access import KEEPER, may_write_texts
from noaber.strategy.models import LocalBundle, PolicyPeriod
from noaber.strategy.nota.contents import Extent, nota
from noaber.strategy.nota.local import local
from noaber.strategy.nota.one_page import one_page
from noaber.strategy.queries.local import towns
from noaber.strategy.queries.periods.period import titled

READER: Final = Actor(grants=frozenset({Grant(KEEPER)}), origin="worker")  # as `may_read_bundle` says


def may_read_bundle(actor: Actor, key: str) -> Decision:
    """A bundle is for who asks for it: it has the parts that are for the network."""
    if not LocalBundle.objects.filter(pk=uuid.UUID(key)).exists():
        return Refused(_("Dit bestand bestaat niet."), is_secret=True)
    return may_write_texts(actor)


def latest_bundle(period: str) -> LocalBundle | None:
    return LocalBundle.objects.filter(period__code=period).select_related("file").first()


def ask_bundle(period: str, *, actor: Actor, now: dt.datetime) -> LocalBundle:
    """Ask for all papers as they are now."""
    require(may_write_texts(actor))
    found = PolicyPeriod.objects.filter(code=period).first()
    if found is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    return bundles.ask(PAPERS, found, actor=actor, now=now)


def _fill(bundle: LocalBundle, today: dt.date, target: zipfile.ZipFile, tell: Tell) -> str:
    """A PDF for each municipality."""
    code = bundle.period.code
    found = nota(READER, code, AsOf(today), extent=Extent.LOCAL)
    if found is None:
        raise LookupError(code)
    period = titled(code, found.asof)
    asked = towns(period, found.asof) if period else ()
    mark = "-voorbeeldgegevens" if Demonstration.objects.exists() else ""
    for number, town in enumerate(asked, start=1):
        if row := local(found, town.code):
            name = f"{town.code}-{slugify(town.name)}-strategie-{code}{mark}.pdf"
            target.writestr(name, one_page(row))
        tell(number, len(asked))
    return f"strategie-{code}-gemeenten.zip"


PAPERS: Final = BundleKind(
    LocalBundle,
    about="period",
    owner_kind="strategy.bundle",
    max_bytes=500_000_000,  # some 100 kB for each municipality
    fill=_fill,
    asking=lambda actor: verb("strategy.ask_bundle", actor=actor),
    making=lambda actor: verb("strategy.make_bundle", actor=actor),
)
