"""A payment provider to try things out with: speaks the sandbox protocol and moves no money.

`with SandboxServer(webhook_url=None) as server:` runs one inside a process; `manage.py sandbox_provider` by itself.
"""

from checkout.sandbox_server.faults import Faults
from checkout.sandbox_server.server import SandboxServer

__all__ = ["Faults", "SandboxServer"]
