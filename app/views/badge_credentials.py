"""One award as everything it is shown as: what the reader may know of it, its credential, its addresses outside."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from app.exports import badge_art, badge_status, open_badges
from app.exports.open_badges import Achievement, Earned, Profile
from app.models import BadgeAward
from app.outside import seals
from app.queries.badges import find
from app.queries.badges_seen import award_seen
from app.queries.campaigns import Stage, stage
from app.rulebook.rules import Badge, BadgeLevel, RuleSet
from app.views import badge_words
from app.views.sight import horizon_of

LANGUAGE = "vi"  # a credential says the same to everybody


@dataclass(frozen=True)
class Shown:
    """An award that the reader may see; `holds` as far as they may see."""

    award: BadgeAward
    badge: Badge
    stage: Stage
    holds: bool

    @cached_property
    def rules(self) -> RuleSet:
        """The rules it was earned under."""
        return rules_of(self.stage, self.award.rules_version) or self.stage.book.newest

    @cached_property
    def achievement(self) -> Achievement:
        level = self.badge.level(self.award.level) or self.badge.levels[0]
        return achievement_of(self.stage, self.rules, self.award.rules_version, self.badge, level)

    @property
    def page(self) -> str:
        return outside("badges.page", uuid=self.award.uuid)

    @property
    def team(self) -> str:
        """The team's own address: whom a credential is about."""
        return outside("teams.page", code=self.award.enrolment.team.code)

    @property
    def status(self) -> str:
        return outside("credentials.status", uuid=self.award.uuid)

    def token(self) -> str:
        """The signed credential; the same bytes each time."""
        with force_locale(LANGUAGE):
            earned = Earned(
                page=self.page,
                team=self.team,
                team_name=self.award.enrolment.team.name,
                at=self.award.awarded_at,
                value=self.award.value,
                evidence=badge_words.evidence(self.award, self.badge, self.rules),
                status=self.status,
            )
            return seals.seal(open_badges.credential(issuer(), self.achievement, earned), key_address())

    def status_token(self) -> str:
        """The signed word on whether it still holds."""
        at = self.award.awarded_at if self.holds else self.award.revoked_at or self.award.awarded_at
        return seals.seal(badge_status.status(issuer(), self.status, at, not self.holds), key_address())


def shown(uuid: str) -> Shown | None:
    """The award with that id, if this reader may know of it."""
    award = find(uuid)
    if award is None:
        return None
    where = stage(award.enrolment.campaign)
    known, holds = award_seen(horizon_of(where), award)
    badge = where.book.badge(award.rules_version, award.badge_code)
    return Shown(award, badge, where, holds) if known and badge else None


def shown_or_404(uuid: str) -> Shown:
    return shown(uuid) or abort(404)


def rules_of(where: Stage, version: int) -> RuleSet | None:
    """That version of the campaign's rules."""
    found = where.book.version(str(version))
    return found[0] if found else None


def achievement_of(where: Stage, rules: RuleSet, version: int, badge: Badge, level: BadgeLevel) -> Achievement:
    """A level of a badge for readers outside; always in the same language."""
    campaign = where.campaign
    about = {"code": campaign.code, "number": version, "name": f"{badge.code}-{level.level}"}
    with force_locale(LANGUAGE):
        return Achievement(
            id=outside("credentials.achievement", **about),
            name=badge_words.title(badge, level.level),
            description=_("Huy hiệu thành tích của %(campaign)s.", campaign=campaign.name),
            criteria=badge_words.criteria(badge, level, rules),
            image=outside("badges.art", name=art_name(badge, level.level)),
            version=version,
            threshold=level.threshold,
            unit=badge.unit_label,
            creator=Profile(outside("campaigns.front", code=campaign.code), campaign.unit.name, public_address()),
        )


def issuer() -> Profile:
    """In whose name this installation signs."""
    with force_locale(LANGUAGE):
        about = _("Nơi ghi nhận và thẩm định kết quả của các đội thanh niên tình nguyện.")
    return Profile(outside("credentials.issuer"), "Xung Kích", public_address(), about)


def art_name(badge: Badge, level: str) -> str:
    """The name under which a badge's picture is served: all that it is drawn from."""
    return f"{badge_art.family(badge.metric)}-{badge.symbol or badge.code}-{level}"


def key_address() -> str:
    return outside("credentials.key", thumbprint=seals.jwk()["kid"])


def outside(endpoint: str, **values: Any) -> str:
    """An address that holds outside of this site."""
    return public_address() + url_for(endpoint, **values)


def public_address() -> str:
    found: str = current_app.config["SETTINGS"].public_url
    return found
