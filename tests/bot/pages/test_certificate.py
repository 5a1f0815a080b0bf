"""A customer sends an A1 certificate on a one-time page."""

import asyncio
from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from httpx import Response
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.adapters.certificates import SqlCertificates
from bot.db.models import CertificateRow
from bot.icp_brasil.opening import opened
from bot.icp_brasil.safe import unsealed
from bot.sealing import Seal, TokenMaker, token_digest
from conversations.ports.certificates import Certificate
from tests.bot.pages.conftest import Pages, opened_on
from tests.kit.certificates import CNPJ, PASSWORD, UNTIL, Sample, key, pfx

WRONG = "password that opens nothing"


async def send(pages: Pages, path: str, file: bytes, password: str = PASSWORD) -> Response:
    """Sends a file as the form does."""
    files = {"certificate": ("padaria.pfx", file, "application/x-pkcs12")}
    return await pages.browser.post(path, data={"password": password}, files=files)


async def known(pages: Pages) -> Certificate | None:
    async with pages.world.database.transaction() as tx:
        certificates = SqlCertificates(tx, TokenMaker("secret"), None, pages.clock)
        return await certificates.find(pages.shop.reseller.id, pages.customer.id)


async def kept(pages: Pages) -> list[CertificateRow]:
    async with pages.world.database.transaction() as tx:
        return list(await tx.session.scalars(select(CertificateRow)))


async def test_page_says_for_whom(pages: Pages) -> None:
    """The page names the reseller and the company, and nothing else that is known of them."""
    html = (await pages.browser.get(await pages.certificate())).text
    assert [True, True] == [text in html for text in ("Contábil Sol", "Padaria Pão Quente Ltda")]
    private = ["João da Silva", "912345678", CNPJ, "11.222.333", "joao@padaria.example"]
    assert [] == [text for text in private if text in html]


async def test_right_certificate_is_kept(pages_on_both: Pages) -> None:
    """Its holder, its number and its end are told on the page, and known in the chat."""
    answer = await send(pages_on_both, await pages_on_both.certificate(), pfx())
    wanted = ["Certificado guardado", "PADARIA PAO QUENTE LTDA", "11.222.333/0001-81", "31/05/2027"]
    assert (200, wanted) == (answer.status_code, [text for text in wanted if text in answer.text])
    expected = Certificate(
        holder="PADARIA PAO QUENTE LTDA",
        tax_id=CNPJ,
        not_after=UNTIL,
        kept_at=pages_on_both.clock.now,
    )
    assert expected == await known(pages_on_both)


async def test_what_is_kept_opens_by_its_own_passphrase(pages: Pages) -> None:
    """Key and certificates are as they were sent; the owner's password opens nothing that is stored."""
    await send(pages, await pages.certificate(), pfx())
    (row,) = await kept(pages)
    assert row.sealed
    found = unsealed(Seal("secret"), row.sealed)
    sent_key = opened(pfx(), PASSWORD).key.private_numbers()
    assert sent_key == opened(found.file, found.passphrase).key.private_numbers()
    assert [] == [text for text in (found.passphrase, str(vars(row))) if PASSWORD in text]


async def test_nothing_of_it_is_in_clear_on_the_disk(sqlite_url: str) -> None:
    """Neither the key nor any password, the owner's or ours, in the file of the database."""
    async with opened_on(sqlite_url) as pages:
        await send(pages, await pages.certificate(), pfx())
        (row,) = await kept(pages)
    assert row.sealed
    found = unsealed(Seal("secret"), row.sealed)
    private = key("holder").private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    disk = b"".join(one.read_bytes() for one in Path(sqlite_url.removeprefix("sqlite:///")).parent.glob("*"))
    secrets = [PASSWORD.encode(), found.passphrase.encode()]
    secrets += [part for whole in (private, found.file, b64encode(found.file)) for part in parts_of(whole)]
    assert [] == [secret for secret in secrets if secret in disk]
    assert [part for part in parts_of(row.sealed) if part in disk]  # it is looked for in the right place


def parts_of(whole: bytes) -> list[bytes]:
    """Parts of something long, which a database keeps in several places."""
    return [whole[place : place + 40] for place in range(0, len(whole) - 40, 40)]


