"""The rule files that ship with the project, loaded as an officer would."""

from pathlib import Path

from app.models import Campaign, Person
from app.rulebook.rulefile import parse
from app.services import rule_files

LABEL = "Dữ liệu minh họa"


def load_campaign(path: Path, by: Person) -> Campaign:
    """The campaign of a shipped rule file, labelled as an illustration wherever it is shown."""
    file, faults = parse(path.read_text(encoding="utf-8"))
    if file is None:
        raise ValueError(f"{path.name}: {faults}")
    campaign, _ = rule_files.load(file, by)
    campaign.label = LABEL
    return campaign
