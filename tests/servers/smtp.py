"""A real SMTP server on a free port, in a thread of its own, that fails as it is told.

with MailServer(FaultPlan(refuse_first=2)) as server:
    ... server.url ... server.messages ...
"""

import asyncio
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class FaultPlan:
    """What goes wrong. Counters go down as they are used.

    `refuse_first`: so many recipients get 451; `refused_addresses` get 550 always; `drop_in_data`: so many
    connections break in the middle of DATA; `lose_reply`: so many mails are accepted, but the client never
    hears it; `delay`: seconds before each answer to DATA.
    """

    refuse_first: int = 0
    refused_addresses: frozenset[str] = frozenset()
    drop_in_data: int = 0
    lose_reply: int = 0
    delay: float = 0.0


@dataclass
class Received:
    """One accepted mail, with the envelope's recipients."""

    recipients: list[str]
    message: EmailMessage


@dataclass
class _Handler:
    plan: FaultPlan
    messages: list[Received] = field(default_factory=list)
    recipient_count: int = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.recipient_count += 1
        if address in self.plan.refused_addresses:
            return f"550 5.1.1 <{address}>: mailbox unknown"
        if self.plan.refuse_first > 0:
            self.plan.refuse_first -= 1
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.plan.delay)
        parsed = message_from_bytes(cast(bytes, envelope.original_content), policy=policy.default)
        self.messages.append(Received(list(envelope.rcpt_tos), parsed))
        if self.plan.lose_reply > 0:
            self.plan.lose_reply -= 1
            _break(server)
        return "250 OK"


def _break(server: SMTP) -> None:
    if isinstance(server.transport, asyncio.Transport):
        server.transport.abort()


class _Server(SMTP):
    async def smtp_DATA(self, arg: str) -> None:
        plan: FaultPlan = self.event_handler.plan
        if plan.drop_in_data > 0:
            plan.drop_in_data -= 1
            await self.push("354 Go ahead")
            _break(self)
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        """Learn which free port we were given; only then can the controller try the server."""
        listening: Any = self.server
        self.port = listening.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


class MailServer:
    """Runs while in the ``with``; `messages` holds what was accepted, in order."""

    def __init__(self, plan: FaultPlan | None = None) -> None:
        self._handler = _Handler(plan or FaultPlan())
        self._controller = _Controller(self._handler, hostname="127.0.0.1", port=0)

    @property
    def plan(self) -> FaultPlan:
        return self._handler.plan

    @property
    def messages(self) -> list[Received]:
        return self._handler.messages

    @property
    def recipient_count(self) -> int:
        """How often an address was offered, refused or not."""
        return self._handler.recipient_count

    @property
    def port(self) -> int:
        return int(self._controller.port)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop()
