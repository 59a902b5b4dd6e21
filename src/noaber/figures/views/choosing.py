"""What a page of figures is asked to show, in its address: a kind of offence, twelve months, and a day of publication.

A link holds all three, so whoever gets it sees the same.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from noaber.core.components.filters import Option
from noaber.core.components.maps import MAP, shape_in
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import DateError, long_date, parse_date
from noaber.figures.models import Release
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.releases import first_published, latest, still_to_come
from noaber.figures.rules.fields import code_order
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import back, is_month, period_text, span, still_open, typed_period
from noaber.figures.rules.tables import MONTHLY

KIND: Final = "soort"
MONTH: Final = "maand"
PUBLISHED: Final = "gepubliceerd-op"
USUAL: Final = "1.1.1"
WINDOW: Final = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show. `last` is the month in which the twelve end; `kinds` are codes and titles, by code.

    `problems` says what of the address was not understood. `shape`: that of the map, where the address says so.
    """

    release: Release
    kinds: tuple[tuple[str, str], ...]
    kind: str
    last: int
    published_on: dt.date | None = None
    problems: tuple[Notice, ...] = ()
    shape: str = ""

    @property
    def title(self) -> str:
        return dict(self.kinds)[self.kind]

    @property
    def recent(self) -> int:
        """How many of the twelve months may still rise."""
        return still_open(self.last, self.release.last_period)

    def query(self, **changes: str) -> str:
        """The choice as a query string with `changes`: `kind` and `month` replace, other names are added."""
        query = QueryDict(mutable=True)
        query[KIND] = changes.pop("kind", self.kind)
        query[MONTH] = changes.pop("month", period_text(self.last))
        if self.published_on is not None:
            query[PUBLISHED] = self.published_on.isoformat()
        if self.shape:
            query[MAP] = self.shape
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"


@dataclass(frozen=True, slots=True)
class ChoiceForm:
    """The form that makes another choice, on the same page."""

    kinds: tuple[Option, ...]
    months: tuple[Option, ...]
    hidden: tuple[tuple[str, str], ...] = ()


def choice_of(request: Request, kind: str = "") -> Choice | None:
    """What the address asks for; `kind` when the page is about one. None where no release was taken in."""
    published_on, problems = _published_on(request)
    release = latest(MONTHLY, published_on=published_on)
    titles = tuple(sorted(offence_titles().items(), key=lambda item: code_order(item[0])))
    if release is None or not titles:
        return None
    kind, wrong_kind = _kind(kind or request.GET.get(KIND, ""), titles)
    last, wrong_month = _month(request.GET.get(MONTH, ""), release)
    problems = (*problems, *wrong_kind, *wrong_month)
    return Choice(release, titles, kind, last, published_on, problems, shape_in(request.GET))


def day_before_all(request: Request) -> dt.date | None:
    """The day of publication in the address, where nothing was published yet; None where that is not why."""
    day, _problems = _published_on(request)
    first = first_published(MONTHLY) if day else None
    return day if day and first and day < first else None


def _published_on(request: Request) -> tuple[dt.date | None, Sequence[Notice]]:
    typed = request.GET.get(PUBLISHED, "").strip()
    if not typed:
        return None, ()
    try:
        day = parse_date(typed)
    except DateError as error:
        return None, [Notice(_("%(error)s. U ziet de laatste publicatie.") % {"error": error}, "warning")]
    ahead = still_to_come(day, request.today)
    if ahead:
        text = _("%(ahead)s U ziet de laatste publicatie.") % {"ahead": ahead}
        return None, [Notice(text, "warning")]
    return day, ()


def _kind(typed: str, titles: Sequence[tuple[str, str]]) -> tuple[str, Sequence[Notice]]:
    known = [code for code, _title in titles]
    usual = USUAL if USUAL in known else known[0]
    if not typed or typed in known:
        return typed or usual, ()
    text = _("Soort misdrijf “%(kind)s” is niet bekend. U ziet een andere.") % {"kind": typed}
    return usual, [Notice(text, "warning")]


def _month(typed: str, release: Release) -> tuple[int, Sequence[Notice]]:
    if not typed:
        return release.last_period, ()
    try:
        found = typed_period(typed)
    except ValueError as error:
        return release.last_period, [Notice(f"{error}. " + _("U ziet de laatste twaalf maanden."), "warning")]
    if is_month(found) and back(release.first_period, 1 - WINDOW) <= found <= release.last_period:
        return found, ()
    said = {"month": month_text(found), "last": month_text(release.last_period)}
    return release.last_period, [Notice(_not_published(found, release) % said, "warning")]


def _not_published(found: int, release: Release) -> str:
    """Why twelve months are not shown: what was typed is a year, or some or all of the months are not there."""
    if not is_month(found):
        return _("%(month)s is een jaar, geen maand. U ziet de twaalf maanden tot en met %(last)s.")
    if release.first_period <= found and back(found, WINDOW - 1) <= release.last_period:
        return _(
            "Niet alle twaalf maanden tot en met %(month)s zijn gepubliceerd. U ziet die tot en met %(last)s."
        )
    return _(
        "Over twaalf maanden tot en met %(month)s is niets gepubliceerd. U ziet die tot en met %(last)s."
    )


def choice_form(choice: Choice, *, with_kinds: bool = True) -> ChoiceForm:
    """All kinds (unless the page is of one), and every month in which twelve months can end, the newest first."""
    first = back(choice.release.first_period, 1 - WINDOW)
    months = span(first, choice.release.last_period) if first <= choice.release.last_period else ()
    kinds = choice.kinds if with_kinds else ()
    hidden = [(PUBLISHED, choice.published_on.isoformat())] if choice.published_on else []
    hidden += [(MAP, choice.shape)] if choice.shape else []
    return ChoiceForm(
        tuple(Option(code, f"{code} {title}", code == choice.kind) for code, title in kinds),
        tuple(Option(period_text(each), month_text(each), each == choice.last) for each in reversed(months)),
        tuple(hidden),
    )


def notices_of(choice: Choice) -> list[Notice]:
    """What was not understood, what is seen as of an earlier day, and what may still rise."""
    found = list(choice.problems)
    if choice.published_on is not None:
        text = _("U ziet de cijfers zoals zij op %(day)s waren gepubliceerd.") % {
            "day": long_date(choice.published_on)
        }
        found.append(Notice(text))
    if choice.recent:
        text = _(
            "De laatste maanden zijn nog niet volledig: aangiften komen later binnen. Een daling in die maanden zegt "
            "daarom nog weinig."
        )
        found.append(Notice(text, "neutral"))
    return found
