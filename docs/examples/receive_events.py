"""Receives what the bot tells of customers, and fetches their certificates, as the emitter must.

    pip install standardwebhooks
    PROVISIONING_SECRET=whsec_… python receive_events.py https://bot.example.com 8000

The address is the bot's PUBLIC_URL, the number is the port to listen on. PROVISIONING_URL leads there, over
HTTPS by whatever stands before it. Everything is kept in `emitter.db`.
"""

import json
import os
import sqlite3
import sys
import threading
import urllib.error
import urllib.request
import uuid
from contextlib import closing
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

LARGEST = 1_000_000  # bytes of a body; real ones have some two thousand
TABLES = """
CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS customers (
    id TEXT PRIMARY KEY, customer TEXT, password TEXT, configuration TEXT, certificate BLOB, passphrase TEXT
);
CREATE TABLE IF NOT EXISTS to_fetch (certificate_id TEXT PRIMARY KEY, customer_id TEXT);
"""


class Emitter:
    """What an emitter does with the events.

    Args:
        database: the path of a SQLite file.
        secrets: one or, while it is changed, several parted by commas.
    """

    def __init__(self, database: str, secrets: str) -> None:
        self._database = database
        self._webhooks = [Webhook(secret) for secret in secrets.split(",")]
        with closing(self._connected()) as connection:
            connection.executescript(TABLES)

    def take(self, body: bytes, headers: dict[str, str]) -> int:
        """Takes an event; gives the status to answer with.

        Any 2xx says that it is kept and need not be sent again: so it is said after the commit. An event may
        come again, by the same id: that it was seen is noted in the transaction that does what it says.
        """
        event = self._verified(body, headers)
        if event is None:
            return 401
        with closing(self._connected()) as connection, connection:
            if connection.execute("SELECT 1 FROM seen WHERE id = ?", [headers["webhook-id"]]).fetchone():
                return 204
            connection.execute("INSERT INTO seen VALUES (?)", [headers["webhook-id"]])
            self._do(connection, event["type"], event["data"])
        return 204

    def fetch(self, bot: str) -> None:
        """Fetches the certificates that the events told of, keeps them, and only then acknowledges them.

        Raises:
            OSError: the bot cannot be reached, or asks for patience; try again in a minute.
        """
        with closing(self._connected()) as connection:
            for id_, customer_id in connection.execute("SELECT * FROM to_fetch").fetchall():
                path = f"/provisioning/certificates/{id_}"
                try:
                    found = json.loads(self._asked(bot, "GET", path))
                    with connection:
                        connection.execute(
                            "UPDATE customers SET certificate = ?, passphrase = ? WHERE id = ?",
                            [found["file"], found["passphrase"], customer_id],
                        )
                    self._asked(bot, "DELETE", path)
                except urllib.error.HTTPError as error:
                    if error.code not in {
                        404,
                        410,
                    }:  # a newer one, of which another event tells, or done before
                        raise
                with connection:
                    connection.execute("DELETE FROM to_fetch WHERE certificate_id = ?", [id_])

    def _verified(self, body: bytes, headers: dict[str, str]) -> Any:
        for webhook in self._webhooks:
            try:
                return webhook.verify(body, headers)
            except (WebhookVerificationError, ValueError):  # the second for what is no signature at all
                continue
        return None

    def _do(self, connection: sqlite3.Connection, kind: str, data: dict[str, Any]) -> None:
        """Does what an event says. Each carries the whole customer: whoever is not known yet is made."""
        id_ = data["customer"]["id"]
        if kind == "customer.removed":
            connection.execute("DELETE FROM customers WHERE id = ?", [id_])
            return
        connection.execute("INSERT OR IGNORE INTO customers (id) VALUES (?)", [id_])
        for column in ("customer", "password", "configuration"):
            if column in data:
                value = json.dumps(data[column])
                connection.execute(f"UPDATE customers SET {column} = ? WHERE id = ?", [value, id_])  # noqa: S608
        if certificate := data.get("configuration", {}).get("certificate"):
            connection.execute("INSERT OR IGNORE INTO to_fetch VALUES (?, ?)", [certificate["id"], id_])

    def _asked(self, bot: str, method: str, path: str) -> bytes:
        """What the bot answers to a signed request: the method and the path are what is signed."""
        id_, now = f"req_{uuid.uuid4().hex}", datetime.now(UTC)
        headers = {
            "webhook-id": id_,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._webhooks[0].sign(id_, now, f"{method} {path}"),
        }
        request = urllib.request.Request(bot + path, method=method, headers=headers)  # noqa: S310 - ours
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            content: bytes = answer.read()
        return content

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._database, timeout=10)


def main() -> None:
    """Listens until it is stopped."""
    bot, port = sys.argv[1].rstrip("/"), int(sys.argv[2])
    emitter, told = Emitter("emitter.db", os.environ["PROVISIONING_SECRET"]), threading.Event()

    class Receiver(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(min(length, LARGEST))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(emitter.take(body, headers) if length <= LARGEST else 413)
            self.send_header("Content-Length", "0")
            self.end_headers()
            told.set()

    def fetch() -> None:
        while True:
            try:
                emitter.fetch(bot)
            except OSError as error:
                print(f"Certificates are fetched later: {error}", flush=True)  # noqa: T201 - its log
            told.wait(60)
            told.clear()

    threading.Thread(target=fetch, daemon=True).start()
    with ThreadingHTTPServer(("127.0.0.1", port), Receiver) as server:
        print(f"Listening on port {server.server_address[1]}", flush=True)  # noqa: T201
        server.serve_forever()


if __name__ == "__main__":
    main()
