"""Search: how is each group planned within its share of time and of aid rules?"""
