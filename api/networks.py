"""Whose address a request came from, as far as counting goes."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest

# Whoever has one address of version 6 has all of its network.
NETWORK_OF_ONE_OWNER = 64


def address_of(request: HttpRequest) -> str:
    """As ClientAddressMiddleware found it: what a visitor writes into forwarded headers is not in it."""
    return request.META.get("REMOTE_ADDR", "")


def owner_of(address: str) -> str:
    """The address itself; of version 6 the network that it is in. What is no address stays as it is."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or ip_network((ip, NETWORK_OF_ONE_OWNER), strict=False).network_address
    return str(ip)
