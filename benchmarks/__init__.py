"""Figures of speed and memory; run all with `python -m benchmarks`. Ratios come from one run on one machine."""
