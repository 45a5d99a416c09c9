"""The command line in a process of its own, with what it took: seconds, memory, files."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_CODE = "from redrisk.cli import main; main()"
SECONDS = 10.0
MEGABYTES = 500.0
_PATIENCE = 60.0


@dataclass(frozen=True)
class Process:
    """What a command did."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def process(*arguments: str | Path, folder: Path, stdin: bytes = b"") -> Process:
    """Run the command line in a folder; it is killed after a minute."""
    command = [sys.executable, "-c", _CODE, *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=out, stderr=err
        )
        assert child.stdin is not None
        try:
            child.stdin.write(stdin)
            child.stdin.close()
        except BrokenPipeError:
            pass
        status, usage = _waited(child, start)
        seconds = time.perf_counter() - start
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read(2_000_000).decode("utf-8", "replace"))
    unit = 1 if sys.platform == "darwin" else 1024
    code, (told, complained) = os.waitstatus_to_exitcode(status), said
    return Process(code, told, complained, seconds, usage * unit / 1e6)


def _waited(child: subprocess.Popen[bytes], start: float) -> tuple[int, int]:
    """The child's status, and the most memory that it held."""
    while True:
        done, status, usage = os.wait4(child.pid, os.WNOHANG)
        if done:
            child.returncode = os.waitstatus_to_exitcode(status)
            return status, usage.ru_maxrss
        if time.perf_counter() - start > _PATIENCE:
            child.kill()
        time.sleep(0.01)


def tree(folder: Path) -> dict[str, str]:
    """Every path below a folder, with what stands there."""
    return {str(path.relative_to(folder)): _kind(path) for path in sorted(folder.rglob("*"))}


def _kind(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    return f"{path.stat().st_size} bytes" if path.is_file() else "no file"
