"""Which browser scripts and outlines are shipped, and are they what they should be?"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Vendored:
    """A file from elsewhere that is shipped, unchanged or bundled by `tools/charts`.

    Attributes
    ----------
    file
        File name in `vendor/`.
    package, version, licence
        As its publisher states them.
    sha256
        Hexadecimal digest of the file.
    """

    file: str
    package: str
    version: str
    licence: str
    sha256: str

    @property
    def is_intact(self) -> bool:
        """Whether what is shipped has the digest of the manifest."""
        return hashlib.sha256(text_of(self.file).encode()).hexdigest() == self.sha256


@cache
def manifest() -> tuple[Vendored, ...]:
    """Return every vendored file, in order of loading."""
    listed = tomllib.loads(text_of("manifest.toml"))["file"]
    return tuple(Vendored(**entry) for entry in listed)


def scripts() -> list[str]:
    """Return the browser scripts in order of loading, without pointers to maps."""
    return [script(v.file) for v in manifest() if v.file.endswith(".js")]


def script(file: str) -> str:
    """Return a browser script without its pointer to a map."""
    return text_of(file).partition("\n//# sourceMappingURL=")[0]


@cache
def text_of(file: str) -> str:
    """Return the text of a file in `vendor/`."""
    shipped = files("brownfield.tell.vendor").joinpath(file)
    return shipped.read_bytes().decode()


def tight(file: str) -> bytes:
    """Return a file in `vendor/` as it is shipped packed with brotli; blank if not."""
    shipped = files("brownfield.tell.vendor").joinpath(f"{file}.br")
    return shipped.read_bytes() if shipped.is_file() else b""
