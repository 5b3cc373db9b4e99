"""What the server refuses, by name. Pure."""

from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_


class PortTaken(StoreOpsError):
    sentence = N_("Port %(port)s on %(host)s cannot be used (%(cause)s); choose another with --port.")


class CertificateUnusable(StoreOpsError):
    exit_code = 3
    sentence = N_(
        "The certificate %(certificate)s with the key %(key)s cannot be used (%(cause)s);"
        " make them with `storeops certificate`."
    )


class AuthorityUnusable(StoreOpsError):
    sentence = N_("The authority in %(folder)s cannot be used (%(cause)s); put it back, or choose another folder.")


class NameUnusable(StoreOpsError):
    sentence = N_("%(value)s is no name or address of a computer; give such as hall.local or 192.168.1.10.")


class NoAddress(StoreOpsError):
    exit_code = 2
    sentence = N_("A trusted proxy is an address such as 192.168.1.2 or a network such as 192.168.1.0/24: %(cause)s.")


class NoTlsHere(StoreOpsError):
    exit_code = 3
    sentence = N_("This system's server speaks no TLS; put a proxy in front and name it with --trusted-proxy.")


class RequestUnreadable(StoreOpsError):
    status = 400
    sentence = N_("The request could not be read as HTTP; send it again, or go back to the start.")


class AddressTooLong(StoreOpsError):
    status = 414
    sentence = N_("The address is too long; go back to the start and choose anew.")


class HeadersTooLarge(StoreOpsError):
    status = 431
    sentence = N_("The browser sends too much with its request; delete this site's cookies and try again.")


class CodingUnknown(StoreOpsError):
    status = 501
    sentence = N_("The body comes in a coding that is not taken here; send it plainly.")


class HostUnreadable(StoreOpsError):
    status = 400
    sentence = N_("No computer can have the name by which this was asked; open the hall by the address you were given.")
