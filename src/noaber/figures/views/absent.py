"""Where a figure of municipalities together lacks some of them: whom, under the table or beside the row."""

from collections.abc import Sequence
from math import isnan

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.core.rules.dutch import few_in_a_row
from noaber.figures.queries.absent import absent_names
from noaber.figures.queries.areas import Area, AreaKind
from noaber.figures.queries.counted import WINDOW
from noaber.figures.rules.absent import Absent, absent_text
from noaber.figures.views.opening import Opened

NOTE = "note"


def common_notes(page: Opened, kinds: Sequence[str] = ()) -> tuple[str, ...]:
    """Who is not among all municipalities together; of these kinds, or of all of them."""
    found = absent_names(page.counted, page.network, page.areas, WINDOW)
    by_kind = dict(zip(page.counted.matrix.kinds, found, strict=True))
    titles = [(kind, title) for kind, title in page.choice.kinds if not kinds or kind in kinds]
    names = absent_text([Absent(title, by_kind[kind]) for kind, title in titles], len(titles))
    if not names:
        return ()
    text = _("“Alle gemeenten samen” is zonder wie niet van elke maand een cijfer heeft: %(names)s.")
    return (text % {"names": names},)


def absent_in_window(page: Opened, area: Area) -> tuple[str, ...]:
    """Who lacks a figure in the last twelve months, of the kind that the page shows; none within one municipality."""
    if area.kind is AreaKind.MUNICIPALITY:
        return ()
    place = page.counted.matrix.kinds.index(page.choice.kind)
    return absent_names(page.counted, area, page.areas, WINDOW)[place]


def sum_notes(page: Opened, *areas: Area) -> tuple[str, ...]:
    """Why the last twelve months of these areas have no sum."""
    absent = dict.fromkeys(name for area in areas for name in absent_in_window(page, area))
    if not absent:
        return ()
    text = _("Zonder het cijfer van elke gemeente is er geen som. Er ontbreekt: %(names)s.")
    return (text % {"names": few_in_a_row(list(absent))},)


def note_column() -> Column:
    """For the file, where an empty cell does not speak for itself; on the screen it says that there is no figure."""
    return Column(NOTE, _("Opmerking"), is_on_screen=False)


def note_cell(count: float, rate: float, absent: Sequence[str] = ()) -> str:
    """
    >>> nan = float("nan")
    >>> note_cell(3.0, 0.1), note_cell(nan, nan, ("Aalten",)), note_cell(3.0, nan)
    ('', 'niet van elke maand een cijfer van Aalten', 'inwonertal niet bekend')
    """
    if isnan(count):
        names = few_in_a_row(absent)
        named = _("niet van elke maand een cijfer van %(names)s") % {"names": names}
        return named if names else _("niet van elke maand een cijfer")
    return _("inwonertal niet bekend") if isnan(rate) else ""
