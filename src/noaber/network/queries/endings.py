"""What ends or ended: bodies and seats, why, and what follows from it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.history import Version
from noaber.core.reading import read_once
from noaber.core.rules.dutch import sort_key
from noaber.network.models import (
    BodyVersion,
    Ending,
    Membership,
    OrganisationVersion,
    PersonVersion,
    Portfolio,
    PostVersion,
    ThemeVersion,
    Vacancy,
)


@dataclass(frozen=True, slots=True)
class EndingRow:
    """The end of a body or a seat, as somebody recorded it."""

    id: uuid.UUID
    body_code: str
    post_code: str
    ends_on: dt.date
    reason: str
    revision: int

    @property
    def last_day(self) -> dt.date:
        return self.ends_on - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ended:
    """Something that was there until a day: what it was called last, and its last day."""

    name: str
    last_day: dt.date


def ending_of(asof: AsOf, *, body: str = "", post: str = "") -> EndingRow | None:
    """The end that was recorded for a body or a seat and not taken back, the latest recorded."""
    rows = _known(asof.known_at)
    return next((row for row in rows if (row.body_code, row.post_code) == (body, post)), None)


def ending(key: uuid.UUID) -> EndingRow | None:
    """One that still stands."""
    return next((row for row in _known(None) if row.id == key), None)


def name_of_ending(row: EndingRow) -> str:
    """What the body or the seat is called last."""
    if row.body_code:
        said = BodyVersion.objects.known(None).filter(body__code=row.body_code)
        names = said.order_by("valid_from").values_list("name", flat=True)
    else:
        said = PostVersion.objects.known(None).filter(post__code=row.post_code)
        names = said.order_by("valid_from").values_list("title", flat=True)
    return names.last() or row.body_code or row.post_code


@read_once
def _known(at: dt.datetime | None) -> tuple[EndingRow, ...]:
    rows = Ending.objects.filter(cancelled_at__isnull=True)
    if at is not None:
        rows = Ending.objects.filter(recorded_at__lt=at).exclude(cancelled_at__lt=at)
    columns = ("pk", "body__code", "post__code", "ends_on", "reason", "revision")
    return tuple(
        EndingRow(key, body or "", post or "", *rest)
        for key, body, post, *rest in rows.order_by("-recorded_at", "ends_on").values_list(*columns)
    )


def ended_body(code: str, asof: AsOf) -> Ended | None:
    """A body that is no more on the day; None while it is there, will be, or never was."""
    return _ended(BodyVersion, "name", asof, body__code=code)


def ended_seat(code: str, asof: AsOf) -> Ended | None:
    """The same of a seat."""
    return _ended(PostVersion, "title", asof, post__code=code)


def ended_organisation(code: str, asof: AsOf) -> Ended | None:
    """The same of an organisation, such as a municipality that went up into another."""
    return _ended(OrganisationVersion, "name", asof, organisation__code=code)


def first_day_of_body(code: str, asof: AsOf) -> dt.date | None:
    """When a body begins that is not there yet on the day; None when it never will."""
    return _first_day(BodyVersion, asof, body__code=code)


def first_day_of_seat(code: str, asof: AsOf) -> dt.date | None:
    """The same of a seat."""
    return _first_day(PostVersion, asof, post__code=code)


def first_day_of_organisation(code: str, asof: AsOf) -> dt.date | None:
    """The same of an organisation."""
    return _first_day(OrganisationVersion, asof, organisation__code=code)


def first_day_of_person(key: uuid.UUID, asof: AsOf) -> dt.date | None:
    """When a person comes into the register who is not in it yet on the day; None when that is never."""
    return _first_day(PersonVersion, asof, person_id=key)


def _first_day(model: type[Version], asof: AsOf, **which: object) -> dt.date | None:
    ahead = model.objects.known(asof.known_at).filter(**which, valid_from__gt=asof.valid_on)
    return ahead.order_by("valid_from").values_list("valid_from", flat=True).first()


def _ended(model: type[Version], name: str, asof: AsOf, **which: str) -> Ended | None:
    last = model.objects.known(asof.known_at).filter(**which).order_by("valid_from").last()
    if last is None or last.valid_until is None or last.valid_until > asof.valid_on:
        return None
    return Ended(getattr(last, name), last.valid_until - dt.timedelta(days=1))


@dataclass(frozen=True, slots=True)
class EndingEffect:
    """What ends with it, in words: seats, who leaves which seat, and what stays but loses something."""

    seats: tuple[str, ...]
    leaving: tuple[str, ...]
    loose_seats: tuple[str, ...]
    loose_bodies: tuple[str, ...]
    themes: tuple[str, ...]
    vacancies: tuple[str, ...]


def ending_effect(ending: Ending) -> EndingEffect:
    """Read it from what the ending changed."""
    return EndingEffect(
        seats=_in_order(_seat_titles(_keys(ending, "post") if ending.body_id else []).values()),
        leaving=_in_order(_leaving(Membership.objects.filter(pk__in=_keys(ending, "membership")))),
        loose_seats=_in_order(_seat_titles(_keys(ending, "follows")).values()),
        loose_bodies=_in_order(_last(BodyVersion, "body_id", "name", _keys(ending, "parent")).values()),
        themes=_in_order(_themes(Portfolio.objects.filter(pk__in=_keys(ending, "portfolio")))),
        vacancies=_in_order(_vacancies(_keys(ending, "vacancy"))),
    )


def _keys(ending: Ending, kind: str) -> list[uuid.UUID]:
    return [uuid.UUID(key) for key in ending.followed.get(kind, ())]


def _in_order(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=sort_key))


def _last(model: type[Version], subject: str, name: str, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What each is called last."""
    rows = model.objects.known(None).filter(**{f"{subject}__in": keys}).order_by("valid_from")
    return dict(rows.values_list(subject, name))


def _seat_titles(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = PostVersion.objects.known(None).filter(post__in=keys).order_by("valid_from")
    found = list(rows.values_list("post_id", "title", "post__body"))
    bodies = BodyVersion.objects.known(None).filter(body__in={body for _key, _title, body in found if body})
    called = {row.body_id: row.short_name or row.name for row in bodies.order_by("valid_from")}
    return {key: _in_place(title, called.get(body, "")) for key, title, body in found}


def _in_place(title: str, body: str) -> str:
    if not body or body in title:
        return title
    return _("%(title)s in %(body)s") % {"title": title, "body": body}


def _leaving(held: QuerySet[Membership]) -> list[str]:
    pairs = list(held.values_list("person_id", "post_id"))
    names = _last(PersonVersion, "person_id", "name", {person for person, _post in pairs})
    titles = _seat_titles({post for _person, post in pairs})
    return [
        _("%(name)s: %(seat)s") % {"name": names.get(person, ""), "seat": titles.get(post, "")}
        for person, post in pairs
    ]


def _themes(held: QuerySet[Portfolio]) -> list[str]:
    pairs = list(held.values_list("person_id", "theme_id"))
    names = _last(PersonVersion, "person_id", "name", {person for person, _theme in pairs})
    called = _last(ThemeVersion, "theme_id", "name", {theme for _person, theme in pairs})
    return [
        _("%(name)s: %(theme)s") % {"name": names.get(person, ""), "theme": called.get(theme, "")}
        for person, theme in pairs
    ]


def _vacancies(keys: Iterable[uuid.UUID]) -> list[str]:
    posts = dict(Vacancy.objects.filter(pk__in=keys).values_list("pk", "post_id"))
    return list(_seat_titles(posts.values()).values())
