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
