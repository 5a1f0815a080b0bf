"""Files are opened in a process of their own."""

import asyncio
import time
from datetime import UTC, datetime

import pytest
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import PrivateFormat

from bot.icp_brasil.apart import Opener, environment
from bot.icp_brasil.holders import Holder
from bot.icp_brasil.opening import opened
from bot.icp_brasil.refusal import Refused
from tests.kit.certificates import CNPJ, OTHER, PASSWORD, UNTIL, Sample, pfx

NOON = datetime(2026, 11, 24, 15, tzinfo=UTC)


@asn1.sequence
class Whole:
    version: int
    safe: asn1.TLV
    mac: asn1.TLV


@asn1.sequence
class WithoutMac:
    version: int
    safe: asn1.TLV


def slow_file() -> bytes:
    """A file that asks for eight million rounds, and has no checksum that would tell it for false."""
    builder = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(77_777).hmac_hash(SHA256())
    whole = asn1.decode_der(Whole, Sample().file(encryption=builder.build(PASSWORD.encode())))
    file = asn1.encode_der(WithoutMac(version=whole.version, safe=whole.safe))
    few, many = asn1.encode_der(77_777), asn1.encode_der(0x7FFFFF)
    assert (len(few), True) == (len(many), few in file)
    return file.replace(few, many)


async def test_what_was_found_comes_back() -> None:
    """Holder, end, and a file that opens with the passphrase that was made for it."""
    packed = await Opener().open(pfx(), PASSWORD, CNPJ, NOON)
    found = packed.accepted
    assert (Holder("PADARIA PAO QUENTE LTDA", CNPJ), UNTIL) == (found.holder, found.not_after)
    assert opened(pfx(), PASSWORD).certificate == opened(found.file, packed.passphrase).certificate


async def test_each_has_a_passphrase_of_its_own() -> None:
    """The same file sent twice."""
    first, second = [await Opener().open(pfx(), PASSWORD, CNPJ, NOON) for _ in range(2)]
    assert first.passphrase != second.passphrase


async def test_refusals_come_back_with_their_details() -> None:
    """Why, and whose it is."""
    with pytest.raises(Refused) as refused:
        await Opener().open(pfx("other"), PASSWORD, CNPJ, NOON)
    assert "anothers" == refused.value.reason
    assert {"holder": "OUTRA EMPRESA LTDA", "tax_id": OTHER} == refused.value.details


async def test_a_hostile_file_ends() -> None:
    """One that would keep a processor busy is given up, and meanwhile everything else goes on."""
    began, beats = time.monotonic(), 0
    opening = asyncio.create_task(Opener(seconds=0.5).open(slow_file(), PASSWORD, CNPJ, NOON))
    while not opening.done():
        await asyncio.sleep(0.01)
        beats += 1
    with pytest.raises(Refused, match="slow"):
        await opening
    assert beats >= 10
    assert time.monotonic() - began < 10


def test_the_process_has_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file makes it do, it does without the program's environment."""
    monkeypatch.setenv("SECRET_KEY", "a secret of at least thirty-two characters")
    assert ["PYTHONPATH"] == list(environment())


async def test_more_than_there_is_room_for() -> None:
    """They wait for each other, and all are opened."""
    opener = Opener()
    packed = await asyncio.gather(*(opener.open(pfx(), PASSWORD, CNPJ, NOON) for _ in range(4)))
    assert 4 == len({one.passphrase for one in packed})
