"""Write and read the formats of argument tools: AIF, xAIF, SADFace, JSON-LD, Argdown and Kialo."""
