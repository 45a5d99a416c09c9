"""Loaded by Python at its start when this folder is on PYTHONPATH: no socket leaves the machine.

Every process that inherits the environment is watched: an internet socket, a connection to one or a
look-up of a name ends it with a message. Pipes between processes may use local sockets.
"""

from __future__ import annotations

import os
import sys
from typing import Any

LOCAL = {0, 1}  # unspecified, and AF_UNIX
REFUSED = "a test without network was about to use it"
LOOK_UPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
CALLS = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    second = arguments[1] if len(arguments) > 1 else None
    if (
        event in LOOK_UPS
        or (event == "socket.__new__" and second not in LOCAL)
        or (event in CALLS and isinstance(second, tuple))
    ):
        _refuse(event)


def _refuse(event: str) -> None:
    sys.stderr.write(f"{REFUSED}: {event}\n")
    sys.stderr.flush()
    os._exit(99)


if __name__ == "sitecustomize":
    sys.addaudithook(_watch)
