"""How much does each sector of an economy make for what is bought from it?"""
