"""Which figures of a plan add up in its workbook, and what stands behind each?"""
