"""``noaber`` commands inside the test process, on its database: the whole program but for the start of Python."""

import os
from collections.abc import Callable, Iterator
from subprocess import CompletedProcess

import pytest
from django.db import connections

from noaber.site.commandline import main

Noaber = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def noaber(db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Noaber]:
    """``noaber("people", "--json")`` gives the exit code and what was written."""
    # A command leaves no connection open; here it would take the transaction of the test with it.
    monkeypatch.setattr(connections["default"], "close", lambda: None)
    monkeypatch.delenv("NOABER_TEST_SERVER", raising=False)  # of the tests themselves, and no setting
    umask = os.umask(0o077)

    def run(*arguments: str) -> CompletedProcess[str]:
        capsys.readouterr()
        code: object = 0
        try:
            main(arguments)
        except SystemExit as ended:
            code = ended.code
        shown = capsys.readouterr()
        return CompletedProcess(arguments, code if isinstance(code, int) else 1, shown.out, shown.err)

    yield run
    os.umask(umask)
