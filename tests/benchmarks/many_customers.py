"""A reseller with as many customers as one likes, put into a database the quick way."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import psycopg

from bot.adapters.customers_words import FIND_BY, head_of, words_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RESELLER = "sol"

FIRST = ("Ana", "Maria", "João", "José", "Antônio", "Francisco", "Carlos", "Paulo", "Lucas", "Rita", "Sônia")
LAST = ("Silva", "Santos", "Oliveira", "Souza", "Rodrigues", "Ferreira", "Alves", "Pereira", "Lima", "Gomes")
TRADES = ("Padaria", "Mercado", "Farmácia", "Oficina", "Papelaria", "Restaurante", "Ótica", "Floricultura")
PLACES = ("Central", "Paulista", "Ipiranga", "São João", "Progresso", "Aliança", "Popular", "Sant'Ana")
PROVIDERS = ("gmail.com", "gmail.com", "hotmail.com", "uol.com.br", "empresa.example")
DDDS = (11, 11, 11, 21, 31, 41)

_WORD_COLUMNS = ("customer_id", "word", "head", "reseller_id", "registered_at")


def fill_sqlite(url: str, count: int) -> None:
    """Puts a reseller with so many customers into an SQLite file with the newest schema."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for statement in _RESELLER:
            connection.execute(statement)
        for customer in _customers(count):
            row = {name: _for_sqlite(value) for name, value in customer.items()}
            connection.execute(_insert("customers", tuple(row)), tuple(row.values()))
            connection.executemany(_insert("customer_words", _WORD_COLUMNS), _words(row))
    connection.close()


def fill_postgresql(url: str, count: int) -> None:
    """The same with PostgreSQL."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in _RESELLER:
            connection.execute(statement)
        customers = list(_customers(count))
        rows = (tuple(customer.values()) for customer in customers)
        _copy(connection, "customers", tuple(customers[0]), rows)
        words = (word for customer in customers for word in _words(customer))
        _copy(connection, "customer_words", _WORD_COLUMNS, words)
        connection.execute("VACUUM ANALYZE")  # as autovacuum does where a database grows slowly


_RESELLER = (
    f"INSERT INTO resellers VALUES ('{RESELLER}', 'Sol', '', '2026-01-01 00:00:00.000000')",
    f"INSERT INTO persons VALUES ('ana', '{RESELLER}', 'Ana', '2026-01-01 00:00:00.000000')",
)


def _customers(count: int) -> Iterator[dict[str, Any]]:
    """Rows of the table, registered evenly in two years, the same every time.

    One in fifty has no password yet, one in a hundred is in Produção, one in five lacks nothing to issue.
    """
    random = Random(20261124)
    for number in range(count):
        yield _customer(number, random, NOW - timedelta(days=730) * (1 - number / count))


def _customer(number: int, random: Random, registered_at: datetime) -> dict[str, Any]:
    first, last = random.choice(FIRST), random.choice(LAST)
    trade = f"{random.choice(TRADES)} {random.choice(PLACES)}"
    return {
        "id": f"{random.getrandbits(48):012x}",
        "key": f"key{number}",
        "reseller_id": RESELLER,
        "registered_by": "ana",
        "registered_at": registered_at,
        "environment": "producao" if number % 100 == 7 else "homologacao",
        "missing": (0, 1, 3, 3, 3)[number % 5],
        "trial_ends_at": registered_at + timedelta(days=random.choice((7, 15))),
        "name": f"{first} {last}",
        "phone": f"+55{random.choice(DDDS)}9{random.randrange(10**8):08}",
        "email": f"{first.lower()}.{number}@{random.choice(PROVIDERS)}",
        "password_by": "link",
        "password_hash": "" if number % 50 == 3 else "$argon2id$",
        "must_change": False,
        "tax_id": f"{random.randrange(10**8):08}0001{number % 100:02}",
        "legal_name": f"{trade} {last} Ltda",
        "trade_name": trade,
        "status": "ATIVA",
        "tax_regime": "1",
        "state": "SP",
        "state_registration": f"{number:012}",
        "cep": "01310100",
        "street": "Avenida Paulista",
        "number": str(number),
        "complement": "",
        "district": "Bela Vista",
        "city": "São Paulo",
        "city_code": "3550308",
    }


def _words(customer: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for word in sorted(words_of([customer[name] for name in FIND_BY], customer["phone"])):
        yield customer["id"], word, head_of(word), RESELLER, customer["registered_at"]


def _for_sqlite(value: Any) -> Any:
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value


def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _copy(
    connection: psycopg.Connection, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]
) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
