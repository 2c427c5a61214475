"""How is a model kept, so that the next plan at other costs is quick?"""
