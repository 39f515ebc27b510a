"""Points outside lines, caps and ceiling: the system proposes, a person posts with a reason, once."""

from uuid import uuid4

from sqlalchemy import select

from app import clock
from app.database import db
from app.models import Enrolment, Extra, Person, Report
from app.queries.campaigns import Stage, stage
from app.queries.deciders import is_member
from app.queries.rights import rights_of
from app.rulebook.rules import RuleSet
from app.services import audit, judgements, ledger, locks, news
from app.services.entries import Movement, Posting
from app.services.refusals import Refused

BAR = "fabrication"


def post(
    enrolment: Enrolment,
    kind: str,
    code: str,
    subject: str,
    points: int,
    by: Person,
    reason: str,
    report: Report | None = None,
) -> Extra:
    """Give a bonus or take a penalty; `points` is its size, `subject` what it is about: posted once for each.

    A penalty whose size the rules fix takes exactly that.
    """
    where = _enter(enrolment, by)
    signed = _signed(where.book.newest, kind, code, points)
    known = _same(enrolment, kind, code, subject)
    if known is not None:
        if known.points != signed or known.reason != reason:
            raise Refused("extra_posted", at=known.at)
        return known
    return _land(
        where,
        Extra(
            enrolment=enrolment,
            kind=kind,
            code=code,
            subject=subject,
            points=signed,
            report=report,
            reason=reason,
            by=by,
        ),
        code,
    )


def reverse(extra: Extra, by: Person, reason: str) -> Extra:
    """Take a bonus or a penalty back, whole; its entry names the one it mirrors."""
    where = _enter(extra.enrolment, by)
    if extra.kind not in ("bonus", "penalty"):
        raise Refused("not_reversible")
    known = db.session.scalar(select(Extra).where(Extra.reverses_id == extra.id))
    if known is not None:
        return known
    back = Extra(
        enrolment=extra.enrolment,
        kind="reversal",
        code=extra.code,
        subject=extra.subject,
        points=-extra.points,
        report=extra.report,
        reverses_id=extra.id,
        reason=reason,
        by=by,
    )
    return _land(where, back, f"reverses:{extra.seq}")


def bar(enrolment: Enrolment, by: Person, reason: str, amending: bool = False) -> Extra:
    """Annul a team's eligibility for awards, as the council found, once results are final by amendment; points stay."""
    where = _enter(enrolment, by, amending)
    known = _same(enrolment, "annulment", BAR, "team")
    if known is not None:
        return known
    return _land(
        where,
        Extra(enrolment=enrolment, kind="annulment", code=BAR, subject="team", points=0, reason=reason, by=by),
        BAR,
    )


def _enter(enrolment: Enrolment, by: Person, amending: bool = False) -> Stage:
    """Lock the team, then see whether this person may post for it and whether points may still move."""
    locks.enter(enrolment)
    if not rights_of(by).covers(enrolment.team.unit.path, "officer") or is_member(by, enrolment):
        raise Refused("not_yours_to_post")
    where = stage(enrolment.campaign)
    if where.is_final and not amending:
        raise Refused("results_final")
    return where


def _signed(rules: RuleSet, kind: str, code: str, points: int) -> int:
    """The points as the ledger adds them; refuses what the rules do not know."""
    if points <= 0:
        raise Refused("extra_size", least=1)
    if kind == "bonus":
        bonus = next((each for each in rules.bonuses if each.code == code), None)
        if bonus is None or points > bonus.most:
            raise Refused("extra_size" if bonus else "extra_unknown", most=bonus.most if bonus else 0)
        return points
    penalty = next((each for each in rules.penalties if each.code == code), None)
    if penalty is None or kind != "penalty":
        raise Refused("extra_unknown")
    if penalty.points and points != penalty.points:
        raise Refused("extra_size", most=penalty.points)
    return -points


def _same(enrolment: Enrolment, kind: str, code: str, subject: str) -> Extra | None:
    return db.session.scalar(
        select(Extra).where(
            Extra.enrolment_id == enrolment.id, Extra.kind == kind, Extra.code == code, Extra.subject == subject
        )
    )


def _land(where: Stage, extra: Extra, reason: str) -> Extra:
    """Entry, extra, badges, standing and audit land together."""
    campaign, enrolment = where.campaign, extra.enrolment
    movement = Movement(
        kind=extra.kind,
        verified=0,
        scored=0,
        points=extra.points,
        rules_version=where.book.number,
        reason=reason,
        cause=f"extra:{uuid4()}",
        report_id=extra.report.id if extra.report else None,
        report_uuid=extra.report.uuid if extra.report else None,
    )
    extra.at = clock.now()
    posting = Posting(enrolment.id, enrolment.team.code, extra.by, [movement])
    extra.seq = ledger.post(campaign, [posting])[enrolment.id]
    db.session.add(extra)
    audit.record(f"extra.{extra.kind}", extra.by, f"team:{enrolment.team.code}", seq=extra.seq, code=extra.code)
    judgements.follow(campaign, {enrolment.id: extra.seq}, where.book, extra.kind)
    news.posted(extra, where)
    return extra
