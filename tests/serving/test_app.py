"""The service as a whole: who may call it, how, and what it refuses."""

import subprocess
import sys

import pytest

from coopscore.errors import AddressNotAllowed
from serving.app import check_address
from serving.guard import SAFETY_HEADERS

HEAVY = ("lightgbm", "pandas", "sklearn", "shap", "statsmodels", "scipy", "mlflow")


@pytest.mark.parametrize("path", ["/", "/v1/health", "/nowhere", "/static/coopscore.css"])
def test_every_answer_carries_the_safety_headers(client, path):
    answer = client.get(path)
    for name, value in SAFETY_HEADERS.items():
        assert answer.headers[name] == value


def test_nothing_is_loaded_from_another_machine(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    for path in ("/docs", "/redoc"):
        assert client.get(path).status_code == 404
    assert "http" not in client.get("/static/coopscore.css").text


@pytest.mark.parametrize(
    "host",
    ["evil.example", "", "127.0.0.1.evil.example", "127.0.0.1:1@evil.com", "[::1]:80", "[::1"],
)
def test_another_host_name_is_refused_as_a_problem(client, host):
    answer = client.get("/v1/health", headers={"host": host})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "host_not_allowed"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "LOCALHOST", "127.0.0.1"])
def test_the_machines_own_names_are_answered(client, host):
    assert client.get("/v1/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_the_service_only_reads(client, method):
    answer = client.request(method, "/v1/health")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.json()["facts"] == {"method": method}


def test_head_is_answered_as_get_without_the_body(client):
    whole, head = client.get("/v1/health"), client.head("/v1/health")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_an_unknown_path_is_a_problem_for_machines_and_a_page_for_people(client):
    for accept, path, kind in (
        ("application/json", "/nowhere", "application/problem+json"),
        ("text/html", "/v1/nowhere", "application/problem+json"),
        ("text/html,*/*", "/nowhere", "text/html; charset=utf-8"),
    ):
        answer = client.get(path, headers={"accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (404, kind)


@pytest.mark.parametrize(
    ("path", "headers", "lang"),
    [
        ("/v1/nowhere?lang=fa", {"accept-language": "en"}, "fa"),
        ("/v1/nowhere", {"accept-language": "fa-IR"}, "fa"),
        ("/v1/nowhere", {}, "en"),
        ("/nowhere", {"accept": "text/html", "accept-language": "en"}, "fa"),
        ("/nowhere?lang=en", {"accept": "text/html"}, "en"),
    ],
)
def test_a_refusal_speaks_the_language_asked_for(client, path, headers, lang):
    answer = client.get(path, headers=headers)
    assert answer.headers["content-language"] == lang
    title = {"fa": "صفحه یافت نشد", "en": "Page not found"}[lang]
    assert title in answer.text


def test_an_accident_is_one_sentence_and_a_file(tmp_path, built):
    """A home whose records are no database is an accident nobody foresaw at this door."""
    code = f"""
import warnings; warnings.simplefilter("ignore")
from pathlib import Path
from starlette.testclient import TestClient
from coopscore.home import Home
from serving.app import create_app
from serving.clock import wall_clock
from serving.office import open_office
home = Home(Path({str(tmp_path / "home")!r}))
with open_office(home) as office:
    app = create_app(office, clock=wall_clock, names=("testserver",))
    client = TestClient(app)
    app.state.readings = None
    answer = client.get("/v1/health?lang=fa")
    print(answer.status_code, answer.headers["content-type"], answer.json()["code"])
    print(answer.json()["facts"]["reference"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    status, reference = done.stdout.splitlines()
    assert status == "500 application/problem+json unexpected"
    assert "Traceback" in (tmp_path / "home" / "logs" / reference).read_text(encoding="utf-8")
    assert "Traceback" not in done.stderr


def test_the_web_process_never_loads_the_training_libraries(built):
    code = f"""
import sys, warnings; warnings.simplefilter("ignore")
from pathlib import Path
from starlette.testclient import TestClient
from coopscore.home import Home
from serving.app import create_app
from serving.clock import wall_clock
from serving.office import open_office
import serving.cli.serve
with open_office(Home(Path({str(built.home.path)!r}))) as office:
    client = TestClient(create_app(office, clock=wall_clock, names=("testserver",)))
    for path in ("/", "/cooperatives/{built.coop_id}", "/v1/features", "/v1/health",
                 "/v1/cooperatives?q=a", "/v1/cooperatives/{built.coop_id}/score",
                 "/v1/cooperatives/{built.coop_id}/filings"):
        assert client.get(path).status_code == 200, path
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_neither_do_the_supervisors_pages(supervised):
    code = f"""
import sys, warnings; warnings.simplefilter("ignore")
from pathlib import Path
from starlette.testclient import TestClient
from coopscore.home import Home
from serving.app import create_app
from serving.clock import wall_clock
from serving.office import open_office
with open_office(Home(Path({str(supervised.home.path)!r}))) as office:
    client = TestClient(create_app(office, clock=wall_clock, names=("testserver",)))
    for path in ("/watch-list", "/revival-list", "/visit-plan", "/visit-plan/outcomes",
                 "/visit-plan/evaluation", "/visits/targets", "/v1/watch-list", "/v1/revival-list",
                 "/v1/visit-plans/newest", "/v1/visit-targets"):
        assert client.get(path).status_code == 200, path
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "::1", "localhost"])
def test_every_address_but_one_is_refused(host):
    with pytest.raises(AddressNotAllowed):
        check_address(host)


def test_the_files_of_the_pages_are_handed_out_and_the_code_beside_them_is_not(client):
    for name in ("coopscore.css", "icon.svg"):
        assert client.get(f"/static/{name}").status_code == 200
    for name in ("__init__.py", "", ".", "../routes.py", "%2e%2e/routes.py"):
        assert client.get(f"/static/{name}").status_code == 404, name


def test_the_openapi_document_is_offered_with_the_shape_of_refusals(client):
    document = client.get("/openapi.json").json()
    assert client.get("/openapi.json").json() == document
    assert "remedy" in document["components"]["schemas"]["ProblemOut"]["properties"]
    for path, operations in document["paths"].items():
        assert path.startswith("/v1/")
        for operation in operations.values():
            assert operation["description"].count("\n\n") >= 0
            assert len(operation["description"]) > 60
            refusals = {s: r for s, r in operation["responses"].items() if s != "200"}
            assert refusals
            assert all("application/problem+json" in r["content"] for r in refusals.values())


def test_an_empty_home_is_told_about_and_not_an_accident(empty_client):
    health = empty_client.get("/v1/health").json()
    assert (health["status"], health["batch"], health["scored"]) == ("empty", None, 0)
    assert "coopscore demo" in empty_client.get("/").text
    assert empty_client.get("/v1/cooperatives").json()["items"] == []
    filings = empty_client.get("/v1/cooperatives/uk:1/filings")
    assert (filings.status_code, filings.json()["code"]) == (503, "empty_store")
    score = empty_client.get("/v1/cooperatives/uk:1/score")
    assert (score.status_code, score.json()["code"]) == (404, "unknown_cooperative")
