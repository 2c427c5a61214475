"""Which rows of law stand behind the duty of a delivery?"""
