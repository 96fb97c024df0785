"""The record as XML: written, described by a schema, and read back as what it was."""

from hocba_ops.documents.xml.read import Opened, open_xml
from hocba_ops.documents.xml.schema import schema_of, schema_text
from hocba_ops.documents.xml.write import write_xml

__all__ = ["Opened", "open_xml", "schema_of", "schema_text", "write_xml"]
