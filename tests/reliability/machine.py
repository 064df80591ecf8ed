"""The parts of a machine that can fail: a disk that loses its power or has no room, and a clock that is moved."""

import ctypes
import datetime as dt
import mmap
import os
import shutil
import struct
import subprocess
from pathlib import Path

SOURCES = Path(__file__).parent
ROOT = SOURCES.parents[1]
# Where `dev.py test` puts a compiler on a machine that has none.
COMPILER = ROOT / "build" / "compiler"


class Disk:
    """A folder that processes write to, a folder with what of it was flushed, and a switch for having no room."""

    def __init__(self, folder: Path) -> None:
        self.watched, self.flushed = folder / "disk", folder / "flushed"
        self.full_flag, self.library = folder / "full", built("disk", folder)
        for made in (self.watched, self.flushed):
            made.mkdir()

    def environment(self) -> dict[str, str]:
        """What a process needs in its environment so as to be on this disk."""
        return {
            "LD_PRELOAD": str(self.library),
            "DISK_WATCHED": str(self.watched),
            "DISK_FLUSHED": str(self.flushed),
            "DISK_FULL": str(self.full_flag),
        }

    def fill(self) -> None:
        """From now on nothing fits."""
        self.full_flag.touch()

    def make_room(self) -> None:
        """There is room again."""
        self.full_flag.unlink()

    def settle(self) -> None:
        """What stands on the disk now has been there for long; no process may be using it."""
        _copy_over(self.watched, self.flushed)

    def lose_power(self) -> None:
        """Put the disk back to what had been flushed; every process that used it must be dead."""
        _copy_over(self.flushed, self.watched)


def _copy_over(source: Path, target: Path) -> None:
    for path in target.iterdir():
        path.unlink()
    for path in source.iterdir():
        if not path.name.startswith("."):
            shutil.copyfile(path, target / path.name)


class Clock:
    """The time of day as the processes on it see it."""

    def __init__(self, folder: Path) -> None:
        self.file, self.library = folder / "clock-moved-by", built("clock", folder)
        self._write(0)

    def environment(self) -> dict[str, str]:
        """What a process needs in its environment so as to go by this clock."""
        return {"LD_PRELOAD": str(self.library), "CLOCK_MOVED_BY": str(self.file)}

    def put(self, moment: dt.datetime) -> None:
        """Set the clock to `moment`, which is aware."""
        self._write(round((moment - dt.datetime.now(dt.UTC)).total_seconds()))

    def put_on(self, minutes: float) -> None:
        """Put the clock on by so many minutes from what it shows."""
        self._write(self.moved_by() + round(minutes * 60))

    def now(self) -> dt.datetime:
        """What the clock shows."""
        return dt.datetime.now(dt.UTC) + dt.timedelta(seconds=self.moved_by())

    def moved_by(self) -> int:
        """Seconds ahead of the machine's clock."""
        return struct.unpack("=q", self.file.read_bytes())[0]

    def _write(self, seconds: int) -> None:
        """In place and at one stroke: running processes have the file mapped."""
        if not self.file.exists():
            self.file.write_bytes(bytes(8))
        with self.file.open("r+b") as file, mmap.mmap(file.fileno(), 8) as shared:
            number = ctypes.c_int64.from_buffer(shared)
            number.value = seconds
            del number


def built(name: str, folder: Path) -> Path:
    """The library of `name`.c, compiled into `folder`."""
    library = folder / f"{name}.so"
    source = SOURCES / f"{name}.c"
    command = [*compiler(), "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"]
    subprocess.run(command, check=True, cwd=folder, env=os.environ | {"ZIG_GLOBAL_CACHE_DIR": str(COMPILER / "cache")})
    return library


def compiler() -> list[str]:
    """The command of a C compiler: the system's, or the one that `dev.py test` fetched; raises LookupError."""
    for name in ("cc", "gcc", "clang"):
        if found := shutil.which(name):
            return [found]
    if (fetched := COMPILER / "ziglang" / "zig").exists():
        return [str(fetched), "cc"]
    raise LookupError("No C compiler found: install gcc, or run the tests through dev.py, which brings one.")
