"""What does the web server take, refuse and send?"""
