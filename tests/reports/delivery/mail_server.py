"""A mail server of this machine for tests: it takes what comes, or refuses it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from storeops.base.settings import MailSettings


@dataclass
class Mailbox:
    """What the server took. With `refusal` it refuses every message with those words."""

    refusal: str | None = None
    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - theirs
        if self.refusal:
            return self.refusal
        message: Any = message_from_bytes(envelope.content or b"", policy=default)  # type: ignore[arg-type]
        self.taken.append(message)
        self.recipients.append(envelope.rcpt_tos)
        return "250 taken"


@contextmanager
def serving(mailbox: Mailbox) -> Iterator[MailSettings]:
    """The settings that reach a running server with this mailbox."""
    port = a_silent_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield settings_of(port)
    finally:
        controller.stop()


def a_silent_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def settings_of(port: int) -> MailSettings:
    """Two readers, reached through a server on this port."""
    recipients = ("sun@hall.example", "boss@hall.example")
    return MailSettings("127.0.0.1", port, "none", None, None, "storeops@hall.example", recipients)
