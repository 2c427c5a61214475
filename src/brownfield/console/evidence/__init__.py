"""What do the commands of evidence do beside its question?"""
