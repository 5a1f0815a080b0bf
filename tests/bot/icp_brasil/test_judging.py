"""Which certificates are taken, and why others are not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from bot.icp_brasil.holders import Holder
from bot.icp_brasil.judging import accepted, judged
from bot.icp_brasil.opening import Opened, opened
from bot.icp_brasil.refusal import Refused
from conversations.first_access.rules import signs_for
from tests.kit.certificates import (
    BRANCH,
    CNPJ,
    COMPANY_FIELD,
    CPF,
    OTHER,
    PASSWORD,
    PRINTABLE,
    ROOT,
    SEAL,
    SINCE,
    UNTIL,
    Authority,
    Sample,
    company,
    key,
    other_name,
    person,
    pfx,
)

NOON = datetime(2026, 11, 24, 15, tzinfo=UTC)


def content(sample: Sample) -> Opened:
    """What is in the file of a sample."""
    return Opened(
        key("holder"), sample.certificate, tuple(authority.certificate for authority in sample.chain)
    )


def refusal(sample: Sample, tax_id: str = CNPJ, now: datetime = NOON) -> Refused | None:
    """How a sample is refused."""
    try:
        judged(content(sample), tax_id, now)
    except Refused as refused:
        return refused
    return None


def reason(sample: Sample, tax_id: str = CNPJ, now: datetime = NOON) -> str:
    """Why a sample is refused; empty if it is taken."""
    refused = refusal(sample, tax_id, now)
    return refused.reason if refused else ""


def test_right_certificate_is_taken() -> None:
    """A company's own, by its CNPJ; the number is no part of its name."""
    assert Holder("PADARIA PAO QUENTE LTDA", CNPJ) == judged(content(Sample()), CNPJ, NOON)


def test_everything_that_is_kept_is_told() -> None:
    """From the file as it was sent to the one that is kept."""
    found = accepted(pfx(), PASSWORD, tax_id=CNPJ, passphrase="new", now=NOON)
    certificate = opened(found.file, "new").certificate
    assert (Holder("PADARIA PAO QUENTE LTDA", CNPJ), UNTIL) == (found.holder, found.not_after)
    assert f"{certificate.serial_number:x}" == found.serial


@pytest.mark.parametrize("tag", [PRINTABLE, 0x0C, 0x16], ids=["PrintableString", "UTF8String", "IA5String"])
def test_any_kind_of_string(tag: int) -> None:
    """ICP-Brasil asks for an OCTET STRING or a PrintableString, and some authorities write others."""
    assert "" == reason(Sample(fields=company(CNPJ, tag)))


def test_branch_signs_with_the_head_offices() -> None:
    """And the head office with a branch's: the root of the CNPJ is what counts."""
    assert ("", "") == (reason(Sample(fields=company(BRANCH))), reason(Sample(), BRANCH))


def test_cnpj_with_letters() -> None:
    """As they are given since July 2026."""
    assert "" == reason(Sample(fields=company("12ABC34501DE35")), "12ABC34501DE35")


def test_persons_certificate() -> None:
    """A rural producer's, by the CPF; the name is without it."""
    sample = Sample(common=f"MARIA SOUZA:{CPF}", fields=person(CPF))
    assert Holder("MARIA SOUZA", CPF) == judged(content(sample), CPF, NOON)


def test_anothers_is_refused_with_whose_it_is() -> None:
    """The name and the number, so that the right file can be found."""
    refused = refusal(Sample(common=f"OUTRA EMPRESA LTDA:{OTHER}", fields=company(OTHER)))
    assert refused
    assert ("anothers", {"holder": "OUTRA EMPRESA LTDA", "tax_id": OTHER}) == (
        refused.reason,
        refused.details,
    )


@pytest.mark.parametrize(
    ("fields", "tax_id"),
    [
        (person(CPF), CNPJ),
        (company(CNPJ), CPF),
        (person("98765432100"), CPF),
        (company(CNPJ), "98765432100"),  # who answers for the company is not the company
        (person(CPF), ""),
    ],
)
def test_kinds_are_not_mixed(fields: Sequence[x509.GeneralName], tax_id: str) -> None:
    """A person's is no company's, nor the other way round, and a root is not looked for in a CPF."""
    assert "anothers" == reason(Sample(fields=fields), tax_id)


@pytest.mark.parametrize(
    "fields",
    [
        (),
        person("0" * 11),
        (other_name(COMPANY_FIELD, "1122233300018"),),
        (x509.OtherName(x509.ObjectIdentifier(COMPANY_FIELD), b"\x04\x0e\xff\xfe" + b"1" * 12),),
        (x509.OtherName(x509.ObjectIdentifier(COMPANY_FIELD), b"\x30\x00"),),
        (x509.DNSName("padaria.example"),),
    ],
    ids=["none", "zeros", "short", "no text", "no string", "of a server"],
)
def test_nobodys(fields: Sequence[x509.GeneralName]) -> None:
    """A certificate without a CNPJ or CPF, or with what is none."""
    assert "nobodys" == reason(Sample(fields=fields))


def test_blanks_around_a_number() -> None:
    """Some authorities fill the field up."""
    assert "" == reason(Sample(fields=(other_name(COMPANY_FIELD, f"{CNPJ}  "),)))


