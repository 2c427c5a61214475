"""How does an answer become a workbook that adds up?"""
