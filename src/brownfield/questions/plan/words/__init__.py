"""What does a study say, in sentences?"""
