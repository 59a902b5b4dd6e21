"""The two programs that ``noaber serve`` runs."""

import socket
import sys

from noaber.site.serving.supervisor import Child
from noaber.site.settings.environment import Environment


def web_server(environment: Environment, listener: socket.socket) -> Child:
    """Gunicorn with threads, on a socket that is already listening."""
    descriptor = listener.fileno()
    options = {
        "bind": f"fd://{descriptor}",
        "workers": environment.web_processes,
        "threads": environment.web_threads,
        "worker-class": "gthread",
        "graceful-timeout": 10,
        "timeout": 120,
        "log-level": "warning",
    }
    arguments = [f"--{name}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "gunicorn", *arguments, "--preload", "--no-control-socket"]
    return Child("web server", [*command, "noaber.site.wsgi:application"], pass_fds=(descriptor,))


def worker() -> Child:
    """The process that does what should not keep a page waiting (mail, imports, schedule)."""
    return Child("worker", [sys.executable, "-m", "noaber.site.commandline", "worker"])
