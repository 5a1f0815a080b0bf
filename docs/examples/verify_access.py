"""Checks an access token as the emitter must, with the keys published over HTTP.

    pip install "pyjwt[crypto]"
    python verify_access.py https://bot.example.com https://emitter.example.com < token

The first address is the bot's PUBLIC_URL, the second the origin of EMITTER_ACCESS_URL. The token is read
from standard input, since arguments are seen by everybody on a machine.
"""

import sqlite3
import sys
import time
from typing import Any

import jwt

SECONDS = 60  # no token lives longer
LEEWAY = 5  # what the two clocks may differ by
CLAIMS = ["iss", "aud", "sub", "reseller", "person", "purpose", "iat", "exp", "jti"]


class AccessTokens:
    """Checks tokens. Make one for each process and keep it: it remembers the keys for five minutes.

    Args:
        bot: the bot's PUBLIC_URL.
        emitter: the origin of EMITTER_ACCESS_URL.
        used: where all processes of the emitter note which tokens were used.
    """

    def __init__(self, bot: str, emitter: str, used: sqlite3.Connection) -> None:
        self._bot, self._emitter, self._used = bot, emitter, used
        # Asks again when a token names a key it does not know: that is how new keys are found.
        self._keys = jwt.PyJWKClient(f"{bot}/.well-known/jwks.json", lifespan=300, timeout=5)
        used.execute("CREATE TABLE IF NOT EXISTS used_tokens (jti TEXT PRIMARY KEY, until REAL)")

    def verify(self, token: str) -> dict[str, Any]:
        """The claims of a good token, which is used up.

        Raises:
            jwt.PyJWTError: let nobody in, and answer the same whatever the reason.
        """
        claims: dict[str, Any] = jwt.decode(
            token,
            self._keys.get_signing_key_from_jwt(token),
            algorithms=["EdDSA"],  # never the one that the token asks for
            issuer=self._bot,
            audience=self._emitter,
            leeway=LEEWAY,
            options={"require": CLAIMS, "strict_aud": True},
        )
        if claims["purpose"] != "access" or claims["exp"] - claims["iat"] > SECONDS:
            raise jwt.InvalidTokenError("not made to enter by")
        self._use_up(claims["jti"])
        return claims

    def _use_up(self, jti: str) -> None:
        now = time.time()
        try:
            with self._used:
                self._used.execute("DELETE FROM used_tokens WHERE until < ?", [now])
                self._used.execute("INSERT INTO used_tokens VALUES (?, ?)", [jti, now + SECONDS + 2 * LEEWAY])
        except sqlite3.IntegrityError:
            raise jwt.InvalidTokenError("used before") from None


def main() -> None:
    """Says whom a token lets in where, or that it lets nobody in."""
    bot, emitter = sys.argv[1:]
    tokens = AccessTokens(bot, emitter, sqlite3.connect("used_tokens.db"))
    try:
        claims = tokens.verify(sys.stdin.read().strip())
    except jwt.PyJWTError as error:
        sys.exit(f"Nobody is let in: {error}")
    who = f"Person {claims['person']} of reseller {claims['reseller']}"
    print(f"{who} enters customer {claims['sub']}.")  # noqa: T201 - what the command says


if __name__ == "__main__":
    main()
