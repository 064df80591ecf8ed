"""The room's blueprint, with the pages of its wings."""

from accounts.administration import views as administration
from accounts.entry.views import bp

bp.register_blueprint(administration.bp)


def init_app(app) -> None:
    app.register_blueprint(bp)
