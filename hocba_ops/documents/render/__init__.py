"""The paper form (bản thể hiện) of records: rendered from their XML, and proved to be nothing but that."""

from hocba_ops.documents.render.compile import Box, Rendered, Renderer
from hocba_ops.documents.render.look import Copy, CopyForm, Look, Photo
from hocba_ops.documents.render.proof import PageFault, Proof, prove_pages

__all__ = ["Box", "Copy", "CopyForm", "Look", "PageFault", "Photo", "Proof", "Rendered", "Renderer", "prove_pages"]
