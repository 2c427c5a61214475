"""Terms: at which payments does every party gain?"""
