# The web server alone. It wants its variables (config/settings.py lists them) and, for more than a trial, PostgreSQL:
# docker-compose.yml puts the two together.
FROM python:3.13-slim-bookworm

# The libraries WeasyPrint draws text with. No font packages: the document's fonts are in static/document/fonts.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY . .
# The key and host here serve this one step; the running server gets its own from the environment.
RUN DJANGO_SECRET_KEY=collectstatic-only DJANGO_ALLOWED_HOSTS=localhost python manage.py collectstatic --no-input \
    && useradd --system --no-create-home web && install --directory --owner=web /published
USER web

EXPOSE 8000
# The site writes its own line for each request. A report takes seconds to render: a longer timeout than gunicorn's 30 s, and threads so that pages go on meanwhile.
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--timeout=120", \
    "--no-control-socket"]
