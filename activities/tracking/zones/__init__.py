"""Which places does a person keep to themselves?"""
