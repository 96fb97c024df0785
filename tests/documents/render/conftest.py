import pytest

from hocba_ops.documents.render import Renderer
from hocba_ops.documents.render.spelling import Names


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer(Names({"01": "Kinh"}, {"VN": "Việt Nam"}))
