"""Who is let through to every route and method, from the access matrix of the project's rules of trust.

Reports are QN1's unless the entry says otherwise; a POST carries a form that would be taken.
"""

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from app.rulebook.rulefile import parse
from tests.access.branches import VNEID
from tests.access.ground import EVERYONE, SIGNED_IN
from tests.cast import CODE, PASSWORD, PEOPLE
from tests.cast import RULES as RULE_FILE
from tests.outside.hostile import picture

CAPTAINS = {"captain", "captain_qn2", "captain_an1", "captain_an2", "captain_hn"}
TEAM_PEOPLE = CAPTAINS | {"member"}
DECIDERS = {"verifier", "verifier_an", "verifier_hn", "officer"}
DESK = {"officer", "signatory", "council", "auditor"}
OWN_READERS = {"captain", "member", "verifier", "officer", "auditor"}
OWN_DECIDERS = {"verifier", "officer"}
AN1_READERS = {"captain_an1", "verifier_an", "officer", "auditor"}
MANAGERS = {"officer", "admin"}
ORGANISERS = {"verifier", "verifier_an", "officer"}  # with teams in the campaign
NOISE_ORGANISERS = {"verifier", "verifier_hn", "officer"}  # QN1 and HN1 are enrolled there too

REPORT = {"activity_day": "2026-03-15", "place_kind": "mobile", "place": "Chợ", "action": "send"}
REPORT |= {"qty-dvc_full_support": "3", "service_confirmation": "MC-07"}
VERDICT = {"version": "1", "verdict-{line QN1}": "returned", "reason-{line QN1}": "Ảnh không rõ hoạt động"}
GATHERING = {"uuid": str(uuid4()), "kind": "training_attendance", "day": "2026-03-15", "count-QN1": "8"}
OPENING = {"day": "2026-03-05", "reason": "Điện thoại của đội bị hỏng"}
JOINT = {
    "uuid": str(uuid4()),
    "day": "2026-03-15",
    "team": "AN2",
    "name": "Chợ phiên",
    "kind-0": VNEID,
    "total-0": "30",
    "share-0-0": "18",
    "share-0-1": "12",
    "action": "open",
}
DELEGATION = {
    "uuid": str(uuid4()),
    "role": str(list(PEOPLE).index("verifier") + 1),
    "login": PEOPLE["captain_qn2"][0],
    "reason": "Đi họp",
}
DELEGATION |= {"from_day": "2026-03-15", "to_day": "2026-03-20"}
FIGURES = {"day": "2026-03-10", "members": "120", "members_with_accounts": "100"}
FILE, _ = parse(RULE_FILE.read_text(encoding="utf-8"))
assert FILE is not None
RULES = FILE.rules
RULE_SHEET = {
    **{f"on-{each.code}": "1" for each in RULES.activities if each.on},
    **{f"points-{each.code}": str(each.points) for each in RULES.activities},
    **{f"cap-{each.code}": str(each.cap) for each in RULES.activities},
}
PUBLISH = {
    **RULE_SHEET,
    "daily_ceiling": "401",
    "effective_from": "2026-03-15",
    "reason": "Nâng trần",
    "version": "1",
    "step": "publish",
}
SECOND_LOOK = {
    "decision": "{decision AN1}",
    "quantity-{decided line AN1}": "0",
    "reason-{decided line AN1}": "Không có buổi này",
}
CONTEST = {"uuid": str(uuid4()), "decision": "{decision QN1}", "reason": "Bộ đếm ghi 12", "evidence": "Phiếu"}
RECHECK = {"decision": "{decision QN1}", "verdict": "turned_down", "note": "Ảnh không đủ"}
CONTEST_PENALTY = {"uuid": str(uuid4()), "reason": "Đội gửi đúng hạn", "evidence": "Giờ gửi"}
PENALTY_ANSWER = {"verdict": "granted", "note": "Đội gửi đúng hạn"}
BATCH = {"uuid": str(uuid4()), "effect": "reopened", "from_day": "2026-03-01", "to_day": "2026-03-31", "reason": "Kiểm"}
REASON = {"reason": "Biên bản của Hội đồng"}
CORRECTION = {"quantity-{decided line QN1}": "10", **REASON}
EXTRA = {"what": "bonus:creative_model", "team": "QN1", "points": "20", "subject": str(uuid4()), **REASON}
BADGE = {
    "code": "rain_or_shine",
    "fresh": "1",
    "name": "Mưa nắng không ngại",
    "name_en": "Rain or Shine",
    "metric": "reports",
    "unit_label": "buổi",
    "symbol": "sun",
    "bronze": "3",
    "awarded": "decision",
    "active": "1",
    "made_for": "1",
    "step": "draft",
}
FULL_CHECK = {"unit": "X21583", **REASON}
EXCUSE = {"day": "2026-03-08", "unit": "T52", **REASON}
SUBMIT = {"uuid": str(uuid4()), **REASON}
AMEND = {**SUBMIT, "kind": "team", "subject": "QN1"}
CEREMONY = {"uuid": str(uuid4()), "what": "final"}
CEREMONY |= {f"place-{each.code}": str(at) for at, each in enumerate(FILE.clusters, start=1)}
ACT = {"uuid": str(uuid4()), "kind": "note", "subject": "", **REASON}
NOMINATION = {"uuid": str(uuid4()), "who": "{member}", "why": "Hướng dẫn 200 người"}
PRINTING = {"errand": str(uuid4()), "kind": ""}
YES = {"answer": "yes"}
STEP = {"number": "1", "kind": "next"}
APPROVE = {"number": "12-QĐ/TĐTN", "decided_on": "2026-04-11", "code": CODE}
PASSWORDS = {"current": PASSWORD, "password": PASSWORD[::-1], "again": PASSWORD[::-1]}


