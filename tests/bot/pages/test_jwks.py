"""The public keys, where an emitter looks for them."""

from tests.bot.pages.conftest import KEYS, Pages


async def test_keys_are_published(pages: Pages) -> None:
    """As a JWK set that may be kept for a while, and read by anybody."""
    answer = await pages.browser.get("/.well-known/jwks.json")
    assert (KEYS.public(), "application/jwk-set+json", "public, max-age=300") == (
        answer.json(),
        answer.headers["content-type"],
        answer.headers["cache-control"],
    )
