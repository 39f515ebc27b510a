"""What a rule file may hold, table by table: a new setting is a field of its dataclass and a line here."""

from dataclasses import dataclass
from typing import Any

from app.rulebook import campaignfiles, honours, lookouts, measures, rules
from app.rulebook import honourtables as more
from app.rulebook.ranking import TIE_BREAKS
from app.rulebook.rulefields import Field, code, day, list_of, matching, one_of, switch, text, whole
from app.rulebook.rulevalues import evidence, peak_days, zone

KINDS = (
    "youth_month",
    "digital_sunday",
    "green_sunday",
    "volunteer_saturday",
    "civilized_city_day",
    "digital_saturday",
)

cluster_code = matching(r"[a-z][a-z0-9-]{1,39}", "chữ thường không dấu, chữ số và dấu gạch nối, ví dụ xa-mien-nui")
campaign_code = matching(r"[A-Z][A-Z0-9]{2,19}", "3 đến 20 chữ in hoa không dấu và chữ số, ví dụ TTN2026")
unit_code = matching(r"[A-Z][A-Z0-9]{1,19}", "mã đơn vị, ví dụ T52")
label, sentence = text(200), text(1000)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of table: what it becomes, its fields, how many are needed (`many` for [[…]])."""

    shape: type[Any]
    fields: tuple[Field, ...]
    many: bool = False
    least: int = 0


@dataclass(frozen=True, slots=True)
class CampaignTable:
    """The [campaign] table as it stands in the file, before clusters and rules join it."""

    code: str
    name: str
    kind: str
    zone: str
    starts_on: Any
    ends_on: Any
    unit_code: str
    theme: str
    note: str
    ranking_note: str
    board_freeze_on: Any
    effective_from: Any


@dataclass(frozen=True, slots=True)
class RulesTable:
    """The [rules] table: the settings that stand alone."""

    daily_ceiling: int
    tie_break: tuple[str, ...]
    unit_board: str
    cross_check_percent: int
    overturned_percent: int
    overturned_least: int


CAMPAIGN = (
    Field("code", campaign_code),
    Field("name", label),
    Field("kind", one_of(*KINDS)),
    Field("zone", zone),
    Field("starts_on", day),
    Field("ends_on", day),
    Field("unit_code", unit_code),
    Field("theme", text(300, empty=True), default=""),
    Field("note", text(200, empty=True), default=""),
    Field("ranking_note", text(300, empty=True), default=""),
    Field("board_freeze_on", day),
    Field("effective_from", day, default=None),
)
RULES = (
    Field("daily_ceiling", whole(1, 100_000)),
    Field("tie_break", list_of(one_of(*TIE_BREAKS))),
    Field("unit_board", one_of("average", "sum"), default="average"),
    Field("cross_check_percent", whole(0, 100), default=10),
    Field("overturned_percent", whole(0, 100), default=10),
    Field("overturned_least", whole(1, 10_000), default=20),
)
DEADLINES = (
    Field("on_time_days", whole(0, 60), default=2),
    Field("late_days", whole(0, 60), default=5),
    Field("supplement_hours", whole(1, 720), default=48),
    Field("verify_hours", whole(1, 720), default=48),
    Field("province_alert_hours", whole(1, 720), default=72),
    Field("offline_hours", whole(0, 720), default=24),
    Field("clock_minutes", whole(0, 1440), default=10),
    Field("reporting_closes", day),
    Field("verification_closes", day),
    Field("provisional", day),
    Field("recheck_until", day),
    Field("recheck_answered", day),
    Field("council", day),
    Field("decision", day),
    Field("announcement", day),
)
ACTIVITY = (
    Field("code", code),
    Field("label", label),
    Field("label_en", label),
    Field("unit", code),
    Field("unit_label", text(60)),
    Field("points", whole(0, 1000)),
    Field("cap", whole(1, 10_000)),
    Field("cap_period", one_of("day", "month"), default="day"),
    Field("cap_by", one_of("fixed", "team_size"), default="fixed"),
    Field("block", whole(1, 10_000), default=1),
    Field("definition", sentence),
    Field("evidence", list_of(evidence, least=1)),
    Field("on", switch, default=True),
    Field("origin", one_of("seed", "proposed"), default="proposed"),
    Field("reported_by", one_of("captain", "organiser"), default="captain"),
)
PEAK = (
    Field("days", peak_days),
    Field("percent", whole(100, 300)),
    Field("activities", list_of(code, least=1)),
)
CLUSTER = (Field("code", cluster_code), Field("name", label))
SECTIONS = {
    "campaign": Section(CampaignTable, CAMPAIGN),
    "clusters": Section(campaignfiles.Cluster, CLUSTER, many=True, least=1),
    "rules": Section(RulesTable, RULES),
    "deadlines": Section(rules.Deadlines, DEADLINES),
    "eligibility": Section(honours.Eligibility, more.ELIGIBILITY),
    "flags": Section(lookouts.Flags, more.FLAGS),
    "activities": Section(rules.Activity, ACTIVITY, many=True, least=1),
    "peaks": Section(rules.Peak, PEAK, many=True),
    "badges": Section(honours.Badge, more.BADGE, many=True),
    "headlines": Section(measures.Headline, more.HEADLINE, many=True),
    "targets": Section(measures.Target, more.TARGET, many=True),
    "penalties": Section(measures.Penalty, more.PENALTY, many=True),
    "bonuses": Section(measures.Bonus, more.BONUS, many=True),
    "exclusions": Section(measures.Exclusion, more.EXCLUSION, many=True),
    "prizes": Section(honours.Prize, more.PRIZE, many=True),
    "prize_scales": Section(honours.PrizeScale, more.SCALE, many=True),
    "special_awards": Section(honours.SpecialAward, more.SPECIAL, many=True),
}
