"""What is told of a claim beside its words: whose wording it is, what act the cue reports, when."""
