"""What all tables share."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar

from sqlalchemy import JSON, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column

from bot.db.ids import new_id
from bot.db.types import Money, UtcDateTime

Id = Annotated[str, mapped_column(String(16), primary_key=True, default=new_id)]
Digest = Annotated[str, mapped_column(String(64), primary_key=True)]
"""SHA-256 of a token, in hex: whoever reads the table cannot open the link."""


class Base(DeclarativeBase):
    """Names every constraint, so that a migration can drop it by name on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime(),
        Decimal: Money(),
        list[str]: JSON(),
    }
