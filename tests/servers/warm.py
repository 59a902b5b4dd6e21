"""A Python in which Noaber is imported already: ``run`` starts programs as it does, each in a process of its own.

Most of what a short command costs is importing Django and Noaber. One process per test process does that once, and
forks for every program: with its own arguments, environment, folder and output, its own settings and connections. What
the caller holds is a real process, a small one that waits: it ends as the program ends, and takes it along when it is
killed. Servers (noaber.py) and the making of installations (`tests.databases`) start Python itself.
"""

import atexit
import marshal
import os
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, NoReturn

HEAD: Final = 8  # bytes that say how long the question is
LOOK_SECONDS: Final = 0.02
KILLED: Final = 128
_started: list[subprocess.Popen[bytes]] = []
# Only what Python has at hand without importing: it is there in a hundredth of a second.
ASK: Final = """
import _socket, marshal, os, sys
link = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
link.connect(sys.argv[1])
question = marshal.dumps((dict(os.environ), os.getcwd(), sys.argv[2:]))
own = b"".join(each.to_bytes(4, sys.byteorder) for each in (0, 1, 2))
link.sendmsg([len(question).to_bytes(8, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, own)])
link.sendall(question)
for each in (0, 1, 2):
    os.close(each)
answer = link.recv(1)
os._exit(answer[0] if answer else 70)
"""


def command(*arguments: str) -> list[str]:
    """What to start instead of ``python ARGUMENTS``; they begin with ``-c`` or ``-m``."""
    return [sys.executable, "-I", "-S", "-c", ASK, _warm(), *arguments]


@cache
def _warm() -> str:
    """Start it, once per test process; the address where it listens."""
    folder = tempfile.mkdtemp(prefix="noaber-warm-")
    address = str(Path(folder) / "ask")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NOABER_")}
    environment |= {"NOABER_DATA": folder, "DJANGO_SETTINGS_MODULE": "noaber.site.settings.base"}
    found_in = os.pathsep.join(
        filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    )
    with listener:
        _started.append(
            subprocess.Popen(
                [sys.executable, "-m", __name__, str(listener.fileno())],
                env={**environment, "PYTHONPATH": found_in},
                pass_fds=[listener.fileno()],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
            )
        )
    return address


def end() -> None:
    """At the end of a run; it would end anyway with the process that started it."""
    while _started:
        with _started.pop() as process:
            assert process.stdin is not None
            process.stdin.close()
        shutil.rmtree(Path(_warm()).parent, ignore_errors=True)
        _warm.cache_clear()


def serve(listener: socket.socket) -> None:
    """Fork for every question, until whoever started it is gone."""
    while 0 not in select.select([listener.fileno(), 0], [], [])[0]:
        link = listener.accept()[0]
        if os.fork() == 0:
            listener.close()
            _mind(link)
        link.close()
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _mind(link: socket.socket) -> NoReturn:
    """Run one program: tell how it ended, and end it when nobody waits for it any more."""
    head, outputs, _flags, _address = socket.recv_fds(link, HEAD, 3)
    with link.makefile("rb") as stream:
        environment, folder, arguments = marshal.loads(stream.read(int.from_bytes(head, "big")))
    program = os.fork()
    if program == 0:
        link.close()
        _become(outputs, environment, folder)
        os._exit(_run(arguments))
    for each in outputs:
        os.close(each)
    while (ended := os.waitpid(program, os.WNOHANG))[0] == 0:
        if select.select([link], [], [], LOOK_SECONDS)[0]:
            os.kill(program, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(ended[1])
    with suppress(OSError):
        link.send(bytes([code if code >= 0 else KILLED - code]))
    os._exit(0)


def _become(outputs: list[int], environment: dict[str, str], folder: str) -> None:
    """Take over the place of whoever asked, and forget the settings that this was imported with."""
    for own, each in enumerate(outputs):
        os.dup2(each, own)
        os.close(each)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    from asgiref.local import Local
    from django.conf import settings
    from django.core.cache import caches
    from django.db import connections
    from django.utils.functional import empty
    from django_tasks import task_backends

    sys.modules.pop("noaber.site.settings.base", None)
    settings.__dict__.clear()
    settings._wrapped = empty
    handlers: list[Any] = [connections, caches, task_backends]
    for handler in handlers:
        handler.__dict__.pop("settings", None)
        handler._settings = None
        handler._connections = Local(handler.thread_critical)


def _run(arguments: list[str]) -> int:
    """As ``python`` does."""
    option, program, *rest = arguments
    code: Any = 0
    try:
        sys.argv = [option, *rest]
        if option == "-c":
            exec(compile(program, "<string>", "exec"), {"__name__": "__main__"})
        else:
            runpy.run_module(program, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    if isinstance(code, str):
        sys.stderr.write(f"{code}\n")
    return code if isinstance(code, int) else int(code is not None)


def _import_all() -> None:
    import gc

    import django

    gc.disable()
    django.setup()
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    listening = socket.socket(fileno=int(sys.argv[1]))
    _import_all()
    serve(listening)
    with suppress(ChildProcessError):  # so that whoever measures finds their time with that of this process
        while os.wait():
            pass
