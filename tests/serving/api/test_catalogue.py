"""The feature catalogue as machines read it."""

from features.catalogue import CATALOGUE


def test_every_feature_is_listed_with_what_it_means(client):
    told = client.get("/v1/features").json()["features"]
    assert [feature["name"] for feature in told] == list(CATALOGUE)
    for feature in told:
        known = CATALOGUE[feature["name"]]
        assert feature["risk"] in ("rises", "falls", "none")
        assert feature["title"] == {"en": known.title.en, "fa": known.title.fa}
        assert feature["missing"] == known.missing
