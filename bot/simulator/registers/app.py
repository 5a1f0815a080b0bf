"""The services on paths of their own, failing and slow where a sample says so."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.simulator.registers import formats
from bot.simulator.registers.companies import COMPANIES, SampleCompany
from bot.simulator.registers.places import CEP_FORA_DO_AR, CEPS
from bot.simulator.registers.strip import SAMPLES

CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}")
CEP = re.compile(r"[0-9]{8}")
BROKEN_PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>"

Ask = Callable[[Request], Awaitable[Response]]


def registers_app(slow_for: float = 3.0) -> Starlette:
    """The app to be mounted at `/simulator/registers`.

    Args:
        slow_for: seconds that Minha Receita takes for the sample that is slow.
    """
    return Starlette(
        routes=[
            Route("/minhareceita/{cnpj}", _minhareceita(slow_for)),
            Route("/opencnpj/{cnpj}", _opencnpj),
            Route("/cnpja/office/{cnpj}", _cnpja),
            Route("/viacep/{cep}/json/", _viacep),
            Route("/opencep/{cep}", _opencep),
            Route("/samples", _samples),
        ]
    )


def _minhareceita(slow_for: float) -> Ask:
    async def answer(request: Request) -> Response:
        cnpj = request.path_params["cnpj"]
        if not CNPJ.fullmatch(cnpj):
            return JSONResponse({"message": f"CNPJ {cnpj} inválido."}, 400)
        company = COMPANIES.get(cnpj)
        if company and company.slow:
            await asyncio.sleep(slow_for)
        if _fails(company, "minhareceita"):
            return HTMLResponse(BROKEN_PAGE, 502)
        if company is None or "minhareceita" not in company.known_to:
            masked = f"{cnpj[:2]}.{cnpj[2:5]}.{cnpj[5:8]}/{cnpj[8:12]}-{cnpj[12:]}"
            return JSONResponse({"message": f"CNPJ {masked} não encontrado."}, 404)
        return JSONResponse(formats.minhareceita(company))

    return answer


async def _opencnpj(request: Request) -> Response:
    cnpj = request.path_params["cnpj"]
    if not CNPJ.fullmatch(cnpj):
        return JSONResponse({"error": "invalid cnpj"}, 400)
    company = COMPANIES.get(cnpj)
    if _fails(company, "opencnpj"):
        return JSONResponse({"error": "invalid shard payload"}, 502)
    if company is None or "opencnpj" not in company.known_to:
        return JSONResponse({"error": "not found"}, 404)
    return JSONResponse(formats.opencnpj(company))


async def _cnpja(request: Request) -> Response:
    cnpj = request.path_params["cnpj"]
    if not (CNPJ.fullmatch(cnpj) and cnpj.isdecimal()):
        complaint = "taxId must be a string that obeys cnpj verification algorithm"
        body = {"code": 400, "message": "request validation failed", "constraints": [complaint]}
        return JSONResponse(body, 400)
    company = COMPANIES.get(cnpj)
    if _fails(company, "cnpja"):
        return JSONResponse({"code": 429, "message": "rate limit exceeded"}, 429)
    if company is None or "cnpja" not in company.known_to:
        return JSONResponse({"code": 404, "message": "tax id not registered at revenue service"}, 404)
    return JSONResponse(formats.cnpja(company))


async def _viacep(request: Request) -> Response:
    cep = request.path_params["cep"]
    if not CEP.fullmatch(cep):
        return HTMLResponse("<h2>Http 400</h2>\n<h3>Verifique a URL</h3>\n<h3>{Bad Request}</h3>\n", 400)
    if cep == CEP_FORA_DO_AR:
        return HTMLResponse(BROKEN_PAGE)  # with a 200, as services behind a proxy do
    place = CEPS.get(cep)
    return JSONResponse(formats.viacep(place) if place else {"erro": "true"})


async def _opencep(request: Request) -> Response:
    cep = request.path_params["cep"]
    if cep == CEP_FORA_DO_AR:
        return PlainTextResponse("Too Many Requests", 429)
    place = CEPS.get(cep)
    if place is None:
        return HTMLResponse('{\n  "error": true\n}\n', 404)  # its 404.html
    return JSONResponse(formats.opencep(place))


async def _samples(_: Request) -> Response:
    return JSONResponse([asdict(sample) for sample in SAMPLES])


def _fails(company: SampleCompany | None, service: str) -> bool:
    return company is not None and service in company.failing