class Photo(io.BytesIO):
    """A file that can be sent again and again."""

    def close(self) -> None:
        self.seek(0)


TEAM_PHOTO = {"consent": "1", "photo": (Photo(picture("jpeg")), "doi.jpg")}


@dataclass(frozen=True)
class Cell:
    """One row of the matrix; names in braces are ids of the ground."""

    method: str
    address: str
    who: Collection[str]
    form: Mapping[str, Any] | None = None
    state: str = "waiting"

    def filled(self, ids: Mapping[str, str]) -> dict[str, Any]:
        """The form with the ground's ids in its names and values; a file stays as it is."""
        return {
            name.format(**ids): value.format(**ids) if isinstance(value, str) else value
            for name, value in (self.form or {}).items()
        }


MATRIX = {
    "campaigns.home": Cell("GET", "/", EVERYONE),
    "campaigns.index": Cell("GET", "/campaigns", EVERYONE),
    "campaigns.front": Cell("GET", f"/campaigns/{CODE}", EVERYONE),
    "campaigns.rules": Cell("GET", f"/campaigns/{CODE}/rules", EVERYONE),
    "criteria_sheets.page": Cell("GET", f"/campaigns/{CODE}/criteria-sheet?team=QN1", EVERYONE),
    "results.newest": Cell("GET", f"/campaigns/{CODE}/results", EVERYONE, None, "announced"),
    "results.figures": Cell("GET", f"/campaigns/{CODE}/results/1/figures.json", EVERYONE, None, "announced"),
    "results.data": Cell("GET", f"/campaigns/{CODE}/data.zip", EVERYONE, None, "announced"),
    "results.data_of": Cell("GET", f"/campaigns/{CODE}/results/1/data.zip", EVERYONE, None, "announced"),
    "results.version": Cell("GET", f"/campaigns/{CODE}/results/1", EVERYONE, None, "announced"),
    "result_pictures.whole": Cell("GET", f"/campaigns/{CODE}/results/1/share.png", EVERYONE, None, "announced"),
    "result_pictures.cluster": Cell(
        "GET", f"/campaigns/{CODE}/results/1/clusters/phuong.png", EVERYONE, None, "announced"
    ),
    "result_pictures.kit": Cell("GET", f"/campaigns/{CODE}/results/1/press.zip", EVERYONE, None, "announced"),
    "boards.leaderboard": Cell("GET", f"/campaigns/{CODE}/leaderboard", EVERYONE),
    "streams.board": Cell("GET", f"/campaigns/{CODE}/leaderboard/stream", EVERYONE, None, "announced"),
    "streams.projector": Cell("GET", f"/campaigns/{CODE}/projector/stream", EVERYONE, None, "announced"),
    "projector.page": Cell("GET", f"/campaigns/{CODE}/projector", EVERYONE),
    "checkpoints.index": Cell("GET", f"/campaigns/{CODE}/checkpoints", EVERYONE),
    "checkpoints.file": Cell("GET", f"/campaigns/{CODE}/checkpoints/1.json", EVERYONE, None, "announced"),
    "reconciliation.index": Cell("GET", f"/campaigns/{CODE}/reconciliation", EVERYONE),
    "dashboard.index": Cell("GET", f"/campaigns/{CODE}/dashboard", EVERYONE),
    "dashboard.units": Cell("GET", f"/campaigns/{CODE}/coverage", DESK),
    "dashboard.units of another province": Cell("GET", "/campaigns/NHIEU2026/coverage", set()),
    "dashboard.difference": Cell("GET", f"/campaigns/{CODE}/freeze-difference", DESK),
    "dashboard.difference of another province": Cell("GET", "/campaigns/NHIEU2026/freeze-difference", set()),
    "feeds.leaderboard": Cell("GET", f"/campaigns/{CODE}/leaderboard.json", EVERYONE),
    "feeds.milestones": Cell("GET", f"/campaigns/{CODE}/milestones.atom", EVERYONE),
    "badges.index": Cell("GET", f"/campaigns/{CODE}/badges", EVERYONE),
    "badges.page": Cell("GET", "/badges/{badge}", EVERYONE),
    "badges.drawing": Cell("GET", "/badges/{badge}.svg", EVERYONE),
    "badges.picture": Cell("GET", "/badges/{badge}.png", EVERYONE),
    "badges.art": Cell("GET", "/badges/art/work-fingerprint-bronze.svg", EVERYONE),
    "credentials.award": Cell("GET", "/badges/{badge}.json", EVERYONE),
    "credentials.token": Cell("GET", "/badges/{badge}.jwt", EVERYONE),
    "credentials.status": Cell("GET", "/badges/{badge}/status.jwt", EVERYONE),
    "credentials.issuer": Cell("GET", "/badges/issuer.json", EVERYONE),
    "credentials.keys": Cell("GET", "/badges/keys.json", EVERYONE),
    "credentials.key": Cell("GET", "/badges/keys/{thumbprint}.json", EVERYONE),
    "credentials.pem": Cell("GET", "/badges/key.pem", EVERYONE),
    "credentials.achievement": Cell("GET", f"/badges/achievements/{CODE}/1/vneid_guide-bronze.json", EVERYONE),
    "credentials.form": Cell("GET", "/badges/verify", EVERYONE),
    "credentials.verify": Cell("POST", "/badges/verify", EVERYONE, {"credential": "eyJ.e30.x"}),
    "teams.page": Cell("GET", "/teams/QN1", EVERYONE),
    "teams.why": Cell("GET", "/teams/QN1/why", EVERYONE),
    "why.rank": Cell("GET", "/teams/QN1/rank", EVERYONE),
    "why.line": Cell("GET", "/teams/QN1/why/{decided line QN1}", EVERYONE),
    "teams.check": Cell("GET", "/teams/QN1/check", EVERYONE),
    "team_photos.full": Cell("GET", "/teams/QN1/photo.jpg", EVERYONE),
    "team_photos.small": Cell("GET", "/teams/QN1/photo-320.jpg", EVERYONE),
    "team_photos.page": Cell("GET", "/teams/QN1/photo", {"captain", "officer"}),
    "team_photos.page of another province": Cell("GET", "/teams/HN1/photo", {"captain_hn"}),
    "team_photos.set_photo": Cell("POST", "/teams/QN1/photo", {"captain", "officer"}, TEAM_PHOTO),
    "team_photos.set_photo of another province": Cell("POST", "/teams/HN1/photo", {"captain_hn"}, TEAM_PHOTO),
    "team_photos.remove": Cell("POST", "/teams/QN1/photo/removal", {"captain", "officer"}, REASON),
    "team_photos.remove of another province": Cell("POST", "/teams/HN1/photo/removal", {"captain_hn"}, REASON),
    "teams.mine": Cell("GET", "/teams/mine", TEAM_PEOPLE),
    "search.index": Cell("GET", "/search?q=quy+nhon", EVERYONE),
    "health.alive": Cell("GET", "/healthz", EVERYONE),
    "health.ready": Cell("GET", "/readyz", EVERYONE),
    "static": Cell("GET", "/static/css/app.css", EVERYONE),
    "sign_in.form": Cell("GET", "/sign-in", EVERYONE),
    "sign_in.enter": Cell("POST", "/sign-in", EVERYONE, {"login": PEOPLE["member"][0], "password": PASSWORD}),
    "sign_in.leave": Cell("POST", "/sign-out", SIGNED_IN, {}),
    "sign_in.link": Cell("GET", "/links/{token}", EVERYONE),
    "sign_in.set_password": Cell("POST", "/links/{token}", EVERYONE, {"password": PASSWORD, "again": PASSWORD}),
    "sign_in.account": Cell("GET", "/account", SIGNED_IN),
    "notices.index": Cell("GET", "/notices", SIGNED_IN),
    "notices.bell": Cell("GET", "/notices/bell", EVERYONE),
    "notices.read": Cell("POST", "/notices/readings", SIGNED_IN, {"up_to": "1"}),
    "notice_choices.index": Cell("GET", "/account/notices", SIGNED_IN),
    "notice_choices.save": Cell(
        "POST", "/account/notices", SIGNED_IN, {"kind": "report_verified", "app-report_verified": "1"}
    ),
    "sign_in.change": Cell("POST", "/account/password", SIGNED_IN, PASSWORDS),
    "today.index": Cell("GET", "/today", SIGNED_IN),
    "reports.index": Cell("GET", "/reports", TEAM_PEOPLE | DECIDERS | {"auditor"}),
    "reports.new": Cell("GET", "/reports/new", CAPTAINS),
    "reports.create": Cell("POST", "/reports", CAPTAINS, {**REPORT, "uuid": str(uuid4())}),
    "estimates.show": Cell("POST", "/reports/estimate", CAPTAINS, {**REPORT, "uuid": str(uuid4())}),
    "reports.page": Cell("GET", "/reports/{waiting QN1}", OWN_READERS),
    "reports.page of another unit": Cell("GET", "/reports/{waiting AN1}", AN1_READERS),
    "reports.page of a draft": Cell("GET", "/reports/{draft QN1}", {"captain", "member"}),
    "reports.edit": Cell("GET", "/reports/{waiting QN1}/edit", {"captain"}),
    "reports.amend": Cell("POST", "/reports/{waiting QN1}/edit", {"captain"}, {**REPORT, "version": "1"}),
    "reports.withdraw": Cell("POST", "/reports/{waiting QN1}/withdrawal", {"captain"}, {}),
    "joint_sessions.new": Cell("GET", "/joint-sessions/new?day=2026-03-15&team-1=AN1", CAPTAINS),
    "joint_sessions.choices": Cell("GET", "/joint-sessions/choices?activity_day=2026-03-15", CAPTAINS),
    "joint_sessions.open_session": Cell("POST", "/joint-sessions", {"captain", "captain_qn2", "captain_an1"}, JOINT),
    "joint_sessions.page": Cell("GET", "/joint-sessions/{joint}", OWN_READERS | AN1_READERS),
    "greetings.fragment": Cell("GET", "/today/badges", TEAM_PEOPLE),
    "greetings.put_away": Cell("POST", "/today/badges", TEAM_PEOPLE, {"award": "1"}),
    "member_badges.index": Cell("GET", "/today/my-badges", TEAM_PEOPLE),
    "member_badges.switch": Cell("POST", "/today/my-badges", TEAM_PEOPLE, {"shared": "1"}),
    "late_openings.index": Cell("GET", "/teams/QN1/late-openings", {"officer"}),
    "late_openings.index of another province": Cell("GET", "/teams/HN1/late-openings", set()),
    "late_openings.open_day": Cell("POST", "/teams/QN1/late-openings", {"officer"}, OPENING),
    "late_openings.open_day of another province": Cell("POST", "/teams/HN1/late-openings", set(), OPENING),
    "evidence.photo": Cell("GET", "/reports/{waiting QN1}/evidence/{photo QN1}", OWN_READERS),
    "evidence.thumbnail": Cell("GET", "/reports/{waiting QN1}/evidence/{photo QN1}/thumbnail", OWN_READERS),
    "evidence.thumbnail of another report": Cell("GET", "/reports/{decided QN1}/evidence/{photo QN1}/thumbnail", set()),
    "evidence.thumbnail of another unit": Cell(
        "GET", "/reports/{waiting AN1}/evidence/{photo AN1}/thumbnail", AN1_READERS
    ),
    "privacy.destroy": Cell("POST", "/reports/{waiting QN1}/evidence/{photo QN1}/privacy", OWN_DECIDERS, {}),
    "privacy.destroy of another report": Cell("POST", "/reports/{decided QN1}/evidence/{photo QN1}/privacy", set(), {}),
    "evidence.photo of another report": Cell("GET", "/reports/{decided QN1}/evidence/{photo QN1}", set()),
    "evidence.photo of another unit": Cell("GET", "/reports/{waiting AN1}/evidence/{photo AN1}", AN1_READERS),
    "queue.index": Cell("GET", "/queue", DECIDERS),
    "queue.done": Cell("GET", "/queue/done", DECIDERS),
    "queue.review": Cell("GET", "/reports/{waiting QN1}/decision", OWN_DECIDERS),
    "queue.review of a draft": Cell("GET", "/reports/{draft QN1}/decision", set()),
    "queue.review of another unit": Cell("GET", "/reports/{waiting AN1}/decision", {"verifier_an", "officer"}),
    "looks.look": Cell("POST", "/reports/{waiting QN1}/look", OWN_DECIDERS, VERDICT),
    "looks.open_photo": Cell("POST", "/reports/{waiting QN1}/evidence/{photo QN1}/opening", OWN_DECIDERS, {}),
    "looks.open_photo of another report": Cell(
        "POST", "/reports/{decided QN1}/evidence/{photo QN1}/opening", set(), {}
    ),
    "looks.other_photo": Cell("GET", "/reports/{waiting QN1}/flags/9/photo", set()),
    "queue.decide": Cell("POST", "/reports/{waiting QN1}/decision", OWN_DECIDERS, VERDICT),
    "queue.reopen": Cell("POST", "/reports/{decided QN1}/reopening", OWN_DECIDERS, {"reason": "Xem lại ảnh"}),
    "cross_checks.index": Cell("GET", "/cross-checks", DECIDERS),
    "cross_checks.page": Cell("GET", "/cross-checks/{decided AN1}", {"verifier"}, None, "second looks"),
    "cross_checks.answer": Cell("POST", "/cross-checks/{decided AN1}", {"verifier"}, SECOND_LOOK, "second looks"),
    "cross_checks.pass_up": Cell(
        "POST", "/cross-checks/{decided AN1}/escalation", {"verifier"}, {"reason": "Không rõ"}, "second looks"
    ),
    "cross_checks.hand_on": Cell("POST", "/reports/{decided QN1}/cross-check", OWN_DECIDERS, {"reason": "Quen đội"}),
    "rechecks.form": Cell("GET", "/reports/{decided QN1}/recheck", {"captain"}),
    "rechecks.ask": Cell("POST", "/reports/{decided QN1}/recheck", {"captain"}, CONTEST),
    "rechecks.index": Cell("GET", "/rechecks", DECIDERS),
    "rechecks.page": Cell("GET", "/rechecks/{recheck}", {"officer"}, None, "second looks"),
    "rechecks.answer": Cell("POST", "/rechecks/{recheck}", {"officer"}, RECHECK, "second looks"),
    "batch_reviews.index": Cell("GET", f"/campaigns/{CODE}/batch-reviews", {"officer"}),
    "batch_reviews.index of another province": Cell("GET", "/campaigns/NHIEU2026/batch-reviews", set()),
    "batch_reviews.open_batch": Cell("POST", f"/campaigns/{CODE}/batch-reviews", {"officer"}, BATCH),
    "batch_reviews.page": Cell("GET", "/batch-reviews/{batch}", {"officer"}, None, "second looks"),
    "batch_previews.effect": Cell("GET", "/batch-reviews/{batch}/effect", {"officer"}, None, "second looks"),
    "batch_reviews.apply": Cell("POST", "/batch-reviews/{batch}/application", {"officer"}, {}, "second looks"),
    "batch_previews.ask": Cell("POST", "/batch-reviews/{batch}/preview", {"officer"}, {}, "second looks"),
    "errands.page": Cell("GET", "/errands/{errand}", {"officer"}, None, "second looks"),
    "errands.file": Cell("GET", "/errands/{errand}/file", {"officer"}, None, "second looks"),
    "batch_reviews.cancel": Cell("POST", "/batch-reviews/{batch}/cancellation", {"officer"}, {}, "second looks"),
    "verifiers.index": Cell("GET", f"/campaigns/{CODE}/verifiers", ORGANISERS | {"council", "auditor"}),
    "verifiers.index of another province": Cell(
        "GET", "/campaigns/NHIEU2026/verifiers", NOISE_ORGANISERS | {"verifier_an"}
    ),
    "verifiers.start": Cell("POST", f"/campaigns/{CODE}/full-checks", {"officer"}, FULL_CHECK),
    "verifiers.start of another province": Cell("POST", "/campaigns/NHIEU2026/full-checks", set(), FULL_CHECK),
    "verifiers.end": Cell("POST", f"/campaigns/{CODE}/full-checks/X21907/ending", {"officer"}, {}, "second looks"),
    "verifiers.end of another province": Cell(
        "POST", "/campaigns/NHIEU2026/full-checks/X21907/ending", set(), {}, "second looks"
    ),
    "weekly_reports.mine": Cell("GET", "/weekly-report", DECIDERS | {"auditor"}),
    "weekly_reports.page": Cell("GET", "/units/X21583/weekly-report", OWN_DECIDERS | {"auditor"}),
    "weekly_reports.page of another unit": Cell(
        "GET", "/units/X21907/weekly-report", {"verifier_an", "officer", "auditor"}
    ),
    "weekly_reports.file": Cell("GET", "/units/X21583/weekly-report.xlsx", OWN_DECIDERS | {"auditor"}),
    "weekly_reports.file of another unit": Cell(
        "GET", "/units/X21907/weekly-report.docx", {"verifier_an", "officer", "auditor"}
    ),
    "cross_check_draws.page": Cell("GET", f"/campaigns/{CODE}/cross-checks", EVERYONE),
    "cross_check_draws.listed": Cell("GET", f"/campaigns/{CODE}/cross-checks.csv", EVERYONE),
    "delegations.index": Cell("GET", "/delegations", DECIDERS),
    "delegations.create": Cell("POST", "/delegations", OWN_DECIDERS, DELEGATION),
    "delegations.withdraw": Cell("POST", "/delegations/{delegation}/withdrawal", {"verifier_an", "officer"}, {}),
    "backlog.index": Cell("GET", "/backlog", DECIDERS | {"auditor"}),
    "backlog.index of another province": Cell(
        "GET", "/backlog?campaign=NHIEU2026", {"verifier", "officer", "auditor", "verifier_hn"}
    ),
    "desk.index": Cell("GET", "/desk", DESK),
    "desk.index of another province": Cell("GET", "/desk?campaign=NHIEU2026", set()),
    "desk.export": Cell("GET", f"/campaigns/{CODE}/standings.csv", DESK),
    "desk.export of another province": Cell("GET", "/campaigns/NHIEU2026/standings.json", set()),
    "desk.freeze": Cell("POST", f"/campaigns/{CODE}/freeze", {"officer"}, {"reason": "Giữ bảng"}),
    "desk.freeze of another province": Cell("POST", "/campaigns/NHIEU2026/freeze", set(), {"reason": "Giữ bảng"}),
    "badge_rules.index": Cell("GET", f"/campaigns/{CODE}/badge-rules", {"officer"}),
    "badge_rules.index of another province": Cell("GET", "/campaigns/NHIEU2026/badge-rules", set()),
    "badge_rules.report": Cell("GET", f"/campaigns/{CODE}/badge-rules/spread", {"officer"}),
    "badge_editor.new": Cell("GET", f"/campaigns/{CODE}/badge-rules/new", {"officer"}),
    "badge_editor.edit": Cell("GET", f"/campaigns/{CODE}/badge-rules/badge/vneid_guide", {"officer"}),
    "badge_editor.send": Cell("POST", f"/campaigns/{CODE}/badge-rules/badge", {"officer"}, BADGE),
    "badge_editor.send of another province": Cell("POST", "/campaigns/NHIEU2026/badge-rules/badge", set(), BADGE),
    "excuses.index": Cell("GET", f"/campaigns/{CODE}/excuses", {"officer"}),
    "excuses.declare": Cell("POST", f"/campaigns/{CODE}/excuses", {"officer"}, EXCUSE),
    "excuses.declare of another province": Cell("POST", "/campaigns/NHIEU2026/excuses", set(), EXCUSE),
    "documents.index": Cell("GET", f"/campaigns/{CODE}/documents", {"officer"}),
    "documents.index of another province": Cell("GET", "/campaigns/NHIEU2026/documents", set()),
    "documents.paper": Cell("GET", f"/campaigns/{CODE}/documents/minutes.docx", {"officer"}),
    "documents.paper of another province": Cell("GET", "/campaigns/NHIEU2026/documents/minutes.docx", set()),
    "documents.annex": Cell("GET", f"/campaigns/{CODE}/documents/annex.xlsx", {"officer"}),
    "documents.annex of another province": Cell("GET", "/campaigns/NHIEU2026/documents/annex.xlsx", set()),
    "documents.issue": Cell("POST", f"/campaigns/{CODE}/certificates", {"officer"}, {}, "announced"),
    "documents.issue of another province": Cell("POST", "/campaigns/NHIEU2026/certificates", set(), {}),
    "documents.one": Cell("GET", f"/campaigns/{CODE}/certificates/{{certificate}}.pdf", {"officer"}, None, "announced"),
    "documents.print_all": Cell(
        "POST",
        f"/campaigns/{CODE}/certificates/printing",
        {"officer"},
        {"errand": str(uuid4()), "kind": ""},
        "announced",
    ),
    "documents.bulk": Cell("GET", f"/campaigns/{CODE}/certificates.zip", {"officer"}, None, "announced"),
    "documents.bulk of another province": Cell("GET", "/campaigns/NHIEU2026/certificates.zip", set()),
    "layouts.index": Cell("GET", f"/campaigns/{CODE}/layouts", {"officer"}),
    "layouts.index of another province": Cell("GET", "/campaigns/NHIEU2026/layouts", set()),
    "layouts.file": Cell("GET", f"/campaigns/{CODE}/layouts/decision.docx", {"officer"}),
    "layouts.file of another province": Cell("GET", "/campaigns/NHIEU2026/layouts/decision.docx", set()),
    "layouts.change": Cell("POST", f"/campaigns/{CODE}/layouts", {"officer"}, {"paper": "decision", "what": "shipped"}),
    "layouts.change of another province": Cell(
        "POST", "/campaigns/NHIEU2026/layouts", set(), {"paper": "decision", "what": "shipped"}
    ),
    "certificates.page": Cell("GET", "/certificates/{certificate}", EVERYONE, None, "announced"),
    "certificates.file": Cell(
        "GET", "/certificates/{certificate}.pdf", {"officer", "captain", "member"}, None, "announced"
    ),
    "rule_versions.index": Cell("GET", f"/campaigns/{CODE}/rule-versions", {"officer"}),
    "rule_versions.index of another province": Cell("GET", "/campaigns/NHIEU2026/rule-versions", set()),
    "rule_versions.new": Cell("GET", f"/campaigns/{CODE}/rule-versions/new", {"officer"}),
    "rule_versions.publish": Cell("POST", f"/campaigns/{CODE}/rule-versions/new", {"officer"}, PUBLISH),
    "rule_versions.publish of another province": Cell("POST", "/campaigns/NHIEU2026/rule-versions/new", set(), PUBLISH),
    "timeline.page": Cell("GET", f"/campaigns/{CODE}/timeline", DESK),
    "timeline.page of another province": Cell("GET", "/campaigns/NHIEU2026/timeline", set()),
    "timeline.close": Cell("POST", f"/campaigns/{CODE}/close", {"officer"}, REASON, "quiet"),
    "timeline.reopen": Cell("POST", f"/campaigns/{CODE}/reopening", {"officer"}, REASON, "closed"),
    "timeline.prove": Cell("POST", f"/campaigns/{CODE}/proof", {"officer"}, {}),
    "timeline.announce": Cell("POST", f"/campaigns/{CODE}/announcement", {"officer"}, {"code": CODE}, "final"),
    "timeline.archive": Cell("POST", f"/campaigns/{CODE}/archive", {"officer"}, REASON, "announced"),
    "ceremonies.index": Cell("GET", f"/campaigns/{CODE}/ceremonies", {"officer"}),
    "ceremonies.prepare": Cell("POST", f"/campaigns/{CODE}/ceremonies", {"officer"}, CEREMONY, "final"),
    "ceremonies.remote": Cell("GET", "/ceremonies/{ceremony}/remote", {"officer"}, None, "final"),
    "ceremonies.screen": Cell("GET", "/ceremonies/{ceremony}/screen", {"officer"}, None, "final"),
    "ceremonies.state": Cell("GET", "/ceremonies/{ceremony}/state", {"officer"}, None, "final"),
    "ceremonies.step": Cell("POST", "/ceremonies/{ceremony}/steps", {"officer"}, STEP, "final"),
    "ceremonies.public": Cell("GET", f"/campaigns/{CODE}/ceremony", EVERYONE, None, "final"),
    "council.room": Cell("GET", f"/campaigns/{CODE}/council", DESK),
    "team_sheets.page": Cell("GET", f"/campaigns/{CODE}/teams/QN1/sheet", {"captain", "member"} | DESK),
    "team_sheets.page of another team": Cell("GET", f"/campaigns/{CODE}/teams/AN1/sheet", {"captain_an1"} | DESK),
    "council.act": Cell("POST", f"/campaigns/{CODE}/council", {"officer", "council"}, ACT),
    "nominations.index": Cell("GET", f"/campaigns/{CODE}/nominations", ORGANISERS),
    "nominations.nominate": Cell("POST", f"/campaigns/{CODE}/nominations", OWN_DECIDERS, NOMINATION),
    "nominations.guardian": Cell("POST", "/nominations/{nomination}/guardian", OWN_DECIDERS, YES, "second looks"),
    "nominations.mine": Cell("GET", "/nominations", TEAM_PEOPLE),
    "nominations.consent": Cell(
        "POST", "/nominations/{nomination}/consent", {"member"}, {"answer": "yes"}, "second looks"
    ),
    "council.room of another province": Cell("GET", "/campaigns/NHIEU2026/council", set()),
    "result_submissions.submit": Cell("POST", f"/campaigns/{CODE}/submissions", {"officer"}, SUBMIT, "closed"),
    "result_submissions.amend": Cell("POST", f"/campaigns/{CODE}/amendments", {"officer"}, AMEND, "announced"),
    "result_submissions.approve": Cell(
        "POST", f"/campaigns/{CODE}/submissions/{{submission}}/approval", {"signatory"}, APPROVE, "submitted"
    ),
    "result_submissions.send_back": Cell(
        "POST", f"/campaigns/{CODE}/submissions/{{submission}}/return", {"signatory"}, REASON, "submitted"
    ),
    "corrections.form": Cell("GET", "/reports/{decided QN1}/correction", {"captain"}),
    "corrections.correct": Cell("POST", "/reports/{decided QN1}/correction", {"captain"}, CORRECTION),
    "corrections.annul": Cell("POST", "/reports/{decided QN1}/annulment", {"officer"}, REASON),
    "corrections.annul of another province": Cell("POST", "/reports/{decided HN1}/annulment", set(), REASON),
    "extras.index": Cell("GET", f"/campaigns/{CODE}/extras", {"officer", "council", "auditor"}),
    "extras.index of another province": Cell("GET", "/campaigns/NHIEU2026/extras", set()),
    "extras.post": Cell("POST", f"/campaigns/{CODE}/extras", {"officer"}, EXTRA),
    "extras.reverse": Cell("POST", "/extras/{extra}/reversal", {"officer"}, REASON),
    "extra_rechecks.form": Cell("GET", "/extras/{extra}/recheck", {"captain", "member"}),
    "extra_rechecks.ask": Cell("POST", "/extras/{extra}/recheck", {"captain"}, CONTEST_PENALTY),
    "extra_rechecks.page": Cell("GET", "/rechecks/extras/{penalty recheck}", {"officer"}, None, "second looks"),
    "extra_rechecks.answer": Cell(
        "POST", "/rechecks/extras/{penalty recheck}", {"officer"}, PENALTY_ANSWER, "second looks"
    ),
    "organising.index": Cell("GET", f"/campaigns/{CODE}/organising", ORGANISERS),
    "organising.index of another province": Cell("GET", "/campaigns/NHIEU2026/organising", NOISE_ORGANISERS),
    "organising.record": Cell("POST", f"/campaigns/{CODE}/gatherings", OWN_DECIDERS, GATHERING),
    "targets.index": Cell("GET", f"/campaigns/{CODE}/targets", ORGANISERS | DESK),
    "targets.index of another province": Cell("GET", "/campaigns/NHIEU2026/targets", NOISE_ORGANISERS),
    "unit_figures.index": Cell("GET", "/unit-figures", DECIDERS),
    "unit_figures.page": Cell("GET", "/unit-figures/X21583", OWN_DECIDERS),
    "unit_figures.enter": Cell("POST", "/unit-figures/X21583", OWN_DECIDERS, FIGURES),
    "units.index": Cell("GET", "/units", MANAGERS | {"auditor"}),
    "people.index": Cell("GET", "/people", MANAGERS),
    "people.link": Cell("POST", "/people/{member}/link", MANAGERS, {}),
    "people.link of another province": Cell("POST", "/people/{captain_hn}/link", set(), {}),
    "audit.index": Cell("GET", "/audit", {"officer", "auditor"}),
}


def answered(ground, name, cell):
    """What that person gets: 'let in', 'asked to sign in' or 'refused'; anything else by its number."""
    form = cell.filled(ground.ids)
    answer = ground.browser(name).open(
        cell.address.format(**ground.ids), method=cell.method, data=form or None, buffered=True
    )
    if answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in"):
        return "asked to sign in"
    if 200 <= answer.status_code < 400:
        return "let in"
    return "refused" if answer.status_code in (403, 404) else f"{answer.status_code} {answer.get_data(as_text=True)}"
