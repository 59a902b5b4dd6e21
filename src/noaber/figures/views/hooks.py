"""What figures hang into the shared pages; called once at start, so nothing here reads numpy."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.points import SearchHit, register_home_panel, register_panel, register_search
from noaber.core.rules.dutch import fold_name, long_date
from noaber.figures.queries.areas import own_municipality
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.releases import latest
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.tables import MONTHLY
from noaber.figures.views.places import RELEASES, kind_address, municipality_address, peers_address

FACTS = "core/components/facts_panel.html"


def register_pages() -> None:
    register_panel(70, figures_panel)
    register_home_panel(65, own_panel)
    register_search(find)


def figures_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """On the page of a municipality: the way to its figures, once there are any."""
    release = latest(MONTHLY)
    if release is None or not code.startswith("GM"):
        return None
    facts = (
        Definition(_("Wat valt op"), _("Misdrijven in twaalf maanden"), municipality_address(code)),
        Definition(_("Vergelijken"), _("Naast gemeenten van deze omvang"), peers_address(code)),
    )
    return Panel(_("Cijfers over veiligheid"), FACTS, DefinitionList(facts), width="half")


def own_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """On the home page of who speaks for a municipality: that there are figures, and up to which month."""
    own = own_municipality(actor, asof.valid_on)
    release = latest(MONTHLY) if own else None
    if own is None or release is None:
        return None
    published = long_date(timezone.localtime(release.published_at).date())
    facts = (
        Definition(_("Wat valt op"), own.name, municipality_address(own.code)),
        Definition(_("Cijfers tot en met"), month_text(release.last_period)),
        Definition(_("Gepubliceerd"), published, RELEASES),
    )
    return Panel(_("Cijfers over veiligheid"), FACTS, DefinitionList(facts), width="half")


def find(actor: Actor, words: Sequence[str], asof: AsOf) -> Iterator[SearchHit]:
    """Kinds of offence by name or code."""
    if latest(MONTHLY) is None:
        return
    for code, title in offence_titles().items():
        haystack = fold_name(f"{title} {code}")
        if all(word in haystack for word in words):
            yield SearchHit(_("soort misdrijf"), title, code, kind_address(code))
