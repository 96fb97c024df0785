"""XAdES signatures on the XML of a record: made with any raw signer, verified against pinned roots."""

from hocba_ops.documents.xades.names import BESIDE, Placement, beside_name
from hocba_ops.documents.xades.path import Roots
from hocba_ops.documents.xades.sign import Signed, XmlSigner, sign_beside, sign_inside, sign_xml
from hocba_ops.documents.xades.verdict import Indication, SignatureVerdict, XmlReason, XmlVerdict
from hocba_ops.documents.xades.verify import verify_xml

__all__ = [
    "BESIDE",
    "Indication",
    "Placement",
    "Roots",
    "SignatureVerdict",
    "Signed",
    "XmlReason",
    "XmlSigner",
    "XmlVerdict",
    "beside_name",
    "sign_beside",
    "sign_inside",
    "sign_xml",
    "verify_xml",
]
