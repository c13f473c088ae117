"""Health, as a watchman reads it."""

from importlib.metadata import version


def test_health_tells_what_the_service_answers_from(client, built):
    told = client.get("/v1/health").json()
    scored = {score.coop_id for run in built.made.scored for score in run.scores}
    assert told == {
        "status": "ok",
        "version": version("coopscore"),
        "batch": built.made.receipt.batch,
        "scored": len(scored),
    }
