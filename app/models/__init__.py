"""One table a file: facts about one row, moves of one row."""

from app.models.attendances import Attendance
from app.models.audit_events import AuditEvent, AuditHead
from app.models.awards import Award
from app.models.badge_awards import BadgeAward
from app.models.badge_drafts import BadgeDraft
from app.models.badge_greetings import BadgeGreeting
from app.models.badge_shares import BadgeShare
from app.models.batch_reviews import BatchReport, BatchReview
from app.models.campaigns import Campaign
from app.models.ceremonies import Ceremony, CeremonyStep
from app.models.certificates import Certificate
from app.models.checkpoints import Checkpoint
from app.models.clusters import Cluster
from app.models.council_acts import CouncilAct
from app.models.cross_checks import CrossCheck
from app.models.day_tallies import DayTally
from app.models.decisions import Decision
from app.models.delegations import Delegation
from app.models.enrolments import Enrolment
from app.models.errands import Errand
from app.models.evidence import Evidence
from app.models.evidence_openings import EvidenceOpening
from app.models.excuses import Excuse
from app.models.extra_rechecks import ExtraRecheck, ExtraRecheckAnswer
from app.models.extras import Extra
from app.models.full_checks import FullCheck
from app.models.job_claims import JobClaim
from app.models.joint_sessions import JointSession, JointShare
from app.models.late_openings import LateOpening
from app.models.layouts import Layout
from app.models.ledger_checks import LedgerCheck
from app.models.ledger_entries import LedgerEntry, LedgerHead
from app.models.mails import Mail
from app.models.memberships import Membership
from app.models.milestones import Milestone
from app.models.nominations import Nomination, NominationConsent
from app.models.notice_choices import NoticeChoice
from app.models.notices import Notice
from app.models.people import Actor, Person
from app.models.places import Place
from app.models.rechecks import RecheckAnswer, RecheckRequest
from app.models.reconciliations import Reconciliation
from app.models.report_claims import ReportClaim
from app.models.report_flags import ReportFlag
from app.models.report_lines import ReportLine
from app.models.report_versions import ReportVersion
from app.models.reports import Report
from app.models.result_submissions import ResultSubmission, SubmissionAnswer
from app.models.results import Result, SpecialAward
from app.models.role_grants import RoleGrant
from app.models.rule_versions import RuleVersion
from app.models.settings import Setting
from app.models.sign_in_attempts import SignInAttempt
from app.models.sign_in_links import SignInLink
from app.models.snapshots import Snapshot, SnapshotRow
from app.models.standings import Standing
from app.models.tallies import Tally
from app.models.team_counts import TeamCount
from app.models.team_photos import TeamPhoto
from app.models.team_tallies import TeamTally
from app.models.teams import Team
from app.models.unit_figures import UnitFigure
from app.models.units import Unit, unit_successors
from app.models.verdicts import Verdict
from app.models.verifier_figures import VerifierAward, VerifierFigure

__all__ = [
    "Actor",
    "Attendance",
    "AuditEvent",
    "AuditHead",
    "Award",
    "BadgeAward",
    "BadgeDraft",
    "BadgeGreeting",
    "BadgeShare",
    "BatchReport",
    "BatchReview",
    "Campaign",
    "Ceremony",
    "CeremonyStep",
    "Certificate",
    "Checkpoint",
    "Cluster",
    "CouncilAct",
    "CrossCheck",
    "DayTally",
    "Decision",
    "Delegation",
    "Enrolment",
    "Errand",
    "Evidence",
    "EvidenceOpening",
    "Excuse",
    "Extra",
    "ExtraRecheck",
    "ExtraRecheckAnswer",
    "FullCheck",
    "JobClaim",
    "JointSession",
    "JointShare",
    "LateOpening",
    "Layout",
    "LedgerCheck",
    "LedgerEntry",
    "LedgerHead",
    "Mail",
    "Membership",
    "Milestone",
    "Nomination",
    "NominationConsent",
    "Notice",
    "NoticeChoice",
    "Person",
    "Place",
    "RecheckAnswer",
    "RecheckRequest",
    "Reconciliation",
    "Report",
    "ReportClaim",
    "ReportFlag",
    "ReportLine",
    "ReportVersion",
    "Result",
    "ResultSubmission",
    "RoleGrant",
    "RuleVersion",
    "Setting",
    "SignInAttempt",
    "SignInLink",
    "Snapshot",
    "SnapshotRow",
    "SpecialAward",
    "Standing",
    "SubmissionAnswer",
    "Tally",
    "Team",
    "TeamCount",
    "TeamPhoto",
    "TeamTally",
    "Unit",
    "UnitFigure",
    "Verdict",
    "VerifierAward",
    "VerifierFigure",
    "unit_successors",
]
