"""A message says the same to every reader: Vietnamese decodes right, and no name can bring in a header or a mailbox."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_ops.notices.message import Attached, Words, compose, one_line

AT = datetime(2025, 10, 1, 23, tzinfo=UTC)
LONG = "Học bạ số: việc còn phải làm của Trường Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai Đức Phổ, 01/10/2025"


def made(subject=LONG, called="Phòng Giáo dục và Đào tạo Quận 1", **facts):
    words = Words(subject=subject, text="Chữ tiếng Việt\n", page="<p>Chữ</p>", language="vi", **facts)
    return compose(
        words, sender="so-lieu@quan-1.example", called=called, to="an@x.example", notice="ab12", at=AT, is_draft=False
    )


def read(content):
    return message_from_bytes(content, policy=SMTP)


def test_a_long_vietnamese_subject_and_sender_decode_to_the_letters_they_were():
    content = made()
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) < 1000
    message = read(content)
    assert str(message["Subject"]) == LONG
    assert message["From"].addresses[0].display_name == "Phòng Giáo dục và Đào tạo Quận 1"
    assert message["From"].addresses[0].addr_spec == "so-lieu@quan-1.example"


@settings(max_examples=150)
@given(st.text(max_size=90))
def test_whatever_stands_in_a_name_there_is_one_sender_one_mailbox_and_one_subject(text):
    message = read(made(subject=text, called=text))
    assert str(message["Subject"] or "") == one_line(text)
    assert [len(message.get_all(name, [])) for name in ("From", "To", "Subject", "Bcc", "Cc")] == [1, 1, 1, 0, 0]
    assert [one.addr_spec for one in message["To"].addresses] == ["an@x.example"]
    assert [one.addr_spec for one in message["From"].addresses] == ["so-lieu@quan-1.example"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x00"])
def test_a_line_end_in_a_name_brings_no_header_in(end):
    message = read(made(subject=f"Trường{end}Bcc: ke@xau.example", called=f"Phòng{end}X-Xau: 1"))
    assert message["Bcc"] is None
    assert message["X-Xau"] is None


def test_the_same_words_give_the_same_bytes_and_the_id_of_the_notice_stands_in_them():
    book = (Attached("viec.xlsx", b"PK\x00\xff"),)
    content = made(attached=book)
    assert made(attached=book) == content
    message = read(content)
    assert message["Message-ID"] == "<hocba.ab12@quan-1.example>"
    assert str(message["Date"]) == "Thu, 02 Oct 2025 06:00:00 +0700"
    assert [part.get_content() for part in message.iter_attachments()] == [b"PK\x00\xff"]
    assert message.get_body(("plain",)).get_content().split() == ["Chữ", "tiếng", "Việt"]
