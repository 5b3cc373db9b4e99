"""The one script that stands in pages, and what may be done beside it."""

import hashlib
import re
from base64 import b64encode

from storeops.web.broken_page import broken_page
from storeops.web.first_script import SCRIPT, first_script
from storeops.web.refusals import Fault
from storeops.web.security_headers import headers_of


def test_the_policy_allows_the_first_script_and_no_other_in_a_page() -> None:
    page = broken_page(Fault(number="123456"), "/board", goes_on=True)

    (script,) = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"; script-src 'self' 'sha256-{digest}'; " in headers_of("/board")["Content-Security-Policy"]


def test_it_stands_before_all_that_a_page_asks_for() -> None:
    page = broken_page(Fault(number="123456"), "/board", goes_on=True)

    assert page.index('<script data-again="/board">') < page.index('rel="stylesheet"')


def test_no_address_ends_it_or_begins_another() -> None:
    element = first_script('/t/"><script>alert(1)</script>', typed_seconds=60)

    assert element.startswith('<script data-again="/t/&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
    assert ' data-typed-seconds="60">' in element
    assert element.count("</") == 1
    assert "<!--" not in SCRIPT
