"""The HTTP library, read when the first table is asked for: few commands ask any, and it is a tenth of every start."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx
else:

    class _Httpx:
        def __getattr__(self, name: str) -> object:
            return getattr(import_module("httpx"), name)

    httpx = _Httpx()

__all__ = ["httpx"]
