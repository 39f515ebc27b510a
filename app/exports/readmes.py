"""The README of a data set: what is in it and how to recompute who won, in Vietnamese and English."""

from app.models import Result
from app.rulebook.chain import instant

TEXT = """# {name} ({code}), bản số {number}

Bộ dữ liệu trích dẫn được: ai cũng tính lại được kết quả. Không có dữ liệu cá nhân.
Theo Quyết định số {decision} ngày {day}. Chốt lúc {at}, bút toán {seq}.

    python verify_ledger.py --results .

In ra `intact` và `results: as recomputed` khi sổ điểm nguyên vẹn, mốc niêm phong đúng và kết quả khớp từng byte.
Cần Python 3.11 trở lên; có gói `cryptography` thì chữ ký cũng được kiểm tra.

| Tệp | Nội dung |
|---|---|
| ledger.jsonl | sổ điểm đến bút toán {seq}, mỗi dòng một bút toán, nối nhau bằng mã băm |
| facts.json | những gì ngoài sổ điểm mà kết quả dựa vào; mã băm nằm trong checkpoint.json |
| results.csv | từng đội trong cụm: hạng, điểm, điều kiện chưa đạt, giải |
| checkpoint.json | mốc niêm phong có chữ ký |
| rules.jsonl | các phiên bản của thể lệ |

# {name} ({code}), version {number}

A citable data set: anybody can recompute the results. It holds no personal data. Decision {decision} of {day}; final
at {at}, ledger sequence {seq}. The command above prints `intact` and `results: as recomputed` when the ledger is
whole, its signed checkpoint fits and the results are the same byte for byte. Python 3.11 or newer; with the package
`cryptography` the signature is checked too. What the files hold, to the byte, is explained in docs/ledger.md and
docs/results.md of the project.
"""


def readme(result: Result) -> str:
    """The text for one version."""
    return TEXT.format(
        name=result.campaign.name,
        code=result.campaign.code,
        number=result.number,
        decision=result.decision_number,
        day=result.decision_date.isoformat() if result.decision_date else "-",
        at=instant(result.at),
        seq=result.seq,
    )