async def test_opening_changes_nothing(pages_on_both: Pages) -> None:
    """However often previews open the link, it still works."""
    path = await pages_on_both.certificate()
    for method in ("GET", "HEAD", "GET"):
        assert 200 == (await pages_on_both.browser.request(method, path)).status_code
    assert 200 == (await send(pages_on_both, path, pfx())).status_code


@pytest.mark.parametrize(
    ("kind", "password", "said"),
    [
        ("good", WRONG, "Esta senha não abre o arquivo"),
        ("good", "", "Esta senha não abre o arquivo"),
        ("no_key", PASSWORD, "mas não a chave dele"),
        ("foreign", PASSWORD, "não foi emitido pela ICP-Brasil"),
        ("forged", PASSWORD, "não confere"),
        ("nobodys", PASSWORD, "não diz de que CNPJ ou CPF ele é"),
        (
            "other",
            PASSWORD,
            "OUTRA EMPRESA LTDA (99.888.777/0001-66), e este cadastro é de Padaria Pão",
        ),
        ("expired", PASSWORD, "venceu em 31/12/2025"),
        ("not_yet", PASSWORD, "só vale a partir de 24/12/2026"),
    ],
)
async def test_each_refusal_has_its_word(pages: Pages, kind: str, password: str, said: str) -> None:
    """What is wrong and what to do, and the link is as good as before."""
    path = await pages.certificate()
    answer = await send(pages, path, pfx(kind), password)
    assert (422, True) == (answer.status_code, said in answer.text)
    assert (None, 200) == (await known(pages), (await send(pages, path, pfx())).status_code)


async def test_a_page_with_an_error_says_so_first(pages: Pages) -> None:
    """In its title, which is read out first, and in an alert that leads to the field."""
    answer = await send(pages, await pages.certificate(), pfx(), WRONG)
    assert "<title>Erro: Envie o certificado A1</title>" in answer.text
    assert "Veja por quê no campo “Senha do certificado”" in answer.text


async def test_password_is_not_sent_back(pages: Pages) -> None:
    """Nor told to a log."""
    answer = await send(pages, await pages.certificate(), pfx(), WRONG)
    assert WRONG not in answer.text


@pytest.mark.parametrize(
    ("file", "status", "said"),
    [
        (b"", 422, "ainda não escolheu o arquivo"),
        (b"junk", 422, "não é um certificado A1 completo"),
        (b"\0" * (100 * 1024 + 1), 413, "grande demais"),
        (b"\0" * 1_000_000, 413, "grande demais"),
    ],
)
async def test_what_is_no_certificate(pages: Pages, file: bytes, status: int, said: str) -> None:
    """Nothing, anything, and too much of it."""
    answer = await send(pages, await pages.certificate(), file)
    assert (status, True) == (answer.status_code, said in answer.text)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"certificate=x&password=y", "application/x-www-form-urlencoded"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
        (b"nothing", "multipart/form-data; boundary=x"),
        (b"nothing", "multipart/form-data"),
        (b"", ""),
    ],
)
async def test_forms_that_are_none(pages: Pages, body: bytes, kind: str) -> None:
    """They are answered like a form without a file."""
    path = await pages.certificate()
    answer = await pages.browser.post(path, content=body, headers={"content-type": kind})
    assert (422, True) == (answer.status_code, "ainda não escolheu" in answer.text)


async def test_a_file_where_the_password_should_be(pages: Pages) -> None:
    """Is no form of ours."""
    files = {"certificate": ("a.pfx", pfx()), "password": ("b.txt", b"text")}
    answer = await pages.browser.post(await pages.certificate(), files=files)
    assert (422, True) == (answer.status_code, "ainda não escolheu" in answer.text)


async def test_link_is_good_for_one(pages_on_both: Pages) -> None:
    """A second certificate by the same link is refused, and so is an older link of the customer."""
    old, path = [await pages_on_both.certificate(key) for key in ("turn1", "turn2")]
    codes = [(await send(pages_on_both, link, pfx())).status_code for link in (path, path, old)]
    assert [200, 404, 404] == codes


