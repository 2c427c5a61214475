"""What is free because it was forgotten, where its neighbours have it?"""
