"""The press kit of one version of the results: pictures, figures and a note, as one ZIP. No person is in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC
from typing import TypeVar

from app.exports.result_pictures import OfCampaign, OfCluster, of_campaign, of_cluster
from app.exports.zips import packed
from app.models import Result

Words = TypeVar("Words", OfCampaign, OfCluster)

TEXT = """# Bộ tư liệu báo chí: {name}, bản số {number}

{decision}
{when}
Địa chỉ cố định để trích dẫn: {address}

| Tệp | Nội dung |
|---|---|
| anh/toan-chien-dich.png | đội đứng đầu mỗi cụm |
| anh/cum-*.png | mỗi cụm một ảnh: giải cao nhất, đội đạt giải, điểm |
| so-lieu.csv | tổng số và giải thưởng, mở bằng Excel |
| so-lieu.json | như trên, cho máy đọc |

- Ảnh cỡ 1200 × 630, dùng được ngay trên báo điện tử và mạng xã hội; không cắt mất dòng địa chỉ và số quyết định.
- Mỗi con số đi cùng đơn vị và định nghĩa trong tệp số liệu; khi trích, ghi kèm địa chỉ ở trên.
- Bản này không đổi. Nếu kết quả được điều chỉnh, bản mới có địa chỉ và bộ tư liệu riêng.
- Không có dữ liệu cá nhân và không có ảnh chụp người.
"""


def press_kit(
    result: Result, address: str, whole: OfCampaign, clusters: Mapping[str, OfCluster], figures: Mapping[str, bytes]
) -> Iterator[bytes]:
    """The ZIP in pieces, the same bytes each time; a picture is painted when its turn comes."""
    source = whole.source
    note = TEXT.format(
        name=result.campaign.name,
        number=result.number,
        decision=f"{source.decision}." if source.decision else "Chưa ghi số quyết định.",
        when=f"{source.when}.",
        address=address,
    )
    files: list[tuple[str, Iterable[bytes]]] = [("DOC-TRUOC.md", [note.encode()])]
    files += [(f"so-lieu.{kind}", [body]) for kind, body in figures.items()]
    files.append(("anh/toan-chien-dich.png", _painted(of_campaign, whole)))
    files += [(f"anh/cum-{code}.png", _painted(of_cluster, words)) for code, words in clusters.items()]
    return packed(files, result.at.astimezone(UTC).timetuple()[:6])


def _painted(paint: Callable[[Words], bytes], words: Words) -> Iterator[bytes]:
    yield paint(words)
