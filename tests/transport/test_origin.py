"""Whether it is the machine's own page that asks."""

import pytest

from app.transport.origin import origin_of

HERE = {
    "wsgi.url_scheme": "http",
    "HTTP_HOST": "127.0.0.1:8000",
    "HTTP_ORIGIN": "http://127.0.0.1:8000",
    "REMOTE_ADDR": "127.0.0.1",
}


def without(environ: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in environ.items() if name not in names}


@pytest.mark.parametrize(
    "environ",
    [
        HERE,
        HERE | {"HTTP_HOST": "localhost:8000", "HTTP_ORIGIN": "http://localhost:8000"},
        without(HERE, "HTTP_ORIGIN") | {"HTTP_SEC_FETCH_SITE": "same-origin"},  # long-polling
    ],
)
def test_our_own_page_on_this_machine_is_known(environ: dict[str, str]) -> None:
    assert origin_of(environ).is_here


@pytest.mark.parametrize(
    "environ",
    [
        HERE | {"REMOTE_ADDR": "192.168.1.30"},
        HERE | {"HTTP_HOST": "192.168.1.20:8000", "HTTP_ORIGIN": "http://192.168.1.20:8000"},
        HERE | {"HTTP_ORIGIN": "http://127.0.0.1:9000"},
        HERE | {"HTTP_ORIGIN": "https://school.example"},
        HERE | {"HTTP_X_FORWARDED_FOR": "192.168.1.30"},
        HERE | {"HTTP_VIA": "1.1 proxy"},
        without(HERE, "HTTP_ORIGIN"),
        without(HERE, "HTTP_ORIGIN") | {"HTTP_SEC_FETCH_SITE": "cross-site"},
        without(HERE, "HTTP_HOST", "HTTP_ORIGIN"),
    ],
)
def test_nobody_else_is_taken_for_it(environ: dict[str, str]) -> None:
    assert not origin_of(environ).is_here
