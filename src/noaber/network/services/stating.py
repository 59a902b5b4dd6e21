"""What the verbs of the register share: locking with a readable conflict, restating some fields, clean values."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from noaber.core.errors import Conflict, DomainError
from noaber.core.history import Subject, Version, lock, state
from noaber.core.rules.dutch import long_date
from noaber.core.rules.period import Period, PeriodError

S = TypeVar("S", bound=Subject)
Values = Mapping[str, Any]


def period_of(valid_from: dt.date | None, valid_until: dt.date | None = None) -> Period:
    """The period a person typed (until: the first day that no longer counts), or what is wrong with it."""
    if valid_from is None:
        raise DomainError(_("Vul de ingangsdatum in."), field="valid_from")
    last_day = valid_until - dt.timedelta(days=1) if valid_until else None
    try:
        return Period.through(valid_from, last_day)
    except PeriodError as error:
        raise DomainError(
            _("Controleer de datums: %(error)s.") % {"error": error}, field="valid_until"
        ) from error


def find(model: type[S], key: uuid.UUID | str, *, what: str, field: str = "") -> S:
    """An identity by its id, or by its code when `key` is a text; a Dutch refusal when there is none."""
    by_code = isinstance(key, str)
    subject = model._default_manager.filter(**({"code": key} if by_code else {"pk": key})).first()
    if subject is None:
        message = (
            _("%(what)s met code %(key)s bestaat niet.") if by_code else _("%(what)s bestaat niet (meer).")
        )
        raise DomainError(message % {"what": what, "key": key}, field=field)
    return subject


def lock_for_change(
    subject: S,
    versions: type[Version],
    *,
    expected_revision: int | None,
    label: str,
    changes: Values,
    on: dt.date,
) -> S:
    """Lock `subject`; when somebody changed it since, the conflict names the fields that now differ."""
    try:
        return lock(type(subject), subject.pk, revision=expected_revision, label=label)
    except Conflict as conflict:
        stored = versions.objects.known(None).valid_on(on).filter(**{versions.subject_field: subject}).first()
        if stored is None:
            raise
        fields = {name: versions._meta.get_field(name) for name in changes if name in versions.stated_fields}
        raise conflict.with_values(
            {_label(field): _shown(field, changes[name]) for name, field in fields.items()},
            {_label(field): _shown(field, getattr(stored, name)) for name, field in fields.items()},
        ) from conflict


def _label(field: Any) -> str:
    return str(field.verbose_name)


def _shown(field: Any, value: Any) -> Any:
    """A value as people know it: the record behind an id, the label of a choice, yes or no."""
    if field.is_relation and value and not isinstance(value, models.Model):
        return field.related_model._default_manager.filter(pk=value).first()
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return dict(field.flatchoices).get(value, value)


def first_words(
    model: type[Version], subject: Subject, period: Period, values: Values, *, now: dt.datetime
) -> None:
    """Say the first thing of a new subject."""
    state(model, subject, period, cleaned(model, values), now=now)


def restate_fields(
    model: type[Version], subject: Subject, period: Period, changes: Values, *, now: dt.datetime
) -> list[str]:
    """Change some fields over `period` and leave the others as they are on each day; return the fields changed.

    Days on which nothing is known of the subject stay silent: changing does not make it exist.
    """
    _refuse_unknown_fields(model, changes)
    rows = model.objects.filter(**{model.subject_field: subject}, known_until__isnull=True).order_by(
        "valid_from"
    )
    pieces = [(piece, row) for row in rows if (piece := row.period.intersect(period)) is not None]
    if not pieces:
        raise DomainError(
            _("Over deze periode is hiervan niets bekend; er valt niets te wijzigen."), field="valid_from"
        )
    wanted = {name: _plain(value) for name, value in changes.items()}
    changed: set[str] = set()
    for piece, row in pieces:
        different = {name for name, value in wanted.items() if row.stated[name] != value}
        if different:
            state(model, subject, piece, cleaned(model, {**row.stated, **wanted}), now=now)
            changed |= different
    return sorted(changed)


def extend_back(model: type[Version], subject: Subject, first_day: dt.date, *, now: dt.datetime) -> bool:
    """The first thing that is known held from an earlier day on; False when that day was known already."""
    rows = model.objects.known(None).filter(**{model.subject_field: subject})
    first = rows.order_by("valid_from").first()
    if first is None or first.valid_from <= first_day:
        return False
    state(model, subject, Period(first_day, first.valid_from), first.stated, now=now)
    return True


def cleaned(model: type[Version], values: Values) -> dict[str, Any]:
    """Every stated field with its value or its default; raise a `DomainError` on the first field that is wrong."""
    _refuse_unknown_fields(model, values)
    plain = {name: _one_line(model, name, _plain(value)) for name, value in values.items()}
    row = model(**{model._attname(name): value for name, value in plain.items()})
    relations = {field.name for field in model._meta.fields if field.is_relation}
    own = {field.name for field in Version._meta.get_fields() if field.name not in model.stated_fields}
    try:
        row.clean_fields(exclude=relations | own | {"id"})
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise DomainError(" ".join(messages), field=field) from error
    return row.stated


def _refuse_unknown_fields(model: type[Version], values: Values) -> None:
    unknown = sorted(set(values) - set(model.stated_fields))
    if unknown:
        raise DomainError(
            _("Onbekend gegeven: %(fields)s.") % {"fields": ", ".join(unknown)}, field=unknown[0]
        )


def _one_line(model: type[Version], name: str, value: Any) -> Any:
    """A field of one line holds no break and no sign that nobody sees, wherever it came from."""
    is_line = isinstance(model._meta.get_field(name), models.CharField)
    return " ".join(str(value).split()) if is_line and isinstance(value, str) else value


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def refuse_undoing(model: type[Version], subject: Subject, until: dt.date) -> None:
    """An end before the beginning would take away what was: only who names the day before the first may mean that."""
    known = model.objects.known(None).filter(**{model.subject_field: subject}, valid_from__gt=until)
    first = known.order_by("valid_from").values_list("valid_from", flat=True).first()
    if first is None:
        return
    facts = {"first": long_date(first), "before": long_date(first - dt.timedelta(days=1))}
    raise DomainError(
        _(
            "Dit begint pas op %(first)s. Kies een latere dag. Was het een vergissing en moet het er helemaal uit? "
            "Kies dan %(before)s."
        )
        % facts,
        field="valid_until",
    )


def refuse_before_first(model: type[Version], subject: Subject, period: Period) -> None:
    """A change from a day before there was anything to change would hold from another day than was asked."""
    known = model.objects.known(None).filter(**{model.subject_field: subject})
    if known.valid_on(period.start).exists():
        return
    later = known.filter(valid_from__gt=period.start).order_by("valid_from")
    first = later.values_list("valid_from", flat=True).first()
    if first is not None and period.contains(first):
        message = _("Dit begint pas op %(first)s. Kies die dag of een latere.") % {"first": long_date(first)}
        raise DomainError(message, field="valid_from")
