"""The one table of the house: sorted, filtered, in pages, with totals and downloads.

A view does::

    table = list_table(request.GET, name="gemeenten", columns=..., rows=..., filters=...)
    return table.respond(request, "network/municipalities.html", {...})

and the template: ``{% include "core/components/table.html" with table=table only %}``. The same address with
``?formaat=xlsx`` or ``?formaat=csv`` gives all rows that are left after filtering, in the order of the screen.

Keys of the query string: ``sorteer`` (a column's key, ``-`` before it for descending), ``pagina``, ``formaat``,
and those of the filters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.components.asof_bar import AsOfBar
from noaber.core.components.columns import Cell, Column, Row, cell_of, cells_of
from noaber.core.components.downloads import DOWNLOAD_FORMATS, Download, download_links, download_response
from noaber.core.components.filters import Filter, FilterField
from noaber.core.components.markup import rows_markup
from noaber.core.components.paging import PageLink, Paging, page_numbers
from noaber.core.components.sorting import sorted_rows
from noaber.core.rules.dutch import format_number

PAGE_SIZE = 100
# The two dates of the register travel along with every link of the table.
KEPT_KEYS = ("geldig-op", "bekend-op")


@dataclass(frozen=True, slots=True)
class Header:
    """A column's head.

    ``sort_url`` is empty for a column that does not sort; ``direction`` is for aria-sort.
    """

    label: str
    css_class: str = ""
    sort_url: str = ""
    direction: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True)
class FilterForm:
    """The form above the table.

    ``hidden`` keeps what else is in the address; ``clear_url`` shows everything.
    """

    fields: tuple[FilterField, ...]
    hidden: tuple[tuple[str, str], ...]
    clear_url: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A prepared table. ``data`` holds all rows left after filtering; ``rows`` the cells of this page."""

    name: str
    caption: str
    headers: tuple[Header, ...]
    rows: tuple[tuple[Cell, ...], ...]
    count_text: str = ""
    empty_text: str = ""
    total: tuple[Cell, ...] = ()
    filter_form: FilterForm | None = None
    paging: Paging | None = None
    downloads: tuple[Download, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    phone: Literal["stack", "scroll"] = "stack"
    columns: tuple[Column, ...] = ()
    data: Sequence[Row] = ()
    file_format: str = ""
    is_caption_shown: bool = True

    @property
    def body(self) -> SafeString:
        """The rows of this page, ready for the template."""
        return rows_markup(self.rows)

    @property
    def foot(self) -> SafeString:
        """The line with the totals, ready for the template."""
        return rows_markup([self.total])

    def respond(self, request: HttpRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
        """The page with this table as ``table``, or the file when the address asks for one."""
        if self.file_format:
            bar = context.get("asof")
            dates = bar if isinstance(bar, AsOfBar) else None
            name = "-".join(part for part in (self.name, dates.file_mark if dates else "") if part)
            notes = (dates.in_words, *self.notes) if dates else self.notes
            if self.file_format == "xlsx":
                notes = (*notes, *self.explanations)
            return download_response(self.file_format, name, self.caption, self.columns, self.data, notes)
        return render(request, template, {**context, "table": self})


def list_table(
    query: QueryDict,
    *,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    caption: str = "",
    filters: Sequence[Filter] = (),
    default_sort: str = "",
    page_size: int = PAGE_SIZE,
    empty_text: str = "",
    notes: Sequence[str] = (),
    explanations: Sequence[str] = (),
    phone: Literal["stack", "scroll"] = "stack",
    kept: Sequence[str] = (),
) -> Table:
    """Prepare ``rows`` for the query string of a list page.

    ``name`` names the download and the anchor (``#tabel-<name>``). Without ``default_sort``, written as in the
    address, the rows keep their order. ``notes`` (the source) stand under the table and in the download;
    ``explanations`` as well, but not on the rows of a CSV: they are about the table and not about a row.
    ``kept`` names other keys of the address that stay in every link.
    """
    link = _Link(query, kept=(*KEPT_KEYS, *kept, *(item.name for item in filters)))
    chosen = _choose(query, columns, rows, filters, default_sort, link)
    paging = _paging(query.get("pagina", ""), len(chosen.rows), page_size, link)
    page = chosen.rows[(paging.number - 1) * page_size : paging.number * page_size]
    title = caption or name.capitalize()
    return replace(
        plain_table(name=name, caption=title, columns=columns, rows=page, notes=notes, phone=phone),
        explanations=tuple(explanations),
        headers=_headers(_on_screen(columns), chosen.sort, link),
        count_text=_count_text(len(chosen.rows), len(rows)),
        empty_text=_empty_text(empty_text, has_rows=bool(rows)),
        total=_total(_on_screen(columns), chosen.rows),
        filter_form=chosen.filter_form,
        paging=paging,
        downloads=download_links(link.to) if chosen.rows else (),
        problems=chosen.problems,
        data=chosen.rows,
        file_format=chosen.file_format,
    )


def plain_table(
    *,
    name: str,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    empty_text: str = "",
    notes: Sequence[str] = (),
    phone: Literal["stack", "scroll"] = "stack",
    is_caption_shown: bool = True,
    behind_totals: Row | None = None,
) -> Table:
    """A table without sorting, filters or pages, for a few rows within a page.

    ``behind_totals``: what the sums open, under the ``url_key`` of their columns.
    ``is_caption_shown=False``: the title of its panel says it already; screen readers still hear the caption.
    """
    shown = _on_screen(columns)
    heads = tuple(Header(column.label, column.css_class) for column in shown)
    return Table(
        name=name,
        caption=caption,
        headers=heads,
        rows=_cells(shown, rows),
        empty_text=_empty_text(empty_text, has_rows=False),
        total=_total(shown, rows, behind_totals),
        notes=tuple(notes),
        phone=phone,
        columns=tuple(columns),
        data=rows,
        is_caption_shown=is_caption_shown,
    )


def _on_screen(columns: Sequence[Column]) -> tuple[Column, ...]:
    return tuple(column for column in columns if column.is_on_screen)


class _Link:
    """Makes addresses of this list: the kept keys of the query string, with some changed."""

    def __init__(self, query: QueryDict, *, kept: Sequence[str]) -> None:
        self.values = {key: query.get(key, "") for key in (*kept, "sorteer") if query.get(key)}

    def to(self, **changes: str) -> str:
        """The query string with ``changes``; an empty value leaves the key out."""
        query = QueryDict(mutable=True)
        query.update({key: value for key, value in {**self.values, **changes}.items() if value})
        return f"?{query.urlencode()}"

    def without(self, keys: Sequence[str]) -> str:
        return self.to(**dict.fromkeys(keys, ""))


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The rows that the address asks for, in its order, and what the page says about that."""

    rows: Sequence[Row]
    sort: str
    file_format: str
    filter_form: FilterForm | None
    problems: tuple[str, ...]


def _choose(
    query: QueryDict,
    columns: Sequence[Column],
    rows: Sequence[Row],
    filters: Sequence[Filter],
    default_sort: str,
    link: _Link,
) -> _Chosen:
    """Filter and sort; a wish that is not known is left out and becomes a problem."""
    left, filter_form, problems = _filtered(query, rows, filters, link)
    sort, sort_problem = _known_sort(query.get("sorteer", ""), columns)
    file_format, format_problem = _known_format(query.get("formaat", ""))
    problems += [problem for problem in (sort_problem, format_problem) if problem]
    sort = sort or default_sort
    ordered = sorted_rows(left, sort.removeprefix("-"), is_descending=sort.startswith("-")) if sort else left
    return _Chosen(ordered, sort, file_format, filter_form, tuple(problems))


def _filtered(
    query: QueryDict, rows: Sequence[Row], filters: Sequence[Filter], link: _Link
) -> tuple[Sequence[Row], FilterForm | None, list[str]]:
    """Apply the filters one after another and collect their fields and problems."""
    if not filters:
        return rows, None, []
    left, fields, problems = rows, [], []
    # The choices of a filter come from all rows, so that choosing one does not make the others vanish.
    typed = {key: query.get(key, "") for key in query}
    for item in filters:
        kept = item.apply(typed, rows)
        fields.append(kept.field)
        problems += [kept.problem] if kept.problem else []
        if kept.rows is not rows:
            identities = {id(row) for row in kept.rows}
            left = [row for row in left if id(row) in identities]
    names = tuple(item.name for item in filters)
    hidden = tuple((key, value) for key, value in link.values.items() if key not in names)
    is_used = any(query.get(name) for name in names)
    return left, FilterForm(tuple(fields), hidden, link.without(names), is_used), problems


def _known_sort(typed: str, columns: Sequence[Column]) -> tuple[str, str]:
    """The asked order if there is such a column, and otherwise what to say."""
    known = {column.key for column in columns if column.is_sortable}
    if not typed or typed.removeprefix("-") in known:
        return typed, ""
    return "", _("Deze lijst kan niet sorteren op “%(key)s”.") % {"key": typed}


def _known_format(typed: str) -> tuple[str, str]:
    """The asked file format if there is one, and otherwise what to say."""
    if not typed or typed in DOWNLOAD_FORMATS:
        return typed, ""
    return "", _("“%(format)s” is geen bekend formaat. Kies XLSX of CSV.") % {"format": typed}


def _headers(columns: Sequence[Column], sort: str, link: _Link) -> tuple[Header, ...]:
    """Heads whose link turns the order round when the list is in that order already."""
    heads = []
    for column in columns:
        is_current = sort.removeprefix("-") == column.key
        is_ascending = is_current and not sort.startswith("-")
        target = f"-{column.key}" if is_ascending else column.key
        url = link.to(sorteer=target, pagina="") if column.is_sortable else ""
        direction: Literal["", "ascending", "descending"] = ""
        if is_current:
            direction = "ascending" if is_ascending else "descending"
        heads.append(Header(column.label, column.css_class, url, direction))
    return tuple(heads)


def _cells(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[tuple[Cell, ...], ...]:
    by_column = [cells_of(column, rows, is_row_header=index == 0) for index, column in enumerate(columns)]
    return tuple(zip(*by_column, strict=True))


def _total(columns: Sequence[Column], rows: Sequence[Row], behind: Row | None = None) -> tuple[Cell, ...]:
    """The last line with the sums of the columns that want one; nothing when none does."""
    if not rows or not any(column.is_totalled for column in columns):
        return ()
    sums: dict[str, object] = {**(behind or {})}
    for column in columns:
        if column.is_totalled:
            values = [row.get(column.key) for row in rows]
            sums[column.key] = sum(value for value in values if isinstance(value, int | Decimal))
    cells = [
        cell_of(column, sums) if column.is_totalled else Cell("", column.label, column.css_class)
        for column in columns
    ]
    cells[0] = Cell(_("Totaal"), "", is_row_header=True)
    return tuple(cells)


def _paging(typed: str, row_count: int, page_size: int, link: _Link) -> Paging:
    """The asked page, or the nearest one that exists."""
    count = max(1, -(-row_count // page_size))
    number = min(max(1, int(typed)), count) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 1
    if count == 1:
        return Paging(1, 1)
    links = tuple(
        PageLink(page, link.to(pagina=str(page)) if page else "", page == number)
        for page in page_numbers(number, count)
    )
    return Paging(
        number,
        count,
        links,
        previous_url=link.to(pagina=str(number - 1)) if number > 1 else "",
        next_url=link.to(pagina=str(number + 1)) if number < count else "",
    )


def _count_text(left: int, whole: int) -> str:
    if left == whole:
        return ngettext("%(count)s regel", "%(count)s regels", whole) % {"count": format_number(whole)}
    return _("%(left)s van %(whole)s regels") % {"left": format_number(left), "whole": format_number(whole)}


def _empty_text(own: str, *, has_rows: bool) -> str:
    if has_rows:
        return _("Geen regels die aan uw keuze voldoen. Maak de keuze ruimer of toon alles.")
    return own or _("Er staat nog niets in deze lijst.")
