"""Places where help is given (domain.md 1.7)."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.checks import one_of

PLACE_KINDS = (
    "province_center",
    "commune_center",
    "commune_one_stop",
    "district_one_stop",
    "community_site",
    "mobile",
)


class Place(Base):
    """One place of one unit; `hamlet` is the village or quarter, empty when it does not matter."""

    __tablename__ = "places"
    __table_args__ = (
        one_of("kind", PLACE_KINDS),
        UniqueConstraint("unit_id", "kind", "name", "hamlet"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200), index=True)
    hamlet: Mapped[str] = mapped_column(String(120), default="")
