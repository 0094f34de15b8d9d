"""Tag claims with research directions (`directions`, `inheritance`) and find the topics of any thread (`topics`)."""
