"""Every noun with pages, in the order of the menu."""

from app.views import (
    audit,
    badges,
    boards,
    campaigns,
    desk,
    estimates,
    evidence,
    health,
    people,
    queue,
    reports,
    search,
    sign_in,
    teams,
    today,
    units,
)

BLUEPRINTS = (
    campaigns.pages,
    boards.pages,
    badges.pages,
    teams.pages,
    search.pages,
    sign_in.pages,
    today.pages,
    estimates.pages,
    reports.pages,
    evidence.pages,
    queue.pages,
    desk.pages,
    units.pages,
    people.pages,
    audit.pages,
    health.pages,
)
