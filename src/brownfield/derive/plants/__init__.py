"""Plants: how much fits, how much is free, who works there?"""
