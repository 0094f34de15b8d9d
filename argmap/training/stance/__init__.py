"""Train `models/stance`: `examples` reads labelled replies from all corpora, `train` fits and measures."""
