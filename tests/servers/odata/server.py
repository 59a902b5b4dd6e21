"""The server itself: routes, options and answers of OData v3 as CBS gives them, and of v4 beside it."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar, Self
from urllib.parse import parse_qsl, quote, urlsplit

from tests.servers.odata.faults import Fault, FaultPlan
from tests.servers.odata.query import BadFilterError, FilterParser
from tests.servers.odata.tables import Row, Table, Value
from tests.servers.odata.v4 import LIST, SERVICE, Observations, lists_of

API_LIMIT = 10_000
TOO_MANY = "The query returns more than 10000 records. Use the feed service instead."
CONTROL = "/_control/"


class AnswerError(Exception):
    """An answer that is not 200."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


@dataclass
class Shelf:
    """What the handlers share."""

    tables: dict[str, Table]
    page_size: int
    faults: FaultPlan = field(default_factory=FaultPlan)
    requests: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """A request, read: which service, table and list, with which options."""

    is_api: bool
    table_id: str
    list_name: str
    options: dict[str, str]
    is_v4: bool = False

    @property
    def is_figures(self) -> bool:
        """Whether figures are asked, and not a list about them."""
        return self.list_name == (LIST if self.is_v4 else "TypedDataSet")

    def number(self, name: str, default: int) -> int:
        """An option that is a count; anything else is refused as the service does."""
        text = self.options.get(name, str(default))
        if not text.isdigit():
            raise AnswerError(400, f"Incorrect format for {name} argument '{text}'.")
        return int(text)


