"""Enrolments: a team's place in one campaign. Settlement locks this row; the standing belongs to it."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base
from app.models.campaigns import Campaign
from app.models.checks import whole
from app.models.clusters import Cluster
from app.models.teams import Team


class Enrolment(Base):
    """Team × campaign: cluster, size, ranked or not."""

    __tablename__ = "enrolments"
    __table_args__ = (UniqueConstraint("campaign_id", "team_id"), *whole("size", 1, 1000))

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("clusters.id"), index=True)
    size: Mapped[int]
    ranked: Mapped[bool] = mapped_column(default=True)

    campaign: Mapped[Campaign] = relationship()
    team: Mapped[Team] = relationship()
    cluster: Mapped[Cluster] = relationship()
