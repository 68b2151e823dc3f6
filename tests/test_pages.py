"""HTTP: the page and its files, the networks' numbers, what is cached and compressed, headers."""

import gzip
import json
import mimetypes
import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it publishes no types
import numpy as np
import pytest

from app import class_pages, create_app, lesson_pages, pages
from app.compress import MOST_KEPT, Recent, pack
from app.config import Config
from app.forward_pass import Network
from app.lessons import find_lessons
from app.linked import SUFFIX, linked_sheets
from app.model_store import save
from app.paths import folder
from app.static_files import StaticFiles, _mimetype
from app.wire import WIRE
from tests.fixtures.messages import MAPS
from tests.serving import Server, fetch, serving
from tests.test_model_store import card_of


@pytest.fixture(scope="module")
def page(server: Server) -> str:
    status, _, body = fetch(server.url + "/")
    assert status == 200
    return body.decode()


# The page


def test_a_style_sheet_is_one_whatever_the_machine_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs on Windows write other types for .css into its registry."""
    monkeypatch.setitem(mimetypes.types_map, ".css", "text/plain")
    assert _mimetype("css/main.css") == "text/css"


def test_page_asks_only_for_files_that_are_there(server: Server, page: str) -> None:
    names = re.findall(r'(?:href|src)="(/[^"]*)"', page)
    assert any(name.endswith("/js/main.linked.js") for name in names)
    for name in names:
        assert fetch(server.url + name)[0] == 200


@pytest.mark.parametrize("path", ["/c", "/c/K7M4PR", "/c/k7m-4pr", "/c/start", "/c/%00%3Cb%3E"])
def test_the_door_of_a_class_is_one_page_by_whatever_code(server: Server, path: str) -> None:
    status, headers, body = fetch(server.url + path)
    assert status == 200
    assert headers["Content-Type"].startswith("text/html")
    assert body == fetch(server.url + "/c")[2]
    for name in re.findall(r'(?:href|src)="(/static/[^"]*)"', body.decode()):
        assert fetch(server.url + name)[0] == 200


def test_page_holds_the_networks_cards_and_nothing_that_could_be_script(page: str) -> None:
    boot, first = re.findall(
        r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL
    )
    assert "<of random weights>" not in page
    cards = json.loads(boot)
    assert [sample["label"] for sample in json.loads(first)["samples"]] == [3]
    assert [card["title"] for card in cards] == [
        "classic <of random weights>",
        "deep <of random weights>",
    ]


def test_the_page_carries_nothing_of_a_card_that_it_does_not_say(page: str) -> None:
    boot = re.search(r'<script[^>]*id="boot"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert boot
    for card in json.loads(boot[1]):
        assert not {"licence", "weights_sha256", "input_normalisation"} & card.keys()
        assert card["training"].keys() == {"data"}
        for data in card["training"]["data"]:
            assert data.keys() <= {"name", "n", "of", "writers"}


def test_page_is_checked_for_changes_and_not_sent_twice(server: Server) -> None:
    _, headers, _ = fetch(server.url + "/")
    assert headers["Cache-Control"] == "no-cache"
    assert fetch(server.url + "/", If_None_Match=headers["ETag"])[0] == 304


def test_page_loads_nothing_from_other_hosts(page: str) -> None:
    assert re.findall(r'(?:href|src)="(?:https?:)?//', page) == []


# Files


def test_files_may_be_kept_for_ever_under_the_path_of_their_content(
    server: Server, page: str
) -> None:
    (name,) = re.findall(r'src="([^"]*/js/main\.linked\.js)"', page)
    status, headers, _ = fetch(server.url + name)
    assert status == 200
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "name",
    [
        "js/nothing.js",
        "../app/config.py",
        "..%2fapp%2fconfig.py",
        "%2e%2e/pyproject.toml",
        "/etc/passwd",
        "//etc/passwd",
        "js/main.js%00",
        "js\\main.js",
        ".gitignore",
        "",
    ],
)
def test_nothing_but_the_files_is_served(server: Server, page: str, name: str) -> None:
    (version,) = set(re.findall(r"/static/(\w+)/", page))
    assert fetch(f"{server.url}/static/{version}/{name}")[0] in (404, 308)


def test_another_versions_path_is_gone(server: Server) -> None:
    assert fetch(server.url + "/static/0000000000000000/js/main.js")[0] == 404


def test_any_change_of_a_file_or_its_name_changes_the_version(tmp_path: Path) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.js").write_text("1")
    versions = [StaticFiles(tmp_path).version]
    (tmp_path / "js" / "a.js").write_text("2")
    versions.append(StaticFiles(tmp_path).version)
    (tmp_path / "js" / "a.js").rename(tmp_path / "js" / "b.js")
    versions.append(StaticFiles(tmp_path).version)
    assert len(set(versions)) == 3
    assert StaticFiles(tmp_path).version == versions[-1]


def test_debugging_reads_files_anew_and_keeps_none(models: Path) -> None:
    with serving(models=models, settings={"FORWARD_PASS_DEBUG": "1"}) as server:
        _, _, body = fetch(server.url + "/")
        (name,) = re.findall(r'src="([^"]*/js/main\.js)"', body.decode())
        assert fetch(server.url + name)[1]["Cache-Control"] == "no-store"


def test_debugging_reads_the_folder_once_a_request(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[StaticFiles] = []

    def refresh(self: StaticFiles) -> None:
        reads.append(self)

    monkeypatch.setattr(StaticFiles, "refresh", refresh)
    debugging = create_app(Config(models=models, debug=True)).test_client()
    assert debugging.get("/").status_code == 200
    assert len(reads) == 1
    create_app(Config(models=models)).test_client().get("/")
    assert len(reads) == 1


def test_live_files_show_changes_once_read_anew(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    files = StaticFiles(tmp_path, live=True)
    (tmp_path / "a.js").write_text("2")
    (tmp_path / "b.js").write_text("3")
    files.refresh()
    for name, content in (("a.js", b"2"), ("b.js", b"3")):
        file = files.get(name)
        assert file is not None
        assert file.content == content


# Networks


def test_networks_say_all_that_is_in_their_cards(
    server: Server, networks: dict[str, Network]
) -> None:
    cards = json.loads(fetch(server.url + "/api/networks")[2])
    assert [card["name"] for card in cards] == list(networks)
    for card, network in zip(cards, networks.values(), strict=True):
        assert card["sizes"] == list(network.sizes)
        assert card["n_parameters"] == network.n_parameters
        assert {"title", "training", "accuracy", "licence", "weights_sha256"} <= card.keys()


def test_weights_and_biases_are_the_networks_own(
    server: Server, networks: dict[str, Network]
) -> None:
    cards = json.loads(fetch(server.url + "/api/networks")[2])
    assert len(cards) == len(networks)
    for card in cards:
        for layer, sent in zip(networks[card["name"]].layers, card["layers"], strict=True):
            status, headers, weights = fetch(server.url + sent["weights"])
            assert status == 200
            assert headers["Content-Type"] == "application/octet-stream"
            assert np.array_equal(
                np.frombuffer(weights, "<f4").reshape(layer.parameters["W"].shape),
                layer.parameters["W"],
            )
            biases = fetch(server.url + sent["biases"])[2]
            assert np.array_equal(np.frombuffer(biases, "<f4"), layer.parameters["b"])


def test_numbers_named_by_their_hash_may_be_kept_for_ever(server: Server) -> None:
    path = "/api/networks/classic/layers/1/weights"
    status, headers, _ = fetch(server.url + path)
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    assert fetch(server.url + path, If_None_Match=headers["ETag"])[0] == 304
    named = f"{path}?v={headers['ETag'].strip(chr(34))}"
    assert "immutable" in fetch(server.url + named)[1]["Cache-Control"]
    assert fetch(server.url + path + "?v=other")[1]["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "nobody/layers/1/weights",
        "classic/layers/0/weights",
        "classic/layers/4/weights",
        "classic/layers/-1/weights",
        "classic/layers/1/names",
        "..%2fclassic/layers/1/weights",
    ],
)
def test_numbers_that_are_not_there_are_not_found(server: Server, path: str) -> None:
    assert fetch(f"{server.url}/api/networks/{path}")[0] == 404


def test_health_is_told_in_json(server: Server) -> None:
    status, headers, body = fetch(server.url + "/healthz")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert json.loads(body) == {"status": "ok", "wire": WIRE, "networks": 2}


# Compression


UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize("encoding", UNPACK)
def test_text_travels_compressed(server: Server, page: str, encoding: str) -> None:
    names = ["/", "/api/networks", *re.findall(r'"(/static/[^"]*\.(?:js|css|json))"', page)]
    for name in names:
        _, _, plain = fetch(server.url + name)
        if len(plain) < 500:
            continue
        _, headers, packed = fetch(server.url + name, Accept_Encoding=encoding)
        assert headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in headers["Vary"]
        assert UNPACK[encoding](packed) == plain
        assert len(packed) < len(plain)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is compressed."""
    calls: list[bytes] = []
    compress = brotli.compress

    def counting(data: bytes, **options: int) -> bytes:
        calls.append(data)
        packed: bytes = compress(data, **options)
        return packed

    monkeypatch.setattr(brotli, "compress", counting)
    return calls


