"""Where does each function of a headquarters go by itself?"""
