"""What a person corrects in a map, recorded apart from what the model said, and applied by replay. Pure."""
