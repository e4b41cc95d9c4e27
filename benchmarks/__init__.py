"""Performance as ratios: ours against the best way known, in one run on one machine.

`python -m benchmarks.run` runs every module here whose name begins with `bench_`. Each has `measure()`, which gives one
`Measured` or several; to add a benchmark, add a file.
"""
