"""The two programs that ``noaber serve`` runs, each in a fork of the supervisor.

A fork shares what the supervisor has loaded already: Noaber starts once instead of three times, and
the processes together need the memory of little more than one.
"""

import gc
import socket
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from gunicorn.app.base import BaseApplication

from noaber.site.settings.environment import Environment


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with threads, on a socket that is already listening."""

    def __init__(self, environment: Environment, listener: socket.socket) -> None:
        self._options: dict[str, Any] = {
            "bind": f"fd://{listener.fileno()}",
            "workers": environment.web_processes,
            "threads": environment.web_threads,
            "worker_class": "gthread",
            "graceful_timeout": 10,
            "timeout": 120,
            "loglevel": "warning",
            "preload_app": True,
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        from noaber.site.wsgi import application

        gc.freeze()  # what is loaded stays: no collection goes through it, and the processes go on sharing it
        return application


def web_server(environment: Environment, listener: socket.socket) -> Callable[[], None]:
    return lambda: WebServer(environment, listener).run()


def work(*, is_batch: bool = False) -> None:
    """Do what should not keep a page waiting (mail, imports) until told to stop, or (`is_batch`) until done."""
    call_command("db_worker", batch=is_batch, reload=False, startup_delay=False, verbosity=0)
