"""A photo shows personal data: it is destroyed in every report that shows it; what stays is the fact."""

from sqlalchemy import select, update

from app import clock
from app.database import db
from app.models import Evidence, Person, Report, TeamPhoto
from app.queries import cross_checks
from app.queries.cases import Hearing
from app.queries.rights import rights_of
from app.services import audit, locks
from app.services.decision_rows import Judgement, Ruling
from app.services.judgements import land
from app.services.refusals import Refused


def stop(report: Report, sha256: str, by: Person, reason: str) -> None:
    """Whoever may decide the report, or looks at it a second time, strikes one of its photos; it goes back to its team.

    A team's picture of the same bytes goes too. One that came with a request for a re-check is no part of the report,
    which stays as it is. The caller destroys the file as soon as this is committed. Pressed twice it does nothing more.
    """
    heard = locks.hear(report, by)
    locks.strike_photo(sha256)
    if not heard.may_decide and cross_checks.report_of(rights_of(by), report.uuid) is None:
        raise Refused("not_yours_to_decide")
    shown = {each.sha256: each for each in _photos(report)}
    if sha256 not in shown:
        raise Refused("photo_unknown")
    is_own = shown[sha256].recheck_id is None
    if shown[sha256].removed_because == "privacy":
        return
    struck = db.session.scalars(
        update(Evidence)
        .where(Evidence.sha256 == sha256)
        .values(removed_at=clock.now(), removed_because="privacy")
        .returning(Evidence.report_id)
    ).all()
    db.session.execute(
        update(TeamPhoto)
        .where(TeamPhoto.sha256 == sha256, TeamPhoto.removed_at.is_(None))
        .values(removed_at=clock.now(), removed_by_id=by.id, removed_because="privacy")
    )
    audit.record("evidence.destroyed", by, f"report:{heard.case.uuid}", sha256=sha256, reports=len(struck))
    if is_own:
        _give_back(report, heard, by, reason)


def _photos(report: Report) -> list[Evidence]:
    return list(db.session.scalars(select(Evidence).where(Evidence.report_id == report.id)))


def _give_back(report: Report, heard: Hearing, by: Person, reason: str) -> None:
    """While decisions are taken: a decided report is opened again, then it is returned, every line of it."""
    if not heard.where.decisions_open:
        return
    if heard.case.state == "decided":
        land([Judgement(heard.case, "reopened", (), heard.by, clock.now(), reason)], "reopening", heard.where.book)
        heard = locks.hear(report, by)
    if heard.case.state == "submitted":
        lines = tuple(Ruling(each.id, "returned", 0, reason) for each in heard.case.lines if each.claimed)
        judgement = Judgement(heard.case, "returned", lines, heard.by, clock.now(), reason, notice="photo_removed")
        land([judgement], "decision", heard.where.book)
