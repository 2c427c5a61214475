"""How is a model kept, so that the next plan with other numbers is quick?"""
