"""Where Youth Month's teams come from: real wards and communes of Gia Lai, invented schools, agencies and branches."""

from dataclasses import dataclass

from app.services.units import UnitRow

PROVINCE = "T52"
QUY_NHON = "X21583"

# Real units with teams, by cluster: unit code and number of teams.
TERRITORIAL: dict[str, dict[str, int]] = {
    "phuong": {
        QUY_NHON: 3, "X21601": 1, "X21592": 2, "X21553": 1, "X21589": 1, "X21907": 2, "X21910": 2, "X21640": 1,
        "X21664": 2, "X21637": 1, "X23575": 2, "X23617": 1, "X24044": 1,
    },
    "xa-dong-bang": {
        "X21952": 2, "X21853": 1, "X21730": 1, "X21808": 1, "X21688": 1, "X21880": 1, "X21859": 1, "X21733": 1,
        "X21970": 1, "X21901": 1, "X21829": 1, "X21835": 1,
    },
    "xa-mien-nui": {
        "X21786": 1, "X21994": 1, "X21609": 1, "X21622": 1, "X21607": 1, "X21997": 1, "X23638": 1, "X23677": 1,
        "X23764": 1, "X23887": 1, "X23857": 1, "X23794": 1, "X23650": 1, "X23824": 1,
    },
}  # fmt: skip


KINDS = {"TH": "school", "CQ": "agency", "KP": "quarter"}


@dataclass(frozen=True, slots=True)
class Affiliate:
    """An invented unit: a school, an agency or a quarter's branch, under the province or under a ward."""

    code: str
    name: str
    parent_code: str = PROVINCE

    @property
    def row(self) -> UnitRow:
        level = "affiliate_unit" if self.parent_code == PROVINCE else "branch"
        kind = KINDS[self.code.split("-")[1]]
        return UnitRow(0, self.code, level, kind, f"{self.title} {self.name} (minh họa)", self.parent_code)

    @property
    def title(self) -> str:
        return "Đoàn" if self.parent_code == PROVINCE else "Chi đoàn"


SCHOOLS = (
    Affiliate("MH-TH-01", "Trường THPT Gió Biển", QUY_NHON),
    Affiliate("MH-TH-02", "Trường Cao đẳng Ghềnh Đá"),
    Affiliate("MH-TH-03", "Trường Đại học Sao Mai"),
    Affiliate("MH-TH-04", "Trường THPT Hoa Dã Quỳ"),
    Affiliate("MH-TH-05", "Trường THPT Sông Kôn Xanh"),
    Affiliate("MH-TH-06", "Trường Phổ thông Dân tộc nội trú Nắng Mới"),
    Affiliate("MH-TH-07", "Trường Cao đẳng Nghề Ánh Dương"),
    Affiliate("MH-TH-08", "Trường THPT Tuổi Trẻ"),
)
AGENCIES = (
    Affiliate("MH-CQ-01", "Công ty Dệt may Lụa Vàng"),
    Affiliate("MH-CQ-02", "Bệnh viện Bình Yên"),
    Affiliate("MH-CQ-03", "Công ty Điện gió Phương Nam"),
    Affiliate("MH-CQ-04", "Khối Cơ quan Ngọn Lửa Hồng"),
    Affiliate("MH-CQ-05", "Đơn vị Biên phòng Hòa Bình"),
    Affiliate("MH-CQ-06", "Ngân hàng Hạt Cà Phê"),
)
FIRST_QUARTER = 11  # the ward's own teams use the halls of the first nine
BRANCHES = tuple(Affiliate(f"MH-KP-{each}", f"Khu phố {each}", QUY_NHON) for each in range(FIRST_QUARTER, 21))
