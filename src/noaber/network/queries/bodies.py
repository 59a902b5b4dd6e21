"""Bodies, as of two dates."""

import uuid
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.remembering import remembered
from noaber.network.models import BodyKind, BodyVersion, ThemeVersion


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body; `parent_code` is the body it reports to."""

    id: uuid.UUID
    code: str
    kind: str
    name: str
    short_name: str
    district_code: str
    district_name: str
    parent_code: str
    parent_name: str
    theme_code: str
    theme_name: str
    is_formal: bool
    purpose: str
    revision: int

    @property
    def kind_label(self) -> str:
        return str(BodyKind(self.kind).label)

    @property
    def called(self) -> str:
        return self.short_name or self.name


def bodies(actor: Actor, asof: AsOf) -> list[BodyRow]:
    """Every body of the day, in the order of the kinds, then by name. Which bodies there are is public."""
    return list(remembered("bodies", asof, lambda: _all(asof)))


def _all(asof: AsOf) -> tuple[BodyRow, ...]:
    versions = list(BodyVersion.objects.as_of(asof).select_related("body", "district", "theme", "parent"))
    names = {version.body_id: version.name for version in versions}
    themes = dict(ThemeVersion.objects.as_of(asof).values_list("theme_id", "name"))
    kinds = [kind.value for kind in BodyKind]
    versions.sort(key=lambda version: (kinds.index(version.body.kind), version.name))
    return tuple(_row(version, names, themes) for version in versions)


def body(actor: Actor, code: str, asof: AsOf) -> BodyRow | None:
    return next((row for row in bodies(actor, asof) if row.code == code), None)


def _row(version: BodyVersion, names: dict[uuid.UUID, str], themes: dict[uuid.UUID, str]) -> BodyRow:
    parent, theme = version.parent, version.theme
    return BodyRow(
        id=version.body_id,
        code=version.body.code,
        kind=version.body.kind,
        name=version.name,
        short_name=version.short_name,
        district_code=version.district_id or "",
        district_name=version.district.name if version.district else "",
        parent_code=parent.code if parent else "",
        parent_name=names.get(parent.pk, parent.code) if parent else "",
        theme_code=theme.code if theme else "",
        theme_name=themes.get(theme.pk, theme.code) if theme else "",
        is_formal=version.is_formal,
        purpose=version.purpose,
        revision=version.body.revision,
    )
