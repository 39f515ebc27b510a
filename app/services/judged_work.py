"""What a judgement says of the work: to the team's facts, and to the arithmetic."""

from app.models.decisions import SETTLED_KINDS
from app.rulebook.deeds import NOTHING, Counted, Seen, Work
from app.rulebook.worth import Line
from app.services.decision_rows import Judgement


def about(judgement: Judgement) -> Counted:
    """The report as this judgement makes it, for the team's facts."""
    case, given = judgement.case, judgement.verdicts
    if judgement.kind not in SETTLED_KINDS or not given:
        return NOTHING
    verified = [each for each in given if each.verdict == "verified"]
    codes = {each.id: each.activity_code for each in case.lines}
    seen = Seen(
        case.origin,
        case.joint_session_id,
        case.late,
        case.activity_day,
        case.place_id,
        case.hamlet,
        case.members_present,
        case.team_size,
        judgement.is_first_look,
        len(verified),
        sum(each.quantity == each.claimed for each in verified),
        len(given),
        sum(each.claimed for each in given),
        sum(each.quantity for each in verified),
    )
    work = [Work(codes[each.line_id], case.activity_day, each.quantity) for each in verified if each.quantity]
    return Counted([seen], work)


def verified_by(judgement: Judgement) -> list[Line]:
    """The lines this judgement verifies, as the arithmetic sees them."""
    case = judgement.case
    lines = {each.id: each for each in case.lines}
    assert case.first_submitted_at is not None
    return [
        Line(
            each.line_id,
            lines[each.line_id].activity_code,
            case.activity_day,
            each.quantity,
            case.late,
            case.team_size,
            case.first_submitted_at,
            case.uuid,
            lines[each.line_id].position,
        )
        for each in judgement.rulings
        if judgement.kind in SETTLED_KINDS and each.verdict == "verified"
    ]
