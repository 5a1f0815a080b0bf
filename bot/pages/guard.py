"""What keeps a page from leaking, from being framed, and from being posted to by others."""

from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from bot.bodies import body_of

MOST_BYTES = 16 * 1024
"""Two passwords of 128 characters and an e-mail, percent-encoded, fit five times."""


class TooLarge(Exception):  # noqa: N818 - a fact about what was sent
    """The body is larger than any form of ours."""


PRIVATE = {
    "Referrer-Policy": "no-referrer",  # the address is the secret
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
"""The headers of every answer, also of one that only leads elsewhere."""


def headers(style_hash: str, leads_to: str = "") -> dict[str, str]:
    """The headers of every page.

    Args:
        style_hash: `sha256-…` of the one style element; nothing else may run, load or be framed.
        leads_to: the origin that the answer to its form redirects to, if not our own: browsers hold the
            whole way of a form to the policy.
    """
    form_action = f"'self' {leads_to}".rstrip()
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src '{style_hash}'; form-action {form_action}; "
            "frame-ancestors 'none'; base-uri 'none'"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        **PRIVATE,
    }


def from_our_page(request: Request) -> bool:
    """Whether a POST comes from our own form.

    Browsers say so in Sec-Fetch-Site. Older ones send Origin, which is "null" from a page that sends no
    referrer; with these the unguessable address is the protection.
    Source: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.headers.get("host")


async def form_fields(request: Request) -> dict[str, str]:
    """The fields of a posted form; empty if it is none.

    Raises:
        TooLarge: as soon as too much has come, whatever its Content-Length said.
    """
    body = await body_of(request, MOST_BYTES)
    if body is None:
        raise TooLarge
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=10, errors="strict")
    except ValueError:  # undecodable: a letter replaced unseen would make a password nobody knows
        return {}
    return {name: values[0] for name, values in fields.items()}
