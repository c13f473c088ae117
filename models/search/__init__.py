"""The search for booster settings inside the time split: space, sampler, trials, and the choice."""
