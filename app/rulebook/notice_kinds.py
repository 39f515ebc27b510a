"""The registry of notices: what people are told, who is told, and whether an e-mail about it may wait for the evening.

`waits`: its e-mail is part of one letter a day. `in_app` and `by_email` are what holds until a person chooses.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

CAPTAIN = ("captain",)


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice; `roles` are those whose holders are told."""

    code: str
    roles: tuple[str, ...] = CAPTAIN
    waits: bool = False
    in_app: bool = True
    by_email: bool = True

    def default(self, channel: str) -> bool:
        """Whether it comes by this channel ('app' or 'email') as long as nothing else is chosen."""
        return self.in_app if channel == "app" else self.by_email


KINDS = (
    NoticeKind("report_returned"),
    NoticeKind("photo_removed"),
    NoticeKind("report_rejected"),
    NoticeKind("report_annulled"),
    NoticeKind("report_reduced", waits=True),
    NoticeKind("report_verified", waits=True),
    NoticeKind("report_reopened", waits=True),
    NoticeKind("report_checked"),
    NoticeKind("recheck_answered"),
    NoticeKind("batch_reviewed"),
    NoticeKind("points_taken"),
    NoticeKind("points_given", waits=True),
    NoticeKind("badge_earned", waits=True),
    NoticeKind("day_opened"),
    NoticeKind("team_photo_removed"),
    NoticeKind("queue_waiting", ("verifier", "officer"), waits=True, in_app=False),
    NoticeKind("recheck_waiting", ("verifier", "officer")),
    NoticeKind("cross_check_waiting", ("verifier", "officer"), waits=True),
    NoticeKind("deputy_named", ("verifier",)),
    NoticeKind("decisions_overdue", ("verifier", "officer")),
    NoticeKind("units_overdue", ("officer",)),
    NoticeKind("full_check", ("verifier",)),
    NoticeKind("appraiser_badge", ("verifier", "officer"), waits=True),
    NoticeKind("board_frozen", by_email=False),
    NoticeKind("provisional_results"),
    NoticeKind("nominated", ("captain", "member")),
    NoticeKind("result_submitted", ("signatory",)),
    NoticeKind("result_returned", ("officer",)),
    NoticeKind("results_announced", ("captain", "member")),
    NoticeKind("result_amended"),
)
REGISTRY: Mapping[str, NoticeKind] = {each.code: each for each in KINDS}
REPORT_KINDS = ("report_verified", "report_reduced", "report_rejected", "report_reopened", "report_annulled")


def kinds_for(roles: Collection[str]) -> tuple[NoticeKind, ...]:
    """What somebody with these roles can be told."""
    return tuple(each for each in KINDS if not set(each.roles).isdisjoint(roles))


def off_by_default(channel: str) -> tuple[str, ...]:
    """The kinds that come by this channel only to those who ask for them."""
    return tuple(each.code for each in KINDS if not each.default(channel))
