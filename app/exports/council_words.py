"""What the council did and which conditions a team lacks, in the words of minutes."""

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from app.database import db
from app.models import CouncilAct, Enrolment, Team
from app.queries.campaigns import Stage, clusters
from app.queries.honoured import winners
from app.rulebook.rules import Eligibility


def unmet_words(codes: Iterable[str], rules: Eligibility) -> tuple[str, ...]:
    """Each condition that is not met, as the rules put it."""
    words = {
        "sundays": _("chưa đủ %(least)s Chủ nhật ra quân", least=rules.min_sundays),
        "on_time": _("dưới %(least)s%% báo cáo đúng hạn", least=rules.min_on_time_pct),
        "verified": _("dưới %(least)s%% số lượng được xác minh", least=rules.min_verified_pct),
        "annulled": _("không xét khen thưởng"),
    }
    return tuple(words.get(code, code) for code in codes)


def minutes_of(acts: Sequence[CouncilAct], where: Stage) -> tuple[str, ...]:
    """The council's acts, a sentence each, in their order."""
    named = {each.code: each.name for each in clusters(where.campaign)}
    awards = {each.code: each.label for each in where.book.newest.special_awards}
    teams, chosen = _teams(acts, where), _chosen(acts, where)
    return tuple(_sentence(each, named, awards, teams, chosen.get(each.id, ())) for each in acts)


def _sentence(
    act: CouncilAct,
    named: Mapping[str, str],
    awards: Mapping[str, str],
    teams: Mapping[str, str],
    chosen: Sequence[str],
) -> str:
    reason = act.reason.rstrip(". ")
    if act.kind == "note":
        return f"{reason}."
    if act.kind == "order":
        cluster = named.get(act.subject, act.subject)
        if act.choice is None:
            return _("Hội đồng bỏ thứ tự đã xếp ở cụm %(cluster)s. Lý do: %(reason)s.", cluster=cluster, reason=reason)
        order = "; ".join(teams.get(code, code) for code in act.choice["teams"])
        return _(
            "Các đội bằng nhau ở cụm %(cluster)s được Hội đồng xếp thứ tự: %(order)s. Lý do: %(reason)s.",
            cluster=cluster,
            order=order,
            reason=reason,
        )
    award = awards.get(act.subject, act.subject)
    if act.choice is None:
        return _("Hội đồng rút đề nghị giải %(award)s. Lý do: %(reason)s.", award=award, reason=reason)
    if not chosen:
        return _("Hội đồng thống nhất đề nghị giải %(award)s. Lý do: %(reason)s.", award=award, reason=reason)
    return _(
        "Hội đồng thống nhất đề nghị giải %(award)s cho %(winners)s. Lý do: %(reason)s.",
        award=award,
        winners="; ".join(chosen),
        reason=reason,
    )


def _chosen(acts: Sequence[CouncilAct], where: Stage) -> dict[int, list[str]]:
    """The names each choice of a special award stands for; nobody's who has taken consent back."""
    found: dict[int, list[str]] = {}
    choices = [each for each in acts if each.kind == "special" and each.choice]
    for act, winner in winners(where.campaign, choices):
        found.setdefault(act.id, []).append(winner.name)
    return found


def _teams(acts: Sequence[CouncilAct], where: Stage) -> dict[str, str]:
    codes = {code for act in acts if act.kind == "order" and act.choice for code in act.choice["teams"]}
    rows = db.session.execute(
        select(Team.code, Team.name)
        .join(Enrolment, Enrolment.team_id == Team.id)
        .where(Enrolment.campaign_id == where.campaign.id, Team.code.in_(codes))
    )
    return {row[0]: row[1] for row in rows}
