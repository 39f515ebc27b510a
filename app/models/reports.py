"""Reports: what a team says it did on one day."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Instant
from app.models.checks import one_of, whole
from app.models.enrolments import Enrolment
from app.models.evidence import Evidence
from app.models.joint_sessions import JointSession
from app.models.people import Person
from app.models.places import Place
from app.models.report_lines import ReportLine

STATES = ("draft", "submitted", "returned", "decided", "withdrawn")
ORIGINS = ("team", "import", "organiser")
MINUTES_A_DAY = 24 * 60


class Report(Base):
    """One report; its uuid was made on the phone or in the form and is unique forever.

    `begins_at` and `ends_at` are minutes of the activity day, in the campaign's zone.
    `first_submitted_at` is the instant that lateness and order were judged by: arrival, or the phone's own time where
    the offline rule lets it stand. `decision_id` names the live decision; decisions point at reports, so a foreign key
    back would be a circle that neither database can load or drop in order: `flask invariants check` keeps it instead.
    `risk` adds up the weights of the flags it was sent with: the queue is sorted by it.
    """

    __tablename__ = "reports"
    __table_args__ = (
        one_of("state", STATES),
        one_of("origin", ORIGINS),
        *whole("begins_at", 0, MINUTES_A_DAY),
        *whole("ends_at", 0, MINUTES_A_DAY),
        *whole("team_size", 1, 1000),
        *whole("members_present", 0, 1000),
        Index("ix_reports_enrolment_id_activity_day", "enrolment_id", "activity_day"),
        Index("ix_reports_state_first_submitted_at", "state", "first_submitted_at"),
        Index("ix_reports_state_risk", "state", "risk", "first_submitted_at", "enrolment_id"),
        Index("ix_reports_place_id_activity_day", "place_id", "activity_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    activity_day: Mapped[date]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    note: Mapped[str] = mapped_column(String(1000), default="")
    service_confirmation: Mapped[str] = mapped_column(String(120), default="")
    document_reference: Mapped[str] = mapped_column(String(200), default="")
    media_link: Mapped[str] = mapped_column(String(500), default="")
    late_reason: Mapped[str] = mapped_column(String(500), default="")
    team_size: Mapped[int]
    members_present: Mapped[int | None]
    begins_at: Mapped[int | None]
    ends_at: Mapped[int | None]
    joint_session_id: Mapped[int | None] = mapped_column(ForeignKey("joint_sessions.id"), index=True)
    origin: Mapped[str] = mapped_column(String(12), default="team")
    state: Mapped[str] = mapped_column(String(12), default="draft")
    late: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    content_hash: Mapped[str] = mapped_column(String(64))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    first_submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    decision_id: Mapped[int | None]
    risk: Mapped[int] = mapped_column(default=0)

    enrolment: Mapped[Enrolment] = relationship()
    place: Mapped[Place | None] = relationship()
    joint_session: Mapped[JointSession | None] = relationship()
    created_by: Mapped[Person] = relationship()
    lines: Mapped[list[ReportLine]] = relationship(order_by=ReportLine.position)
    evidence: Mapped[list[Evidence]] = relationship(order_by=Evidence.id)

    @property
    def is_new(self) -> bool:
        """Whether it has no row yet."""
        return self.id is None

    @property
    def is_editable(self) -> bool:
        """Until it is decided, a report belongs to its team; what an organiser recorded never does."""
        return self.origin != "organiser" and self.state in ("draft", "submitted", "returned")

    def submit(self, at: datetime, late: bool, judged_at: datetime | None = None) -> None:
        """The first submission decides lateness and order, also after a supplement; `late` follows the activity day."""
        if self.first_submitted_at is None:
            self.first_submitted_at = judged_at or at
        self.late = late
        self.submitted_at = at
        self.state = "submitted"

    def withdraw(self) -> None:
        self.state = "withdrawn"
