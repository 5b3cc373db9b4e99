"""Proxies in front of the hall: what they say of a request is believed, and what anybody else says of it is not."""

from collections.abc import Callable, Collection
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

from storeops.running.refusals import NoAddress

Network = IPv4Network | IPv6Network


def networks(texts: Collection[str]) -> tuple[Network, ...]:
    """The addresses and networks of proxies, such as 192.168.1.2 or 192.168.1.0/24. NoAddress."""
    try:
        return tuple(ip_network(text.strip()) for text in texts)
    except ValueError as error:
        raise NoAddress(cause=error) from error


def stands_in(address: str, trusted: Collection[Network]) -> bool:
    """Whether an address is one of these; an IPv4 address may be written in an IPv6 one."""
    try:
        told = ip_address(address)
    except ValueError:
        return False
    plain = told.ipv4_mapped if isinstance(told, IPv6Address) and told.ipv4_mapped else told
    return any(plain in network for network in trusted)


def behind(app: Callable[..., Any], trusted: Collection[Network]) -> Callable[..., Any]:
    """The app, which takes the address of the asker, the host and the scheme from what a trusted proxy says."""
    if not trusted:
        return app
    told = ProxyFix(app, x_for=1, x_proto=1, x_host=1)

    def dispatch(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        by_proxy = stands_in(environ.get("REMOTE_ADDR", ""), trusted)
        return (told if by_proxy else app)(environ, start_response)

    return dispatch
