"""Settings are read in one place, and a wrong one is explained without being shown."""

import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import make_url

from bot.adapters.sources import (
    brasilapi,
    cnpja,
    cnpjws,
    minhareceita,
    opencep,
    opencnpj,
    receitaws,
    viacep,
)
from bot.settings import LOOKUPS, Role, Settings, WrongSettings, likely_typos, load_settings
from tests.environment import Env

SECRET = "s" * 32
TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"


def test_nothing_set_is_fine(env: Env, tmp_path: Path) -> None:
    """Without any setting there is a simulator, a SQLite file and a data directory below this one."""
    settings = load_settings()
    assert (True, f"sqlite:///{tmp_path}/data/bot.db", tmp_path / "data") == (
        settings.simulated,
        settings.database_url,
        settings.data_dir,
    )


def test_token_ends_the_simulation(env: Env) -> None:
    """With a token of Telegram the real channel is served."""
    env(TELEGRAM_BOT_TOKEN=TOKEN)
    assert not load_settings().simulated


def test_empty_is_not_set(env: Env) -> None:
    """A variable left empty, as in a copied template, takes its default."""
    env(PORT="", TELEGRAM_BOT_TOKEN="", DATA_DIR="", REDIS_URL="")
    assert (8080, None) == (load_settings().port, load_settings().redis_url)


@pytest.mark.parametrize("field", LOOKUPS)
def test_empty_lookup_is_switched_off(env: Env, field: str) -> None:
    """An empty address of a lookup means that it is not asked."""
    env(**{field.upper(): ""})
    assert "" == getattr(load_settings(), field)


def test_default_lookups_are_the_public_ones(env: Env) -> None:
    """The lookups asked by default are those the adapters were written for."""
    sources = [minhareceita, opencnpj, brasilapi, cnpja, cnpjws, receitaws, viacep, opencep]
    assert [source.DEFAULT_URL for source in sources] == [getattr(load_settings(), name) for name in LOOKUPS]


def test_file_is_read(env: Env, tmp_path: Path) -> None:
    """A `.env` file in the working directory sets what the environment does not."""
    (tmp_path / ".env").write_text("PORT=1\nHOST=0.0.0.0\n")
    env(PORT="2")
    assert (2, "0.0.0.0") == (load_settings().port, load_settings().host)


def test_secret_is_kept(env: Env) -> None:
    """The secret made at the first start is the secret of every later one."""
    assert load_settings().secret_key == load_settings().secret_key


def test_kept_secret_is_private(env: Env, tmp_path: Path) -> None:
    """Nobody else on the machine can read the secret."""
    load_settings()
    assert 0o600 == (tmp_path / "data" / "secret_key").stat().st_mode & 0o777


