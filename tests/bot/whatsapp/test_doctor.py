"""The doctor finds what is wrong with WhatsApp and says what to do."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response

from bot.doctor import Finding
from bot.doctor.telegram import look_at_telegram
from bot.doctor.whatsapp import look_at_whatsapp
from bot.settings import load_settings
from bot.simulator.whatsapp import APP_SECRET
from bot.simulator.whatsapp.templates import Template
from bot.simulator.whatsapp.world import WhatsAppWorld
from tests.bot.whatsapp.meta import NUMBER, TOKEN, Meta
from tests.environment import Env
from tests.serving import serving

TEMPLATE = Template("cadastro_novidade", "Há uma novidade. Responda a esta mensagem para ver.")
OBJECT = "whatsapp_business_account"
HOOK = "https://bot.example.com/whatsapp/webhook"


@pytest.fixture
async def world(env: Env) -> AsyncIterator[WhatsAppWorld]:
    """A simulated WhatsApp that the settings point to, and that delivers where it should."""
    async with WhatsAppWorld() as world, serving(Starlette(routes=world.routes())) as url:
        world.deliveries.url = HOOK
        set_up(env, f"{url}/whatsapp/v26.0", world.token, world.phone_number_id)
        env(WHATSAPP_NUMBER=f"+{world.number}", WHATSAPP_TEMPLATE="cadastro_novidade:pt_BR")
        world.templates.append(TEMPLATE)
        yield world


@pytest.fixture
async def meta(env: Env, meta: Meta) -> AsyncIterator[Meta]:
    """A stand-in for Meta that says what it is told to."""
    async with serving(meta.app) as url:
        set_up(env, url, TOKEN, NUMBER)
        env(WHATSAPP_NUMBER="+5511912345678")
        yield meta


def set_up(env: Env, url: str, token: str, number_id: str) -> None:
    env(PUBLIC_URL="https://bot.example.com", WHATSAPP_API_URL=url, WHATSAPP_TOKEN=token)
    env(WHATSAPP_PHONE_NUMBER_ID=number_id, WHATSAPP_APP_SECRET=APP_SECRET, WHATSAPP_VERIFY_TOKEN="v" * 32)


async def found() -> dict[str, Finding]:
    """What the doctor finds with the settings of the environment."""
    return {one.what: one for one in await look_at_whatsapp(load_settings())}


async def test_all_is_well(world: WhatsAppWorld) -> None:
    """Token, number, app, delivery, subscriptions and template as they should be."""
    assert [
        ("WhatsApp", "ok"),
        ("WhatsApp app secret", "ok"),
        ("WhatsApp field", "ok"),
        ("WhatsApp delivery", "ok"),
        ("WhatsApp subscription", "ok"),
        ("WhatsApp template", "ok"),
    ] == [(one.what, one.state) for one in (await found()).values()]


@pytest.mark.parametrize(
    ("token", "detail"), [("", "the simulator stands in"), ("7:" + "x" * 35, "not set up")]
)
async def test_without_whatsapp(env: Env, token: str, detail: str) -> None:
    """Who has no WhatsApp is told where it is said how to have it."""
    env(TELEGRAM_BOT_TOKEN=token)
    assert [Finding("WhatsApp", "off", detail, "For the real one, see docs/whatsapp.md.")] == list(
        (await found()).values()
    )


async def test_without_telegram(world: WhatsAppWorld) -> None:
    """WhatsApp alone is enough."""
    assert ["off"] == [one.state for one in await look_at_telegram(load_settings())]


@pytest.mark.parametrize(
    "wrong", [{"WHATSAPP_TOKEN": "EAAhidden"}, {"WHATSAPP_PHONE_NUMBER_ID": "999999999999999"}]
)
async def test_wrong_token_or_number(world: WhatsAppWorld, env: Env, wrong: dict[str, str]) -> None:
    """Which settings are wrong is told, and no secret."""
    env(**wrong)
    (only,) = (await found()).values()
    assert ("broken", True, False) == (only.state, "WHATSAPP_TOKEN" in only.mend, "hidden" in repr(only))


@pytest.mark.parametrize(("number", "state"), [("", "look"), ("+55 11 4000-1234", "broken")])
async def test_links_to_another_number(world: WhatsAppWorld, env: Env, number: str, state: str) -> None:
    """Links that lead nowhere, or to another number, are pointed out with the right one."""
    env(WHATSAPP_NUMBER=number)
    told = (await found())["WhatsApp"]
    assert (state, True) == (told.state, f"WHATSAPP_NUMBER={world.number}" in told.mend)


@pytest.mark.parametrize(
    ("url", "detail"),
    [("https://old.example.com/hidden", "goes to a webhook at old.example.com"), ("", "goes nowhere")],
)
async def test_delivery_elsewhere(world: WhatsAppWorld, url: str, detail: str) -> None:
    """What Meta delivers elsewhere nobody answers; the address to enter is said."""
    world.deliveries.url = url
    told = (await found())["WhatsApp delivery"]
    assert ("broken", detail, True) == (told.state, told.detail, HOOK in told.mend)


async def test_app_that_is_not_subscribed(world: WhatsAppWorld) -> None:
    """A webhook alone is not enough: the app has to be subscribed to the account."""
    world.subscribed = False
    told = (await found())["WhatsApp subscription"]
    assert ("broken", True) == (told.state, f"/{world.business_account_id}/subscribed_apps" in told.mend)


async def test_secret_of_another_app(world: WhatsAppWorld, env: Env) -> None:
    """With it every delivery would be refused, so it is told before anybody writes; and it is not shown."""
    env(WHATSAPP_APP_SECRET="hidden" * 6)
    told = (await found())["WhatsApp app secret"]
    assert ("broken", True, False) == (told.state, "WHATSAPP_APP_SECRET" in told.mend, "hidden" in repr(told))


@pytest.mark.parametrize("fields", [[], ["account_alerts"]])
async def test_field_that_is_not_subscribed(world: WhatsAppWorld, fields: list[str]) -> None:
    """Without the field messages Meta tells the app of none."""
    world.fields = fields
    told = (await found())["WhatsApp field"]
    assert ("broken", True) == (told.state, "subscribe to the field messages" in told.mend)


@pytest.mark.parametrize(
    ("templates", "state", "detail"),
    [
        ([], "broken", "there is none so named"),
        ([replace(TEMPLATE, name="cadastro_novidade_2")], "broken", "there is none so named"),
        ([replace(TEMPLATE, language="en")], "broken", "it is there in other languages alone: en"),
        ([replace(TEMPLATE, status="PENDING")], "look", "it is pending: Meta has not approved it yet"),
        ([replace(TEMPLATE, status="PAUSED")], "broken", "it is paused, so Meta does not send it"),
        ([replace(TEMPLATE, body="Olá, {{1}}")], "broken", "it has variables, and nothing is put into them"),
        (
            [replace(TEMPLATE, category="MARKETING")],
            "look",
            "it is approved as marketing, which costs more and may be held back",
        ),
        ([replace(TEMPLATE, language="en"), TEMPLATE], "ok", "it is approved"),
    ],
    ids=["none", "another", "language", "pending", "paused", "variables", "marketing", "good"],
)
async def test_template(world: WhatsAppWorld, templates: list[Template], state: str, detail: str) -> None:
    """What keeps the template from being sent is told before somebody waits for it."""
    world.templates[:] = templates
    told = (await found())["WhatsApp template"]
    assert (state, detail) == (told.state, told.detail)


async def test_without_a_template(world: WhatsAppWorld, env: Env) -> None:
    """It need not be; what is missed without it is said."""
    env(WHATSAPP_TEMPLATE="")
    told = (await found())["WhatsApp template"]
    assert ("off", True) == (told.state, "waits" in told.detail)


async def test_forgotten_token(env: Env) -> None:
    """Who set the rest of WhatsApp is told what keeps it off."""
    env(WHATSAPP_PHONE_NUMBER_ID=NUMBER, WHATSAPP_APP_SECRET=APP_SECRET)
    (only,) = (await found()).values()
    assert Finding(
        "WhatsApp",
        "look",
        "off, although there is WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_APP_SECRET",
        "Set WHATSAPP_TOKEN too.",
    ) == only  # fmt: skip


def subscription(**more: object) -> Response:
    """One with its fields as older versions of the API gave them."""
    return JSONResponse({"data": [{"object": OBJECT, "fields": ["messages"], **more}]})


def answer(meta: Meta, **more: object) -> None:
    about = {"display_phone_number": "+55 11 91234-5678", "webhook_configuration": {"application": HOOK}}
    meta.answers[f"/{NUMBER}"] = JSONResponse({**about, **more})


async def test_own_webhook_of_the_number_counts(meta: Meta) -> None:
    """An address of the number itself comes before the app's."""
    answer(meta, webhook_configuration={"application": "https://other.example.com", "phone_number": HOOK})
    assert "ok" == (await found())["WhatsApp delivery"].state


