"""Job claims: which period of which job has been done. The unique row and the effect share one transaction."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base, Instant


class JobClaim(Base):
    """One period of one job."""

    __tablename__ = "job_claims"

    job: Mapped[str] = mapped_column(String(60), primary_key=True)
    period: Mapped[str] = mapped_column(String(60), primary_key=True)
    claimed_at: Mapped[datetime] = mapped_column(Instant)