@pytest.mark.parametrize("signer", [CNPJ, BRANCH, OTHER, CPF, "98765432100"])
@pytest.mark.parametrize("tax_id", [CNPJ, BRANCH, OTHER, CPF, ""])
def test_the_checklist_says_the_same(signer: str, tax_id: str) -> None:
    """Whose documents a certificate signs is one rule, for who takes it and for "Pronto para emitir?"."""
    assert signs_for(signer, tax_id) == Holder("", signer).is_of(tax_id)


def test_dates_to_the_second() -> None:
    """Good from its first second to its last."""
    moments = [SINCE - timedelta(seconds=1), SINCE, UNTIL, UNTIL + timedelta(seconds=1)]
    assert ["not_yet", "", "", "expired"] == [reason(Sample(), now=now) for now in moments]


def test_dates_are_told() -> None:
    """When it ended, and when it begins."""
    late, early = (
        refusal(Sample(), now=UNTIL + timedelta(days=1)),
        refusal(Sample(), now=SINCE - timedelta(days=1)),
    )
    assert late
    assert early
    assert ({"day": UNTIL.isoformat()}, {"day": SINCE.isoformat()}) == (late.details, early.details)


@pytest.mark.parametrize(
    "sample",
    [
        Sample(by=Authority("AC Qualquer", organisation="Qualquer Ltda"), chain=()),
        Sample(by=Authority("ICP-Brasil", organisation="Qualquer Ltda"), chain=()),
        Sample(by=Authority("AC Qualquer", organisation="ICP-Brasil de Mentira"), chain=()),
    ],
)
def test_other_issuers(sample: Sample) -> None:
    """The issuer's O is ICP-Brasil, and nothing else of it counts."""
    assert "not_icp_brasil" == reason(sample)


def test_made_by_its_holder() -> None:
    """A certificate that somebody gave to themselves is nobody's word, whatever it calls itself."""
    assert "not_icp_brasil" == reason(Sample(common=SEAL.common, signed_with="holder", chain=()))


def test_authoritys_own() -> None:
    """An authority's certificate signs certificates, not documents."""
    there = Opened(key(SEAL.common), SEAL.certificate, (ROOT.certificate,))
    with pytest.raises(Refused, match="not_icp_brasil"):
        judged(there, CNPJ, NOON)


@pytest.mark.parametrize("chain", [(), (SEAL,), (ROOT,), (SEAL, ROOT), (ROOT, SEAL)])
def test_chain_is_followed_as_far_as_it_is_there(chain: tuple[Authority, ...]) -> None:
    """All of it, a part of it or nothing, in any order."""
    assert "" == reason(Sample(chain=chain))


@pytest.mark.parametrize("chain", [(SEAL,), (SEAL, ROOT)])
def test_signature_of_somebody_else(chain: tuple[Authority, ...]) -> None:
    """A certificate that names an authority which did not sign it."""
    assert "forged" == reason(Sample(signed_with="a forger", chain=chain))


def test_signature_further_up() -> None:
    """An authority that names a root which did not sign it."""
    false_root = replace(ROOT, common="false")
    false = Authority("AC Falsa", false_root)
    pretended = Opened(
        key("holder"),
        Sample(by=false).certificate,
        (renamed(false), ROOT.certificate),
    )
    with pytest.raises(Refused, match="forged"):
        judged(pretended, CNPJ, NOON)


def renamed(authority: Authority) -> x509.Certificate:
    """An authority's certificate that says that ROOT issued it."""
    builder = x509.CertificateBuilder(
        issuer_name=ROOT.name,
        subject_name=authority.name,
        public_key=key(authority.common).public_key(),
        serial_number=1,
        not_valid_before=datetime(2020, 1, 1, tzinfo=UTC),
        not_valid_after=datetime(2035, 1, 1, tzinfo=UTC),
    ).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return builder.sign(key("a forger"), Sample().certificate.signature_hash_algorithm)


def test_who_is_no_authority_issues_nothing() -> None:
    """Somebody who holds a certificate cannot vouch for another with it."""
    neighbour = Sample(common="VIZINHO LTDA", fields=company(OTHER)).certificate
    pretended = Sample(by=Authority("VIZINHO LTDA"), signed_with="holder").certificate
    with pytest.raises(Refused, match="forged"):
        judged(Opened(key("holder"), pretended, (neighbour, SEAL.certificate)), CNPJ, NOON)


def test_chain_without_an_end() -> None:
    """Two authorities that vouch for each other end the walk."""
    one, two = Authority("AC Um"), Authority("AC Dois")
    first, second = crossed(one, two), crossed(two, one)
    there = Opened(key("holder"), Sample(by=one).certificate, (first, second))
    with pytest.raises(Refused, match="forged"):
        judged(there, CNPJ, NOON)


def crossed(subject: Authority, issuer: Authority) -> x509.Certificate:
    """The certificate of one authority by another."""
    return Authority(subject.common, issuer).certificate


@pytest.mark.parametrize(
    ("common", "name"),
    [
        ("PADARIA : 11222333000181", "PADARIA"),
        ("PADARIA 24:HORAS", "PADARIA 24:HORAS"),
        ("PADARIA\0\u202e\nLTDA", "PADARIALTDA"),
        ("", ""),
    ],
)
def test_names_of_holders(common: str, name: str) -> None:
    """Only a number at the end goes, and what cannot be seen."""
    assert name == judged(content(Sample(common=common or " ")), CNPJ, NOON).name.strip()
