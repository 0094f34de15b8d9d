"""Write a map as a graph or a picture: GraphML, GEXF, DOT, Mermaid, SVG, PNG and PDF."""
