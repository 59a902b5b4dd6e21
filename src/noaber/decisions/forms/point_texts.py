"""What a point asks, beside the field in which it is answered."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from noaber.core.rules.dutch import in_a_row
from noaber.decisions.markup import without_marks
from noaber.decisions.queries.proposals.matrix import PointRow
from noaber.network.api import KIND_WORDS


def point_text(point: PointRow, every: Sequence[PointRow], asked: Sequence[PointRow]) -> SafeString:
    """The text of a point, with that of the points under it that are not asked here: "3a and 3b" says nothing alone.

    `every`: all points of the text. What was written is shown as it was written, also where it looks like markup.
    """
    labels = {each.label for each in asked}
    below = [each for each in _below(point, every, {point.label}) if each.label not in labels]
    if not below:
        return format_html("{}", without_marks(point.text))
    rows = ((each.label, without_marks(each.text), _goes_to(each, point)) for each in below)
    items = format_html_join("", "<li>{} {}{}</li>", rows)
    return format_html('{}<ul class="noaber-field__below">{}</ul>', without_marks(point.text), items)


def _below(point: PointRow, every: Sequence[PointRow], seen: set[str]) -> Iterator[PointRow]:
    for each in every:
        if each.parent == point.label and each.label not in seen:
            seen.add(each.label)
            yield each
            yield from _below(each, every, seen)


def _goes_to(each: PointRow, point: PointRow) -> str:
    """To whom consent on the point sends what stands under it."""
    sends = {*each.forwarded_to, *point.forwarded_to}
    kinds = [kind for kind in each.addressed_to or point.forwarded_to if kind in sends]
    if not kinds:
        return ""
    names = in_a_row(str(KIND_WORDS.get(kind, kind)) for kind in kinds)
    return " " + _("(wordt doorgeleid naar: %(kinds)s)") % {"kinds": names}
