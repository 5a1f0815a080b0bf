import pytest

from bot.simulator.chats import Json
from bot.simulator.entities import to_html
from bot.simulator.errors import ApiError
from bot.simulator.html_markup import parse_html


def entity(kind: str, offset: int, length: int, **more: str) -> Json:
    return {"type": kind, "offset": offset, "length": length} | more


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a <b>b</b>", "a b", [entity("bold", 2, 1)]),
        ("<STRONG>b</STRONG>", "b", [entity("bold", 0, 1)]),
        ("😀<i>b</i>", "😀b", [entity("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<b>a</>", "a", [entity("bold", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        (
            '<a href="https://a.br/?x=1&y=2">a</a>',
            "a",
            [entity("text_link", 0, 1, url="https://a.br/?x=1&y=2")],
        ),
        ("<a href='https://a.br/>'>a</a>", "a", [entity("text_link", 0, 1, url="https://a.br/>")]),
        ("<a>a</a>", "a", []),
        ("<code>a</code>", "a", [entity("code", 0, 1)]),
        ('<pre><code class="language-py">a</code></pre>', "a", [entity("pre", 0, 1, language="py")]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        ("&lt;&gt;&amp;&quot;&nbsp;&#65;&#x42; & b > a", '<>&"&nbsp;AB & b > a', []),
        ("<b></b>a", "a", []),
    ],
)
def test_reads(source: str, text: str, entities: list[Json]) -> None:
    """Telegram's tags become entities, its four named characters and numbers become characters."""
    assert (text, entities) == parse_html(source)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_refuses(source: str, sentence: str) -> None:
    """What does not parse is refused with the server's sentence and the offset in bytes."""
    with pytest.raises(ApiError) as error:
        parse_html(source)
    assert f"Bad Request: can't parse entities: {sentence}" == error.value.description


@pytest.mark.parametrize(
    "source",
    [
        "a <b>b</b> c",
        "<b>😀</b>&lt;",
        '<a href="https://a.br">a</a>',
        "<code>a</code> <tg-spoiler>b</tg-spoiler>",
    ],
)
def test_writes_what_it_read(source: str) -> None:
    """The HTML that a test sees of a message is the HTML it was sent as."""
    assert source == to_html(*parse_html(source))
