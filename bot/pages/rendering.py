"""Pages as HTML: one template each, one style for all."""

import base64
import hashlib
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse

from bot.pages import guard

_templates = Environment(
    loader=PackageLoader("bot.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_style = _templates.get_template("style.css").render()
_style_hash = "sha256-" + base64.b64encode(hashlib.sha256(_style.encode()).digest()).decode()


def page(template: str, status: int = 200, *, leads_to: str = "", **values: Any) -> HTMLResponse:
    """A page with all the headers a page of ours has.

    Args:
        template: the name of a file in `templates`, without its ending.
        status: of the answer.
        leads_to: as for `guard.headers`.
        values: what the template shows; everything is escaped.
    """
    html = _templates.get_template(f"{template}.html").render(style=Markup(_style), **values)  # noqa: S704 - our own file
    return HTMLResponse(html, status, headers=guard.headers(_style_hash, leads_to))


def gone() -> HTMLResponse:
    """The same answer for unknown, used and expired links, so that it tells nothing."""
    return page("gone", 404)


def moved(address: str) -> RedirectResponse:
    """Leads on to another page by GET, leaving no trace of this one in it."""
    return RedirectResponse(address, 303, headers=guard.PRIVATE)
