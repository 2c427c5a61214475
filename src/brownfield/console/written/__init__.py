"""Written: how does a command leave files of a case?"""