class Handler(BaseHTTPRequestHandler):
    """Answers GET as the Feed and the API do; PUT and GET under /_control/ plan and show."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet, or each answer waits 40 ms for an acknowledgement
    shelf: ClassVar[Shelf]

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: what was asked can be read at the control address."""

    def do_PUT(self) -> None:
        """Take a plan of faults."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path == f"{CONTROL}faults":
            self.shelf.faults.set([Fault(**fault) for fault in json.loads(body)])
            self.shelf.requests.clear()
        self._send(200, b"{}")

    def do_GET(self) -> None:
        """Answer a question, with the fault planned for it."""
        if self.path == f"{CONTROL}requests":
            self._send(200, json.dumps(self.shelf.requests).encode())
            return
        self.shelf.requests.append(self.path)
        try:
            question = _question(self.path)
            page = question.number("$skip", 0) // self.shelf.page_size + 1
            fault = self.shelf.faults.take(question.list_name, page)
            if fault is None or not self._misbehave_first(fault):
                self._answer(question, fault)
        except AnswerError as error:
            self._send(error.status, _error_body(error.text))

    def _answer(self, question: Question, fault: Fault | None) -> None:
        if "$format" not in question.options and not question.is_api and not question.is_v4:
            # The Feed answers Atom unless JSON is asked for.
            self._send(200, b'<?xml version="1.0"?><feed/>', "application/atom+xml;type=feed;charset=utf-8")
            return
        payload = self._payload(question, fault)
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        kind = fault.kind if fault else ""
        if kind == "stop_halfway":
            self._send(200, body[: len(body) // 2], length=len(body))
            self.close_connection = True
        elif kind == "half_page":
            self._send(200, body[: len(body) // 2])
        elif kind == "half_gzip":
            packed = gzip.compress(body)
            self._send(200, packed[: len(packed) // 2], encoding="gzip")
        elif fault is not None and kind == "drip":
            self._drip(body, fault.seconds)
        else:
            self._send(200, body)

    def _misbehave_first(self, fault: Fault) -> bool:
        """Faults that need no real answer; True when the request is done with."""
        if fault.kind == "slow":
            time.sleep(fault.seconds)
            return False
        if fault.kind == "status":
            headers = {"Retry-After": str(int(fault.seconds))} if fault.seconds else {}
            self._send(fault.status, _error_body("An error has occurred."), headers=headers)
        elif fault.kind == "drop":
            self.close_connection = True
        elif fault.kind == "wrong_type":
            self._send(200, b"<html><body>Onderhoud</body></html>", "text/html; charset=utf-8")
        elif fault.kind == "no_rows":
            self._send(200, b'{"odata.metadata":"x"}')
        elif fault.kind == "garbage":
            self._send(200, b'{"value":[{"ID":0,"RegioS":{"Key":"GM0153"}}]}')
        elif fault.kind == "redirect":
            self._send(302, b"", headers={"Location": fault.target})
        else:
            return False
        return True

    def _payload(self, question: Question, fault: Fault | None) -> dict[str, object]:
        table = self.shelf.tables.get(question.table_id.lower())
        if table is None:
            raise AnswerError(404, f"Table {question.table_id} does not exist.")
        root = f"http://{self.headers['Host']}{_root(question)}/{table.id}"
        metadata = f"{root}/$metadata"
        if question.is_v4:
            return self._v4_payload(table, question, fault, root)
        if not question.list_name:
            names = ["TypedDataSet", *table.lists]
            return {"odata.metadata": metadata, "value": [{"name": n, "url": f"{root}/{n}"} for n in names]}
        rows, has_more = _rows(table, question, self.shelf.page_size, ignore_filter=_ignores(fault))
        if fault and fault.kind == "same_rows":
            before = str(question.number("$skip", 0) - self.shelf.page_size)
            earlier = replace(question, options={**question.options, "$skip": before})
            rows, _more = _rows(table, earlier, self.shelf.page_size, ignore_filter=False)
        answer: dict[str, object] = {
            "odata.metadata": f"{metadata}#Cbs.OData.WebAPI.{question.list_name}",
            "value": rows,
        }
        if has_more and not (fault and fault.kind == "lost_link"):
            skip = question.number("$skip", 0) + self.shelf.page_size
            answer["odata.nextLink"] = _next_link(root, question, skip, fault)
        return answer

    def _v4_payload(
        self, table: Table, question: Question, fault: Fault | None, root: str
    ) -> dict[str, object]:
        context: dict[str, object] = {"@odata.context": f"{root}/$metadata#{question.list_name}"}
        rows, has_more = _rows(table, question, self.shelf.page_size, ignore_filter=_ignores(fault))
        if question.list_name == "Properties":
            return {**context, **rows[0]}
        answer = {**context, "value": rows}
        if has_more and not (fault and fault.kind == "lost_link"):
            skip = question.number("$skip", 0) + self.shelf.page_size
            answer["@odata.nextLink"] = _next_link(root, question, skip, fault)
        return answer

    def _drip(self, body: bytes, seconds: float) -> None:
        self._send(200, b"", length=len(body))
        for start in range(0, len(body), max(1, len(body) // 20)):
            self.wfile.write(body[start : start + max(1, len(body) // 20)])
            self.wfile.flush()
            time.sleep(seconds)

    def _send(
        self,
        status: int,
        body: bytes,
        content_type: str = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
        *,
        length: int | None = None,
        encoding: str = "",
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("DataServiceVersion", "3.0")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class QuietServer(ThreadingHTTPServer):
    """Says nothing when a client hangs up, which refusing clients do."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Leave broken connections alone."""


