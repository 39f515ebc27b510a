"""What the story's people were told: before its Sunday they have read it, and no e-mail goes to invented people."""

from sqlalchemy import update

from app.clock import wall
from app.database import db
from app.demo.march_story import TODAY
from app.models import Notice
from app.rulebook.deadlines import start_of


def settle() -> None:
    """Everything is ready at once; only what happened on the story's own day is unread."""
    at, begins = wall(), start_of(TODAY, "Asia/Ho_Chi_Minh")
    db.session.execute(update(Notice).values(ready_at=at, mailed_at=at))
    db.session.execute(update(Notice).where(Notice.made_at < begins).values(read_at=at))
