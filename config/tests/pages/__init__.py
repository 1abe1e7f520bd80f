"""Do the pages for people show what they should, to whom they should, with and without JavaScript?"""
