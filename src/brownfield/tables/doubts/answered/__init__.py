"""What of a case that is doubted is meant so, and what does a what-if bring?"""
