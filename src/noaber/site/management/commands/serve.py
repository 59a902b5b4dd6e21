import os
import socket
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext_lazy as _

from noaber.core import commandline
from noaber.site.serving import programs
from noaber.site.serving.listening import answers, listen
from noaber.site.serving.schedule import run_due_jobs
from noaber.site.serving.static_files import collect_when_changed
from noaber.site.serving.supervisor import Supervisor
from noaber.site.serving.welcome import welcome
from noaber.site.settings.environment import Environment, SettingError, read_environment

START_SECONDS = 60.0


class Command(commandline.Command):
    help = _("Start de website en de worker, en houdt ze draaiend.")
    group = commandline.SERVING

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", metavar="ADRES:POORT", help=_("luistert hier (standaard NOABER_ADDRESS)"))
        parser.add_argument("--no-worker", action="store_true", help=_("alleen de website; de worker draait elders"))
        parser.add_argument(
            "--demo-if-empty", action="store_true", help=_("zet het voorbeeldnetwerk in een database die leeg is")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        environment = self._environment(options["address"])
        with listen(environment.address) as listener:
            self._prepare(with_demonstration=options["demo_if_empty"])
            self._serve(environment, listener, with_worker=not options["no_worker"])

    def _environment(self, address: str | None) -> Environment:
        """The settings with this address, for this process and (through its environment) its children."""
        if address:
            os.environ["NOABER_ADDRESS"] = address
        try:
            return read_environment()
        except SettingError as error:
            raise CommandError(str(error), returncode=commandline.REFUSED) from error

    def _prepare(self, *, with_demonstration: bool) -> None:
        from noaber.core.preparing import prepare_database

        prepare_database()
        collect_when_changed()
        if with_demonstration:
            from noaber.site.demonstration import play_when_empty

            play_when_empty(progress=self.stdout.write)

    def _serve(self, environment: Environment, listener: socket.socket, *, with_worker: bool) -> None:
        children = [programs.web_server(environment, listener), *([programs.worker()] if with_worker else [])]
        supervisor = Supervisor(children, tick=run_due_jobs)
        try:
            supervisor.start()
            if not answers(listener, seconds=START_SECONDS, is_alive=children[0].is_running):
                raise CommandError("De website start niet. Zie de meldingen hierboven.", returncode=1)
            self.stdout.write(welcome(environment))
            self.stdout.flush()
            supervisor.run()
        finally:
            supervisor.stop()
