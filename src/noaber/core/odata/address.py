"""Addresses of tables: what we accept, and what counts as the same server.

An address can come from a person (the command line, a form) or from a server (``odata.nextLink``, a
redirect), so both are checked before anything is asked of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import quote

from noaber.core.odata.errors import SENTENCES, ErrorKind, ODataError
from noaber.core.odata.http import httpx

CBS_FEED = "https://opendata.cbs.nl/ODataFeed/odata"
CBS_API = "https://opendata.cbs.nl/ODataApi/odata"
POLICE_FEED = "https://dataderden.cbs.nl/ODataFeed/odata"
CBS_V4 = "https://datasets.cbs.nl/odata/v1/CBS"

TABLE_ID = re.compile(r"(?=.*[0-9])[0-9A-Za-z_-]{3,40}")
LIST_NAME = re.compile(r"[A-Za-z_][0-9A-Za-z_]{0,99}")
DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2_000


def bad_address(details: str, explanation: str = "") -> ODataError:
    """The error for an address that cannot be used; ``explanation`` is a Dutch sentence that comes first."""
    message = f"{explanation} {SENTENCES[ErrorKind.BAD_ADDRESS]}".strip()
    return ODataError(ErrorKind.BAD_ADDRESS, message, details=details)


def checked_base_url(text: str, *, allowed_hosts: Collection[str] | None = None) -> httpx.URL:
    """Read the address of a service, such as ``CBS_FEED``, given by a person.

    Only http and https; no user name, query or fragment; when ``allowed_hosts`` is given (a web form
    should), the host must be one of them. Raises ``ODataError`` of kind ``bad_address``.

    >>> checked_base_url(" https://opendata.cbs.nl/ODataFeed/odata/ ")
    URL('https://opendata.cbs.nl/ODataFeed/odata')
    """
    url = _parsed(text.strip())
    if url.scheme not in DEFAULT_PORTS or not url.host:
        raise bad_address(f"scheme or host: {text!r}", "Een adres begint met https:// of http://.")
    if url.userinfo or url.query or url.fragment:
        raise bad_address(f"userinfo, query or fragment: {text!r}")
    if allowed_hosts is not None and url.host not in allowed_hosts:
        hosts = ", ".join(sorted(allowed_hosts))
        raise bad_address(f"host not allowed: {url.host}", f"Toegestaan is alleen: {hosts}.")
    return url.copy_with(path=url.path.rstrip("/") or "/")


def split_table_address(text: str) -> tuple[str, str]:
    """Split a table's full address into the address of the service and the table's identifier.

    >>> split_table_address("https://opendata.cbs.nl/ODataFeed/odata/70072ned")
    ('https://opendata.cbs.nl/ODataFeed/odata', '70072ned')
    """
    base, slash, table_id = text.strip().rstrip("/").rpartition("/")
    if not slash or not base or base.endswith("/"):
        raise bad_address(f"no table in {text!r}", "Het tabelnummer ontbreekt in het adres.")
    checked_base_url(base)
    return base, checked_table_id(table_id)


def checked_table_id(text: str) -> str:
    """Return the identifier when it looks like one, such as ``70072ned``; else ``bad_address``."""
    if not TABLE_ID.fullmatch(text):
        raise bad_address(f"table id: {text!r}", "Een tabelnummer heeft cijfers en letters, zoals 70072ned.")
    return text


def checked_list_name(text: str) -> str:
    """Return the name of a list within a table, such as ``Perioden``; else ``bad_address``."""
    if not LIST_NAME.fullmatch(text):
        raise bad_address(f"list name: {text!r}")
    return text


def same_origin(one: httpx.URL, other: httpx.URL) -> bool:
    """Whether scheme, host and port are equal, as RFC 6454 defines an origin.

    >>> same_origin(httpx.URL("https://a.nl/x"), httpx.URL("https://A.nl:443/y"))
    True
    >>> same_origin(httpx.URL("https://a.nl/x"), httpx.URL("http://a.nl/x"))
    False
    """
    return _origin(one) == _origin(other)


def query_url(base: httpx.URL, path: str, options: dict[str, str]) -> httpx.URL:
    """Build a request address; OData options keep their readable ``$`` and are escaped once.

    >>> str(query_url(httpx.URL("https://a.nl/odata"), "T/TypedDataSet", {"$filter": "A eq 'b c'"}))
    "https://a.nl/odata/T/TypedDataSet?$filter=A%20eq%20'b%20c'"
    """
    query = "&".join(f"{name}={quote(value, safe=_KEPT)}" for name, value in options.items() if value)
    address = f"{str(base).rstrip('/')}/{path}"
    return httpx.URL(f"{address}?{query}" if query else address)


def with_json_format(url: httpx.URL) -> httpx.URL:
    """Ask for JSON where a link forgot to: the Feed answers Atom XML without ``$format=json``."""
    if "$format" in url.params:
        return url
    text = str(url)
    return httpx.URL(f"{text}{'&' if '?' in text else '?'}$format=json")


_KEPT = "(),'"


def _parsed(text: str) -> httpx.URL:
    if len(text) > LONGEST_ADDRESS:
        raise bad_address(f"{len(text)} characters", "Het adres is te lang.")
    try:
        return httpx.URL(text)
    except httpx.InvalidURL as problem:
        raise bad_address(f"{text!r}: {problem}") from problem


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or DEFAULT_PORTS.get(url.scheme)