def test_two_first_starts_agree(tmp_path: Path) -> None:
    """Processes that make the secret at the same moment end up with the same one."""
    code = (
        "import sys; from pathlib import Path; from bot.data_dir import kept_secret; "
        "sys.stdin.read(); print(kept_secret(Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "data")]
    racers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for racer in racers:
        assert racer.stdin
        racer.stdin.close()
        racer.stdin = None  # communicate() would flush it
    assert 1 == len({racer.communicate()[0] for racer in racers})


@pytest.mark.parametrize("kept", ["", "\n", "cut short"])
def test_secret_that_was_cut_short_is_refused(env: Env, tmp_path: Path, kept: str) -> None:
    """A full disk or a hand can leave a file that anybody could guess: nothing is sealed with that."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret_key").write_text(kept)
    with pytest.raises(
        WrongSettings, match=f"SECRET_KEY: is kept in {tmp_path}/data/secret_key, which holds"
    ):
        load_settings()


def test_secret_that_cannot_be_read_is_named(env: Env, tmp_path: Path) -> None:
    """What stands in the way of the secret is told with its path."""
    (tmp_path / "data" / "secret_key").mkdir(parents=True)
    with pytest.raises(WrongSettings, match=f"SECRET_KEY: .*{tmp_path}/data/secret_key"):
        load_settings()


@pytest.mark.parametrize("name", ["100%", "a?b#c"])
def test_database_lies_in_any_directory(env: Env, tmp_path: Path, name: str) -> None:
    """Signs that mean something in an address mean themselves in a path."""
    env(DATA_DIR=name)
    assert str(tmp_path / name / "bot.db") == make_url(load_settings().database_url).database


@pytest.mark.parametrize(("url", "own"), [("", True), ("sqlite:///other.db", False)])
def test_own_database(env: Env, url: str, own: bool) -> None:
    """A database that was chosen by hand is not the program's own."""
    env(DATABASE_URL=url, SECRET_KEY=SECRET)
    assert own == load_settings().own_database


def test_nothing_secret_is_shown(env: Env) -> None:
    """Printing the settings shows neither secrets nor addresses that may hold a password."""
    hidden = {
        "SECRET_KEY": SECRET,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "DATABASE_URL": "postgresql://bot:pw-of-db@db/bot",
        "REDIS_URL": "redis://:pw-of-redis@redis",
        "PROVISIONING_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    }
    env(**hidden)
    shown = repr(load_settings())
    assert [] == [value for value in hidden.values() if value in shown]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PORT", "eighty", "must be a whole number"),
        ("PORT", "70000", "must be at most 65535"),
        ("PORT", "-1", "must be at least 0"),
        ("PORT", "9" * 5000, "must be a whole number"),
        ("SUPPORT_CONTACT", "x" * 201, "must have at most 200 characters"),
        ("REDIS_URL", "http://redis", "must begin with redis://"),
        ("REDIS_URL", "redis://redis/0?foo=x", "options that are not known here: foo"),
        ("REDIS_URL", "redis://redis/0?decode_responses=true", "not known here: decode_responses"),
        ("REDIS_URL", "redis://redis?db=x", "option that cannot be used"),
        ("REDIS_URL", "rediss://redis?ssl_cert_reqs=x", "option that cannot be used"),
        ("REDIS_URL", "rediss://redis?ssl_x=x", "option that cannot be used"),
        ("REDIS_URL", "redis://redis/zero", "number of a database"),
        ("DATABASE_URL", "mysql://db", "must begin with postgresql://"),
        ("DATABASE_URL", "sqlite://relative", "a file after three slashes"),
        ("DATABASE_URL", "sqlite://", "a file after three slashes"),
        ("DATABASE_URL", "sqlite:///:memory:", "a file after three slashes"),
        ("DATABASE_URL", "sqlite:///bot.db?foo=x", "a file after three slashes"),
        ("DATABASE_URL", "sqlite:///nowhere/bot.db", "a directory that is not there"),
        ("DATABASE_URL", "postgresql://db/bot?foo=x", "an option that PostgreSQL does not know"),
        ("DATABASE_URL", "postgresql://user:hid[den@db", "no address"),
        ("DATABASE_URL", "postgresql://user:hidden@db", "SECRET_KEY: is needed"),
        ("REDIS_URL", "redis://redis", "SECRET_KEY: is needed"),
        ("SECRET_KEY", "tooshort", "at least 32"),
        ("SECRET_KEY", SECRET + ",tooshort", "at least 32"),
        ("PUBLIC_URL", "http://bot.example.com", "must begin with https://"),
        ("PUBLIC_URL", "bot.example.com", "web address"),
        ("PUBLIC_URL", "https://bot.example.com/path", "without a path"),
        ("PUBLIC_URL", "https://me@bot.example.com", "without a path"),
        ("PUBLIC_URL", "https://bot.example.com:port", "no address"),
        ("EMITTER_ACCESS_URL", "emitter", "web address"),
        ("EMITTER_ACCESS_URL", "http://emitter.example/in?token={token}", "https://"),
        ("EMITTER_ACCESS_URL", "https://emitter.example/in?token=", "{token} after the host"),
        ("EMITTER_ACCESS_URL", "https://{token}.emitter.example/in", "{token} after the host"),
        ("EMITTER_ACCESS_URL", "https://me@emitter.example/in/{token}", "no user"),
        ("PROVISIONING_URL", "https://emitter.example/x", "PROVISIONING_SECRET: is needed with"),
        ("PROVISIONING_URL", "http://emitter.example/x", "https://"),
        ("PROVISIONING_URL", "https://me:pw@emitter.example/x", "no user"),
        ("PROVISIONING_URL", "https://emitter.example/x#y", "nothing after a #"),
        ("PROVISIONING_SECRET", "whsec_dG9vIHNob3J0", "24 to 64 random bytes"),
        ("TELEGRAM_BOT_TOKEN", "110201543", "a colon and 35"),
        ("TELEGRAM_BOT_TOKEN", TOKEN + "\n", "a colon and 35"),
        ("TELEGRAM_API_URL", "http://localhost:1", "TELEGRAM_BOT_TOKEN: is needed"),
        ("TELEGRAM_RATE", "thirty", "valid number"),
        ("TELEGRAM_RATE", "0", "must be at least 0.01"),
        ("TELEGRAM_RATE", "nan", "must be at most 1000000"),
        ("TELEGRAM_CHAT_RATE", "-1", "must be at least 0.01"),
        ("TELEGRAM_CHAT_RATE", "inf", "must be at most 1000000"),
        ("VIACEP_URL", "viacep", "web address"),
        ("WHATSAPP_NUMBER", "(11) 91234-5678", "with its country's code"),
        ("WHATSAPP_NUMBER", "+5511", "with its country's code"),
        ("WHATSAPP_NUMBER", "+00000000", "with its country's code"),
        ("WHATSAPP_NUMBER", "+55 11 91234-5678 (Ana)", "with its country's code"),
        ("DATA_DIR", "/dev/null/data", "no directory"),
        ("DATA_DIR", "/dev/null", "no directory"),
        ("DATA_DIR", "~nobody-of-this-name/data", "the home of a user who has none"),
    ],
)
def test_wrong_value_is_explained(env: Env, name: str, value: str, reason: str) -> None:
    """The problem names the variable at fault and the reason."""
    env(**{name: value})
    with pytest.raises(WrongSettings) as caught:
        load_settings()
    assert (name in str(caught.value), reason in str(caught.value)) == (True, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "hid-secret"),
        ("TELEGRAM_BOT_TOKEN", "7:hid-token"),
        ("PROVISIONING_SECRET", "whsec_hid"),
        ("PROVISIONING_URL", "https://me:hid-pw@emitter.example"),
        ("DATABASE_URL", "mysql://user:hid-pw@db"),
        ("DATABASE_URL", "postgresql://user:hid[pw@db"),
        ("REDIS_URL", "http://:hid-pw@redis"),
        ("REDIS_URL", "redis://:hid-pw\u2100@redis"),
        ("REDIS_URL", "redis://:hid-pw@redis?foo=hid"),
        ("REDIS_URL", "redis://redis?password=hid-pw&db=x"),
        ("DATABASE_URL", "postgresql://user:hid-pw@db?foo=hid"),
        ("DATABASE_URL", "sqlite://user:hid-pw@db"),
    ],
)
def test_wrong_secret_is_not_shown(env: Env, name: str, value: str) -> None:
    """What is wrong with a secret is told without telling the secret, even in the chain of causes."""
    env(**{name: value})
    with pytest.raises(WrongSettings) as caught:
        load_settings()
    shown = "".join(traceback.format_exception(caught.value)) + str(caught.value.problems)
    assert "hid" not in shown