async def test_of_two_at_once_one_is_kept(pages_on_both: Pages) -> None:
    """By one link, or by two of the same customer."""
    one, other = [await pages_on_both.certificate(key) for key in ("turn1", "turn2")]
    answers = await asyncio.gather(*(send(pages_on_both, path, pfx()) for path in (one, one, other)))
    assert [200, 404, 404] == sorted(answer.status_code for answer in answers)
    assert 1 == len(await kept(pages_on_both))


async def test_a_new_one_replaces_the_old(pages_on_both: Pages) -> None:
    """Under an id of its own, by a new link; password links are another matter."""
    password = await pages_on_both.link()
    await send(pages_on_both, await pages_on_both.certificate("turn1"), pfx())
    (first,) = await kept(pages_on_both)
    await send(pages_on_both, await pages_on_both.certificate("turn2"), pfx("branch"))
    (second,) = await kept(pages_on_both)
    assert first.id != second.id
    assert 200 == (await pages_on_both.browser.get(password)).status_code


async def test_link_lasts_seven_days(pages: Pages) -> None:
    """Then it looks like one there never was, also to whoever has the page open."""
    path = await pages.certificate()
    pages.clock.pass_days(7)
    answers = [
        await pages.browser.get(path),
        await send(pages, path, pfx()),
        await pages.browser.get("/s/none"),
    ]
    assert {(404, answers[2].text)} == {(answer.status_code, answer.text) for answer in answers}


async def test_chat_that_asked_is_told(pages: Pages) -> None:
    """Once, that it was kept and for whom; nothing of what is in it."""
    path = await pages.certificate()
    await send(pages, path, pfx("other"))
    assert {} == pages.told
    await send(pages, path, pfx())
    event = {"name": "certificate_kept", "about": {"customer": pages.customer.id}}
    once = f"certificate:{token_digest(path.rsplit('/', 1)[1])}"
    told = {"event": {**event, "outcome": "found", "found": {}}}
    assert {once: ("telegram:1001", told)} == pages.told


async def test_redis_away_loses_no_certificate(pages: Pages) -> None:
    """The chat is not told, and the page says that it is kept."""
    pages.redis_is_away = True
    answer = await send(pages, await pages.certificate(), pfx())
    assert (200, True) == (answer.status_code, await known(pages) is not None)


async def test_posts_of_other_pages_do_nothing(pages: Pages) -> None:
    """A form elsewhere cannot send a certificate by somebody's link."""
    path = await pages.certificate()
    files = {"certificate": ("a.pfx", pfx())}
    headers = {"sec-fetch-site": "cross-site"}
    answer = await pages.browser.post(path, data={"password": PASSWORD}, files=files, headers=headers)
    assert (403, None) == (answer.status_code, await known(pages))


async def test_every_answer_keeps_to_itself(pages: Pages) -> None:
    """No referrer, no index, no cache, whatever is said."""
    path = await pages.certificate()
    answers = [
        await pages.browser.get(path),
        await send(pages, path, pfx(), WRONG),
        await send(pages, path, pfx()),
    ]
    wanted = {
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
        "cache-control": "no-store",
    }
    assert [wanted] * 3 == [{name: answer.headers[name] for name in wanted} for answer in answers]


async def test_logs_carry_ids_alone(pages: Pages) -> None:
    """No name, number, password or token."""
    path = await pages.certificate()
    with capture_logs() as logs:
        for kind, password in (("other", PASSWORD), ("good", WRONG), ("good", PASSWORD)):
            await send(pages, path, pfx(kind), password)
    assert ["certificate refused"] * 2 + ["certificate kept"] == [line["event"] for line in logs]
    secrets = [PASSWORD, WRONG, "PADARIA", "OUTRA EMPRESA", CNPJ, path.rsplit("/", 1)[1]]
    assert [] == [secret for secret in secrets if secret in str(logs)]


async def test_names_are_text_and_nothing_else(pages: Pages) -> None:
    """What a certificate calls its holder is not run by the browser."""
    sample = Sample(common="<script>alert(1)</script>")
    answer = await send(pages, await pages.certificate(), sample.file())
    assert ("&lt;script&gt;" in answer.text, "<script>" in answer.text) == (True, False)
