"""Which plan is regretted least?"""