class ODataServer:
    """The server in a thread of its own; use as a context manager."""

    def __init__(self, tables: Iterable[Table], *, port: int = 0, page_size: int = API_LIMIT) -> None:
        self.shelf = Shelf({table.id.lower(): table for table in tables}, page_size)
        handler = type("BoundHandler", (Handler,), {"shelf": self.shelf})
        self._http = QuietServer(("127.0.0.1", port), handler)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def origin(self) -> str:
        """The address without a path."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def serve_forever(self) -> None:
        """Serve in this thread, until interrupted."""
        self._http.serve_forever()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def _question(path: str) -> Question:
    parts = urlsplit(path)
    names = [name for name in parts.path.split("/") if name]
    if "/".join(names[:3]).lower() == SERVICE.lower() and 4 <= len(names) <= 5:
        list_name = names[4] if len(names) > 4 else ""
        return Question(False, names[3], list_name, dict(parse_qsl(parts.query)), is_v4=True)
    services = {"odatafeed/odata": False, "odataapi/odata": True}
    is_api = services.get("/".join(names[:2]).lower())
    if is_api is None or not 3 <= len(names) <= 4:
        raise AnswerError(404, "Resource not found.")
    return Question(is_api, names[2], names[3] if len(names) > 3 else "", dict(parse_qsl(parts.query)))


def _root(question: Question) -> str:
    if question.is_v4:
        return f"/{SERVICE}"
    return f"/{'ODataApi' if question.is_api else 'ODataFeed'}/odata"


def _ignores(fault: Fault | None) -> bool:
    return fault is not None and fault.kind == "ignore_filter"


def _rows(
    table: Table, question: Question, page_size: int, *, ignore_filter: bool
) -> tuple[list[dict[str, Value]], bool]:
    """The rows of this page, and whether there are more."""
    skip, top = question.number("$skip", 0), question.number("$top", 1_000_000_000)
    lists = lists_of(table) if question.is_v4 else table.lists
    every = Observations(table) if question.is_v4 else table.rows
    if question.is_figures:
        found: Sequence[tuple[int, Row]] | None = None
        if question.options.get("$filter") and not ignore_filter:
            found = _filtered(table, question.options["$filter"], every, is_v4=question.is_v4)
        count = len(every) if found is None else len(found)
    elif question.list_name in lists:
        listed = lists[question.list_name]
        return listed[skip : skip + page_size], skip + page_size < len(listed)
    else:
        raise AnswerError(404, f"Resource not found for the segment '{question.list_name}'.")
    if question.is_api and min(count - skip, top) > API_LIMIT:
        raise AnswerError(500, TOO_MANY)
    size = min(API_LIMIT if question.is_api else page_size, top)
    part = enumerate(every[skip : skip + size], skip) if found is None else found[skip : skip + size]
    select = question.options.get("$select", "")
    rows = [
        _selected(dict(row) if question.is_v4 else table.data_row(number, row), select)
        for number, row in part
    ]
    return rows, not question.is_api and skip + size < min(count, skip + top)


def _filtered(table: Table, text: str, every: Sequence[Row], *, is_v4: bool) -> list[tuple[int, Row]]:
    dimensions = {dimension.key for dimension in table.dimensions} | ({"Measure"} if is_v4 else set())
    topics = {"Value"} if is_v4 else {topic.key for topic in table.topics}
    try:
        parser = FilterParser(text, dimensions | topics | {"ID"})
        test = parser.parse()
    except BadFilterError as problem:
        raise AnswerError(400, f"The query specified in the URI is not valid. {problem}") from problem
    if parser.used & topics:
        raise AnswerError(500, TOO_MANY)
    return [
        (number, row)
        for number, row in enumerate(every)
        if test(row if is_v4 else table.data_row(number, row))
    ]


def _selected(row: dict[str, Value], select: str) -> dict[str, Value]:
    if not select:
        return row
    names = select.split(",")
    unknown = [name for name in names if name not in row]
    if unknown:
        raise AnswerError(400, f"Could not find a property named '{unknown[0]}'.")
    return {name: row[name] for name in names}


def _next_link(root: str, question: Question, skip: int, fault: Fault | None) -> str:
    kind = fault.kind if fault else ""
    if kind == "loop_link":
        skip = question.number("$skip", 0)
    if kind == "foreign_link":
        root = "http://elders.invalid/ODataFeed/odata/70072ned"
    name = "Verdwenen" if kind == "missing_page" else question.list_name
    options = {**question.options, "$skip": str(skip)}
    if kind == "loop_link" and skip == 0:
        options = question.options
    query = "&".join(f"{key}={quote(value, safe=_KEPT)}" for key, value in options.items())
    return f"{root}/{name}?{query}"


_KEPT = "(),'"


def _error_body(text: str) -> bytes:
    return json.dumps({"odata.error": {"code": "", "message": {"lang": "nl-NL", "value": text}}}).encode()