def test_what_has_been_compressed_is_not_compressed_again(models: Path, calls: list[bytes]) -> None:
    client = create_app(Config(models=models)).test_client()
    answers = [client.get("/", headers={"Accept-Encoding": "br"}) for _ in range(3)]
    assert {answer.headers["Content-Encoding"] for answer in answers} == {"br"}
    assert len({answer.data for answer in answers}) == 1
    assert len(calls) == 1


def test_the_page_is_packed_at_its_best_once_there_is_time(
    models: Path, calls: list[bytes]
) -> None:
    app = create_app(Config(models=models))
    packed = {"Accept-Encoding": "br"}
    before = app.test_client().get("/", headers=packed).data
    pack(app)
    n_calls = len(calls)
    after = app.test_client().get("/?x=1", headers=packed).data
    assert brotli.decompress(after) == brotli.decompress(before)
    assert len(after) < 0.95 * len(before)
    assert len(calls) == n_calls


def test_what_a_query_cannot_change_is_compressed_once(models: Path, calls: list[bytes]) -> None:
    client = create_app(Config(models=models)).test_client()
    for page in ("/", "/lessons", "/api/networks"):
        before = len(calls)
        answers = [
            client.get(f"{page}?x={k}&hide=nothing", headers={"Accept-Encoding": "br"})
            for k in range(5)
        ]
        assert len({answer.data for answer in answers}) == 1
        assert len(calls) == before + 1