@pytest.mark.parametrize(
    ("set_to", "number"),
    [
        ("+55 (11) 91234-5678", "5511912345678"),
        ("551140001234", "551140001234"),
        ("+1 555-078-3881", "15550783881"),
        ("", ""),
    ],
)
def test_number_is_kept_as_links_take_it(env: Env, set_to: str, number: str) -> None:
    """Of a WhatsApp number the digits are kept; Meta's numbers for trying out are good too."""
    env(WHATSAPP_NUMBER=set_to)
    assert number == load_settings().whatsapp_number


def test_every_problem_is_told_at_once(env: Env) -> None:
    """Two wrong variables are two problems, so that one look mends both."""
    env(PORT="x", TELEGRAM_BOT_TOKEN="y")
    with pytest.raises(WrongSettings) as caught:
        load_settings()
    assert ["PORT", "TELEGRAM_BOT_TOKEN"] == [name for name, _, _ in caught.value.problems]


@pytest.mark.parametrize("url", ["http://localhost:8080", "http://127.0.0.1", "https://bot.example.com/"])
def test_good_public_address(env: Env, url: str) -> None:
    """This machine may be plain http; a slash at the end is dropped."""
    env(PUBLIC_URL=url)
    assert url.rstrip("/") == load_settings().public_url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://emitter.example/in?token={token}",
        "https://emitter.example#{token}",
        "http://[::1]:1/{token}",
    ],
)
def test_good_access_address(env: Env, url: str) -> None:
    """None, one where the token goes, or one on this machine: each is kept as it is."""
    env(EMITTER_ACCESS_URL=url)
    assert url == load_settings().emitter_access_url


