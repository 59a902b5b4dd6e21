"""Whether a file is the list it is handed in as: by its columns."""

from django.utils.translation import gettext as _

from noaber.core.documents.sheets import SheetError, SheetTable
from noaber.core.rules.dutch import in_a_row
from noaber.network.imports.columns import COLUMNS
from noaber.network.models import ImportKind


def refuse_another_list(table: SheetTable, kind: ImportKind) -> None:
    """Raise `SheetError` when the file was made for something else, though it has the columns that must be there.

    So it is when nothing besides those is recognised and something else stands there, or when more columns are
    unknown than known: to take only the names from such a list would leave out what it was meant to say.
    """
    required = {column.key for column in COLUMNS[kind] if column.is_required}
    has_more = bool(table.positions.keys() - required)
    if not table.unknown or (has_more and len(table.unknown) <= len(table.positions)):
        return
    text = _(
        "Is dit wel de goede lijst? Deze kolommen kent Noaber niet: %(unknown)s. Wel bekend zijn: %(known)s. "
        "Geef de kolommen een naam die bekend is, of haal weg wat Noaber niet hoeft te lezen."
    )
    known = in_a_row(column.label for column in COLUMNS[kind])
    raise SheetError(text % {"unknown": in_a_row(table.unknown), "known": known}, row=table.sheet.first_row)


def unused_columns(table: SheetTable) -> tuple[str, ...]:
    """A note on the columns of a list that were not used."""
    if not table.unknown:
        return ()
    text = _("Deze kolommen kent Noaber niet; zij zijn niet gebruikt: %(names)s.")
    return (text % {"names": ", ".join(table.unknown)},)
