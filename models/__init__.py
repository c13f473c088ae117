"""What follows from what was known: estimators, calibration, scale and reasons."""

from models.demand import on_demand

__getattr__ = on_demand(__name__, {"RatingClassifier": "models.classifier.rating_classifier"})
