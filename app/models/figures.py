"""The figures of one enrolment: the same columns in the standings and in every snapshot of them."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column


class Figures:
    """Sums of the ledger and facts of the live decisions; shares are kept as their two counts, never as a fraction."""

    points: Mapped[int] = mapped_column(default=0)
    verified_quantity: Mapped[int] = mapped_column(default=0)
    scored_quantity: Mapped[int] = mapped_column(default=0)
    penalty_points: Mapped[int] = mapped_column(default=0)
    last_entry_seq: Mapped[int] = mapped_column(default=0)
    claimed_quantity: Mapped[int] = mapped_column(default=0)
    reports_decided: Mapped[int] = mapped_column(default=0)
    reports_verified: Mapped[int] = mapped_column(default=0)
    reports_on_time: Mapped[int] = mapped_column(default=0)
    reports_first_time: Mapped[int] = mapped_column(default=0)
    sundays_deployed: Mapped[int] = mapped_column(default=0)
    last_sunday: Mapped[date | None]
    last_sunday_points: Mapped[int] = mapped_column(default=0)
    dossiers: Mapped[int] = mapped_column(default=0)
    hamlets: Mapped[int] = mapped_column(default=0)
    badges: Mapped[int] = mapped_column(default=0)


FIGURES = tuple(name for name in vars(Figures)["__annotations__"])
