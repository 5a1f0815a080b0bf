"""What can be set, and what each setting has to look like."""

import re
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL

from bot import redis_client
from bot.data_dir import kept_secret, long_enough, open_private
from bot.db import engine
from bot.provisioning.secret import good_secrets
from bot.settings.values import is_phone_number, is_this_machine, parts_of, web_address

ENV_FILE = ".env"
TELEGRAM = "https://api.telegram.org"
WHATSAPP = "https://graph.facebook.com/v26.0"
TEMPLATE = re.compile(r"[a-z0-9_]{1,512}:[a-z]{2,3}(_[A-Z]{2})?")
"""A message template's name and its language. Source: Message templates, name and language."""
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]{35}")  # Source: Bot API, "Authorizing your bot"
LookupSetting = Literal[
    "minhareceita_url",
    "opencnpj_url",
    "brasilapi_url",
    "cnpja_url",
    "cnpjws_url",
    "receitaws_url",
    "viacep_url",
    "opencep_url",
]
"""The settings that say where the public registers are."""
LOOKUPS: tuple[LookupSetting, ...] = get_args(LookupSetting)


class Settings(BaseSettings):
    """What can be set from outside, each field named like its variable in lower case.

    Variables win over a `.env` file in the working directory. An empty value counts as not set, except
    for a lookup, which it switches off. Secrets are never shown.
    """

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, extra="ignore", hide_input_in_errors=True, validate_default=True
    )

    data_dir: Path = Field(Path("data"), examples=["/var/lib/bot"])
    redis_url: str | None = Field(None, repr=False, examples=["redis://redis:6379/0"])
    database_url: str = Field("", repr=False, examples=["postgresql://bot:password@localhost/bot"])
    secret_key: SecretStr = Field(
        SecretStr(""),
        examples=["(what this prints: python3 -c 'import secrets; print(secrets.token_urlsafe(48))')"],
    )
    host: str = Field("127.0.0.1", examples=["127.0.0.1"])
    port: int = Field(8080, ge=0, le=65535, examples=["8080"])
    support_contact: str = Field("", max_length=200, examples=["WhatsApp (11) 91234-5678"])

    telegram_api_url: str = Field(TELEGRAM, examples=[TELEGRAM])
    telegram_bot_token: SecretStr | None = Field(
        None, examples=["110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1 (yours comes from @BotFather)"]
    )

    telegram_webhook_secret: SecretStr = Field(
        SecretStr(""), examples=["(what this prints: openssl rand -hex 32)"]
    )
    telegram_rate: float = Field(30, ge=0.01, le=1_000_000, examples=["30"])
    telegram_chat_rate: float = Field(1, ge=0.01, le=1_000_000, examples=["1"])

    whatsapp_number: str = Field("", examples=["+55 11 91234-5678"])
    whatsapp_api_url: str = Field(WHATSAPP, examples=[WHATSAPP])
    whatsapp_token: SecretStr | None = Field(
        None, examples=["(of a system user, from Meta's Business Settings; docs/whatsapp.md says how)"]
    )
    whatsapp_phone_number_id: str = Field(
        "", examples=["105677815657877 (the number's id in Meta's console)"]
    )
    whatsapp_app_secret: SecretStr = Field(
        SecretStr(""), examples=["(in Meta's console: App settings, Basic, App secret)"]
    )
    whatsapp_verify_token: SecretStr = Field(
        SecretStr(""), examples=["(what this prints: openssl rand -hex 32)"]
    )
    whatsapp_rate: float = Field(80, ge=0.01, le=1_000_000, examples=["80"])
    whatsapp_chat_rate: float = Field(1 / 6, ge=0.01, le=1_000_000, examples=["0.1667 (one in 6 seconds)"])
    whatsapp_template: str = Field("", examples=["cadastro_novidade:pt_BR"])

    # Below the channels that need it: a check sees what stands above.
    public_url: str | None = Field(None, examples=["https://bot.example.com"])

    emitter_access_url: str = Field("", examples=["https://emitter.example.com/access?token={token}"])

    provisioning_url: str = Field("", examples=["https://emitter.example.com/webhooks/cadastro"])
    provisioning_secret: SecretStr = Field(
        SecretStr(""), examples=["(what this prints: echo whsec_$(openssl rand -base64 32))"]
    )

    minhareceita_url: str = Field("https://minhareceita.org", examples=["https://minhareceita.org"])
    opencnpj_url: str = Field("https://api.opencnpj.org", examples=["https://api.opencnpj.org"])
    brasilapi_url: str = Field("https://brasilapi.com.br/api", examples=["https://brasilapi.com.br/api"])
    cnpja_url: str = Field("https://open.cnpja.com", examples=["https://open.cnpja.com"])
    cnpjws_url: str = Field("https://publica.cnpj.ws", examples=["https://publica.cnpj.ws"])
    receitaws_url: str = Field(
        "https://www.receitaws.com.br/v1", examples=["https://www.receitaws.com.br/v1"]
    )
    viacep_url: str = Field("https://viacep.com.br/ws", examples=["https://viacep.com.br/ws"])
    opencep_url: str = Field("https://opencep.com/v1", examples=["https://opencep.com/v1"])
    lookup_hedge_ms: int = Field(700, ge=1, le=5000, examples=["700"])

    @property
    def simulated(self) -> bool:
        """Whether there is no real channel, so that the simulator stands in for one."""
        return self.telegram_bot_token is None and self.whatsapp_token is None

    @property
    def own_database(self) -> bool:
        """Whether the database is the file in the data directory, and not one that was chosen by hand."""
        return self.database_url == _own_database(self.data_dir)

    @property
    def webhook_url(self) -> str | None:
        """Where Telegram delivers; none where updates are fetched instead.

        Telegram itself takes HTTPS alone, a Bot API server of one's own HTTP too.
        Source: https://github.com/tdlib/telegram-bot-api#usage
        """
        if self.telegram_bot_token is None or self.public_url is None:
            return None
        reachable = self.public_url.startswith("https:") or self.telegram_api_url != TELEGRAM
        return f"{self.public_url}/telegram/webhook" if reachable else None

    @property
    def whatsapp_webhook_url(self) -> str | None:
        """Where Meta is to deliver: it is entered in Meta's console; none without WhatsApp."""
        return f"{self.public_url}/whatsapp/webhook" if self.whatsapp_token and self.public_url else None

    @property
    def provisioned(self) -> bool:
        """Whether the emitter is told what changes about customers."""
        return bool(self.provisioning_url)

    def telegram_token(self) -> str:
        """The bot's token.

        Raises:
            ValueError: there is none; ask `simulated` first.
        """
        if self.telegram_bot_token is None:
            raise ValueError("TELEGRAM_BOT_TOKEN is not set")
        return self.telegram_bot_token.get_secret_value()

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value != "" or name in LOOKUPS}

    @field_validator("data_dir")
    @classmethod
    def _usable(cls, path: Path) -> Path:
        try:
            return open_private(path.expanduser().absolute())
        except OSError as error:
            raise ValueError(f"is no directory we can write to ({error.strerror or error})") from None
        except RuntimeError:
            raise ValueError("begins with the home of a user who has none") from None

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, url: str | None) -> str | None:
        if url:
            if parts_of(url).scheme not in {"redis", "rediss", "unix"}:
                raise ValueError("must begin with redis://, rediss:// or unix://")
            redis_client.check_address(url)
        return url

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: str, info: ValidationInfo) -> str:
        if not url:
            return _own_database(info.data["data_dir"]) if "data_dir" in info.data else ""
        if parts_of(url).scheme not in {"postgresql", "sqlite"}:
            raise ValueError("must begin with postgresql:// (the plain form, without a driver) or sqlite:///")
        engine.check_address(url)
        return url

    @field_validator("secret_key")
    @classmethod
    def _strong(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        """The secret that was set, or the one kept beside the data that nobody but us has."""
        if secret.get_secret_value():
            if not long_enough(secret.get_secret_value()):
                raise ValueError("must have at least 32 characters (each, of several parted by commas)")
            return secret
        if "data_dir" not in info.data:
            return secret  # which is told of by itself
        # One that is wrong, and so is not there, was set all the same.
        own_redis = info.data.get("redis_url", "wrong") is None
        own_database = info.data.get("database_url") == _own_database(info.data["data_dir"])
        if not (own_redis and own_database):
            raise ValueError("is needed with REDIS_URL or DATABASE_URL; it is the same wherever these are")
        try:
            return SecretStr(kept_secret(info.data["data_dir"]))
        except OSError as error:
            raise ValueError(f"cannot be kept in DATA_DIR ({error.strerror}: {error.filename})") from None

    @field_validator("public_url")
    @classmethod
    def _public(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is None:
            if info.data.get("whatsapp_token"):
                raise ValueError("is needed with WHATSAPP_TOKEN: Meta delivers there what people write")
            return None
        parts = web_address(url)
        if parts.scheme != "https" and not is_this_machine(parts.hostname or ""):
            raise ValueError("must begin with https:// (http:// is only for this machine itself)")
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise ValueError("must be the address alone, without a path")
        return url.rstrip("/")

    @field_validator("emitter_access_url")
    @classmethod
    def _access(cls, url: str) -> str:
        if not url:
            return url
        parts = web_address(url)
        if parts.scheme != "https" and not is_this_machine(parts.hostname or ""):
            raise ValueError("begins with https:// (http:// is only for this machine itself)")
        if parts.username or "{token}" not in url.removeprefix(f"{parts.scheme}://{parts.netloc}"):
            raise ValueError("has {token} after the host, where the token goes, and no user")
        return url

    @field_validator("provisioning_url")
    @classmethod
    def _provisioning(cls, url: str) -> str:
        if not url:
            return url
        parts = web_address(url)
        if parts.scheme != "https" and not is_this_machine(parts.hostname or ""):
            raise ValueError("begins with https:// (http:// is only for this machine itself)")
        if parts.username or parts.fragment:
            raise ValueError("has no user and nothing after a #: the emitter knows us by PROVISIONING_SECRET")
        return url

    @field_validator("provisioning_secret")
    @classmethod
    def _signing(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        given = secret.get_secret_value()
        if not given and info.data.get("provisioning_url"):
            raise ValueError("is needed with PROVISIONING_URL: the emitter knows by it that it is told by us")
        if given and not good_secrets(given):
            raise ValueError(
                "must be whsec_ and 24 to 64 random bytes in base64 (each, of several parted by commas)"
            )
        return secret

    @field_validator("telegram_api_url", "whatsapp_api_url", *LOOKUPS)
    @classmethod
    def _address(cls, url: str) -> str:
        if url:
            web_address(url)
        return url.rstrip("/")

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, token: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if info.data.get("telegram_api_url") != TELEGRAM:  # an emulator or a server of our own: any will do
            if token is None:
                raise ValueError("is needed with TELEGRAM_API_URL")
        elif token and not TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("must be a number, a colon and 35 letters, digits, _ or -")
        return token

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _webhook_secret(cls, secret: SecretStr) -> SecretStr:
        # Source: Bot API, setWebhook, secret_token. Short ones it takes could be guessed.
        if secret.get_secret_value() and not re.fullmatch(
            r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()
        ):
            raise ValueError("must have 16 to 256 letters, digits, _ or -")
        return secret

    @field_validator("whatsapp_phone_number_id", "whatsapp_app_secret", "whatsapp_verify_token")
    @classmethod
    def _beside_the_token(cls, value: str | SecretStr, info: ValidationInfo) -> str | SecretStr:
        if info.data.get("whatsapp_token") and not (
            value if isinstance(value, str) else value.get_secret_value()
        ):
            raise ValueError("is needed with WHATSAPP_TOKEN")
        return value

    @field_validator("whatsapp_phone_number_id")
    @classmethod
    def _number_id(cls, id_: str) -> str:
        if id_ and not re.fullmatch(r"[0-9]{5,20}", id_):
            raise ValueError(
                "must be the id that Meta gave the number, digits alone, and not the number itself"
            )
        return id_

    @field_validator("whatsapp_template")
    @classmethod
    def _template(cls, template: str) -> str:
        if template and not TEMPLATE.fullmatch(template):
            raise ValueError("must be the template's name, a colon and its language")
        return template

    @field_validator("whatsapp_number")
    @classmethod
    def _digits(cls, number: str) -> str:
        """The number as links to WhatsApp take it: the country's code and the rest, digits alone."""
        digits = re.sub(r"[\s().+-]", "", number)
        if number and not is_phone_number(digits):
            raise ValueError("must be a phone number with its country's code")
        return digits


def _own_database(data_dir: Path) -> str:
    # Not pasted together: a ? or a % in the path would mean something else there.
    return URL.create("sqlite", database=str(data_dir / "bot.db")).render_as_string()
