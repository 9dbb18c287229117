"""What assistants are given: the tools of the server, their answers in pages, foreign text in fences.

A tool is a command with other manners: its inputs become a command line, which whoever starts the server
runs, and the JSON document that the command prints becomes the answer. So no question has two answers.
"""
