"""What a rule file may say about badges, figures, penalties and prizes, table by table."""

from app.rulebook.appraised import VERIFIER_METRICS
from app.rulebook.attended import MEMBER_METRICS
from app.rulebook.badges import METRICS
from app.rulebook.calendars import WEEKDAYS
from app.rulebook.fingerprints import FARTHEST
from app.rulebook.lookouts import WEIGHTS
from app.rulebook.rulefields import Field, code, day, list_of, matching, one_of, pairs, switch, text, whole
from app.rulebook.rulevalues import levels
from app.rulebook.targets import METRICS as TARGET_METRICS

symbol = matching(r"[a-z][a-z0-9-]{1,39}", "tên biểu tượng, ví dụ map-pin")
activities = Field("activities", list_of(code), default=())
label, sentence = text(200), text(1000)

BADGE = (
    Field("number", whole(1, 999)),
    Field("code", code),
    Field("name", label),
    Field("name_en", label),
    Field("metric", one_of(*METRICS, *MEMBER_METRICS, *VERIFIER_METRICS)),
    activities,
    Field("minimum", whole(0, 10_000), default=0),
    Field("unit_label", text(60)),
    Field("levels", levels),
    Field("symbol", symbol),
    Field("tied_to", text(60, empty=True), default=""),
    Field("active", switch, default=True),
    Field("awarded", one_of("decision", "week"), default="decision"),
    Field("weekdays", list_of(one_of(*WEEKDAYS)), default=()),
    Field("first_day", day, default=None),
    Field("last_day", day, default=None),
    Field("targets", list_of(code), default=()),
    Field("retroactive", switch, default=False),
    Field("overturned_pct", whole(0, 100), default=100),
)
HEADLINE = (
    Field("label", label),
    Field("unit", text(60)),
    Field("definition", sentence),
    Field("activities", list_of(code, least=1)),
    Field("source", text(300, empty=True), default=""),
)
TARGET = (
    Field("code", code),
    Field("label", label),
    Field("shape", one_of("percent", "per_unit", "per_member", "total")),
    Field("value", whole(1, 100_000_000)),
    Field("unit_label", text(60)),
    Field("period", one_of("campaign", "month"), default="campaign"),
    activities,
    Field("metric", one_of(*TARGET_METRICS), default="activities"),
)
PENALTY = (
    Field("code", code),
    Field("label", label),
    Field("trigger", sentence),
    Field("effect", sentence),
    Field("points", whole(0, 10_000), default=0),
)
BONUS = (
    Field("code", code),
    Field("label", label),
    Field("how", sentence),
    Field("most", whole(1, 10_000)),
)
EXCLUSION = (Field("activities", list_of(code, least=1)), Field("against", list_of(code), default=()))
FLAGS = (
    Field("default_rate", whole(1, 1000)),
    Field("rates", pairs(1, 1000), default=()),
    Field("burst_taps", whole(2, 1000)),
    Field("burst_seconds", whole(1, 86_400)),
    Field("photo_distance", whole(0, FARTHEST)),
    Field("round_numbers", list_of(whole(1, 10_000))),
    Field("median_factor", whole(2, 100)),
    Field("longest_hours", whole(1, 24), default=12),
    Field("photo_minutes", whole(0, 1440), default=30),
    Field("median_lines", whole(1, 100), default=3),
    Field("median_least", whole(1, 10_000), default=15),
    Field("tapped_percent", whole(0, 100), default=60),
    Field("even_taps", whole(3, 1000), default=15),
    Field("even_percent", whole(0, 100), default=20),
    Field("loud", whole(1, 10_000), default=50),
    Field("weights", pairs(0, 1000), default=WEIGHTS),
    Field("flagged_seconds", whole(1, 3600), default=75),
    Field("look_seconds", whole(1, 3600), default=40),
    Field("ordinary_seconds", whole(1, 3600), default=11),
)
PERCENT = whole(0, 100)
ELIGIBILITY = (
    Field("min_sundays", whole(0, 60)),
    Field("min_on_time_pct", PERCENT),
    Field("min_verified_pct", PERCENT),
)
PRIZE = (Field("code", code), Field("label", label), Field("form", sentence))
SCALE = (Field("min_teams", whole(1, 10_000)), Field("counts", pairs(1, 1000)))
SPECIAL = (Field("code", code), Field("label", label), Field("how", sentence))
