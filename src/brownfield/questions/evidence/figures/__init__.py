"""Which pictures stand on the page of evidence?"""
