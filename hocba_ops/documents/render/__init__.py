"""The paper form (bản thể hiện) of records: rendered from their XML, and proved to be nothing but that."""

from hocba_ops.documents.render.compile import Box, Rendered, Renderer
from hocba_ops.documents.render.look import Copy, CopyForm, Look, Photo

__all__ = ["Box", "Copy", "CopyForm", "Look", "Photo", "Rendered", "Renderer"]
