"""The data directory: who may read it, locks on it, and the secret kept in it."""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SECRET_FILE = "secret_key"  # noqa: S105 - the name of the file
SHORTEST_SECRET = 32


class UnusableFile(Exception):  # noqa: N818 - the file is broken, not the program
    """A file of ours that cannot be used; the message says which one and what to do."""


@contextmanager
def private_files() -> Iterator[None]:
    """What is made in the block, by this process and those it starts, is for its owner alone.

    The directory may be older than the program, and open to others (a volume, `mkdir data`).
    """
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def open_private(directory: Path) -> Path:
    """Makes a directory that only its owner can enter, and gives it back.

    Raises:
        OSError: it cannot be made or written to.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not os.access(directory, os.W_OK | os.X_OK):
        raise PermissionError(f"{directory} is not writable")
    return directory


@contextmanager
def try_lock(path: Path) -> Iterator[int | None]:
    """Tries to lock a file for as long as the block lasts; the kernel lets go when the process dies.

    Yields:
        The locked file's descriptor, or None when another process has the lock. A child that inherits
        the descriptor holds the lock too (flock(2): it belongs to the open file).
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield descriptor
    finally:
        os.close(descriptor)


def kept_secret(data_dir: Path) -> str:
    """The secret of a data directory, made the first time it is asked for.

    It is written whole under another name and then linked, so that of two processes that start at the
    same moment one wins and both read the same secret.

    Raises:
        OSError: the directory cannot be written, or the file not read.
        ValueError: the file was cut short; the secret in it would be easy to guess.
    """
    path = open_private(data_dir) / SECRET_FILE
    if not path.exists():
        _keep(secrets.token_urlsafe(48), path)
    secret = path.read_text(errors="replace").strip()
    if not long_enough(secret):
        raise ValueError(
            f"is kept in {path}, which holds less than {SHORTEST_SECRET} characters: put back what it held, "
            "or delete it and a new one is made"
        )
    return secret


def long_enough(secret: str) -> bool:
    """Whether a secret, and each of several parted by commas, is too long to be guessed."""
    return all(len(key.strip()) >= SHORTEST_SECRET for key in secret.split(","))


def _keep(secret: str, path: Path) -> None:
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.") as draft:
        draft.write(secret)
        draft.flush()
        os.fsync(draft.fileno())
        with suppress(FileExistsError):
            os.link(draft.name, path)
