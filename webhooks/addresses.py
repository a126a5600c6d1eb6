"""Which addresses the shop calls: a partner's, never a machine of its own network."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from stories.timed_calls import HostNotFound, look_up

# Addresses that carry another one inside: what stands behind the gateway cannot be judged.
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class AddressRefused(Exception):
    """The text says which limit the address breaks."""


class AddressNotFound(AddressRefused):
    pass


def check_url(*, url: str) -> None:
    """Raises AddressRefused. A name is looked up: it must lead to public addresses only."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressRefused(_("This is not an address.")) from error
    if parts.scheme not in ("http", "https") or not host:
        raise AddressRefused(_("Only addresses with http:// or https:// can be called."))
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(_("An address may not carry a name or password."))
    if settings.WEBHOOK_ALLOW_PRIVATE:
        return
    if parts.scheme != "https":
        raise AddressRefused(_("Only addresses with https:// can be called."))
    find_addresses(host=host, port=port or 443)


def find_addresses(*, host: str, port: int) -> list[str]:
    """Every address of the host. Raises AddressRefused when one of them is not public, or there is none."""
    try:
        addresses = look_up(host, port)
    except HostNotFound as error:
        raise AddressNotFound(_("The name %(host)s leads nowhere.") % {"host": host}) from error
    if not settings.WEBHOOK_ALLOW_PRIVATE and not all(map(is_public, addresses)):
        raise AddressRefused(
            _("Only public addresses can be called; %(host)s is one of a private network.") % {"host": host}
        )
    return addresses


def is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in network for network in _TRANSLATED) or ip.sixtofour or ip.teredo:
            return False
        ip = ip.ipv4_mapped or ip
    return ip.is_global and not ip.is_multicast
