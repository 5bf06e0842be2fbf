"""The browser of the other tests; its driver must end before tests with a loop of their own."""

from tests.browser.conftest import (  # noqa: F401
    browser,
    make_page,
    open_page,
    page,
    playwright,
    profile,
)
