"""What is told of duty, grants, fleet rules, carbon and other policies?"""
