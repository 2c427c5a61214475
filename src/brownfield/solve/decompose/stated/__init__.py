"""How is a large tree stated a few futures at a time?"""
