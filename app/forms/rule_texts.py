"""A whole rule file in the officer's form, and what it may not change on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.forms.rule_versions import RuleForm, shared
from app.models import Campaign
from app.queries.campaigns import clusters
from app.rulebook.campaignfiles import CampaignFile
from app.rulebook.rulefile import Fault, parse
from app.rulebook.ruleplaces import Path, Places, column
from app.services.rule_versions import Proposal

LONGEST = 200_000
OWN = ("code", "name", "theme", "zone", "starts_on", "ends_on", "board_freeze_on", "ranking_note")


@dataclass(slots=True, kw_only=True)
class FileForm(RuleForm):
    """A whole rule file, chosen or pasted; `faults` say line by line what is wrong with it."""

    text: str = ""
    faults: list[Fault] = field(default_factory=list)
    source: str = "file"

    @classmethod
    def sent(cls, form: Mapping[str, str], chosen: bytes | None) -> "FileForm":
        """`chosen` is the file's content, when one was chosen; it goes before what stands in the box."""
        found = cls(**shared(form), text=form.get("text", ""))
        if chosen is not None:
            try:
                found.text = chosen.decode("utf-8-sig")
            except UnicodeDecodeError:
                found.errors["text"] = _("Tệp không phải mã UTF-8. Bạn lưu lại tệp với mã UTF-8 rồi chọn lại.")
        return found

    def hidden(self) -> dict[str, str]:
        return RuleForm.hidden(self) | {"text": self.text}

    def proposal(self, campaign: Campaign) -> Proposal | None:
        """What the file's rules say; None when the file or a field is wrong."""
        if not self.text.strip():
            self.errors.setdefault("text", _("Bạn chọn tệp quy tắc (TOML), hoặc dán nội dung tệp vào ô này."))
        elif len(self.text) > LONGEST:
            self.errors["text"] = _("Tệp quá dài. Tệp quy tắc nhiều nhất 200.000 ký tự.")
            self.text = ""
        if self.errors:
            return self.proposed(None)
        file, self.faults = parse(self.text)
        if file is not None:
            self.faults = beyond_rules(file, campaign, self.text)
        if file is None or self.faults:
            self.errors["text"] = _("Tệp có %(count)s chỗ cần sửa, xem từng dòng bên dưới.", count=len(self.faults))
            return self.proposed(None)
        return self.proposed(file.rules, file.effective_from)


def beyond_rules(file: CampaignFile, campaign: Campaign, text: str) -> list[Fault]:
    """Where the file says of the campaign itself what is not stored: this form changes rules and nothing else."""
    places = Places(text)
    found = [
        _beyond(places, ("campaign", name), getattr(campaign, name))
        for name in OWN
        if getattr(file, name) != getattr(campaign, name)
    ]
    known = {each.code for each in clusters(campaign)}
    return found + [
        _beyond(places, ("clusters", place), ", ".join(sorted(known)))
        for place, each in enumerate(file.clusters)
        if each.code not in known
    ]


def _beyond(places: Places, path: Path, stored: object) -> Fault:
    message = _(
        "đang lưu “%(stored)s”; trang này chỉ đổi quy tắc, thông tin của chiến dịch đổi bằng lệnh campaign load",
        stored=stored,
    )
    return Fault(places.line(path), column(path), message)
