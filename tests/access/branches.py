"""A campaign in three states, with work in each branch of the Union.

`waiting`: each team has a report that waits, one that is decided, and a draft; `quiet`: nothing waits;
`announced`: the results are out. Free text of every report carries its team's canary.
"""

import io
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from flask import Flask
from PIL import Image
from sqlalchemy import select, update

from app.database import db, transaction
from app.models import (
    BadgeAward,
    Campaign,
    Certificate,
    CrossCheck,
    Enrolment,
    Person,
    Report,
    RoleGrant,
    SpecialAward,
    Team,
    Unit,
)
from app.outside import seals
from app.outside.darkroom import Developed, develop
from app.outside.photos import PhotoStore, described
from app.queries.batch_reviews import Choice
from app.queries.campaigns import by_code
from app.queries.results import newest
from app.services import (
    batch_reviews,
    campaigns,
    ceremonies,
    certificates,
    delegations,
    errands,
    extra_rechecks,
    extras,
    full_checks,
    joint_sessions,
    nominations,
    people,
    rechecks,
    reports,
    results,
    team_photos,
)
from app.services.joint_sessions import Part, Plan
from app.services.loans import Loan
from app.services.passwords import hashed
from app.services.report_photos import Photo
from tests.access.ground import Ground
from tests.cast import CODE, NOISE, NOW, PASSWORD, Cast, cast, stand_still
from tests.concluding import DECIDED, NUMBER, in_april, witnessed
from tests.reporting import SUNDAY, content, decided, sent

VNEID = "vneid_level2_support"
TEAMS = {  # whose captain writes, who decides
    "QN1": ("captain", "verifier"),
    "QN2": ("captain_qn2", "verifier"),
    "AN1": ("captain_an1", "verifier_an"),
    "HN1": ("captain_hn", "verifier_hn"),
}


def canary(team: str) -> str:
    """The word that only people of the team's own branch may ever read."""
    return f"Hoàng yến {team}"


def prepare(app: Flask, file: Path) -> Ground:
    """Play the campaign through its three states."""
    ground = Ground(app, file)
    with app.app_context():
        played = cast()
        store = app.extensions["photos"]
        for team, (captain, verifier) in TEAMS.items():
            _season_of(ground, team, getattr(played, captain), getattr(played, verifier), store)
        with transaction():
            plan = Plan(SUNDAY, "Chợ phiên Quy Nhơn", tuple(map(_id_of, ("QN1", "AN1"))), (Part(VNEID, 30, (18, 12)),))
            ground.ids["joint"] = str(UUID(int=1))
            joint_sessions.open_session(ground.ids["joint"], _enrolment("QN1"), plan, played.captain)
        with transaction():
            db.session.execute(update(Person).where(Person.is_system.is_(False)).values(password_hash=hashed(PASSWORD)))
            ground.ids["token"] = people.make_link(played.member, played.officer)
        _pictured(played, store)
        ground.name(played)
        with transaction():
            about = (_enrolment("QN1"), "penalty", "repeated_late", ground.ids["decided QN1"], 5, played.officer)
            loan = Loan(str(UUID(int=2)), SUNDAY + timedelta(5), SUNDAY + timedelta(7), "Đi tập huấn")
            mine = select(RoleGrant).where(RoleGrant.person_id == played.verifier_an.id)
            lent = delegations.delegate(db.session.scalars(mine).one(), played.captain_an2, loan, played.verifier_an)
            ground.ids["delegation"] = lent.uuid
            ground.ids["extra"] = str(extras.post(*about, "Nhắc hai lần").id)
        ground.ids["badge"] = db.session.scalars(select(BadgeAward.uuid)).first() or ""
        ground.ids["thumbprint"] = seals.jwk()["kid"]
    ground.save("waiting")
    with app.app_context():
        _ask_for_second_looks(ground)
    ground.save("second looks")
    ground.restore("waiting")
    with app.app_context():
        _settle_everything(ground)
    ground.save("quiet")
    with app.app_context():
        _conclude(ground)
    ground.save("announced")
    return ground


