"""What the tax offices ask of who issues a document.

Source: Manual de Orientação do Contribuinte (MOC) 7.0, NF-e and NFC-e, Anexo I: fields of the groups `ide`
and `emit`, and the rules by their numbers, such as C17-30.
"""

from collections.abc import Iterable

from conversations import readers

OF_GOODS = ("NF-e", "NFC-e")
OF_TRANSPORT = ("CT-e", "MDF-e")
OF_SERVICES = "NFS-e"

FIRST_NUMBER, LAST_NUMBER = 1, 999_999_999
"""Of a document.

Source: type TNF of the NF-e schema PL_010, `[1-9]{1}[0-9]{0,8}`; likewise of CT-e and MDF-e. NFS-e would
take more, and nobody has issued so many.
"""

NOT_EXEMPT = ("AM", "BA", "CE", "GO", "MG", "MS", "MT", "PA", "PE", "RN", "SE", "SP")
"""States that know no taxpayer of ICMS without an IE.

Source: MOC 7.0, rule E16a-30 (rejection 805), the only list of them for the whole country. It speaks of
whom a document is issued to; who has no such taxpayers among those has none among the others.
"""


def can_issue(document: str, tax_id: str) -> bool:
    """Whether a document can be issued with this kind of tax id.

    Source: MOC 7.0, rule C02a-04 (rejection 337): no NFC-e with a CPF.
    """
    return document != "NFC-e" or readers.is_cnpj(tax_id)


def series(document: str, tax_id: str) -> range:
    """The series a document may have; the first of them is not the usual one, see `usual_series`.

    Source: MOC 7.0, field B07 and rules B26-10, C02-30, C02a-10: 0 to 889 with a CNPJ, 920 to 969 with a
    CPF, as others are for what the tax office's own sites issue; the schemas of CT-e 4.00 and MDF-e 3.00 say
    the same of `emit/CPF`. NFS-e is the cities', whose formats (ABRASF 2.04, tsSerieRps; national DPS,
    TSSerieDPS) take these numbers from whoever issues.
    """
    if readers.is_cnpj(tax_id) or document == OF_SERVICES:
        return range(890)
    return range(920, 970)


def usual_series(document: str, tax_id: str) -> int:
    """The series of who has never chosen one: the first but zero, which says that there is none."""
    return max(series(document, tax_id).start, 1)


def needs_state_registration(documents: Iterable[str]) -> bool:
    """Whether ISENTO is no answer, wherever the company is.

    Source: MOC 7.0, rules C17-10 (rejection 229) and C17-30 (rejection 554): ISENTO is only for what the tax
    office's own sites issue.
    """
    return any(document in OF_GOODS for document in documents)


def may_be_exempt(documents: Iterable[str], uf: str) -> bool:
    """Whether who issues these documents in this state may be ISENTO.

    Source: as `needs_state_registration`; as `NOT_EXEMPT` for transport, which ICMS is due on as well. Who
    only issues NFS-e owes none.
    """
    issued = tuple(documents)
    if needs_state_registration(issued):
        return False
    return uf not in NOT_EXEMPT or not any(document in OF_TRANSPORT for document in issued)


def needs_municipal_registration(documents: Iterable[str]) -> bool:
    """Whether there must be an Inscrição Municipal: it is how a city knows who issues an NFS-e.

    Source: LC 116/2003; ABRASF 2.04, IdentificacaoPrestador/InscricaoMunicipal (tsInscricaoMunicipal).
    """
    return OF_SERVICES in documents


def signs_for(signer: str, tax_id: str) -> bool:
    """Whether a certificate with this CNPJ or CPF signs what is issued with that one: any of a company's
    offices does.

    Source: MOC 7.0, rules on the signing certificate (rejection 213): the first 8 of a CNPJ, or the CPF.
    """
    root = 8 if readers.is_cnpj(tax_id) else 11
    return len(signer) == len(tax_id) and signer[:root] == tax_id[:root]