def test_rates(env: Env) -> None:
    """Telegram's own limits, unless others are set; less than one message a second can be said too."""
    env(TELEGRAM_CHAT_RATE="0.5")
    assert (30, 0.5) == (load_settings().telegram_rate, load_settings().telegram_chat_rate)


def test_emulator_takes_any_token(env: Env) -> None:
    """With another Bot API server the token is that server's affair."""
    env(TELEGRAM_API_URL="http://localhost:1/", TELEGRAM_BOT_TOKEN="1:x")
    assert "http://localhost:1" == load_settings().telegram_api_url


def test_every_field_has_an_example() -> None:
    """Whatever can be wrong can be mended from its example."""
    assert [] == [name for name, field in Settings.model_fields.items() if len(field.examples or []) != 1]


def test_typos_are_noticed(env: Env, tmp_path: Path) -> None:
    """A variable that looks like one of ours is pointed out, in the file as in the environment."""
    (tmp_path / ".env").write_text("DATABASE_URI=x\n")
    env(TELEGRAM_TOKEN="x", MINHA_RECEITA_URL="y")
    assert [
        ("DATABASE_URI", "DATABASE_URL"),
        ("MINHA_RECEITA_URL", "MINHARECEITA_URL"),
        ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
    ] == likely_typos()


def test_file_in_another_encoding_is_refused(env: Env, tmp_path: Path) -> None:
    """A `.env` saved as Latin-1 is named."""
    (tmp_path / ".env").write_bytes("SUPPORT_CONTACT=ligação".encode("latin-1"))
    with pytest.raises(WrongSettings, match=r"\.env: is not UTF-8 text"):
        load_settings()


@pytest.mark.parametrize(
    "url",
    [
        "redis://redis",
        "redis://redis/3",
        "unix:///run/redis.sock?db=1",
        "rediss://u:p@redis?ssl_cert_reqs=none",
    ],
)
def test_good_redis_address(env: Env, url: str) -> None:
    """The usual forms are taken, TLS with its options too."""
    env(REDIS_URL=url, SECRET_KEY=SECRET)
    assert url == load_settings().redis_url


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///bot.db",
        "postgresql://u:p@db:5432/bot?sslmode=require",
        "postgresql:///bot?host=/run/postgresql",
    ],
)
def test_good_database_address(env: Env, url: str) -> None:
    """The usual forms are taken, with libpq's options."""
    env(DATABASE_URL=url, SECRET_KEY=SECRET)
    assert url == load_settings().database_url


