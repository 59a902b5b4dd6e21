"""The part of OData v3's query language that CBS understands: eq, and, or, startswith, substringof..."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping

Row = Mapping[str, object]
Test = Callable[[Row], bool]
Operand = Callable[[Row], object]

TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?)|(?P<name>\w+)|(?P<mark>[(),]))"
)
COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "ge": operator.ge,
    "gt": operator.gt,
    "le": operator.le,
    "lt": operator.lt,
}


class BadFilterError(ValueError):
    """The filter cannot be read; the service answers 400."""


class FilterParser:
    """Reads one expression. ``columns`` are the names that may be used in it."""

    def __init__(self, text: str, columns: set[str]) -> None:
        self._tokens = list(_tokens(text))
        self._columns = columns
        self._at = 0
        self.used: set[str] = set()

    def parse(self) -> Test:
        """The whole expression as a test on a row of padded values."""
        test = self._either()
        if self._at < len(self._tokens):
            raise BadFilterError(f"unexpected {self._tokens[self._at]}")
        return test

    def _either(self) -> Test:
        tests = [self._both()]
        while self._take("or"):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def _both(self) -> Test:
        tests = [self._single()]
        while self._take("and"):
            tests.append(self._single())
        return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)

    def _single(self) -> Test:
        if self._take("("):
            inner = self._either()
            self._expect(")")
            return inner
        operand = self._operand()
        word = self._peek()
        if word not in COMPARISONS:
            return lambda row: operand(row) is True
        self._at += 1
        compare = COMPARISONS[word]
        other = self._operand()
        return lambda row: compare(str(operand(row)), str(other(row)))

    def _operand(self) -> Operand:
        token = self._next()
        if token.startswith("'"):
            text = token[1:-1].replace("''", "'")
            return lambda _row: text
        if self._peek() == "(":
            return self._call(token)
        if token.lstrip("-").replace(".", "").isdigit():
            return lambda _row: token
        if token not in self._columns:
            raise BadFilterError(f"Could not find a property named '{token}'.")
        self.used.add(token)
        return lambda row: row[token]

    def _call(self, name: str) -> Operand:
        self._expect("(")
        arguments = [self._operand()]
        while self._take(","):
            arguments.append(self._operand())
        self._expect(")")
        functions: dict[str, Callable[..., object]] = {
            "startswith": lambda text, start: str(text).startswith(str(start)),
            "substringof": lambda part, text: str(part) in str(text),
            "substring": lambda text, start, size="999": str(text)[int(start) : int(start) + int(size)],
        }
        if name not in functions:
            raise BadFilterError(f"An unknown function with name '{name}' was found.")
        function = functions[name]
        return lambda row: function(*(argument(row) for argument in arguments))

    def _peek(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> str:
        token = self._peek()
        if token is None:
            raise BadFilterError("the expression ends too early")
        self._at += 1
        return token

    def _take(self, token: str) -> bool:
        if self._peek() != token:
            return False
        self._at += 1
        return True

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise BadFilterError(f"expected {token} at {self._peek()}")


def _tokens(text: str) -> Iterator[str]:
    at = 0
    stripped = text.rstrip()
    while at < len(stripped):
        match = TOKEN.match(stripped, at)
        if match is None:
            raise BadFilterError(f"cannot read {stripped[at:]!r}")
        yield match[match.lastgroup or 0]
        at = match.end()
