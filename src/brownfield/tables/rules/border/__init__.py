"""What must hold of territories, measures at a border and policies?"""
