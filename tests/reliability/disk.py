"""Builds the disk that can lose its power and can be full, and says how a process is put on it."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")


class Disk:
    """A folder that processes write to, a folder with what of it was flushed, and a switch for having no room."""

    def __init__(self, folder: Path) -> None:
        self.watched, self.flushed = folder / "disk", folder / "flushed"
        self.full_flag, self.library = folder / "full", folder / "disk.so"
        for made in (self.watched, self.flushed):
            made.mkdir(parents=True)
        build(self.library)

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

    def lose_power(self) -> None:
        """Put the disk back to what had been flushed; every process that used it must be dead."""
        for path in self.watched.iterdir():
            path.unlink()
        for path in self.flushed.iterdir():
            if not path.name.startswith("."):
                shutil.copyfile(path, self.watched / path.name)


def build(library: Path) -> None:
    """Compile the library with the compiler that is here."""
    subprocess.run(
        [*compiler(), "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"],
        check=True,
        cwd=library.parent,
    )


def compiler() -> list[str]:
    """The command of a C compiler: the system's, or the one that the ziglang package carries."""
    for name in ("cc", "gcc", "clang"):
        if found := shutil.which(name):
            return [found]
    if importlib.util.find_spec("ziglang"):
        return [sys.executable, "-m", "ziglang", "cc"]
    raise LookupError("No C compiler found: install gcc, or run the tests through dev.py, which brings one.")
