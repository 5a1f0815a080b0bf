"""What stands in a reseller's spreadsheet, in the words of the chat."""

from collections.abc import Callable

from bot.db.models import CustomerRow
from conversations import readers
from conversations.registration.texts import REGIMES
from conversations.written import ENVIRONMENTS, cnpj_or_cpf, day, phone

Column = tuple[str, Callable[[CustomerRow], str]]

COLUMNS: tuple[Column, ...] = (
    ("Nome fantasia", lambda row: row.trade_name),
    ("Razão social ou nome", lambda row: row.legal_name),
    ("CNPJ ou CPF", lambda row: cnpj_or_cpf(row.tax_id)),
    ("Inscrição Estadual", lambda row: readers.written_state_registration(row.state_registration, row.state)),
    ("Regime tributário", lambda row: REGIMES.get(row.tax_regime, "")),
    ("Situação na Receita", lambda row: row.status),
    ("Contato", lambda row: row.name),
    ("Telefone", lambda row: phone(row.phone)),
    ("E-mail", lambda row: row.email),
    ("Categoria", lambda row: row.plans[0].category if row.plans else ""),
    ("Planos", lambda row: "; ".join(plan.name for plan in row.plans)),
    ("Ambiente", lambda row: ENVIRONMENTS[row.environment]),
    ("Teste até", lambda row: day(row.trial_ends_at)),
    ("Suspenso", lambda row: "sim" if row.suspended_at else "não"),
    ("Senha pendente", lambda row: "não" if row.password_hash else "sim"),
    ("Cadastrado em", lambda row: day(row.registered_at)),
    ("CEP", lambda row: f"{row.cep[:5]}-{row.cep[5:]}"),
    ("Rua", lambda row: row.street),
    ("Número", lambda row: row.number),
    ("Complemento", lambda row: row.complement),
    ("Bairro", lambda row: row.district),
    ("Cidade", lambda row: row.city),
    ("UF", lambda row: row.state),
)
"""Each with its heading. A list of what goes out, so that a new column of the table, or a hash, does not."""

HEADINGS = [heading for heading, _ in COLUMNS]


def cells(row: CustomerRow) -> list[str]:
    """A customer as a line.

    Args:
        row: with its plans loaded.
    """
    return [value(row) for _, value in COLUMNS]
