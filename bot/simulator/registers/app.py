"""The services on paths of their own, failing and slow where a sample says so."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot.simulator.authority import sample_certificate
from bot.simulator.registers.companies import COMPANIES, WITH_IES
from bot.simulator.registers.formats import ceps
from bot.simulator.registers.places import CEP_FORA_DO_AR, CEPS
from bot.simulator.registers.services import BROKEN_PAGE, SERVICES, Service
from bot.simulator.registers.strip import SAMPLES, holder_of

CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}")
CEP = re.compile(r"[0-9]{8}")

Ask = Callable[[Request], Awaitable[Response]]


def registers_app(slow_for: float = 3.0, late_for: float = 1.5) -> Starlette:
    """The app to be mounted at `/simulator/registers`.

    Args:
        slow_for: seconds that every service takes for the sample that is slow.
        late_for: seconds that those with IEs take for samples whose IEs come late.
    """
    return Starlette(
        routes=[
            *(
                Route(f"/{service.name}{service.path}", _company(service, slow_for, late_for))
                for service in SERVICES
            ),
            Route("/viacep/{cep}/json/", _viacep),
            Route("/opencep/{cep}", _opencep),
            Route("/brasilapi/cep/v2/{cep}", _brasilapi_cep),
            Route("/samples", _samples),
            Route("/certificates/{tax_id}.pfx", _certificate),
        ]
    )


def _company(service: Service, slow_for: float, late_for: float) -> Ask:
    async def answer(request: Request) -> Response:
        cnpj = request.path_params["cnpj"]
        if not (CNPJ.fullmatch(cnpj) and (service.letters or cnpj.isdecimal())):
            return service.invalid(cnpj)
        company = COMPANIES.get(cnpj)
        if company is None:
            return service.missing(cnpj)
        if company.slow:
            await asyncio.sleep(slow_for)
        if company.late and service.name in WITH_IES:
            await asyncio.sleep(late_for)
        if service.name in company.failing:
            return service.broken(cnpj)
        if service.name not in company.known_to:
            return service.missing(cnpj)
        return JSONResponse(service.company(company))

    return answer


async def _viacep(request: Request) -> Response:
    cep = request.path_params["cep"]
    if not CEP.fullmatch(cep):
        return HTMLResponse("<h2>Http 400</h2>\n<h3>Verifique a URL</h3>\n<h3>{Bad Request}</h3>\n", 400)
    if cep == CEP_FORA_DO_AR:
        return HTMLResponse(BROKEN_PAGE)  # with a 200, as services behind a proxy do
    place = CEPS.get(cep)
    return JSONResponse(ceps.viacep(place) if place else {"erro": "true"})


async def _opencep(request: Request) -> Response:
    cep = request.path_params["cep"]
    if cep == CEP_FORA_DO_AR:
        return HTMLResponse(BROKEN_PAGE, 502)
    place = CEPS.get(cep)
    if place is None:
        return HTMLResponse('{\n  "error": true\n}\n', 404)  # its 404.html
    return JSONResponse(ceps.opencep(place))


async def _brasilapi_cep(request: Request) -> Response:
    cep = request.path_params["cep"]
    if not CEP.fullmatch(cep):
        return JSONResponse(ceps.brasilapi_refusal("CEP deve conter exatamente 8 caracteres."), 400)
    if cep == CEP_FORA_DO_AR:
        return JSONResponse(ceps.brasilapi_refusal("Erro ao se conectar com o serviço ViaCEP."), 404)
    place = CEPS.get(cep)
    if place is None:
        return JSONResponse(ceps.brasilapi_refusal("CEP não encontrado na base do ViaCEP."), 404)
    return JSONResponse(ceps.brasilapi(place))


async def _samples(_: Request) -> Response:
    return JSONResponse([asdict(sample) for sample in SAMPLES])


async def _certificate(request: Request) -> Response:
    """An A1 certificate to try the page with; for any tax id, so that those typed by hand have one too."""
    tax_id = request.path_params["tax_id"]
    holder = holder_of(tax_id)
    if not holder:
        return Response(status_code=404)
    file = await asyncio.to_thread(sample_certificate, holder, tax_id)
    as_file = {"Content-Disposition": f'attachment; filename="certificado-{tax_id}.pfx"'}
    return Response(file, media_type="application/x-pkcs12", headers=as_file)
