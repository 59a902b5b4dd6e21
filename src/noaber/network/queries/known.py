"""What the register says of one subject on a day, whole: what an editor of it starts from."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from noaber.core.asof import AsOf
from noaber.core.history import Version
from noaber.core.rules.period import Period
from noaber.network.models import BodyVersion, OrganisationVersion, PersonVersion, PostVersion, ThemeVersion


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The statement that holds on a day: over which period, by field (relations as ids), and the revision."""

    id: uuid.UUID
    period: Period
    values: Mapping[str, Any]
    revision: int


def known_organisation(code: str, day: dt.date) -> KnownWords | None:
    return _known(OrganisationVersion, day, organisation__code=code)


def known_person(key: uuid.UUID, day: dt.date) -> KnownWords | None:
    return _known(PersonVersion, day, person=key)


def known_body(code: str, day: dt.date) -> KnownWords | None:
    return _known(BodyVersion, day, body__code=code)


def known_post(code: str, day: dt.date) -> KnownWords | None:
    return _known(PostVersion, day, post__code=code)


def known_theme(code: str, day: dt.date) -> KnownWords | None:
    return _known(ThemeVersion, day, theme__code=code)


def _known(model: type[Version], day: dt.date, **which: Any) -> KnownWords | None:
    version = model.objects.as_of(AsOf(day)).filter(**which).select_related(model.subject_field).first()
    if version is None:
        return None
    subject = getattr(version, model.subject_field)
    return KnownWords(subject.pk, version.period, version.stated, subject.revision)
