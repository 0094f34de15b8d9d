"""Train `models/parser`: `pretrain` on quoted replies, `train` on annotated threads, `claim_head`, then `package`."""