def _pictured(people: Cast, store: PhotoStore) -> None:
    """QN1 shows a picture of itself."""
    [made] = develop([io.BytesIO(_picture("QN1"))])
    assert isinstance(made, Developed)
    about, name = described(made), "c" * 64
    store.keep_under(name, made)
    kept = team_photos.Picture(name, about.sha256, about.size, about.width, about.height)
    with transaction():
        team_photos.show(people.teams["QN1"], kept, "Mọi người trong ảnh đồng ý", people.captain)


def _conclude(ground: Ground) -> None:
    """In April the results are ready to be submitted, then submitted, then approved; announced in March's clock."""
    campaign = _campaign()
    with in_april():
        with transaction():
            campaigns.close(campaign, ground.person("officer"), "Xong trước hạn")
            witnessed(campaign)
        ground.save("closed")
        ground.ids["submission"] = str(UUID(int=4))
        with transaction():
            submission = results.submit(campaign, ground.ids["submission"], ground.person("officer"), "Trình")
        ground.save("submitted")
        with transaction():
            results.approve(submission, ground.person("signatory"), NUMBER, DECIDED)
        ground.ids["ceremony"] = str(UUID(int=5))
        with transaction():
            ceremonies.prepare(campaign, ground.ids["ceremony"], ground.person("officer"), ["phuong"], False)
        ground.save("final")
        with transaction():
            campaigns.announce(campaign, ground.person("officer"))
            _certify(ground, campaign)


def _campaign() -> Campaign:
    campaign = by_code(CODE)
    assert campaign is not None
    return campaign


def _season_of(ground: Ground, team: str, captain: Person, verifier: Person, store: PhotoStore) -> None:
    """One report decided, one waiting with a photo, one draft; each says the team's canary."""
    word = canary(team)
    place = ("community_site", f"Nhà văn hóa {word}", f"Thôn {word}")
    enrolment = _enrolment(team)
    stand_still(NOW - timedelta(hours=3))
    earned = sent(enrolment, captain, {VNEID: 12}, note=f"Ghi chú {word}", place=place)
    decided(earned, verifier, {VNEID: 11}, reason=f"Lý do {word}")
    stand_still(NOW)
    [made] = develop([io.BytesIO(_picture(team))])
    assert isinstance(made, Developed)
    photo = store.keep(made)
    kept = Photo(photo.sha256, photo.size, photo.width, photo.height)
    waiting = sent(enrolment, captain, {VNEID: 7}, note=f"Ghi chú {word}", place=place, photos=(kept,))
    with transaction():
        draft = reports.record(
            _uuid(team), enrolment, content({}, note=f"Nháp {word}", place=place), captain, send=False
        )
    ground.ids |= {
        f"waiting {team}": waiting.uuid,
        f"decided {team}": earned.uuid,
        f"draft {team}": draft.uuid,
        f"photo {team}": photo.sha256,
        f"line {team}": str(waiting.lines[0].id),
        f"decided line {team}": str(earned.lines[0].id),
        f"decision {team}": str(earned.decision_id),
    }


