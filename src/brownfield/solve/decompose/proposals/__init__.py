"""At which shared points might a better plan be?"""
