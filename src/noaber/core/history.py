"""The register's two histories in the database.

An *identity* (a `Subject`) never changes; what is said of it stands in *versions*, each valid over a
period and known over a span of time. Nothing is overwritten: `state` closes what is no longer held to
be true and adds what is. The arithmetic is `noaber.core.rules.history`; this module applies it to rows.

What is said once and whole (an answer, a plan) needs no periods: it is `Recorded`, and appended.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, FilteredRelation, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.errors import Conflict
from noaber.core.rules.history import Statement, restate
from noaber.core.rules.period import Period


class Subject(models.Model):
    """An identity in the register; `revision` counts its changes, so that two editors cannot lose one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Recorded(models.Model):
    """What somebody recorded once; it is appended, never changed (ADR 15)."""

    recorded_at = models.DateTimeField(_("vastgelegd op"))
    recorded_by_id = models.IntegerField(null=True)

    class Meta:
        abstract = True


class RecordedFor(Recorded):
    """What an assistant can record as well, for their principal."""

    on_behalf_of_id = models.IntegerField(null=True)

    class Meta:
        abstract = True


class NumberedStatement(RecordedFor):
    """All that was said of an identity at a time. The newest counts; the `revision` of the identity numbers them."""

    number = models.PositiveSmallIntegerField(_("versie"))

    class Meta:
        abstract = True


def recorded_by(actor: Actor, now: dt.datetime) -> dict[str, Any]:
    """The fields of a `RecordedFor`, for its constructor."""
    return {
        "recorded_at": now,
        "recorded_by_id": actor.user_id,
        "on_behalf_of_id": actor.on_behalf_of_id,
    }


def count_change(subject: Subject, *fields: str) -> None:
    """One more change of a subject that the caller holds locked, with `fields` of its own that changed as well."""
    subject.revision += 1
    subject.save(update_fields=["revision", *fields])


S = TypeVar("S", bound=Subject)


def lock(model: type[S], pk: object, *, revision: int | None, label: str) -> S:
    """Lock an identity for change; raise `Conflict` when it is no longer at the `revision` the editor saw."""
    subject = model._default_manager.select_for_update().get(pk=pk)
    if revision is not None and subject.revision != revision:
        raise Conflict(label, revision=subject.revision)
    return subject


class VersionQuerySet(models.QuerySet[Any]):
    """Questions to versions along both histories."""

    def known(self, at: dt.datetime | None) -> Self:
        """Statements held to be true at a moment (None: now)."""
        return self.filter(_known(at))

    def valid_on(self, day: dt.date) -> Self:
        """Statements about a day."""
        return self.filter(_valid_on(day))

    def as_of(self, asof: AsOf) -> Self:
        return self.known(asof.known_at).valid_on(asof.valid_on)

    def best_last(self) -> Self:
        """In order of days, after what is no longer held to be true; without what never was."""
        ever = self.filter(Q(known_until__isnull=True) | Q(known_until__gt=F("known_from")))
        return ever.order_by(F("known_until").asc(nulls_last=True), "valid_from")


def said_of(versions: str, asof: AsOf) -> FilteredRelation:
    """What was said of a related identity, for ``annotate``: a left join, so that no row is lost or doubled.

    `versions` is the way there: ``terms.annotate(holder=said_of("membership__person__versions", asof))`` gives
    every term ``holder__name``, or None where the register says nothing of the person on that day.
    """
    condition = _known(asof.known_at, f"{versions}__") & _valid_on(asof.valid_on, f"{versions}__")
    return FilteredRelation(versions, condition=condition)


def said_then(versions: str, day: str) -> FilteredRelation:
    """As `said_of`, each row on a day of its own: the name of a column."""
    return FilteredRelation(
        versions, condition=_known(None, f"{versions}__") & _valid_on(F(day), f"{versions}__")
    )


def text_of(*fields: str) -> Coalesce:
    """The first of these texts that is there, else "", for ``values_list``."""
    return Coalesce(*fields, Value(""), output_field=models.TextField())


def _known(at: dt.datetime | None, path: str = "") -> Q:
    is_open = Q(**{f"{path}known_until__isnull": True})
    if at is None:
        return is_open
    return Q(**{f"{path}known_from__lt": at}) & (is_open | Q(**{f"{path}known_until__gte": at}))


def _valid_on(day: dt.date | F, path: str = "") -> Q:
    lasts = Q(**{f"{path}valid_until__isnull": True}) | Q(**{f"{path}valid_until__gt": day})
    return Q(**{f"{path}valid_from__lte": day}) & lasts


