"""The data directory: locks on it, and the secret kept in it."""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECRET_FILE = "secret_key"  # noqa: S105 - the name of the file


def open_private(directory: Path) -> Path:
    """Makes a directory that only its owner can enter, and gives it back.

    Raises:
        OSError: it cannot be made or written to.
    """
    if not directory.exists():
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
    """
    path = open_private(data_dir) / SECRET_FILE
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=data_dir, prefix=f".{SECRET_FILE}.") as draft:
            draft.write(secrets.token_urlsafe(48))
            draft.flush()
            os.fsync(draft.fileno())
            try:
                os.link(draft.name, path)
            except FileExistsError:
                return path.read_text().strip()
    return path.read_text().strip()
