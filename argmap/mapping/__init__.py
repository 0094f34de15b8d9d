"""The chain from a thread to its map; nothing here reads or writes files.

A thread comes in, an argument map goes out, in this order: `units/` (cut the text), `claims/` (choose and merge),
`links/` (support and objection), `topics/` (what each claim is about), `cruxes/` (strengths, main claims, cruxes);
`second/` asks a second reader. `argmap.pipeline` calls them: start reading there.
"""
