"""What this server has signed, it knows again: a secret in the home, which is made once and which nobody else reads."""

import hmac
import os
import secrets
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from dashboard.shared.folder import home

NAME, BYTES = "secret", 32
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none is taken for another when it is read from a board


def readable(count: int) -> str:
    """So many signs that a person can read from a board and type, each one of 31."""
    return "".join(secrets.choice(SIGNS) for _ in range(count))


def signed(purpose: str, text: str) -> str:
    """The text with a signature that only this home can make; one for another purpose is another."""
    return f"{text}.{_signature(purpose, text)}"


def verified(purpose: str, value: str) -> str:
    """The text that was signed for this purpose, or nothing."""
    text, _, signature = value.rpartition(".")
    right = _signature(purpose, text).encode()
    return text if hmac.compare_digest(right, signature.encode(errors="replace")) else ""


def seal(purpose: str, text: str, signs: int) -> str:
    """The first signs of a signature, four bits each, where one is to be short."""
    return _signature(purpose, text)[:signs]


def age() -> float:
    """How many seconds ago the secret of this home was made."""
    _secret(home())
    try:
        return time.time() - (home() / NAME).stat().st_mtime
    except OSError:
        return 0.0


def _signature(purpose: str, text: str) -> str:
    return hmac.new(_secret(home()), f"{purpose}\0{text}".encode(errors="replace"), "sha256").hexdigest()


@lru_cache(maxsize=8)
def _secret(folder: Path) -> bytes:
    """The secret of a home; one that lasts as long as this process where nothing can be kept there."""
    path = folder / NAME
    try:
        if not path.exists():
            _make(path)
        if os.name != "nt" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
        found = path.read_bytes()
    except OSError:
        found = b""
    return found if len(found) >= BYTES else secrets.token_bytes(BYTES)


def _make(path: Path) -> None:
    """Write a secret whole or not at all; of two servers that do so at once, both keep the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{NAME}-{secrets.token_hex(8)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(BYTES))
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    except OSError:  # a disk that knows no links
        os.replace(draft, path)
    draft.unlink(missing_ok=True)
