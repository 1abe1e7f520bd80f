"""Is a route measured, simplified and drawn rightly?"""
