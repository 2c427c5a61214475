"""What does a plan employ, buy, emit and cost the state, by region and year?"""
