"""A trained model as a folder that a person can read: text, JSON, and their checksums. No pickle.

`model.txt` holds what the model of the bundle's kind writes of itself (trees, or steps as JSON),
`bundle.json` all the rest, `SHA256SUMS` the checksums of all, as `sha256sum --check` reads them.
The models of a hazard stand in files of their own, by part.
Nothing in it tells when or where it was made: the same facts and the same spec give the same bytes,
and so the same version.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from coopscore.errors import BrokenBundle, InvalidSpec
from models.calibration import AffineCalibration
from models.coding import Coding
from models.hazard.hazard import PARTS, Hazard
from models.imprint import IMPRINT
from models.inputs import Input
from models.learner import Model, UnreadableModel
from models.rating.rating import Rating
from models.readers import model_from_text
from models.scale import MasterScale
from models.spec import Spec

_MODEL, _REST, _SUMS = "model.txt", IMPRINT, "SHA256SUMS"
_HAZARD = {part: f"{part}.txt" for part in PARTS}
_FORMAT = 3


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """All that a score needs: spec, inputs, the model, calibration and scale.

    `rating` is there where the spec asks for one: then it gives the interval and says whether the
    evidence carries a grade, and `calibration` stands at its level. `hazard` is there where the
    spec asks for one and what it takes was at hand: it draws the curve. `training` tells what it
    was trained on, `software` with which versions; both are JSON and are for readers, not for
    scoring.
    """

    spec: Spec
    inputs: tuple[Input, ...]
    model: Model
    calibration: AffineCalibration
    scale: MasterScale
    training: Mapping[str, Any]
    software: Mapping[str, str] = field(default_factory=dict)
    rating: Rating | None = None
    hazard: Hazard | None = None

    @property
    def kind(self) -> str:
        """Of what kind the model is: a key of `models.readers.READERS`."""
        return self.model.kind

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The features to build a matrix of, in order: what the model takes in, and the rating."""
        return tuple(item.name for item in self.reads)

    @property
    def reads(self) -> tuple[Input, ...]:
        """All that a score reads: the model's inputs, and what tells a rating the branch group."""
        if self.rating is None or self.rating.by.name in {item.name for item in self.inputs}:
            return self.inputs
        return (*self.inputs, self.rating.by)

    @cached_property
    def _files(self) -> dict[str, bytes]:
        model = self.model.text().encode()
        texts = {_HAZARD[part]: text.encode() for part, text in self._hazard_texts().items()}
        rest = json.dumps(
            {
                "format": _FORMAT,
                "kind": self.kind,
                "model_sha256": sha256(model).hexdigest(),
                "spec": self.spec.content(),
                "spec_hash": self.spec.hash,
                "inputs": [asdict(item) for item in self.inputs],
                "coding": asdict(self.model.coding_),
                "calibration": asdict(self.calibration),
                "scale": self.scale.content(),
                "training": self.training,
                "software": self.software,
                **({"rating": self.rating.content()} if self.rating else {}),
                **({"hazard": self.hazard.content()} if self.hazard else {}),
                **({"hazard_sha256": _digests(texts)} if texts else {}),
            },
            sort_keys=True,
            ensure_ascii=False,
            indent=1,
            allow_nan=False,
        )
        return {_MODEL: model, _REST: f"{rest}\n".encode(), **texts}

    def _hazard_texts(self) -> dict[str, str]:
        return self.hazard.texts if self.hazard else {}

    @property
    def hash(self) -> str:
        """SHA-256 of `bundle.json`, which holds that of the model, in hex."""
        return sha256(self._files[_REST]).hexdigest()

    @property
    def version(self) -> str:
        """The spec's name and the first twelve digits of the hash: `exit-0123456789ab`."""
        return f"{self.spec.name}-{self.hash[:12]}"

    @property
    def until(self) -> date:
        """The day whose knowledge it was trained on; of earlier days it knows what came after."""
        return date.fromisoformat(self.training["until"])

    def save(self, folder: Path) -> Path:
        """Write the bundle as `folder`, whole or not at all; what stands there already stays.

        Parameters
        ----------
        folder : Path
            The bundle's own folder, such as `home.bundles / bundle.version`.

        Raises
        ------
        BrokenBundle
            Where the folder holds something else.
        """
        if folder.exists():
            return self._standing(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(mkdtemp(prefix=".half-", dir=folder.parent))
        try:
            for name, content in {**self._files, _SUMS: _sums(self._files)}.items():
                _write(half / name, content)
            half.chmod(0o755)
            os.replace(half, folder)
        except OSError:
            # Another process may have put a folder there first: then its bytes decide.
            if not folder.exists():
                raise
        finally:
            shutil.rmtree(half, ignore_errors=True)
        return self._standing(folder)

    def _standing(self, folder: Path) -> Path:
        if _checked(folder)[_REST] != self._files[_REST]:
            raise BrokenBundle(path=folder, reason="another model")
        return folder

    @classmethod
    def load(cls, folder: Path) -> "Bundle":
        """The bundle that `save` wrote.

        Raises
        ------
        BrokenBundle
            Where a file is missing, was changed, or is not of this format.
        """
        files = _checked(folder)
        try:
            content = json.loads(files[_REST])
            if content["format"] != _FORMAT:
                raise BrokenBundle(path=folder, reason=f"format {content['format']}")
            if content["model_sha256"] != sha256(files[_MODEL]).hexdigest():
                raise BrokenBundle(path=folder, reason=f"{_MODEL} does not belong to {_REST}")
            texts = {name: text for name, text in files.items() if name not in (_MODEL, _REST)}
            if content.get("hazard_sha256", {}) != _digests(texts):
                raise BrokenBundle(path=folder, reason=f"{_REST} knows other models of a hazard")
            return _read(content, {name: text.decode() for name, text in files.items()}, folder)
        except (ValueError, KeyError, TypeError, InvalidSpec, UnreadableModel) as cause:
            raise BrokenBundle(path=folder, reason=str(cause)) from cause


def _read(content: Mapping[str, Any], texts: Mapping[str, str], folder: Path) -> Bundle:
    spec = Spec.of(content["spec"], str(folder / _REST))
    inputs = tuple(Input(**item) for item in content["inputs"])
    (a, b), (c, d) = content["calibration"]["covariance"]
    line = {**content["calibration"], "covariance": ((a, b), (c, d))}
    names = [item.name for item in inputs]
    parts = {part: texts[name] for part, name in _HAZARD.items() if name in texts}
    return Bundle(
        spec=spec,
        inputs=inputs,
        model=model_from_text(
            content["kind"],
            texts[_MODEL],
            names=names,
            coding=_coding(content["coding"]),
        ),
        calibration=AffineCalibration(**line),
        scale=MasterScale.of(content["scale"]),
        training=content["training"],
        software=content["software"],
        rating=Rating.of(content["rating"]) if "rating" in content else None,
        hazard=Hazard.of(content["hazard"], parts, names) if "hazard" in content else None,
    )


def _coding(content: Mapping[str, Any]) -> Coding:
    return Coding(
        levels={name: tuple(levels) for name, levels in content["levels"].items()},
        always_known=tuple(content["always_known"]),
    )


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(content).hexdigest() for name, content in files.items()}


def _sums(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{digest}  {name}\n" for name, digest in _digests(files).items())
    return "".join(lines).encode()


def _checked(folder: Path) -> dict[str, bytes]:
    """The files, once their checksums hold; those of a hazard where they are."""
    there = [name for name in _HAZARD.values() if (folder / name).is_file()]
    try:
        files = {name: (folder / name).read_bytes() for name in (_MODEL, _REST, *there)}
        written = (folder / _SUMS).read_bytes()
    except OSError as cause:
        raise BrokenBundle(path=folder, reason=str(cause)) from cause
    if written != _sums(files):
        raise BrokenBundle(path=folder, reason=f"{_SUMS} does not fit")
    return files


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
