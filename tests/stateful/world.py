"""The cast at work: each verb is one transaction through the services, as a page or a command would make it.

Everything is named by codes, logins and uuids, so that the same moves can be told to a model or to another database.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from app.database import db, transaction
from app.models import (
    BatchReview,
    Campaign,
    CrossCheck,
    Decision,
    Enrolment,
    Extra,
    Person,
    RecheckRequest,
    Report,
    Team,
)
from app.queries.batch_reviews import Choice
from app.queries.campaigns import by_code, stage
from app.queries.rules import rule_book
from app.rulebook.rules import RuleSet
from app.services import (
    batch_reviews,
    campaigns,
    cross_checks,
    decisions,
    draws,
    extras,
    late_openings,
    organising,
    people,
    rechecks,
    reports,
    rule_versions,
    teams,
)
from app.services.decision_rows import Ruling
from app.services.late_openings import Opening
from app.services.organising import Gathering
from app.services.refusals import Refused
from app.services.report_photos import Photo
from app.services.rule_versions import Proposal
from app.services.teams import TeamRow
from tests.cast import CODE, PEOPLE, TEAMS, cast, stand_still
from tests.concluding import concluded
from tests.neighbours import neighbours
from tests.reporting import content, looked

SHIFT = "service_point_shift"
MONTHLY_SHIFTS = 3
ORGANISED = ("training_attendance", "monthly_online_meeting")
WHY = "Biên bản của Hội đồng"
MORE = {"verifier_qd": "verifier.qd@cast.example", "officer_two": "second.officer@cast.example"}
KEPT, BEFORE, AFTER = "kept", "crash before the commit", "crash after the commit"

BOOKS = text(
    "SELECT t.code, s.points, s.verified_quantity, s.scored_quantity, s.penalty_points, "
    "coalesce(sum(e.points), 0), coalesce(sum(e.verified_quantity), 0), coalesce(sum(e.scored_quantity), 0) "
    "FROM enrolments n JOIN teams t ON t.id = n.team_id JOIN standings s ON s.enrolment_id = n.id "
    "LEFT JOIN ledger_entries e ON e.enrolment_id = n.id WHERE n.campaign_id = :campaign "
    "GROUP BY t.code, s.points, s.verified_quantity, s.scored_quantity, s.penalty_points"
)

Verdicts = Mapping[str, int | str | None]
"""By activity code: the verified quantity, None for a rejected line, 'returned' or 'accepted'."""
Changes = Mapping[str, Mapping[str, Any]]
"""By activity code the fields that a new version of the rules changes."""


class Crash(Exception):
    """The process ends here."""


def arrange() -> None:
    """The cast in an empty database, with one type of work that a captain reports and a month caps.

    Every report gets a second look, by a second ward where there is one; the province has two officers.
    """
    found = cast()
    neighbours(found)
    rules = rule_book(found.campaign.id).newest
    monthly = changed(rules, {SHIFT: {"cap_period": "month", "cap": MONTHLY_SHIFTS}}, rules.daily_ceiling)
    monthly = replace(monthly, cross_check_percent=100)
    with transaction():
        second = people.add(MORE["officer_two"], "Kiều Văn Phú", None, found.officer)
        people.grant(second, "officer", found.units["T52"], found.admin)
        first = found.campaign.starts_on
        proposal = Proposal(monthly, first, retroactive=True, reason=WHY, made_for=1)
        rule_versions.publish(found.campaign, proposal, found.officer)


def changed(rules: RuleSet, changes: Changes, ceiling: int) -> RuleSet:
    """The rules with some types of work and the daily ceiling changed."""
    activities = tuple(replace(each, **changes.get(each.code, {})) for each in rules.activities)
    return replace(rules, activities=activities, daily_ceiling=ceiling)


class World:
    """One campaign; `play` does one move and says how it ended."""

    def __init__(self, code: str = CODE) -> None:
        self.code = code
        self.campaign_id: int = self._campaign().id
        self.enrolment_ids = {
            each.team.code: each.id
            for each in db.session.scalars(select(Enrolment).where(Enrolment.campaign_id == self.campaign_id))
        }
        logins = {login: name for name, (login, *_) in PEOPLE.items()} | {login: name for name, login in MORE.items()}
        self.person_ids = {
            logins[each.login]: each.id for each in db.session.scalars(select(Person)) if each.login in logins
        }

    def play(self, verb: str, *told: Any, fate: str = KEPT) -> str:
        """Do one thing; the refusal's code, '' when it landed, or BEFORE when the process ended before its commit."""
        try:
            with transaction():
                getattr(self, verb)(*told)
                if fate == BEFORE:
                    raise Crash
        except Refused as refusal:
            return refusal.code
        except Crash:
            self._begin_again()
            return BEFORE
        if fate == AFTER:
            self._begin_again()
        return ""

    def _begin_again(self) -> None:
        """What a new process starts with: no session and no connection."""
        db.session.remove()
        db.engine.dispose()

    # What teams do

    def send(self, uuid: str, team: str, by: str, lines: Mapping[str, int], day: date, send: bool) -> None:
        """A new report, as a draft or sent."""
        filled = content(dict(lines), day, photos=photos_of(uuid))
        reports.record(uuid, self._enrolment(team), filled, self._person(by), send)

    def amend(self, uuid: str, by: str, lines: Mapping[str, int], day: date, seen: int, send: bool) -> None:
        filled = content(dict(lines), day, photos=photos_of(uuid))
        reports.amend(self._report(uuid), filled, self._person(by), seen, send)

    def withdraw(self, uuid: str, by: str) -> None:
        reports.withdraw(self._report(uuid), self._person(by))

    def correct(self, uuid: str, by: str, quantities: Mapping[str, int]) -> None:
        report = self._report(uuid)
        lines = self._lines(report)
        lowered = {lines[code]: quantity for code, quantity in quantities.items()}
        decisions.correct(report, self._person(by), lowered, WHY)

    # What verifiers and organisers do

    def decide(self, uuid: str, by: str, verdicts: Verdicts, seen: int) -> None:
        report = self._report(uuid)
        rulings = self._rulings(report, verdicts)
        decisions.decide(looked(report, self._person(by)), self._person(by), rulings, seen)

    def reopen(self, uuid: str, by: str) -> None:
        decisions.reopen(self._report(uuid), self._person(by), WHY)

    def gather(self, form: str, by: str, kind: str, day: date, counts: Mapping[str, int]) -> None:
        """An organiser ticks off who came."""
        came = {self.enrolment_ids[team]: count for team, count in counts.items()}
        organising.record(self._campaign(), Gathering(UUID(form), kind, day, came), self._person(by))

    # The second look; `seen` counts the report's decisions, the last one its person had before them being that one

    def draw(self) -> None:
        """What the draw's job does, but for telling."""
        where = stage(self._campaign())
        if where.decisions_open:
            draws.draw(where, people.system_actor())

    def look(self, uuid: str, by: str, verdicts: Verdicts, seen: int) -> None:
        """Somebody says what they find at a second look."""
        report, person = self._report(uuid), self._person(by)
        check = db.session.scalars(select(CrossCheck).where(CrossCheck.report_id == report.id)).one()
        looked(report, person)
        cross_checks.answer(check, person, self._rulings(report, verdicts), self._decision(report, seen), WHY)

    def contest(self, form: str, uuid: str, by: str, seen: int) -> None:
        """A captain asks for a re-check."""
        report = self._report(uuid)
        rechecks.ask(form, report, self._decision(report, seen), self._person(by), WHY)

    def grant(self, form: str, by: str, verdicts: Verdicts, seen: int) -> None:
        request, person = self._request(form), self._person(by)
        report = looked(request.report, person)
        rulings = self._rulings(report, verdicts)
        rechecks.grant(request, person, rulings, self._decision(report, seen), WHY)

    def turn_down(self, form: str, by: str, seen: int) -> None:
        request = self._request(form)
        rechecks.turn_down(request, self._person(by), self._decision(request.report, seen), WHY)

    def open_batch(self, form: str, effect: str, whose: str, first: date, last: date) -> None:
        """An officer takes together what one person decided, or everybody, of some days."""
        choice = Choice(effect, first, last, person=self._person(whose) if whose else None)
        batch_reviews.open_batch(form, self._campaign(), choice, WHY, self._person("officer"))

    def apply_batch(self, form: str, by: str) -> None:
        batch_reviews.apply(self._batch(form), self._campaign(), self._person(by))

    def cancel_batch(self, form: str, by: str) -> None:
        batch_reviews.cancel(self._batch(form), self._campaign(), self._person(by))

    # What the province does

    def annul(self, uuid: str, by: str) -> None:
        decisions.annul(self._report(uuid), self._person(by), WHY)

    def post(self, team: str, by: str, extra: tuple[str, str, str, int], uuid: str | None) -> None:
        """A bonus or a penalty: its kind, code, subject and size, and the report it names."""
        named = self._report(uuid) if uuid else None
        extras.post(self._enrolment(team), *extra, self._person(by), WHY, named)

    def reverse(self, team: str, by: str, kind: str, code: str, subject: str) -> None:
        wanted = select(Extra).where(
            Extra.enrolment_id == self.enrolment_ids[team],
            Extra.kind == kind,
            Extra.code == code,
            Extra.subject == subject,
        )
        extras.reverse(db.session.scalars(wanted).one(), self._person(by), WHY)

    def bar(self, team: str, by: str) -> None:
        extras.bar(self._enrolment(team), self._person(by), WHY)

    def publish(self, changes: Changes, ceiling: int, since: date, retroactive: bool, seen: int) -> None:
        """The newest rules with these changes, from a day on."""
        campaign = self._campaign()
        rules = changed(rule_book(campaign.id).newest, changes, ceiling)
        proposal = Proposal(rules, since, retroactive, WHY, seen)
        rule_versions.publish(campaign, proposal, self._person("officer"))

    def open_day(self, team: str, by: str, day: date) -> None:
        late_openings.open_day(self._enrolment(team), Opening(day, WHY), self._person(by))

    def freeze(self) -> None:
        campaigns.freeze(self._campaign(), self._person("officer"), WHY)

    def announce(self, day: date) -> None:
        concluded(self._campaign(), self._person("officer"), self._person("signatory"), decided_on=day)

    # People and teams

    def join(self, name: str, team: str, since: date) -> None:
        """Somebody becomes a member of a team."""
        found = db.session.scalars(select(Team).where(Team.code == team)).one()
        people.grant(self._person(name), "member", found, self._person("officer"), since)

    def resize(self, team: str, size: int) -> None:
        """The team's enrolment is given another size."""
        row: TeamRow = next(each for each in TEAMS if each.code == team)
        teams.import_teams(self._campaign(), [replace(row, size=size)], self._person("officer"))

    def tick(self, now: datetime) -> None:
        stand_still(now)

    # What can be seen

    def books(self) -> dict[str, tuple[tuple[int, int, int, int], tuple[int, int, int]]]:
        """By team what its standing keeps (points, verified, scored, penalties) and what its entries add up to."""
        rows = db.session.execute(BOOKS, {"campaign": self.campaign_id})
        return {row[0]: (tuple(row[1:5]), tuple(map(int, row[5:]))) for row in rows}  # type: ignore[misc]

    def _campaign(self) -> Campaign:
        found = by_code(self.code)
        assert found is not None, self.code
        return found

    def _enrolment(self, team: str) -> Enrolment:
        return db.session.get_one(Enrolment, self.enrolment_ids[team])

    def _person(self, name: str) -> Person:
        return db.session.get_one(Person, self.person_ids[name])

    def _report(self, uuid: str) -> Report:
        return db.session.scalars(select(Report).where(Report.uuid == uuid)).one()

    def _lines(self, report: Report) -> dict[str, int]:
        return {each.activity_code: each.id for each in report.lines}

    def _rulings(self, report: Report, verdicts: Verdicts) -> list[Ruling]:
        lines = self._lines(report)
        return [_ruling(lines[code], found) for code, found in verdicts.items()]

    def _decision(self, report: Report, number: int) -> int:
        """The report's decision with that number; 0 for none."""
        wanted = select(Decision.id).where(Decision.report_id == report.id).order_by(Decision.id)
        return db.session.scalars(wanted).all()[number - 1] if number > 0 else 0

    def _request(self, form: str) -> RecheckRequest:
        return db.session.scalars(select(RecheckRequest).where(RecheckRequest.uuid == form)).one()

    def _batch(self, form: str) -> BatchReview:
        return db.session.scalars(select(BatchReview).where(BatchReview.uuid == form)).one()


def _ruling(line_id: int, found: int | str | None) -> Ruling:
    if isinstance(found, int):
        return Ruling(line_id, "verified", found)
    return Ruling(line_id, found or "rejected", 0, WHY)


def photos_of(uuid: str) -> tuple[Photo, ...]:
    """The one photo of that report, the same each time it is sent."""
    return (Photo(sha256(uuid.encode()).hexdigest(), 1000, 800, 600),)
