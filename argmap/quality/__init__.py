"""Measure how well argmap does.

`evaluation` compares a map with a reader's annotation (read by `annotation`). `exam/` is `argmap evaluate`: the
figures of the models on held-out data. `bench/` is `argmap bench`: time and memory. Start reading at `evaluation.py`.
"""
