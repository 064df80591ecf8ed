"""Which addresses of the internet may be asked: none that lies inside a network, whatever name leads there."""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}
# Addresses that carry another inside them lead wherever that one does: NAT64 (RFC 6052), 6to4, Teredo.
# The last is IPv6's old way of saying "inside".
NEVER = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10")))


class NotAllowed(Exception):
    """This address is not asked; the message says why."""


class Target(NamedTuple):
    """Where to connect: the host by name, the address that was checked, and what to ask for there."""

    scheme: str
    host: str
    port: int
    path: str
    address: str

    @property
    def origin(self) -> str:
        """The host as the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target(url: str, private_hosts: frozenset[str] = frozenset(), resolve=socket.getaddrinfo) -> Target:
    """Where `url` leads, its address looked up and checked. Raises NotAllowed.

    Every address that the name has must lie on the public internet, unless the host, as it is written, is one of
    `private_hosts`. Whoever connects must use `address`: a name may lead elsewhere a moment later.
    """
    scheme, host, port, path = _taken_apart(url)
    found = _addresses(host, port, resolve)
    if host not in private_hosts and not all(map(public, found)):
        raise NotAllowed(f"{host} is not on the public internet")
    return Target(scheme, host, port, path, found[0])


def inside(url: str) -> str:
    """The host that `url` names if it is a bare name or a number and no address of the internet; or else nothing."""
    try:
        host = _taken_apart(url)[1]
    except NotAllowed:
        return ""
    return host if "." not in host.rstrip(".") or ":" in host or host.replace(".", "").isdigit() else ""


def public(address: str) -> bool:
    """Whether anyone on the internet could reach it: not a network's own, not this machine, not a group's."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    never = any(found in network for network in NEVER if network.version == found.version)
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified or never)


def _taken_apart(url: str) -> tuple[str, str, int, str]:
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise NotAllowed("the address has characters that no address has")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise NotAllowed("this is not an address") from None
    if parts.scheme not in PORTS:
        raise NotAllowed("the address must begin with https:// or http://")
    if not host or parts.username is not None or parts.password is not None:
        raise NotAllowed("the address must name a host, and no user")
    query = f"?{parts.query}" if parts.query else ""
    return parts.scheme, host, port or PORTS[parts.scheme], f"{parts.path or '/'}{query}"


def _addresses(host: str, port: int, resolve) -> list[str]:
    try:
        found = [row[4][0] for row in resolve(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise NotAllowed(f"nobody knows where {host} is")
    return found
