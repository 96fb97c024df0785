"""The outbox as somebody opens it: a page that lists the messages which wait to be sent by hand."""

from email import message_from_bytes
from email.policy import SMTP

from hocba_ops.notices.book import Book
from hocba_ops.notices.outbox import INDEX, OUTBOX
from hocba_ops.reporting.notice_page import notice_index
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench


def list_outbox(bench: Workbench, book: Book) -> None:
    """Write the list anew; a file that was deleted, since its message was sent, is in it no more."""
    folder, rows = book.root / OUTBOX, []
    for path in sorted(folder.glob("*.eml")):
        message = message_from_bytes(path.read_bytes(), policy=SMTP)
        made = message["Date"].datetime.astimezone(VIET_NAM)
        rows.append((path.name, str(message["Subject"]), str(message["To"]), f"{made:%H:%M %d/%m/%Y}"))
    (folder / INDEX).write_text(notice_index(rows, bench.labels), encoding="utf-8")
