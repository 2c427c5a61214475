"""At which value of which number does a choice flip?"""
