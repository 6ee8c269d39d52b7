"""Every page works under the content policy; what the console says of it fails any test, see conftest."""

import pytest

from dashboard.shared.navigation import PAGES

LISTEN = """
window.refused = [];
document.addEventListener(
    'securitypolicyviolation', event => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
RICH = {"lessons": "lessons?lesson=learning-rate", "step": "step?digit=3", "train": "train?network=784-16-relu-10"}


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_a_page_asks_for_nothing_that_the_policy_refuses(app, page, server, path):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(LISTEN)
    app(RICH.get(path, path))
    page.wait_for_timeout(1000)
    assert page.evaluate("window.refused") == []
    assert not [url for url in asked if not url.startswith((server, "blob:", "data:"))]