@pytest.mark.parametrize(("can", "state"), [("BLOCKED", "broken"), ("LIMITED", "look")])
async def test_number_that_may_not_send(meta: Meta, can: str, state: str) -> None:
    """What keeps the number from sending is told with what Meta says to do."""
    trouble = {"error_code": 141006, "error_description": "No payment.", "possible_solution": "Add a card."}
    entity = {"entity_type": "BUSINESS", "id": "1", "can_send_message": can, "errors": [trouble]}
    answer(meta, health_status={"can_send_message": can, "entities": [entity]})
    assert Finding(
        "WhatsApp sending", state, f"{can.lower()} by its BUSINESS: No payment.", "Add a card."
    ) == ((await found())["WhatsApp sending"])  # fmt: skip


@pytest.mark.parametrize(("rating", "told"), [("GREEN", False), ("YELLOW", True), ("RED", True)])
async def test_quality_that_falls(meta: Meta, rating: str, *, told: bool) -> None:
    """A number that people block is pointed out before Meta takes it away."""
    answer(meta, quality_rating=rating)
    assert told == ("WhatsApp quality" in await found())


@pytest.mark.parametrize(
    ("about", "state", "detail"),
    [
        ({"expires_at": 1795651200}, "look", "it ends on 2026-11-26 00:00 UTC"),
        ({"scopes": ["whatsapp_business_management"]}, "broken", "it may not send"),
    ],
    ids=["ends", "may not send"],
)
async def test_token_that_will_not_do(meta: Meta, about: dict[str, object], state: str, detail: str) -> None:
    """A token of a day, or one without the permission, is pointed out before it fails."""
    answer(meta)
    meta.answers["/debug_token"] = JSONResponse({"data": {"expires_at": 0, "is_valid": True, **about}})
    told = (await found())["WhatsApp token"]
    assert (state, detail, False) == (told.state, told.detail, TOKEN in repr(told))