class Version(models.Model):
    """What was said of an identity. Subclasses name the identity (`subject_field`) and what is stated."""

    subject_field: ClassVar[str]
    stated_fields: ClassVar[tuple[str, ...]]

    valid_from = models.DateField(_("geldig vanaf"))
    valid_until = models.DateField(_("geldig tot"), null=True, blank=True)
    known_from = models.DateTimeField(_("bekend vanaf"))
    known_until = models.DateTimeField(_("bekend tot"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(self.valid_from, self.valid_until)

    @property
    def stated(self) -> dict[str, Any]:
        """The statement itself, by field (foreign keys as ids)."""
        return {name: getattr(self, self._attname(name)) for name in self.stated_fields}

    @classmethod
    def _attname(cls, name: str) -> str:
        return str(cls._meta.get_field(name).attname)  # type: ignore[union-attr]


def version_constraints(name: str, subject: str) -> list[models.BaseConstraint]:
    """The constraints of a version table: periods run forward, and no two known versions start together."""
    return [
        models.CheckConstraint(
            condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            name=f"{name}_valid_order",
            violation_error_message=_("De einddatum ligt niet na de begindatum."),
        ),
        models.CheckConstraint(
            condition=Q(known_until__isnull=True) | Q(known_until__gte=F("known_from")),
            name=f"{name}_known_order",
        ),
        models.UniqueConstraint(
            fields=[subject, "valid_from"],
            condition=Q(known_until__isnull=True),
            name=f"{name}_one_known_start",
        ),
    ]


def state(
    model: type[Version],
    subject: Subject,
    period: Period,
    values: Mapping[str, Any] | None,
    *,
    now: dt.datetime,
) -> list[Version]:
    """Say over `period` that `values` hold for `subject` (None: that nothing holds); return the new rows.

    The caller holds the lock on the subject and notes the change in the audit trail. Saying what is
    already known changes nothing and returns an empty list; otherwise the subject's revision goes up.
    `Conflict`: while the caller waited for its locks, somebody said something of the subject.
    """
    known = model.objects.filter(**{model.subject_field: subject}, known_until__isnull=True).order_by(
        "valid_from"
    )
    _refuse_overtaken(known, subject, now)
    current = [Statement(row.period, tuple(row.stated.items()), key=row.pk) for row in known]
    value = (
        None if values is None else tuple((name, _plain(values.get(name))) for name in model.stated_fields)
    )
    change = restate(current, period, value)
    if not change.close and not change.insert:
        return []
    model.objects.filter(pk__in=[statement.key for statement in change.close]).update(known_until=now)
    rows = [_row(model, subject, statement, now) for statement in change.insert]
    model.objects.bulk_create(rows)
    count_change(subject)
    return rows


def take_back(model: type[Version], subject: Subject, recorded_at: dt.datetime, *, now: dt.datetime) -> bool:
    """Say again what was known of `subject` just before the act of that moment; False when that cannot be.

    It can be as long as what the act left is what is known: what was said since was undone as well. The caller holds
    the lock and notes the change; what was recorded stays readable, as something that was known until now.
    """
    rows = model.objects.filter(**{model.subject_field: subject})
    outlives = Q(known_until__isnull=True) | Q(known_until__gt=recorded_at)
    known = {_statement(row): row.pk for row in rows.known(None)}
    if known.keys() != {_statement(row) for row in rows.filter(outlives, known_from__lte=recorded_at)}:
        return False
    before = {_statement(row) for row in rows.known(recorded_at)}
    gone = [key for statement, key in known.items() if statement not in before]
    rows.filter(pk__in=gone).update(known_until=now)
    model.objects.bulk_create(_row(model, subject, each, now) for each in before if each not in known)
    count_change(subject)
    return True


def _statement(row: Version) -> Statement[Any]:
    return Statement(row.period, tuple(row.stated.items()))


def _refuse_overtaken(known: Iterable[Version], subject: Subject, now: dt.datetime) -> None:
    """What is known cannot end before it began: who began later and was sooner has gone first."""
    if any(row.known_from > now for row in known):
        raise Conflict(str(subject._meta.verbose_name).capitalize(), revision=subject.revision)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _row(model: type[Version], subject: Subject, statement: Statement[Any], now: dt.datetime) -> Version:
    stated = {model._attname(name): value for name, value in statement.value}
    return model(
        **{model.subject_field: subject},
        **stated,
        valid_from=statement.valid.start,
        valid_until=statement.valid.until,
        known_from=now,
    )
