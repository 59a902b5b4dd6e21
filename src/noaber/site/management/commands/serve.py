import gc
import socket
from importlib import import_module
from multiprocessing import get_context
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import connections
from django.utils.translation import gettext as _

from noaber.core import commandline
from noaber.core.checks import packed_styles
from noaber.core.mail import move_links
from noaber.core.preparing import prepare_database
from noaber.site.demonstration.playing import is_empty, play
from noaber.site.serving import programs
from noaber.site.serving.listening import answers, listen
from noaber.site.serving.schedule import run_due_jobs
from noaber.site.serving.static_files import collect_when_changed
from noaber.site.serving.supervisor import Child, Supervisor
from noaber.site.serving.welcome import welcome
from noaber.site.settings.environment import Environment, keep_site_url, last_site_url, read_environment

START_SECONDS = 60.0


class Command(commandline.Command):
    help = _("Start de website en de worker, en houdt ze draaiend.")
    group = commandline.SERVING

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--address", metavar="ADRES:POORT", help=_("luistert hier (standaard NOABER_ADDRESS)")
        )
        parser.add_argument(
            "--no-worker", action="store_true", help=_("alleen de website; de worker draait elders")
        )
        parser.add_argument(
            "--demo-if-empty",
            action="store_true",
            help=_("zet het voorbeeldnetwerk in een database die leeg is"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        environment = read_environment()  # with --address: noaber.site.commandline put it there
        with listen(environment.address) as listener:
            self._prepare(with_demonstration=options["demo_if_empty"])
            move_links(last_site_url(environment), environment.site_url)  # `noaber demo` knew no other
            keep_site_url(environment)
            self._serve(environment, listener, with_worker=not options["no_worker"])

    def _prepare(self, *, with_demonstration: bool) -> None:
        prepare_database()
        collect_when_changed()
        for warning in packed_styles(None):
            self.stderr.write(f"{warning.msg} {warning.hint}")
        if with_demonstration and is_empty():
            self.stdout.write(_("De database is leeg: het voorbeeldnetwerk wordt gespeeld."))
            _play()

    def _serve(self, environment: Environment, listener: socket.socket, *, with_worker: bool) -> None:
        import_module(settings.ROOT_URLCONF)  # every view, before the forks that share them
        gc.freeze()
        website = Child("web server", programs.web_server(environment, listener))
        children = [website, Child("worker", programs.work)] if with_worker else [website]
        supervisor = Supervisor(children, tick=run_due_jobs)
        try:
            supervisor.start()
            if not answers(listener, seconds=START_SECONDS, is_alive=website.is_running):
                raise CommandError("De website start niet. Zie de meldingen hierboven.", returncode=1)
            self.stdout.write(welcome(environment))
            self.stdout.flush()
            supervisor.run()
        finally:
            supervisor.stop()


def _play() -> None:
    """Play the demonstration in a process of its own.

    What makes papers (Typst) keeps threads for the next one. A fork has no threads but believes that it does: had they
    been started here, every paper in the web server would wait for them for ever.
    """
    connections.close_all()
    player = get_context("fork").Process(target=play)
    player.start()
    player.join()
    if player.exitcode:
        raise CommandError("Het voorbeeldnetwerk is niet gespeeld. Zie de meldingen hierboven.", returncode=1)