@pytest.mark.parametrize(
    "told",
    [
        JSONResponse({"error": {"code": 100}}, 400),
        JSONResponse({"data": {"expires_at": "x", "scopes": 1}}),
        JSONResponse({"data": []}),
    ],
    ids=["refused", "odd", "none"],
)
async def test_token_that_meta_tells_nothing_of(meta: Meta, told: Response) -> None:
    """It worked for the number, so nothing is said against it."""
    answer(meta)
    meta.answers["/debug_token"] = told
    assert "WhatsApp token" not in await found()


@pytest.mark.parametrize(
    ("what", "told", "state"),
    [
        ("WhatsApp field", JSONResponse({"error": {"code": 2}}, 500), "look"),
        ("WhatsApp field", JSONResponse({}), "look"),
        ("WhatsApp app secret", JSONResponse({"error": {"code": 190}}, 401), "broken"),
        ("WhatsApp field", subscription(active=False), "broken"),
        ("WhatsApp field", subscription(), "ok"),
    ],
    ids=["ill", "odd", "unknown app", "switched off", "old form"],
)
async def test_what_meta_tells_of_the_app(meta: Meta, what: str, told: Response, state: str) -> None:
    """What Meta does not tell is no fault of ours; the app's own token is the app's id and its secret."""
    answer(meta)
    meta.answers |= {"/debug_token": JSONResponse({"data": {"app_id": "77"}}), "/77/subscriptions": told}
    found_ = await found()
    token = next(asked.token for asked in meta.asked if asked.path == "/77/subscriptions")
    assert (state, f"77|{APP_SECRET}") == (found_[what].state, token)


async def test_templates_that_may_not_be_seen(meta: Meta, env: Env) -> None:
    """Where the token may not ask, that is said, and nothing is broken."""
    env(WHATSAPP_TEMPLATE="cadastro_novidade:pt_BR")
    answer(meta, health_status={"entities": [{"entity_type": "WABA", "id": "88"}]})
    meta.answers["/88/message_templates"] = JSONResponse({"error": {"code": 10}}, 403)
    assert "look" == (await found())["WhatsApp template"].state


async def test_unknown_subscription(meta: Meta) -> None:
    """Where the token may not ask, that is said, and nothing is broken."""
    answer(meta, health_status={"entities": [{"entity_type": "WABA", "id": "88"}]})
    error = {"message": "no", "code": 200, "type": "OAuthException"}
    meta.answers["/88/subscribed_apps"] = JSONResponse({"error": error}, 403)
    assert "look" == (await found())["WhatsApp subscription"].state


@pytest.mark.parametrize(
    ("told", "state", "mend"),
    [
        (Response("<html>", 502), "broken", "Check the way to WHATSAPP_API_URL."),
        (JSONResponse({}, 429), "look", "Run bot doctor again in some minutes."),
        (JSONResponse({"error": {"code": 131031}}, 400), "broken", "error codes"),
    ],
    ids=["unreachable", "too fast", "refused"],
)
async def test_trouble_of_metas(meta: Meta, told: Response, state: str, mend: str) -> None:
    """Each kind of trouble has its own advice."""
    meta.answers[f"/{NUMBER}"] = told
    only = (await found())["WhatsApp"]
    assert (state, True) == (only.state, mend in only.mend)


async def test_answer_of_another_form(meta: Meta) -> None:
    """Whatever else comes back, the doctor does not fall ill."""
    odd: list[object] = [{"entities": 1}, {"entities": [1, {"entity_type": "WABA", "id": "88"}]}]
    for health in odd:
        meta.answers["/debug_token"] = JSONResponse({"data": {"app_id": "77"}})
        meta.answers["/77/subscriptions"] = JSONResponse({"data": [1, {"object": OBJECT, "fields": [1, {}]}]})
        meta.answers["/88/message_templates"] = JSONResponse({"data": [1, {"name": "cadastro_novidade"}]})
        answer(meta, health_status=health, webhook_configuration=[], display_phone_number=None)
        meta.answers["/88/subscribed_apps"] = JSONResponse({"data": [1, {"whatsapp_business_api_data": 2}]})
        assert {"WhatsApp": "broken", "WhatsApp delivery": "broken"}.items() <= {
            what: one.state for what, one in (await found()).items()
        }.items()
