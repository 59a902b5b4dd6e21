"""The kinds of offence under the fields of safety, to choose from and to say what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.rules.dutch import in_a_row
from noaber.figures.queries.offences import offence_titles
from noaber.figures.rules.fields import FIELDS, code_order, field_of
from noaber.network.api import safety_fields


@dataclass(frozen=True, slots=True)
class KindGroup:
    """A field with its kinds; `field` is empty for the kinds that lie in none."""

    field: str
    name: str
    kinds: tuple[tuple[str, str], ...]


def kind_groups() -> list[KindGroup]:
    """The fields that have kinds, in the order of the classification; what lies in none of them comes last."""
    names, kinds = field_names(), sorted(offence_titles().items(), key=lambda each: code_order(each[0]))
    groups = [
        KindGroup(code, name, tuple(each for each in kinds if field_of(each[0]) == code))
        for code, name in names.items()
    ]
    rest = tuple(each for each in kinds if field_of(each[0]) not in names)
    found = [group for group in groups if group.kinds]
    if not rest:
        return found
    return [*found, KindGroup("", _("Andere soorten") if found else _("Welke soorten misdrijf?"), rest)]


def field_names() -> dict[str, str]:
    return {row.code: row.name for row in safety_fields() if not row.parent}


def chosen_said(chosen: Sequence[str]) -> str:
    """What somebody chose, in words: "alles van Fysieke veiligheid en Straatroof"; nothing chosen is everything."""
    if not chosen:
        return _("alle soorten misdrijf")
    names, titles = field_names(), offence_titles()
    fields = [
        _("alles van %(field)s") % {"field": names.get(each, each)} for each in chosen if each in FIELDS
    ]
    kinds = [titles.get(each, each) for each in chosen if each not in FIELDS]
    return in_a_row([*fields, *kinds])
