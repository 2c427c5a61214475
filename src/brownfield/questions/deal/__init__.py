"""Deal: at which terms does every party gain, and what support is justified?"""
