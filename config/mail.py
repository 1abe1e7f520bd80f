"""Through whom is mail sent? The setting EMAIL_PROVIDER names one of these; the hosted ones are anymail's."""

from __future__ import annotations

HOSTED = {
    "brevo": "brevo",
    "mailersend": "mailersend",
    "mailgun": "mailgun",
    "mailjet": "mailjet",
    "postmark": "postmark",
    "resend": "resend",
    "ses": "amazon_ses",
    "sparkpost": "sparkpost",
}
BACKENDS = {
    "console": "django.core.mail.backends.console.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "none": "django.core.mail.backends.dummy.EmailBackend",
    **{name: f"anymail.backends.{module}.EmailBackend" for name, module in HOSTED.items()},
}
TIMEOUT_S = 10
