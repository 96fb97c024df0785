"""XAdES signatures on the XML of a record: made with any raw signer, verified against pinned roots."""

from hocba_ops.documents.xades.names import Placement
from hocba_ops.documents.xades.path import Roots
from hocba_ops.documents.xades.sign import XmlSigner, sign_beside, sign_inside
from hocba_ops.documents.xades.verdict import Indication, SignatureVerdict, XmlReason, XmlVerdict
from hocba_ops.documents.xades.verify import verify_xml

__all__ = [
    "Indication",
    "Placement",
    "Roots",
    "SignatureVerdict",
    "XmlReason",
    "XmlSigner",
    "XmlVerdict",
    "sign_beside",
    "sign_inside",
    "verify_xml",
]
