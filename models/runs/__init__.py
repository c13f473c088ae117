"""What is done with a model: train and score."""
