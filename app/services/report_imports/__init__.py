"""Reports come as rows (contract, section 3): all checks first, then everything lands together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import select

from app.database import db
from app.models import Campaign, Person
from app.queries.campaigns import stage
from app.services import flags
from app.services.imports import Faults
from app.services.refusals import Refused
from app.services.report_imports.checks import check_team, check_verifier, check_work
from app.services.report_imports.ground import Ground, survey
from app.services.report_imports.rows import ImportedLine, ImportedReport, Outcome
from app.services.report_imports.stored import Stored, differences, stored
from app.services.report_imports.writing import Taken, write

__all__ = ["ImportedLine", "ImportedReport", "Outcome", "import_reports"]

AT_ONCE = 1000


def import_reports(
    campaign: Campaign,
    reports: Sequence[ImportedReport],
    by: Person,
    tell: Callable[[int], object] = lambda count: None,
) -> Outcome:
    """Take all reports or, with RowsRefused, none; `tell` hears how many have been written after each team."""
    db.session.execute(select(Campaign.id).where(Campaign.id == campaign.id).with_for_update())
    if stage(campaign).is_final:
        raise Refused("results_final")
    ground = survey(
        campaign,
        {each.team_code for each in reports},
        {each.verifier_login for each in reports if each.verifier_login},
        by,
    )
    faults = Faults()
    taken: defaultdict[str, list[Taken]] = defaultdict(list)
    for file, kept in _beside_stored(reports):
        found = _check(file, kept, ground, faults)
        if found is not None:
            taken[file.team_code].append(found)
    faults.refuse()
    waiting: list[int] = []
    for code in sorted(taken):
        waiting += write(ground.enrolments[code], taken[code], ground)
        tell(len(taken[code]))
    flags.look(waiting)
    decided = sum(each.kept_id is not None for found in taken.values() for each in found)
    written = sum(map(len, taken.values()))
    return Outcome(written - decided, decided, len(reports) - written)


def _beside_stored(
    reports: Sequence[ImportedReport],
) -> Iterator[tuple[ImportedReport, Stored | None]]:
    """Each report with what is stored under its id, asked in portions."""
    for start in range(0, len(reports), AT_ONCE):
        portion = reports[start : start + AT_ONCE]
        known = stored([each.uuid for each in portion])
        for each in portion:
            yield each, known.get(each.uuid)


def _check(file: ImportedReport, kept: Stored | None, ground: Ground, faults: Faults) -> Taken | None:
    """What is to be written of this report: None when it is stored like this already, or has faults."""
    enrolment = check_team(file, ground, faults)
    if enrolment is None:
        return None
    if kept is None:
        late = check_work(file, ground, faults)
        verifier = ground.by
        if file.decided_at:
            verifier = check_verifier(file, enrolment, ground, faults, frozenset())
        return Taken(file, verifier, late)
    if kept.report.state == "withdrawn":
        faults.add(file.row, "report_id", "report_withdrawn")
    for row, column, ours, theirs in differences(file, kept, ground.campaign):
        faults.add(row, column, "stored_differs", stored=ours, value=theirs)
    if kept.is_decided or file.decided_at is None:
        return None
    involved = kept.attended | {kept.report.created_by_id}
    verifier = check_verifier(file, enrolment, ground, faults, involved)
    return Taken(file, verifier, kept.report.late, kept.report.id)
