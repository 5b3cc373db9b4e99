"""Handing a message to the mail server. A door to the network."""

import logging
import smtplib
import ssl
from email.message import EmailMessage

from storeops.base.settings import MailSettings

log = logging.getLogger("storeops.reports")

PATIENCE_SECONDS = 30
"""How long the server may take for each of its answers."""

_LONGEST_FAILURE = 300


class MailNotTaken(Exception):
    """The mail server did not take a message; the text says why and holds no password."""


def send(message: EmailMessage, mail: MailSettings) -> None:
    """Hand over a message to the server. MailNotTaken.

    Where it refuses some of the addresses and takes others, the refused ones are logged: nobody gets it twice.
    """
    try:
        with _connected(mail) as server:
            if mail.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if mail.user and mail.password:
                server.login(mail.user, mail.password)
            refused = server.send_message(message)
    except OSError as error:  # what smtplib raises is an OSError too
        raise MailNotTaken(_why(error)[:_LONGEST_FAILURE] or type(error).__name__) from error
    except ValueError as error:
        # Its text may quote a part of the user's name or password.
        raise MailNotTaken(f"the mail cannot be written down ({type(error).__name__})") from None
    if refused:
        log.warning("the mail server took the report, but not for %s", ", ".join(sorted(refused)))


def _why(error: OSError) -> str:
    """The server's own words where it has any, as people write them down."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{address}: {_answer(*answer)}" for address, answer in error.recipients.items())
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return str(error)


def _answer(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


def _connected(mail: MailSettings) -> smtplib.SMTP:
    if mail.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE_SECONDS, context=context)
    return smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE_SECONDS)
