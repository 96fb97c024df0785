"""Names and algorithms of XML signatures that we write and accept."""

from enum import StrEnum

from lxml import etree

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
C14N_11 = "http://www.w3.org/2006/12/xml-c14n11"
C14N_10 = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
INCLUSIVE = (C14N_11, C14N_10)
"""Inclusive canonical forms. With the exclusive one signxml reads a SignedProperties that others digest otherwise."""
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
ECDSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"


BESIDE = ".xades"
"""The ending of a file that holds a detached signature. Which one the ministry wants is not public."""


class Placement(StrEnum):
    """Where signatures stand. Which one the ministry wants is not public: both are made and verified."""

    ENVELOPED = "enveloped"
    """In the file, beside the content that they point to by its Id, so that several people sign one content."""
    DETACHED = "detached"
    """Each in a file of its own that names the record's file."""


def beside_name(name: str, role: str) -> str:
    """The name of the file with a detached signature, by the name of the file that it signs and the signer's role.

    >>> beside_name("HB-1.xml", "gvcn")
    'HB-1.xml.gvcn.xades'
    """
    return f"{name}.{role}{BESIDE}"


def ds(name: str) -> str:
    """The name of an element of XML-DSig."""
    return f"{{{DS}}}{name}"


def xades(name: str) -> str:
    """The name of an element of XAdES 1.3.2."""
    return f"{{{XADES}}}{name}"


def canonical(element: etree._Element) -> bytes:
    """An element in canonical form where it stands, with the namespaces of the elements around it.

    lxml forgets those of an inner element; written out and read again, it carries them itself.
    """
    alone = etree.fromstring(etree.tostring(element, with_tail=False))
    return bytes(etree.tostring(alone, method="c14n"))
