"""Headers sent with every answer: a strict content security policy, and no caching of people's records."""

import base64
import hashlib
import re
import secrets
from urllib.parse import urlsplit

from flask import g, request
from werkzeug.middleware.proxy_fix import ProxyFix

NHS_TEMPLATE = "nhsuk/template.jinja"
YEAR = 31_536_000


def inline_script_hash(app) -> str:
    """The hash of the one inline script that the NHS page template carries."""
    source = app.jinja_env.loader.get_source(app.jinja_env, NHS_TEMPLATE)[0]
    script = re.search(r"<script[^>]*?>(document\..*?)</script>", source, re.S).group(1)
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def policy(app) -> str:
    """The content security policy: nothing, and then only what comes from here."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'sha256-{inline_script_hash(app)}'",
            "style-src 'self'",
            f"img-src 'self' data: {_origin(app.config['MAP_TILES'])}".strip(),
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        )
    )


def _origin(address: str) -> str:
    """Scheme and host of an address, as a policy names them; a host that begins with {s} may begin with anything."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}" if parts.scheme and parts.netloc else ""


def init_app(app) -> None:
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)
    headers = {
        "Content-Security-Policy": policy(app),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if app.config["SESSION_COOKIE_SECURE"]:
        headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

    @app.before_request
    def name_the_request():
        g.request_id = secrets.token_hex(8)

    @app.after_request
    def protect(response):
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if not (request.endpoint or "").endswith(("static", "assets")):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
