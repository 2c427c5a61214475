"""What does each recipe cost, does it originate, and how much fits in a plant?"""
