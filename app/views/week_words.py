"""A team's week in a warm sentence: against the week before, and against its own best."""

from flask_babel import gettext as _

from app.queries.team_weeks import TeamWeeks
from app.rulebook.numbers import show_whole


def week_words(team: TeamWeeks, goes_on: bool) -> str:
    """What to say of the latest week while it goes on; afterwards, of the best one."""
    best = team.best_week
    if best is None:
        return _("Chưa có tuần nào có điểm. Chủ nhật này cùng bắt đầu nhé!")
    now, before = team.weeks[-1].points, team.weeks[-2].points if len(team.weeks) > 1 else 0
    facts = {"now": show_whole(now), "before": show_whole(before), "more": show_whole(abs(now - before))}
    if goes_on and now and best is team.weeks[-1]:
        return _("Tuần này đội đã có %(now)s điểm, nhiều nhất từ đầu chiến dịch. Tuyệt vời!", **facts)
    if goes_on and now > before:
        return _("Tuần này đội đã có %(now)s điểm, hơn tuần trước %(more)s điểm. Cứ thế nhé!", **facts)
    if goes_on and now == before and now:
        return _("Tuần này đội đã có %(now)s điểm, bằng tuần trước. Thêm một chút nữa nhé!", **facts)
    if goes_on and before:
        return _("Tuần này đội có %(now)s điểm, tuần trước %(before)s điểm. Tiếp tục cố gắng nhé!", **facts)
    points = show_whole(best.points)
    return _("Tuần nhiều điểm nhất: tuần %(number)s, %(points)s điểm.", number=best.number, points=points)
