"""Is somebody who leaves gone, at once and then for good?"""
