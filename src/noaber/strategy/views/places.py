"""The addresses of strategy, and the way back from each page; they keep the two dates that were asked."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf

START = "/strategie/"
NEW = f"{START}nieuw/"
THEMES = f"{START}themas/"
POSITIONS = f"{START}standpunten/"
GRANTS = f"{START}subsidies/"
ATTENTION, LATE, EMPTY, DROPPED = "let-op", "te-laat", "zetel-leeg", "niet-meer-gekozen"
"""The filter of the list of goals, and what it can be set to."""
GIVEN_BY_MUNICIPALITIES = {"soort": "gemeente", "stand": "gegeven"}
"""The filters of the inventory for who is counted on its pages."""


def period_address(code: str, rest: str = "", asof: AsOf | None = None) -> str:
    return with_dates(f"{START}{code}/{rest}", asof)


def inventory_address(period: str, asof: AsOf | None = None) -> str:
    return period_address(period, "prioriteiten/", asof)


def rows_address(period: str, asof: AsOf | None = None, **filters: str) -> str:
    """The rows of the inventory behind a count: only those that these filters leave."""
    address = inventory_address(period, asof)
    return f"{address}{'&' if '?' in address else '?'}{urlencode(filters)}#tabel-prioriteiten"


def plan_address(period: str, organisation: str, rest: str = "", asof: AsOf | None = None) -> str:
    return period_address(period, f"prioriteiten/{organisation}/{rest}", asof)


def rounds_address(period: str, asof: AsOf | None = None) -> str:
    return period_address(period, "keuze/", asof)


def round_address(period: str, number: int, rest: str = "", asof: AsOf | None = None) -> str:
    return period_address(period, f"keuze/{number}/{rest}", asof)


def option_address(period: str, number: int, option: str, asof: AsOf | None = None) -> str:
    return round_address(period, number, f"themas/{option}/", asof)


def source_address(period: str, source: str, rest: str = "", asof: AsOf | None = None) -> str:
    return period_address(period, f"bronnen/{source}/{rest}", asof)


def results_address(period: str, asof: AsOf | None = None) -> str:
    return period_address(period, "resultaten/", asof)


def result_address(period: str, code: str, rest: str = "", asof: AsOf | None = None) -> str:
    return period_address(period, f"resultaten/{code}/{rest}", asof)


def position_address(code: str, rest: str = "", asof: AsOf | None = None) -> str:
    return with_dates(f"{POSITIONS}{code}/{rest}", asof)


def grant_address(code: str, rest: str = "", asof: AsOf | None = None) -> str:
    return with_dates(f"{GRANTS}{code}/{rest}", asof)


def results_crumbs(code: str, title: str, asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*period_crumbs(code, title, asof), (_("Resultaten"), results_address(code, asof))]


def start_crumbs(asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [(_("Strategie"), with_dates(START, asof))]


def period_crumbs(code: str, title: str, asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*start_crumbs(asof), (title, period_address(code, asof=asof))]


def inventory_crumbs(code: str, title: str, asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*period_crumbs(code, title, asof), (_("Prioriteiten"), inventory_address(code, asof))]


def rounds_crumbs(code: str, title: str, asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*period_crumbs(code, title, asof), (_("Keuze van de thema’s"), rounds_address(code, asof))]


def goals_address(period: str, rest: str = "", asof: AsOf | None = None) -> str:
    return period_address(period, f"doelen/{rest}", asof)


def late_goals_address(period: str) -> str:
    """The goals of which an update is late."""
    return f"{goals_address(period)}?{urlencode({ATTENTION: LATE})}#tabel-doelen"


def goal_address(period: str, goal: str, rest: str = "", asof: AsOf | None = None) -> str:
    return goals_address(period, f"{goal}/{rest}", asof)


def goals_crumbs(code: str, title: str, asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*period_crumbs(code, title, asof), (_("Doelen"), goals_address(code, asof=asof))]


def progress_address(period: str, asof: AsOf | None = None) -> str:
    return period_address(period, "voortgang/", asof)


def participation_address(period: str, rest: str = "", asof: AsOf | None = None) -> str:
    return period_address(period, f"deelname/{rest}", asof)


def participation_crumbs(code: str, title: str, asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*period_crumbs(code, title, asof), (_("Deelname"), participation_address(code, asof=asof))]


def reviews_address(period: str, asof: AsOf | None = None) -> str:
    return period_address(period, "review/", asof)


def reviews_crumbs(code: str, title: str, asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*period_crumbs(code, title, asof), (_("Reviews"), reviews_address(code, asof))]


def review_address(period: str, kind: str, rest: str = "", asof: AsOf | None = None) -> str:
    return period_address(period, f"review/{kind}/{rest}", asof)


def reaction_address(period: str, kind: str, number: int) -> str:
    return review_address(period, kind, f"reacties/{number}/")


def changes_address(period: str, asof: AsOf | None = None) -> str:
    return period_address(period, "wijzigingen/", asof)


def work_plan_address(period: str, rest: str = "", asof: AsOf | None = None) -> str:
    return period_address(period, f"werkplan/{rest}", asof)


def surveys_address(period: str, asof: AsOf | None = None) -> str:
    return period_address(period, "peilingen/", asof)


def survey_address(period: str, code: str, rest: str = "", asof: AsOf | None = None) -> str:
    return period_address(period, f"peilingen/{code}/{rest}", asof)


def surveys_crumbs(code: str, title: str, asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*period_crumbs(code, title, asof), (_("Peilingen"), surveys_address(code, asof))]


def nota_address(period: str, rest: str = "", asof: AsOf | None = None) -> str:
    return period_address(period, f"nota/{rest}", asof)


def summary_address(period: str, asof: AsOf | None = None) -> str:
    return period_address(period, "samenvatting/", asof)


def texts_address(period: str, rest: str = "") -> str:
    return period_address(period, f"teksten/{rest}")


def finder_address(period: str, asof: AsOf | None = None) -> str:
    return period_address(period, "voor/", asof)


def local_address(period: str, organisation: str, asof: AsOf | None = None) -> str:
    return period_address(period, f"voor/{organisation}/", asof)


def nota_crumbs(code: str, title: str, asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*period_crumbs(code, title, asof), (_("De strategie"), nota_address(code, asof=asof))]


def local_crumbs(code: str, title: str, asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*period_crumbs(code, title, asof), (_("Voor uw gemeente"), finder_address(code, asof))]


def bundle_address(period: str) -> str:
    return period_address(period, "voor/alle/")
