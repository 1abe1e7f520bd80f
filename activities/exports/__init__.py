"""How does a person get what they recorded, as a table or as a document?"""
