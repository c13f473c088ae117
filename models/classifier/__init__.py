"""The public estimator: a rating on any table, under scikit-learn's contract."""
