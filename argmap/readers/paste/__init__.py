"""Read pasted text that lost its structure. Start at `plain.py`.

Text in, a thread out: `marks` reads bylines where a paste kept them; otherwise the models of `models/paste` (`trained`)
guess where posts start (`boundaries`) and what they answer (`replies`). `reshape` corrects what was guessed.
"""
