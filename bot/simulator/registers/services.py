"""The services of companies: how each one words a company, a refusal and a failure of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.simulator.registers.companies import SampleCompany
from bot.simulator.registers.formats import cnpja, cnpjws, minhareceita, opencnpj, receitaws
from bot.simulator.registers.formats.words import masked

BROKEN_PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>"

Refusal = Callable[[str], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service of companies.

    Args:
        name: as the samples call it, and the first part of its path.
        path: what follows, with `{cnpj}`.
        company: its words for a company.
        invalid, missing, broken: its answers to what is no CNPJ, to one it does not know, and when it fails;
            none of them asks for a pause, from which the samples asked later would suffer.
        letters: whether it takes CNPJs with letters.
    """

    name: str
    path: str = "/{cnpj}"
    company: Callable[[SampleCompany], dict[str, Any]]
    invalid: Refusal
    missing: Refusal
    broken: Refusal
    letters: bool = True


def _brasilapi(status: int, name: str, kind: str, message: str) -> Response:
    return JSONResponse({"message": message, "type": kind, "name": name}, status)


def _cnpja(status: int, message: str, **more: Any) -> Response:
    return JSONResponse({"code": status, "message": message, **more}, status)


def _cnpjws(status: int, title: str, details: str) -> Response:
    return JSONResponse({"status": status, "titulo": title, "detalhes": details, "validacao": []}, status)


def _receitaws(cnpj: str, message: str) -> Response:
    return JSONResponse(
        {
            "cnpj": masked(cnpj),
            "ultima_atualizacao": "2026-01-05T12:00:00.000Z",
            "status": "ERROR",
            "message": message,
            "billing": {"free": True, "database": True},
        }
    )


SERVICES = (
    Service(
        name="minhareceita",
        company=minhareceita.company,
        invalid=lambda cnpj: JSONResponse({"message": f"CNPJ {cnpj} inválido."}, 400),
        missing=lambda cnpj: JSONResponse({"message": f"CNPJ {masked(cnpj)} não encontrado."}, 404),
        broken=lambda _: HTMLResponse(BROKEN_PAGE, 502),
    ),
    Service(
        name="opencnpj",
        company=opencnpj.company,
        invalid=lambda _: JSONResponse({"error": "invalid cnpj"}, 400),
        missing=lambda _: JSONResponse({"error": "not found"}, 404),
        broken=lambda _: JSONResponse({"error": "invalid shard payload"}, 502),
    ),
    Service(
        name="brasilapi",
        path="/cnpj/v1/{cnpj}",
        company=minhareceita.company,
        invalid=lambda cnpj: _brasilapi(400, "BadRequestError", "bad_request", f"CNPJ {cnpj} inválido."),
        missing=lambda cnpj: _brasilapi(
            404, "NotFoundError", "not_found", f"CNPJ {masked(cnpj)} não encontrado."
        ),
        broken=lambda _: _brasilapi(
            500, "AxiosError", "internal_error", "Request failed with status code 504"
        ),
    ),
    Service(
        name="cnpja",
        path="/office/{cnpj}",
        company=cnpja.company,
        invalid=lambda _: _cnpja(
            400,
            "request validation failed",
            constraints=["taxId must be a string that obeys cnpj verification algorithm"],
        ),
        missing=lambda _: _cnpja(404, "tax id not registered at revenue service"),
        broken=lambda _: _cnpja(500, "unexpected error"),
        letters=False,
    ),
    Service(
        name="cnpjws",
        path="/cnpj/{cnpj}",
        company=cnpjws.company,
        invalid=lambda _: _cnpjws(400, "Requisição inválida", "CNPJ inválido"),
        missing=lambda _: _cnpjws(404, "Não encontrado", "CNPJ não encontrado"),
        broken=lambda _: _cnpjws(500, "Erro interno", "Erro interno"),
    ),
    Service(
        name="receitaws",
        path="/cnpj/{cnpj}",
        company=receitaws.company,
        invalid=lambda cnpj: _receitaws(cnpj, "CNPJ inválido"),
        missing=lambda cnpj: _receitaws(cnpj, "CNPJ rejeitado pela Receita Federal"),
        broken=lambda cnpj: _receitaws(cnpj, "Timeout"),
    ),
)
