"""DuckDB and numpy, read when the first figure is asked for: they are a third of a start, and few commands ask any."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import numpy as np
else:

    class _Later:
        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, name: str) -> object:
            return getattr(import_module(self._name), name)

    duckdb, np = _Later("duckdb"), _Later("numpy")

__all__ = ["duckdb", "np"]
