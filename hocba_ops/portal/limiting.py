"""How often somebody may ask: moving windows, counted by whoever asks at a moment that is passed in."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

MOST_KEYS = 100_000
"""So many visitors are remembered at once; beyond, those not heard of for longest are forgotten."""
HOUSEHOLD = 64
"""An IPv6 visitor owns at least this network, and a new address in it at will."""


@dataclass
class Limiter:
    """At most `most` asks in any `seconds`, each key by itself. An ask that is refused is not counted."""

    most: int
    seconds: int
    asked: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict, repr=False)

    def wait(self, key: str, *, at: float) -> int:
        """0 when the ask is let through, and counted; else in how many seconds the next one will be.

        >>> limiter = Limiter(most=2, seconds=60)
        >>> [limiter.wait("a", at=at) for at in (0, 10, 20, 61)]
        [0, 0, 40, 0]
        """
        window = self.asked.setdefault(key, deque())
        self.asked.move_to_end(key)
        while window and window[0] <= at - self.seconds:
            window.popleft()
        if len(window) >= self.most:
            return max(1, -int(-(window[0] + self.seconds - at) // 1))
        window.append(at)
        if len(self.asked) > MOST_KEYS:
            self.asked.popitem(last=False)
        return 0


def visitor_key(host: str) -> str:
    """What stands for a visitor: the address, of IPv6 its network.

    >>> visitor_key("203.0.113.7"), visitor_key("2001:db8:1:2:3::4"), visitor_key("testclient")
    ('203.0.113.7', '2001:db8:1:2::/64', 'testclient')
    """
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, HOUSEHOLD), strict=False))
    return str(address)