def test_links_of_an_embedded_lesson_are_not_those_of_one_without_its_header(
    server: Server,
) -> None:
    for query in ("embed=1", "hide=header") * 2:
        _, _, packed = fetch(f"{server.url}/lessons/one-neuron?{query}", Accept_Encoding="gzip")
        assert (b'href="/lessons?embed=1"' in gzip.decompress(packed)) is (query == "embed=1")


def test_addresses_that_differ_in_their_query_are_kept_apart(server: Server) -> None:
    pages = {}
    for query in ("", "?hide=pad", "?view=projector"):
        pages[query] = fetch(server.url + "/" + query)[2]
        for _ in range(2):
            _, _, packed = fetch(server.url + "/" + query, Accept_Encoding="gzip")
            assert gzip.decompress(packed) == pages[query]


def test_no_more_is_kept_than_the_most_recent() -> None:
    recent = Recent()
    recent.set("first", b"1")
    for k in range(MOST_KEPT - 1):
        recent.set(f"{k}", b"")
    assert recent.get("first") == b"1"
    recent.set("one more", b"")
    assert recent.get("first") == b"1"  # asked for since
    assert recent.get("0") is None


# Headers


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/networks", "/nothing"])
def test_every_answer_carries_the_security_headers(server: Server, path: str) -> None:
    _, headers, _ = fetch(server.url + path)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert f"connect-src 'self' ws://127.0.0.1:{server.port} " in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


def test_frames_are_allowed_where_the_setting_says(models: Path) -> None:
    settings = {"FORWARD_PASS_FRAME_ANCESTORS": "https://course.example, 'self'"}
    with serving(models=models, settings=settings) as server:
        policy = fetch(server.url + "/")[1]["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https://course.example 'self'")


def test_the_page_asks_for_one_script_and_one_style_sheet(page: str) -> None:
    scripts = re.findall(r'<script type="module" src="([^"]*)"', page)
    styles = re.findall(r'<link rel="stylesheet" href="([^"]*)"', page)
    assert [name.rpartition("/static/")[2].partition("/")[2] for name in scripts + styles] == [
        "js/main.linked.js",
        "css/main.linked.css",
    ]


def test_every_module_and_sheet_is_part_of_some_page() -> None:
    own = (pages.BUNDLE, pages.MISTAKES, class_pages.BUNDLE)
    bundles = (*own, *lesson_pages.bundles(find_lessons()).values())
    files = StaticFiles(folder("static"), bundles)
    scripts = "".join(_text(files, name) for name in files.names if name.endswith(SUFFIX))
    styles = "".join(_text(files, each.linked_style) for each in bundles)
    for module in (folder("static") / "js").rglob("*.js"):
        # Types only, so nothing imports it; and what must run where no module does.
        if module.name not in ("types.js", "host.js", "old-browser.js"):
            assert f'modules["{module.relative_to(folder("static")).as_posix()}"] ??= ' in scripts
    for sheet in (folder("static") / "css").glob("*.css"):
        assert linked_sheets([sheet.read_text()]) in styles


def _text(files: StaticFiles, name: str) -> str:
    file = files.get(name)
    assert file is not None
    return file.content.decode()


def test_what_every_visitor_asks_for_is_packed_as_small_as_it_can_be() -> None:
    files = StaticFiles(folder("static"), (pages.BUNDLE,))
    files.pack()
    script = files.get("js/main.linked.js")
    assert script is not None
    assert script.packed is not None
    assert brotli.decompress(script.packed) == script.content
    assert len(script.packed) < len(brotli.compress(script.content, quality=5))


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/static/0/js/main.js", "/lessons/none", "/api/networks/none/layers/1/biases"],
)
def test_what_is_not_found_says_how_it_may_be_kept(server: Server, path: str) -> None:
    status, headers, _ = fetch(server.url + path)
    assert (status, headers["Cache-Control"]) == (404, "no-store")


def test_the_card_of_maps_says_all_sizes_and_a_pool_has_no_numbers_to_fetch(tmp_path: Path) -> None:
    save(tmp_path / "maps", card_of(MAPS, "maps"), MAPS)
    client = create_app(Config(models=tmp_path)).test_client()
    (card,) = json.loads(client.get("/api/networks").data)
    sizes = [(layer["inputs"], layer["outputs"]) for layer in card["layers"]]
    assert sizes == [(784, 162), (162, 18), (18, 3)]
    convolution, pool, _ = card["layers"]
    assert client.get(convolution["weights"]).data == MAPS.layers[0].parameters["W"].tobytes()
    assert "weights" not in pool
    assert client.get("/api/networks/maps/layers/2/biases").status_code == 404
