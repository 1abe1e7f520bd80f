"""Which user names are allowed?"""

from __future__ import annotations

from social.accounts.models import NAME_RULE

username_validators = [NAME_RULE]