def test_usual_variables_are_no_typos(env: Env, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a shell or a container sets by itself is left alone."""
    for name in os.environ:
        monkeypatch.delenv(name)
    env(
        HOSTNAME="x", HOME="/", PATH="/bin", REDIS_HOST="x", REDIS_PORT="x", DB_URL="x", POSTGRES_PASSWORD="x"
    )
    assert [] == likely_typos()


@pytest.mark.parametrize(
    ("public_url", "api_url", "expected"),
    [
        ("", "", None),
        ("https://bot.example.com", "", "https://bot.example.com/telegram/webhook"),
        ("http://127.0.0.1:8080", "", None),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8081", "http://127.0.0.1:8080/telegram/webhook"),
    ],
)
def test_webhook_follows_from_the_public_address(
    env: Env, public_url: str, api_url: str, expected: str | None
) -> None:
    """Telegram delivers where it can reach us: over HTTPS, or from a Bot API server of one's own."""
    env(TELEGRAM_BOT_TOKEN=TOKEN, PUBLIC_URL=public_url, TELEGRAM_API_URL=api_url)
    assert expected == load_settings().webhook_url


def test_nothing_is_delivered_to_the_simulator(env: Env) -> None:
    """Without a real Telegram there is nobody to deliver."""
    env(PUBLIC_URL="https://bot.example.com")
    assert load_settings().webhook_url is None


@pytest.mark.parametrize("secret", ["short", "with a space in it", "s" * 257, "acentuação-que-não-vale"])
def test_webhook_secret_that_telegram_refuses_is_refused(env: Env, secret: str) -> None:
    """Telegram takes letters, digits, _ and -; a short one could be guessed. It is not shown."""
    env(TELEGRAM_WEBHOOK_SECRET=secret)
    with pytest.raises(WrongSettings, match="TELEGRAM_WEBHOOK_SECRET: must have 16 to 256") as refused:
        load_settings()
    assert secret not in repr(refused.value)


SERVERS = {"REDIS_URL": "redis://redis:6379/0", "DATABASE_URL": "postgresql://bot@postgres/bot"}
WHOLE = {**SERVERS, "SECRET_KEY": SECRET, "TELEGRAM_BOT_TOKEN": TOKEN}


@pytest.mark.parametrize("role", get_args(Role))
def test_role_says_all_that_is_missing(env: Env, role: Role) -> None:
    """One process of several shares its servers and its secret with the others, and serves a real channel."""
    with pytest.raises(WrongSettings) as refused:
        load_settings(role)
    names = [name for name, _, _ in refused.value.problems]
    assert ["REDIS_URL", "DATABASE_URL", "SECRET_KEY", "TELEGRAM_BOT_TOKEN"] == names


@pytest.mark.parametrize("role", get_args(Role))
def test_role_with_all_it_needs_starts(env: Env, role: Role) -> None:
    """Nothing more is asked for."""
    env(**WHOLE)
    load_settings(role)


def test_file_of_one_machine_is_no_database_for_several(env: Env) -> None:
    """SQLite has one writer on one machine."""
    env(**WHOLE | {"DATABASE_URL": "sqlite:///bot.db"})
    with pytest.raises(WrongSettings, match="DATABASE_URL: must be a PostgreSQL"):
        load_settings("worker")


def test_what_is_delivered_is_not_fetched(env: Env) -> None:
    """Fetching would take the webhook away from `bot web`."""
    env(**WHOLE, PUBLIC_URL="https://bot.example.com")
    with pytest.raises(WrongSettings, match="PUBLIC_URL: has Telegram deliver to bot web"):
        load_settings("poll")


WHATSAPP = {
    "WHATSAPP_TOKEN": "EAAtoken",
    "WHATSAPP_PHONE_NUMBER_ID": "105677815657877",
    "WHATSAPP_APP_SECRET": "secret",
    "WHATSAPP_VERIFY_TOKEN": "verify",
    "PUBLIC_URL": "https://bot.example.com",
}


def test_whatsapp_alone_ends_the_simulation(env: Env) -> None:
    """With WhatsApp the simulator does not run, and Telegram is not delivered."""
    env(**WHATSAPP)
    settings = load_settings()
    assert (False, None) == (settings.simulated, settings.webhook_url)
    assert "https://bot.example.com/whatsapp/webhook" == settings.whatsapp_webhook_url


@pytest.mark.parametrize(
    "missing", ["WHATSAPP_PHONE_NUMBER_ID", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"]
)
def test_what_whatsapp_needs_is_named(env: Env, missing: str) -> None:
    """A token for WhatsApp without the rest is refused, and the rest is named."""
    env(**{name: value for name, value in WHATSAPP.items() if name != missing})
    with pytest.raises(WrongSettings, match=f"{missing}: is needed with WHATSAPP_TOKEN"):
        load_settings()


def test_whatsapp_without_public_address_is_refused(env: Env) -> None:
    """Meta delivers, so it has to reach us."""
    env(**{name: value for name, value in WHATSAPP.items() if name != "PUBLIC_URL"})
    with pytest.raises(WrongSettings, match="PUBLIC_URL: is needed with WHATSAPP_TOKEN"):
        load_settings()


def names_of(refused: pytest.ExceptionInfo[WrongSettings]) -> list[str]:
    return [name for name, _, _ in refused.value.problems]


def test_all_that_whatsapp_needs_is_named_at_once(env: Env) -> None:
    """Who sets the token alone is told of everything beside it, in one run."""
    env(WHATSAPP_TOKEN="EAAtoken")
    with pytest.raises(WrongSettings) as refused:
        load_settings()
    assert sorted(WHATSAPP.keys() - {"WHATSAPP_TOKEN"}) == sorted(names_of(refused))


def test_wrong_and_missing_are_told_at_once(env: Env) -> None:
    """What a role needs is told beside what is wrong, and each variable once."""
    env(WHATSAPP_TOKEN="EAAtoken", PORT="x", SECRET_KEY="short")
    with pytest.raises(WrongSettings) as refused:
        load_settings("worker")
    wrong = ["SECRET_KEY", "PORT", *sorted(WHATSAPP.keys() - {"WHATSAPP_TOKEN"}), "REDIS_URL", "DATABASE_URL"]
    assert sorted(wrong) == sorted(names_of(refused))


def test_empty_is_missing(env: Env, tmp_path: Path) -> None:
    """A variable that is set to nothing takes away what the file says, for a role too."""
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in WHOLE.items()))
    env(REDIS_URL="")
    with pytest.raises(WrongSettings) as refused:
        load_settings("web")
    assert ["REDIS_URL"] == names_of(refused)


@pytest.mark.parametrize(
    ("name", "value"),
    [("WHATSAPP_PHONE_NUMBER_ID", "+55 11 91234-5678"), ("WHATSAPP_TEMPLATE", "Novidade em português")],
)
def test_wrong_whatsapp_value_is_explained(env: Env, name: str, value: str) -> None:
    """The number in the place of its id, and a template without a language, are refused."""
    env(**{**WHATSAPP, name: value})
    with pytest.raises(WrongSettings, match=f"{name}: must be"):
        load_settings()


def test_whatsapp_alone_is_not_fetched_from(env: Env) -> None:
    """`bot poll` needs Telegram."""
    env(
        **WHATSAPP,
        REDIS_URL="redis://localhost",
        DATABASE_URL="postgresql://bot@localhost/bot",
        SECRET_KEY="k" * 32,
    )
    load_settings("web")
    with pytest.raises(WrongSettings, match="TELEGRAM_BOT_TOKEN: is needed by bot poll"):
        load_settings("poll")
