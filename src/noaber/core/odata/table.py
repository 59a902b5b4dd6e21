"""A table of CBS (or of the police at CBS) read over OData v3 or v4, page by page.

Sources: the OData v3 protocol (JSON light, ``odata.nextLink``) and the behaviour of opendata.cbs.nl as its
clients show it: the Feed has no maximum and pages through ``odata.nextLink``; it answers Atom XML unless
``$format=json`` is asked; keys are padded with spaces; the number at the end of a column moves. Which of the two a
service speaks follows from its address (``dialects``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from types import TracebackType
from typing import Protocol, Self

from noaber.core.odata.address import (
    checked_base_url,
    checked_list_name,
    checked_table_id,
    query_url,
    split_table_address,
)
from noaber.core.odata.dialects import dialect_of
from noaber.core.odata.documents import Document, StrangeDocumentError, stripped_row
from noaber.core.odata.errors import ErrorKind, ODataError
from noaber.core.odata.fetching import (
    CONNECT_TIMEOUT,
    TIMEOUT,
    DocumentFetcher,
    Limits,
    RetryPolicy,
    Surroundings,
)
from noaber.core.odata.filters import padded, split
from noaber.core.odata.http import httpx
from noaber.core.odata.records import DimensionItem, KeyFilter, Page, Progress, Property, Row, TableInfo


class TableSource(Protocol):
    """Anything that gives a table: the service (``ODataTable``) or saved files (``SavedTable``)."""

    @property
    def table_id(self) -> str:
        """The identifier, such as ``70072ned``."""

    def info(self) -> TableInfo:
        """Title, release and period of the table."""

    def properties(self) -> list[Property]:
        """The columns."""

    def dimension(self, name: str) -> list[DimensionItem]:
        """The keys of one dimension; empty when the source does not have the list."""

    def rows(self, filter: KeyFilter | None = None, select: Sequence[str] | None = None) -> Iterator[Row]:
        """The rows that hold one of the keys of each filtered dimension."""


class ODataTable:
    """One table of a service.

    ``base_url`` is the address of the service without the table (``CBS_FEED``). Give ``http`` to share a
    client; without it the table opens one and closes it with ``close`` or a ``with`` block. ``provider``
    names the service in messages. Every method can raise ``ODataError``.

    Rows come page by page and a page is complete or not there, but a later page can fail after earlier
    ones were handed on: stage what you read and make it visible in the end.
    """

    def __init__(
        self,
        base_url: str,
        table_id: str,
        *,
        http: httpx.Client | None = None,
        provider: str = "het CBS",
        retry: RetryPolicy | None = None,
        limits: Limits | None = None,
        surroundings: Surroundings | None = None,
        allowed_hosts: Collection[str] | None = None,
    ) -> None:
        self.table_id = checked_table_id(table_id)
        self._base = checked_base_url(base_url, allowed_hosts=allowed_hosts)
        self._dialect = dialect_of(self._base.path)
        self._limits = limits or Limits()
        client = http or httpx.Client(timeout=httpx.Timeout(TIMEOUT, connect=CONNECT_TIMEOUT))
        self._owned = client if http is None else None
        self._fetcher = DocumentFetcher(
            client,
            origin=self._base,
            server=f"De server van {provider}",
            retry=retry or RetryPolicy(),
            limits=self._limits,
            surroundings=surroundings or Surroundings(),
            names_format="$format" in self._dialect.options,
        )
        self._widths: dict[str, int] = {}

    @classmethod
    def at(
        cls,
        address: str,
        *,
        http: httpx.Client | None = None,
        allowed_hosts: Collection[str] | None = None,
    ) -> Self:
        """The table at its full address, as a person types it."""
        base_url, table_id = split_table_address(address)
        return cls(base_url, table_id, http=http, allowed_hosts=allowed_hosts)

    def close(self) -> None:
        """Close the client that this table opened itself."""
        if self._owned is not None:
            self._owned.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def info(self) -> TableInfo:
        """Title, moment of change and period: ``TableInfos``, or ``Properties`` of v4."""
        return self._dialect.info(self._about, self.table_id)

    def properties(self) -> list[Property]:
        """The columns and their groups: ``DataProperties``, or ``Dimensions`` and ``MeasureCodes`` of v4."""
        try:
            return self._dialect.properties(self._about)
        except StrangeDocumentError as problem:
            place = f"tabel {self.table_id}"
            raise self._fetcher.error(ErrorKind.UNEXPECTED_SHAPE, place, str(problem)) from problem

    def dimension(self, name: str) -> list[DimensionItem]:
        """The keys of a dimension with their titles: the list of that name, such as ``Perioden``."""
        listed = self._dialect.list_of(checked_list_name(name))
        return self._dialect.items(self._list(listed, f"de lijst {listed}"))

    def rows(
        self,
        filter: KeyFilter | None = None,
        select: Sequence[str] | None = None,
        *,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Iterator[Row]:
        """The figures, page by page, padding stripped.

        ``filter`` takes stripped keys and pads them; a long one becomes several questions. ``on_progress``
        is called after the rows of a page have been taken, so its ``next_link`` is safe to keep.
        """
        pages = count = size = 0
        for page in self.pages(filter, select):
            yield from self._read(page, select)
            pages, count, size = page.number, count + len(page.rows), size + page.size
            if on_progress is not None:
                on_progress(Progress(pages, count, size, page.next_link))

    def pages(
        self,
        filter: KeyFilter | None = None,
        select: Sequence[str] | None = None,
        *,
        start_link: str | None = None,
    ) -> Iterator[Page]:
        """The figures as pages, in the shape the service gives them; ``start_link`` (a page's ``next_link``) resumes
        there, without ``filter``.

        Numbers of pages, bytes and repeated links are bounded over the whole reading.
        """
        if start_link is not None:
            if filter or select:
                raise ValueError("a start link already holds its filter and selection")
            starts = [self._fetcher.checked_link(start_link, self._base, "de eerste pagina")]
        else:
            starts = self._starts(filter, select)
        reading = _Reading(self._limits, self._fetcher)
        for url in starts:
            yield from reading.pages(url)

    def list_rows(self, name: str) -> list[dict[str, object]]:
        """A list about the table as the service gives it, for who keeps answers to read them later."""
        return self._list(checked_list_name(name), f"de lijst {name}")

    @property
    def figures_name(self) -> str:
        """The list with the figures, which ``pages`` reads."""
        return self._dialect.figures

    def list_names(self) -> list[str]:
        """The lists about the table, with those of its dimensions."""
        dimensions = [column.key for column in self.properties() if column.is_dimension]
        return [*self._dialect.about, *map(self._dialect.list_of, dimensions)]

    def key_width(self, dimension: str) -> int:
        """The width of the keys in a column, learned from the dimension's own list."""
        if dimension not in self._widths:
            keys = (item.padded_key for item in self.dimension(dimension))
            self._widths[dimension] = max(map(len, keys), default=0)
        return self._widths[dimension]

    def _starts(self, filter: KeyFilter | None, select: Sequence[str] | None) -> list[httpx.URL]:
        columns, wanted = self._dialect.question(filter or {}, select or (), self.properties)
        options = {**self._dialect.options, "$select": ",".join(map(checked_list_name, columns))}
        path = f"{self.table_id}/{self._dialect.figures}"
        if not wanted:
            return [query_url(self._base, path, options)]
        return [
            query_url(self._base, path, {**options, "$filter": text}) for text in split(self._padded(wanted))
        ]

    def _padded(self, filter: KeyFilter) -> dict[str, list[str]]:
        wanted: dict[str, list[str]] = {}
        for column, keys in filter.items():
            if not keys:
                raise ValueError(f"no keys given for {column}")
            width = self.key_width(column)
            wanted[column] = [padded(key, width) for key in dict.fromkeys(keys)]
        return wanted

    def _about(self, name: str) -> list[dict[str, object]]:
        return self._list(name, f"tabel {self.table_id}")

    def _read(self, page: Page, select: Sequence[str] | None) -> Iterator[Row]:
        try:
            yield from self._dialect.rows(page.rows, select)
        except StrangeDocumentError as problem:
            place, details = f"pagina {page.number}", f"{page.link}: {problem}"
            raise self._fetcher.error(ErrorKind.UNEXPECTED_SHAPE, place, details) from problem

    def _list(self, name: str, place: str) -> list[dict[str, object]]:
        """All rows of a list about the table; long lists (neighbourhoods) come in pages as well."""
        rows: list[dict[str, object]] = []
        reading = _Reading(self._limits, self._fetcher, place)
        for _, _, document in reading.documents(
            query_url(self._base, f"{self.table_id}/{name}", self._dialect.options)
        ):
            rows.extend(document.rows)
        return rows


class _Reading:
    """One walk along the links, with what was used of its limits."""

    def __init__(self, limits: Limits, fetcher: DocumentFetcher, place: str | None = None) -> None:
        self._limits = limits
        self._fetcher = fetcher
        self._place = place
        self._number = 0
        self._size = 0
        self._seen: set[str] = set()

    def pages(self, start: httpx.URL) -> Iterator[Page]:
        """The figures from ``start`` on."""
        for url, next_url, document in self.documents(start):
            try:
                rows = [stripped_row(row) for row in document.rows]
            except StrangeDocumentError as problem:
                raise self._error(ErrorKind.UNEXPECTED_SHAPE, url, str(problem)) from problem
            yield Page(self._number, rows, str(url), str(next_url) if next_url else None, document.size)

    def documents(self, start: httpx.URL) -> Iterator[tuple[httpx.URL, httpx.URL | None, Document]]:
        """Each document with its own address and the next one."""
        url: httpx.URL | None = start
        while url is not None:
            self._number += 1
            self._enter(url)
            try:
                document = self._fetcher.fetch(url, self._where)
            except ODataError as error:
                error.resume_link = str(url) if self._number > 1 else None
                raise
            self._size += document.size
            if self._size > self._limits.max_total_bytes:
                raise self._error(ErrorKind.TOO_LARGE, url, f"{self._size} bytes in all")
            next_url = self._next(document, url)
            yield url, next_url, document
            url = next_url

    @property
    def _where(self) -> str:
        return self._place or f"pagina {self._number}"

    def _enter(self, url: httpx.URL) -> None:
        if self._number > self._limits.max_pages:
            raise self._error(ErrorKind.TOO_LARGE, url, f"more than {self._limits.max_pages} pages")
        if str(url) in self._seen:
            raise self._error(ErrorKind.LOOP, url, "link seen before")
        self._seen.add(str(url))

    def _next(self, document: Document, url: httpx.URL) -> httpx.URL | None:
        if document.next_link is None:
            return None
        return self._fetcher.checked_link(document.next_link, url, self._where)

    def _error(self, kind: ErrorKind, url: httpx.URL, details: str) -> ODataError:
        return self._fetcher.error(kind, self._where, f"{url}: {details}")