def _ask_for_second_looks(ground: Ground) -> None:
    """AN1's decided report is to be looked at by the verifier of QN1's ward, An Nhơn is checked whole; QN1 contests."""
    ground.ids["recheck"] = str(UUID(int=2))
    qn1 = db.session.scalars(select(Report).where(Report.uuid == ground.ids["decided QN1"])).one()
    with transaction():
        rechecks.ask(ground.ids["recheck"], qn1, int(ground.ids["decision QN1"]), ground.person("captain"), "Bộ đếm")
    _contest_a_penalty(ground, qn1.enrolment)
    ground.ids["batch"] = str(UUID(int=3))
    with transaction():
        choice = Choice("reopened", SUNDAY, SUNDAY, unit=qn1.enrolment.team.unit)
        campaign = qn1.enrolment.campaign
        batch_reviews.open_batch(ground.ids["batch"], campaign, choice, "Kiểm tra lại", ground.person("officer"))
    ground.ids["nomination"] = str(UUID(int=6))
    with transaction():
        by, who, own = ground.person("officer"), ground.person("member"), qn1.enrolment.team
        nominations.nominate(qn1.enrolment.campaign, ground.ids["nomination"], who, own, by, "Hướng dẫn 200 người")
    ground.ids["errand"] = str(UUID(int=7))
    with transaction():
        work = ("batch_preview", campaign, ground.person("officer"))
        errand = errands.ask(ground.ids["errand"], *work, batch=ground.ids["batch"])
        errands.finish(errand, {"file": {"name": "danh-sach.csv", "type": "text/csv", "size": 5}})
    with ground.app.extensions["parcels"].packed(ground.ids["errand"]) as out:
        out.write(b"1,2,3")
    with transaction() as session:
        commune = session.scalars(select(Unit).where(Unit.code == "X21907")).one()
        full_checks.start(campaign, commune, "Kiểm tra đột xuất", ground.person("officer"))
        for team, unit in (("AN1", "X21583"), ("HN1", "X00004")):
            report = session.scalars(select(Report).where(Report.uuid == ground.ids[f"decided {team}"])).one()
            asked = session.scalars(select(Unit).where(Unit.code == unit)).one()
            about = {"report_id": report.id, "first_id": report.decision_id, "unit_id": asked.id}
            session.add(CrossCheck(campaign_id=report.enrolment.campaign_id, because="sample", drawn_at=NOW, **about))


def _contest_a_penalty(ground: Ground, enrolment: Enrolment) -> None:
    """QN1 contests what a second officer took from it."""
    ground.ids["penalty recheck"] = str(UUID(int=8))
    with transaction():
        by, unit = ground.person("officer"), enrolment.campaign.unit
        second = people.add("second.officer@cast.example", "Kiều Văn Phú", None, by)
        people.grant(second, "officer", unit, by)
        penalty = extras.post(enrolment, "penalty", "repeated_late", "march", 5, second, "Nhắc ba lần")
    with transaction():
        extra_rechecks.ask(ground.ids["penalty recheck"], penalty, ground.person("captain"), "Đội gửi đúng hạn")


def _certify(ground: Ground, campaign: Campaign) -> None:
    """QN1 has a special award, and its certificate."""
    result = newest(campaign)
    assert result is not None
    words = {"name": "Tổ công nghệ số Quy Nhơn 1", "unit_name": "Đoàn phường Quy Nhơn", "why": "Mô hình hay"}
    about = {"result_id": result.id, "enrolment_id": _id_of("QN1"), "code": "creative_model"}
    db.session.add(SpecialAward(**about, **words))
    db.session.flush()
    certificates.issue(result, ground.person("officer"))
    ground.ids["certificate"] = db.session.scalars(select(Certificate.uuid)).one()


def _enrolment(team: str) -> Enrolment:
    wanted = select(Enrolment).join(Team).join(Campaign).where(Team.code == team).order_by(Campaign.code == NOISE)
    return db.session.scalars(wanted).first()  # type: ignore[return-value]


def _id_of(team: str) -> int:
    return _enrolment(team).id


def _picture(team: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (32, 24), (sum(map(ord, team)) % 256, 80, 80)).save(out, "PNG")
    return out.getvalue()


def _uuid(team: str) -> str:
    return f"00000000-0000-4000-8000-{sum(map(ord, team)):012}"


def _settle_everything(ground: Ground) -> None:
    for team, (_, verifier) in TEAMS.items():
        report = db.session.scalars(select(Report).where(Report.uuid == ground.ids[f"waiting {team}"])).one()
        decided(report, ground.person(verifier))
