"""What do grants, credits of fleet rules and carbon move on a vehicle?"""
