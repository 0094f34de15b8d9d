"""Run by a Python that has them: the formats' own libraries judge a file; prints what they say as JSON."""

import json
import sys
from pathlib import Path

name, path = sys.argv[1:]
record = json.loads(Path(path).read_text(encoding="utf-8"))
if name == "xaif":
    from xaif import AIF

    document = AIF(record)
    speakers = [document.get_speaker(n["nodeID"])[0] for n in record["AIF"]["nodes"] if n["type"] == "L"]
    document.add_component("argument_relation", relation_type="RA", iNode_ID1="1", iNode_ID2="2")
    said = [document.is_valid_json_aif(), document.is_json_aif_dialog(), speakers]
elif name == "sadface":
    from sadface import validation

    said = validation.verify(record)[1]
elif name == "jsonld":
    from pyld import jsonld

    said = len(jsonld.expand(record)), jsonld.to_rdf(record, {"format": "application/n-quads"})
else:
    import fastjsonschema

    fastjsonschema.compile(json.loads(sys.stdin.read()))(record)
    said = "valid"
print(json.dumps(said))
