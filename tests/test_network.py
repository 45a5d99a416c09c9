"""Nothing leaves the machine: no part of redrisk opens a connection or looks a name up."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT
from tests.no_network.sitecustomize import REFUSED

WATCHED = os.environ | {
    "PYTHONPATH": os.pathsep.join([str(ROOT / "tests" / "no_network"), str(ROOT)])
}


def _watched(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, *command],
        env=WATCHED,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.socket()",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
        "import subprocess, sys; "
        "code = 'import socket; socket.gethostbyname(chr(120))'; "
        "sys.exit(subprocess.run([sys.executable, '-P', '-B', '-c', code]).returncode)",
    ],
)
def test_a_use_of_the_network_would_be_seen(code: str) -> None:
    done = _watched("-c", code)
    assert done.returncode == 99
    assert REFUSED in done.stderr


def test_local_pipes_are_no_network() -> None:
    code = "import socket; a, b = socket.socketpair(); a.send(b'x'); print(b.recv(1))"
    assert _watched("-c", code).stdout == "b'x'\n"


def test_everything_works_without_network(tmp_path: Path) -> None:
    done = _watched("-m", "tests.no_network.everything", str(tmp_path))
    assert REFUSED not in done.stderr
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.slow
def test_no_library_beneath_python_uses_the_network(tmp_path: Path) -> None:
    """Compiled libraries are not seen by Python's own watch; the system's calls are."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    log = tmp_path / "calls.log"
    done = subprocess.run(  # noqa: S603
        ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto", "-o", str(log),  # noqa: S607
         sys.executable, "-m", "tests.no_network.everything", str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if "ptrace" in done.stderr:
        pytest.skip("strace is not allowed here")
    assert done.returncode == 0, done.stderr[-2000:]
    calls = log.read_text().splitlines()
    assert not [line for line in calls if "AF_INET" in line]
